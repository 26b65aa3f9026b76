"""What agents teach, over HTTP."""

from tisserand.graph_api.examples import load_examples

PATH = "/api/v1/lessons"
GIVEN = {"sentence": "Le coq ne chante plus", "skills": ["vitrerie"]}


def test_a_lesson_is_kept_listed_and_forgotten(client, agent, get) -> None:
    before = get(PATH, headers=agent)
    kept = client.post(PATH, json=GIVEN, headers=agent).json()
    assert kept.keys() == load_examples()["lesson"].keys()
    assert kept["sentence"] == "le coq ne chante plus"
    assert get(PATH, headers=agent) == [*before, kept]
    assert client.delete(f"{PATH}/{kept['number']}", headers=agent).json() == kept
    assert get(PATH, headers=agent) == before


def test_lessons_are_for_agents(client) -> None:
    assert client.post(PATH, json=GIVEN).status_code == 403
    assert client.get(PATH).status_code == 403


def test_unknown_skill_and_lesson_are_told(client, agent) -> None:
    unknown = GIVEN | {"skills": ["zorglubage"]}
    assert client.post(PATH, json=unknown, headers=agent).status_code == 400
    assert client.delete(f"{PATH}/9", headers=agent).status_code == 404
