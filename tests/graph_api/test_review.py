"""Doubtful pairs and judgements over HTTP: for stewards, and taken back to the byte."""

import warnings
from collections.abc import Iterator
from typing import Any

import pytest
from clients.demonstration import weave
from pydantic import TypeAdapter

from tisserand.bootstrap import Workspace, build_app
from tisserand.graph_api.examples import load_examples
from tisserand.graph_api.routes.review import DoubtShown, JudgementTold
from tisserand.graph_api.tokens import TokenRegister
from tisserand.ontology.records import Visibility
from tisserand.publish.quads import canonical_nquads

with warnings.catch_warnings(action="ignore"):  # it would rather have httpx2 than httpx
    from fastapi.testclient import TestClient

REVIEW, JUDGEMENTS = "/api/v1/review", "/api/v1/judgements"


@pytest.fixture(scope="module")
def judged(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """A workspace of its own: judgements change it."""
    workspace = weave(tmp_path_factory.mktemp("judged"))
    yield workspace
    workspace.close()


@pytest.fixture(scope="module")
def door(judged: Workspace) -> TestClient:
    return TestClient(build_app(judged))


def bearer(work: Workspace, role: Visibility) -> dict[str, str]:
    token = TokenRegister(work.settings.workspace).create(role)
    return {"Authorization": f"Bearer {token}"}


@pytest.fixture(scope="module")
def steward(judged: Workspace) -> dict[str, str]:
    return bearer(judged, Visibility.STEWARD)


def graph(work: Workspace) -> list[str]:
    with work.read(Visibility.STEWARD) as reader:
        return list(canonical_nquads(reader, work.base_iri))


@pytest.mark.parametrize("role", [None, *(r for r in Visibility if r < Visibility.STEWARD)])
def test_only_a_steward_passes(door: Any, judged: Workspace, role: Visibility | None) -> None:
    headers = {} if role is None else bearer(judged, role)
    pair = {"a": "carnet1", "b": "carnet2"}
    before = graph(judged)
    answers = (
        door.get(REVIEW, headers=headers),
        door.post(JUDGEMENTS, headers=headers, json=pair | {"verdict": "same"}),
        door.delete(JUDGEMENTS, headers=headers, params=pair),
    )
    assert [answer.status_code for answer in answers] == [403, 403, 403]
    assert all("steward" in answer.json()["detail"]["fr"] for answer in answers)
    assert graph(judged) == before


def test_review_gives_the_most_valuable_pairs_first(door: Any, steward: dict[str, str]) -> None:
    answer = door.get(REVIEW, headers=steward, params={"limit": 3}).json()
    assert len(answer) == 3
    TypeAdapter(list[DoubtShown]).validate_python(answer)
    values = [one["value"] for one in answer]
    assert values == sorted(values, reverse=True)


def test_a_judgement_joins_and_its_withdrawal_restores_every_byte(
    door: Any, judged: Workspace, steward: dict[str, str]
) -> None:
    before = graph(judged)
    first = door.get(REVIEW, headers=steward).json()[0]
    pair = {side: first[side]["record"] for side in ("a", "b")}
    said = pair | {"verdict": "same", "author": "Olive", "date": "2025-02-03", "reason": "vue"}
    told = door.post(JUDGEMENTS, headers=steward, json=said).json()
    assert (told["author"], told["date"], told["joined"]) == ("Olive", "2025-02-03", True)
    assert told["a"]["iri"] == told["b"]["iri"]
    assert graph(judged) != before
    undone = door.delete(JUDGEMENTS, headers=steward, params=pair)
    assert (undone.status_code, undone.json()["joined"]) == (200, False)
    assert graph(judged) == before


def test_a_judgement_has_a_date_and_an_author_without_being_told(
    door: Any, steward: dict[str, str]
) -> None:
    last = door.get(REVIEW, headers=steward).json()[-1]
    pair = {side: last[side]["record"] for side in ("a", "b")}
    answer = door.post(JUDGEMENTS, headers=steward, json=pair | {"verdict": "different"})
    assert answer.status_code == 200, answer.text
    assert answer.json()["author"] == "steward"
    assert len(answer.json()["date"]) == 10
    assert door.delete(JUDGEMENTS, headers=steward, params=pair).status_code == 200


@pytest.mark.parametrize(
    ("given", "status"),
    [
        ({"a": "carnet1", "b": "carnet1", "verdict": "same"}, 400),
        ({"a": "carnet1", "b": "Zorglub et Fils", "verdict": "same"}, 404),
        ({"a": "carnet1", "b": "carnet2", "verdict": "peut-être"}, 422),
        ({"a": "carnet1", "b": "carnet2", "verdict": "same", "date": "demain"}, 400),
        ({"a": "carnet1"}, 422),
    ],
)
def test_what_cannot_be_judged_is_refused(
    door: Any, steward: dict[str, str], given: dict[str, str], status: int
) -> None:
    assert door.post(JUDGEMENTS, headers=steward, json=given).status_code == status


def test_a_judgement_that_nobody_gave_is_not_found(door: Any, steward: dict[str, str]) -> None:
    answer = door.delete(JUDGEMENTS, headers=steward, params={"a": "carnet1", "b": "carnet2"})
    assert answer.status_code == 404


def test_the_examples_are_of_the_shape_of_the_answers() -> None:
    TypeAdapter(list[DoubtShown]).validate_python(load_examples()["review"])
    TypeAdapter(JudgementTold).validate_python(load_examples()["judgement"])
