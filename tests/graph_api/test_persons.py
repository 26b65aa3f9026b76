"""What people ask, over HTTP: for stewards only, and done everywhere."""

import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fixtures.people import HOME, MAIL, NAME, OTHER, names, weave_all
from fixtures.weaver import Weaver
from pydantic import TypeAdapter

from tisserand.bootstrap import Workspace, build_app
from tisserand.graph_api.examples import load_examples
from tisserand.graph_api.routes import persons
from tisserand.graph_api.tokens import TokenRegister
from tisserand.ontology.records import Visibility
from tisserand.settings import Settings

with warnings.catch_warnings(action="ignore"):  # it would rather have httpx2 than httpx
    from fastapi.testclient import TestClient

EXAMPLES = {
    "persons": list[persons.PersonListed],
    "person_held": persons.PersonHeld,
    "requests": persons.RequestsTold,
    "erasure": persons.ErasureTold,
    "erasure_lifted": persons.TombstoneLifted,
    "opposition": persons.OppositionTold,
}


@pytest.fixture
def work(tmp_path: Path) -> Iterator[Workspace]:
    workspace = Workspace(Settings(workspace=tmp_path))
    weave_all(Weaver(workspace.store, workspace.gazetteer))
    yield workspace
    workspace.close()


@pytest.fixture
def door(work: Workspace) -> TestClient:
    return TestClient(build_app(work), headers={"Accept": "application/json"})


def bearer(work: Workspace, role: Visibility) -> dict[str, str]:
    token = TokenRegister(work.settings.workspace).create(role)
    return {"Authorization": f"Bearer {token}"}


@pytest.fixture
def steward(work: Workspace) -> dict[str, str]:
    return bearer(work, Visibility.STEWARD)


def seen(work: Workspace, role: Visibility = Visibility.STEWARD) -> list[str]:
    return names(Weaver(work.store, work.gazetteer), role)


@pytest.mark.parametrize("role", [None, *(r for r in Visibility if r < Visibility.STEWARD)])
def test_only_a_steward_passes(door: Any, work: Workspace, role: Visibility | None) -> None:
    headers = {} if role is None else bearer(work, role)
    who = {"person": NAME}
    reads = [f"/api/v1/{path}" for path in ("persons", "persons/held", "persons/page")]
    answers = [door.get(path, headers=headers, params=who) for path in reads]
    answers.append(door.get("/api/v1/requests", headers=headers))
    for path in ("/api/v1/erasures", "/api/v1/oppositions"):
        answers += [
            door.post(path, headers=headers, json=who),
            door.delete(path, headers=headers, params=who),
        ]
    assert {answer.status_code for answer in answers} == {403}
    assert not any(NAME in answer.text for answer in answers)
    assert NAME in seen(work)


def test_all_that_is_held_is_told(door: Any, steward: dict[str, str]) -> None:
    who = {"person": MAIL}
    told = door.get("/api/v1/persons/held", headers=steward, params=who).json()
    assert [source["id"] for source in told["sources"]] == ["bureau", "cartes"]
    assert [record["about"] for record in told["sources"][0]["records"]] == ["person", "mention"]
    page = door.get("/api/v1/persons/page", headers=steward, params=who)
    assert page.headers["content-type"].startswith("text/html")
    assert NAME in page.text
    listed = door.get("/api/v1/persons", headers=steward, params=who).json()
    assert [one["organisations"] for one in listed] == [[HOME]]


def test_erasure_then_consent_again(door: Any, work: Workspace, steward: dict[str, str]) -> None:
    told = door.post("/api/v1/erasures", headers=steward, json={"person": NAME}).json()
    assert told["records"] == {"bureau": 1, "cartes": 1}
    assert seen(work) == [OTHER, HOME]
    asked = door.get("/api/v1/requests", headers=steward).json()
    assert [one["id"] for one in asked["tombstones"]] == [told["tombstone"]]
    lifted = door.delete("/api/v1/erasures", headers=steward, params={"person": MAIL})
    assert lifted.json()["tombstone"] == told["tombstone"]
    weave_all(Weaver(work.store, work.gazetteer))
    assert NAME in seen(work)


def test_opposition_then_its_lifting(door: Any, work: Workspace, steward: dict[str, str]) -> None:
    before = seen(work, Visibility.AGENT)
    door.post("/api/v1/oppositions", headers=steward, json={"person": NAME})
    assert seen(work, Visibility.AGENT) == [OTHER, HOME]
    door.delete("/api/v1/oppositions", headers=steward, params={"person": NAME})
    assert seen(work, Visibility.AGENT) == before


def test_nobody_is_a_404_and_a_bad_date_a_400(door: Any, steward: dict[str, str]) -> None:
    who = {"person": "Zoé Inconnue"}
    assert door.get("/api/v1/persons/held", headers=steward, params=who).status_code == 404
    assert door.post("/api/v1/erasures", headers=steward, json=who).status_code == 404
    wrong = {"person": NAME, "date": "demain"}
    assert door.post("/api/v1/erasures", headers=steward, json=wrong).status_code == 400


@pytest.mark.parametrize("name", EXAMPLES)
def test_examples_are_of_the_shape_told(name: str) -> None:
    TypeAdapter(EXAMPLES[name]).validate_python(load_examples()[name], strict=True)
