"""The reports of the territory: one in each format, a need of theirs met by a directory's skill."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tisserand.bootstrap import Workspace
from tisserand.cli.demonstration import need_read, weave_territory
from tisserand.demo.territory import NEAR, QUESTION, REPORTS
from tisserand.ingest.documents.reading import document_format, read_document
from tisserand.ingest.readings.review import waiting_items
from tisserand.ontology.records import Visibility
from tisserand.settings import Settings

ROOT = Path(__file__).parents[2]


def test_there_is_one_report_in_each_format() -> None:
    formats = [document_format(report.path) for report in REPORTS]
    assert sorted(formats) == ["HTML", "PDF", "csv", "docx", "odt"]


def test_the_committed_reports_are_what_the_script_writes(tmp_path: Path) -> None:
    script = ROOT / "tools" / "weave_demo.py"
    subprocess.run([sys.executable, str(script), "--into", str(tmp_path)], check=True, timeout=120)
    for report in REPORTS:
        assert read_document(tmp_path / report.name) == read_document(report.path)


@pytest.fixture(scope="module")
def work(tmp_path_factory: pytest.TempPathFactory) -> Any:
    opened = Workspace(Settings(workspace=tmp_path_factory.mktemp("espace")))
    weave_territory(opened)
    yield opened
    opened.close()


def test_need_of_a_report_meets_skill_of_a_directory(work: Workspace) -> None:
    need = need_read(work, Visibility.AGENT)
    assert need is not None
    assert (need["file"], need["page"]) == ("ateliers-2024.pdf", 1)
    assert QUESTION in need["passage"]
    helper = work.ask(Visibility.AGENT, QUESTION, NEAR)["helpers"][0]
    skilled = next(one for one in helper["reasons"] if one["text"].startswith("sait"))
    assert skilled["records"][0]["file"] == "annuaire-ess.xlsx"
    assert skilled["records"][0]["row"] > 0


def test_actors_of_reports_are_those_of_directories(work: Workspace) -> None:
    with work.read(Visibility.AGENT) as reader:
        hits = [hit for hit in reader.find("Fournil des Deux Rives") if hit.kind == "Association"]
        entity = reader.entity(hits[0].key)
    assert entity is not None
    sources = {record.source for record in entity.records.values()}
    assert {"annuaire-ess", "ateliers-2024"} <= sources


def test_nobody_but_agents_reads_reports(work: Workspace) -> None:
    assert need_read(work, Visibility.PARTNER) is None


def test_what_a_pronoun_leaves_in_doubt_waits_for_a_person(work: Workspace) -> None:
    waiting = waiting_items(work.store)
    assert {one["passage"] for one in waiting} == {"Elle enseigne la greffe des fruitiers"}
    assert all("Jeanne Lebreton" in one["alternatives"] for one in waiting)
