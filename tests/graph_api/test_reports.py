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
from tisserand.ingest.readings.decisions import read_decisions
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


def bearer(work: Workspace, role: Visibility, name: str = "") -> dict[str, str]:
    token = TokenRegister(work.settings.workspace).create(role, name)
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


@pytest.mark.parametrize(
    ("name", "author"), [("Odile Gaudin", "Odile Gaudin"), ("", "responsable")]
)
def test_decision_on_the_page_bears_the_name_of_who_takes_it(
    door: Any, work: Workspace, name: str, author: str
) -> None:
    steward = bearer(work, Visibility.STEWARD, name)
    (waiting,) = door.get(READINGS, headers=steward).json()
    page = f"/rapports/compte-rendu/{waiting['item']}"
    assert door.post(page, headers=steward, data={"avis": "accepted"}).status_code == 200
    with work.store.resolution() as identity:
        assert read_decisions(identity)[waiting["item"]].author == author


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


PAGE = "/rapports/compte-rendu"


def test_pages_of_reports_are_for_stewards(door: Any, work: Workspace) -> None:
    agent = bearer(work, Visibility.AGENT)
    for path in ("/rapports", PAGE):
        assert door.get(path, headers=agent).status_code == 403
    decided = door.post(f"{PAGE}/00", data={"avis": "accepted"}, headers=agent)
    assert decided.status_code == 403
    assert door.post(f"{PAGE}/00/reprendre", headers=agent).status_code == 403


def test_report_is_corrected_and_taken_back_by_forms(door: Any, work: Workspace) -> None:
    steward = bearer(work, Visibility.STEWARD)
    assert "en attente d&#39;un avis : 1" in door.get("/rapports", headers=steward).text
    (waits,) = door.get(READINGS, headers=steward).json()
    assert '<mark class="waiting"' in door.get(PAGE, headers=steward).text
    where = f"{PAGE}/{waits['item']}"
    subject = {"champ": "subject", "lu": "Paul Tessier", "valeur": "Aline Gaudin"}
    decided = door.post(where, data={"avis": "corrected", **subject}, headers=steward)
    assert "Aline Gaudin · membre de · Les Mains vertes" in decided.text
    assert door.get(READINGS, headers=steward).json() == []
    door.post(f"{where}/reprendre", headers=steward)
    assert door.get(READINGS, headers=steward).json() == [waits]


def test_what_a_report_says_runs_nothing_in_its_page(
    door: Any, work: Workspace, tmp_path: Path
) -> None:
    ingest_report(
        work.store,
        write_report(tmp_path, "Note <script>alert(1)</script>\n\nAline Gaudin, <b>Craon</b>.\n"),
        source_id="piège",
        extractor=extractor,
        gazetteer=work.gazetteer,
        thesaurus=work.thesaurus,
    )
    page = door.get("/rapports/piège", headers=bearer(work, Visibility.STEWARD))
    assert page.status_code == 200
    assert "<script>alert" not in page.text
    assert "&lt;script&gt;alert(1)" in page.text


def test_report_that_nobody_read_is_no_page(door: Any, work: Workspace) -> None:
    assert door.get("/rapports/x", headers=bearer(work, Visibility.STEWARD)).status_code == 404
