"""Rejected rows come back as a file to correct."""

import csv
from pathlib import Path

import pytest

from tisserand.ingest.profiling import inspect
from tisserand.ingest.rejects import neutralised, write_rejects
from tisserand.ingest.report import IngestReport, Rejection, Said
from tisserand.ontology.records import Locator


def rejected(cells: dict[str, str]) -> IngestReport:
    report = IngestReport("annuaire", rows=1)
    locator = Locator("annuaire.csv", row=7)
    report.rejected.append(Rejection(locator, Said("ingest.nothing_named", {}), cells))
    return report


def test_a_rejected_row_keeps_its_cells_its_place_and_its_reason(tmp_path: Path) -> None:
    target = tmp_path / "rejets.csv"
    assert write_rejects(target, [rejected({"nom": "", "ville": "Évron"})]) == 1
    with target.open(encoding="utf-8-sig", newline="") as stream:
        (row,) = csv.DictReader(stream, delimiter=";")
    assert row == {
        "nom": "",
        "ville": "Évron",
        "fichier d'origine": "annuaire.csv",
        "feuille d'origine": "",
        "ligne d'origine": "7",
        "motif du rejet": "cette ligne ne nomme rien",
    }


@pytest.mark.parametrize("cell", ["=cmd|' /C calc'!A0", "@SUM(A1)", "+A1", "-A1", " =1+1", "\t=1"])
def test_a_formula_is_neutralised(cell: str) -> None:
    assert neutralised(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["-12,50", "+33241432813", "Ville", "", "a=b"])
def test_what_is_no_formula_is_left_alone(cell: str) -> None:
    assert neutralised(cell) == cell


def test_without_rejects_the_file_of_an_earlier_time_goes(tmp_path: Path) -> None:
    target = tmp_path / "rejets.csv"
    write_rejects(target, [rejected({"nom": ""})])
    assert write_rejects(target, [IngestReport("annuaire")]) == 0
    assert not target.exists()


def test_columns_added_to_rejected_rows_are_not_read_as_theirs(tmp_path: Path) -> None:
    target = tmp_path / "rejets.csv"
    write_rejects(target, [rejected({"nom": "Le Fil", "ville": "Évron"})])
    told = inspect(target)
    assert [column["name"] for column in told["columns"]] == ["nom", "ville"]
    assert "origine" not in told["draft"]
