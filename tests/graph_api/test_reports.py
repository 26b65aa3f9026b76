"""What was read in reports, over HTTP: for stewards, decided and taken back."""

import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fixtures.readings import extractor, write_report
from pydantic import TypeAdapter

from tisserand.bootstrap import Workspace, build_app
from tisserand.graph_api.examples import load_examples
from tisserand.graph_api.routes.reports import (
    DecisionTakenBack,
    DecisionTold,
    PatternPrecision,
    ReadingShown,
)
from tisserand.graph_api.tokens import TokenRegister
from tisserand.ingest.readings.weaving import ingest_report
from tisserand.ontology.records import Visibility
from tisserand.settings import Settings

with warnings.catch_warnings(action="ignore"):  # it would rather have httpx2 than httpx
    from fastapi.testclient import TestClient

READINGS = "/api/v1/readings"


@pytest.fixture
def work(tmp_path: Path) -> Iterator[Workspace]:
    opened = Workspace(Settings(workspace=tmp_path / "espace"))
    ingest_report(
        opened.store,
        write_report(tmp_path),
        source_id="compte-rendu",
        extractor=extractor,
        gazetteer=opened.gazetteer,
        thesaurus=opened.thesaurus,
    )
    yield opened
    opened.close()


@pytest.fixture
def door(work: Workspace) -> Any:
    return TestClient(build_app(work))


def bearer(work: Workspace, role: Visibility) -> dict[str, str]:
    token = TokenRegister(work.settings.workspace).create(role)
    return {"Authorization": f"Bearer {token}"}


def test_only_a_steward_passes(door: Any, work: Workspace) -> None:
    agent = bearer(work, Visibility.AGENT)
    assert door.get(READINGS, headers=agent).status_code == 403
    assert door.get(f"{READINGS}/patterns").status_code == 403
    accepted = {"verdict": "accepted"}
    assert door.post(f"{READINGS}/x", headers=agent, json=accepted).status_code == 403


def test_decision_is_given_measured_and_taken_back(door: Any, work: Workspace) -> None:
    steward = bearer(work, Visibility.STEWARD)
    (waiting,) = door.get(READINGS, headers=steward).json()
    assert waiting["passage"] == "Paul Tessier serait membre des Mains vertes."
    where = f"{READINGS}/{waiting['item']}"
    told = door.post(where, headers=steward, json={"verdict": "rejected"}).json()
    assert told["sources"] == ["compte-rendu"]
    assert door.get(READINGS, headers=steward).json() == []
    rules = door.get(f"{READINGS}/patterns", headers=steward).json()
    assert {one["pattern"]: one["rejected"] for one in rules}["member_of-rule"] == 1
    assert door.delete(where, headers=steward).json()["item"] == waiting["item"]
    assert door.get(READINGS, headers=steward).json() == [waiting]


def test_what_is_no_decision_is_refused(door: Any, work: Workspace) -> None:
    steward = bearer(work, Visibility.STEWARD)
    unknown = door.post(f"{READINGS}/x", headers=steward, json={"verdict": "accepted"})
    assert unknown.status_code == 404
    empty = door.post(f"{READINGS}/x", headers=steward, json={"verdict": "corrected"})
    assert empty.status_code == 400


@pytest.mark.parametrize(
    ("name", "model"),
    [
        ("readings", list[ReadingShown]),
        ("patterns", list[PatternPrecision]),
        ("decision", DecisionTold),
        ("decision_undone", DecisionTakenBack),
    ],
)
def test_examples_are_of_their_shape(name: str, model: Any) -> None:
    TypeAdapter(model).validate_python(load_examples()[name])
