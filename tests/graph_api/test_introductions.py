"""Introductions by the API."""

from collections.abc import Iterator
from typing import Any

import pytest

from tisserand.graph_api.examples import load_examples
from tisserand.graph_api.tokens import TokenRegister
from tisserand.ontology.records import Visibility
from tisserand.recommend.introductions import SOURCE
from tisserand.store.port import ChangeSet

PATH = "/api/v1/introductions"


@pytest.fixture
def pair(work: Any, get: Any, agent: dict[str, str]) -> Iterator[dict[str, str]]:
    """Two actors to introduce; what was noted of them goes at the end."""
    found = get("/api/v1/cooperations", headers=agent, limit=1)[0]
    yield {side: found[side]["iri"] for side in "ab"}
    work.store.apply(ChangeSet(removed_sources=[SOURCE]))


def test_an_introduction_goes_from_proposal_to_outcome(client, agent, get, pair) -> None:
    given = pair | {"need": "un four à pain", "by": "Agnès", "date": "2026-03-02"}
    noted = client.post(PATH, json=given, headers=agent).json()
    assert (noted["state"], noted["due_on"]) == ("proposed", "2026-03-17")
    assert noted["message"]["text"].startswith("Bonjour")
    assert noted.keys() == load_examples()["introduction"].keys()
    steps = f"{PATH}/{noted['id']}/steps"
    for state, day in (("accepted", "04-01"), ("met", "05-01"), ("ended", "06-01")):
        taken = client.post(steps, json={"state": state, "date": f"2026-{day}"}, headers=agent)
        assert taken.status_code == 200, taken.text
    (listed,) = get(PATH, headers=agent, state="ended", date="2026-06-02")
    assert [one["state"] for one in listed["history"]] == ["proposed", "accepted", "met", "ended"]
    assert get(PATH, headers=agent, due=True, on="2026-06-02") == []


def test_a_step_taken_on_the_page_is_signed(client, work, agent, get, pair) -> None:
    token = TokenRegister(work.settings.workspace).create(Visibility.AGENT, "Odile Coppeaux")
    named = {"Authorization": f"Bearer {token}"}
    assert client.post("/mises-en-relation", data=pair, headers=named).status_code == 303
    (followed,) = get(PATH, headers=agent)
    assert followed["history"][0]["by"] == "Odile Coppeaux"


def test_an_illegal_step_is_a_bad_request_that_names_the_legal_ones(client, agent, pair) -> None:
    number = client.post(PATH, json=pair | {"date": "2026-03-02"}, headers=agent).json()["id"]
    refused = client.post(f"{PATH}/{number}/steps", json={"state": "met"}, headers=agent)
    assert refused.status_code == 400
    assert "acceptée, refusée" in refused.text


@pytest.mark.parametrize(("path", "body"), [("", {"a": "x", "b": "y"}),
                                            ("/1/steps", {"state": "met"})])  # fmt: skip
def test_the_public_notes_and_sees_nothing(client: Any, path: str, body: dict[str, str]) -> None:
    assert client.post(PATH + path, json=body).status_code == 403
    assert client.get(PATH).status_code == 403


def test_what_does_not_exist_is_not_found(client: Any, agent: dict[str, str]) -> None:
    body = {"a": "inconnu", "b": "ailleurs"}
    assert client.post(PATH, json=body, headers=agent).status_code == 404
    step = client.post(f"{PATH}/99/steps", json={"state": "accepted"}, headers=agent)
    assert step.status_code == 404
