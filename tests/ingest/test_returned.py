"""Rejected rows are exported, corrected, and given again with the file that they come from."""

import csv
from collections.abc import Callable
from pathlib import Path

import pytest
from fixtures import workbooks
from fixtures.weaver import Weaver

from tisserand.errors import InputError
from tisserand.ingest.pipeline import ingest_files
from tisserand.ingest.rejects import write_rejects
from tisserand.ingest.report import IngestReport

Correct = Callable[[list[dict[str, str]]], None]
ROWS = """nom;commune;description
Le Fil;Laval;couture
;Craon;=1+1 métiers
La Trame;Laval;tissage;trop
La Ruche
"La Navette;Laval;bois
"""
SHEETS = """
id: pays
title: {fr: Pays}
tables:
  - {reader: {sheet: Acteurs}, things: [{local: acteur, kind: Organization, name: Nom, key: Réf}]}
  - {reader: {sheet: Projets}, things: [{local: projet, kind: Project, name: Projet, key: Réf}]}
"""


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    path = tmp_path / "annuaire.csv"
    path.write_text(ROWS, encoding="utf-8")
    return path


def woven(weaver: Weaver, *paths: Path, mapping: Path | None = None) -> IngestReport:
    (report,) = ingest_files(
        weaver.store, paths, source_id="annuaire", mapping=mapping, gazetteer=weaver.gazetteer
    )
    return report


def corrected(report: IngestReport, target: Path, correct: Correct) -> Path:
    """The rejected rows of a report, as a person corrects them in a spreadsheet."""
    write_rejects(target, [report])
    with target.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream, delimiter=";"))
    correct(rows)
    with target.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, rows[0], delimiter=";")
        writer.writeheader()
        writer.writerows(rows)
    return target


def name_the_first(rows: list[dict[str, str]]) -> None:
    rows[0]["nom"] = "Le Métier"


def cut_and_close(rows: list[dict[str, str]]) -> None:
    rows[1]["colonne 4"] = ""
    rows[3]["nom"] = "La Navette"


def names(weaver: Weaver) -> set[str]:
    return {record.name for record in weaver.records("annuaire")}


def test_a_rejected_row_is_exported_whole(weaver: Weaver, directory: Path, tmp_path: Path) -> None:
    write_rejects(tmp_path / "rejets.csv", [woven(weaver, directory)])
    with (tmp_path / "rejets.csv").open(encoding="utf-8-sig", newline="") as stream:
        _, *rows = [row[:4] for row in csv.reader(stream, delimiter=";")]
    assert rows == [
        ["", "Craon", "'=1+1 métiers", ""],
        ["La Trame", "Laval", "tissage", "trop"],
        ["La Ruche", "", "", ""],
        ['"La Navette', "Laval", "bois", ""],
    ]


def test_corrected_rows_join_their_source_and_are_rejected_no_more(
    weaver: Weaver, directory: Path, tmp_path: Path
) -> None:
    given = corrected(woven(weaver, directory), tmp_path / "rejets.csv", name_the_first)
    report = woven(weaver, directory, given)
    assert (report.rows, report.accepted, dict(report.skipped)) == (9, 4, {"given_again": 4})
    assert [(one.locator.file, one.locator.row) for one in report.rejected] == [("rejets.csv", 3)]
    assert names(weaver) == {"Le Fil", "Le Métier", "La Ruche", "La Navette"}
    (found,) = (one for one in weaver.records("annuaire") if one.name == "Le Métier")
    assert found.get("description") == "=1+1 métiers"


def test_a_correction_that_fails_again_is_corrected_again(
    weaver: Weaver, directory: Path, tmp_path: Path
) -> None:
    first = corrected(woven(weaver, directory), tmp_path / "rejets.csv", name_the_first)
    second = corrected(
        woven(weaver, directory, first),
        tmp_path / "r2.csv",
        lambda rows: rows[0].update({"colonne 4": ""}),
    )
    report = woven(weaver, second, first, directory)
    assert (report.rejected, report.accepted) == ([], 5)
    assert "La Trame" in names(weaver)


def test_the_original_given_again_alone_says_what_it_says(
    weaver: Weaver, directory: Path, tmp_path: Path
) -> None:
    given = corrected(woven(weaver, directory), tmp_path / "rejets.csv", cut_and_close)
    woven(weaver, directory, given)
    assert names(weaver) == {"Le Fil", "La Trame", "La Ruche", "La Navette"}
    assert len(woven(weaver, directory).rejected) == 4
    assert names(weaver) == {"Le Fil"}


def test_rejected_rows_do_not_replace_their_source(
    weaver: Weaver, directory: Path, tmp_path: Path
) -> None:
    given = corrected(woven(weaver, directory), tmp_path / "rejets.csv", name_the_first)
    with pytest.raises(InputError, match=r"tisserand ingest annuaire\.csv rejets\.csv"):
        woven(weaver, given)
    assert names(weaver) == {"Le Fil"}


def test_rejected_rows_given_once_with_their_file_do_not_replace_it_later(
    weaver: Weaver, directory: Path, tmp_path: Path
) -> None:
    given = corrected(woven(weaver, directory), tmp_path / "rejets.csv", name_the_first)
    woven(weaver, directory, given)
    before = names(weaver)
    with pytest.raises(InputError, match=r"tisserand ingest annuaire\.csv"):
        woven(weaver, given)
    assert names(weaver) == before


def test_headings_that_begin_like_a_formula_keep_their_cells(
    weaver: Weaver, tmp_path: Path
) -> None:
    path = tmp_path / "annuaire.csv"
    path.write_text("nom;commune;- description\nLe Fil;Laval;couture\n;Craon;bois\n", "utf-8")
    given = corrected(woven(weaver, path), tmp_path / "rejets.csv", name_the_first)
    assert woven(weaver, path, given).rejected == []
    assert names(weaver) == {"Le Fil", "Le Métier"}


def test_rejected_rows_of_other_files_are_refused(
    weaver: Weaver, directory: Path, tmp_path: Path
) -> None:
    given = corrected(woven(weaver, directory), tmp_path / "rejets.csv", name_the_first)
    other = directory.rename(tmp_path / "autre.csv")
    with pytest.raises(InputError, match=r"annuaire\.csv"):
        woven(weaver, other, given)


def test_a_row_without_origin_is_named(weaver: Weaver, directory: Path, tmp_path: Path) -> None:
    lost = "fichier d'origine"
    given = corrected(
        woven(weaver, directory), tmp_path / "rejets.csv", lambda rows: rows[1].update({lost: ""})
    )
    with pytest.raises(InputError, match=r"rejets\.csv, ligne 3"):
        woven(weaver, directory, given)


def test_rows_of_several_sheets_come_back_to_their_sheet(weaver: Weaver, tmp_path: Path) -> None:
    mapping = tmp_path / "pays.yaml"
    mapping.write_text(SHEETS, encoding="utf-8")
    actors = [["Réf", "Nom"], ["A1", "Le Fil"], ["A2", ""]]
    projects = [["Réf", "Projet"], ["P1", "Le Four"], ["P2", ""]]
    sheets = {"Acteurs": actors, "Projets": projects}
    path = workbooks.write_xlsx(tmp_path / "pays.xlsx", sheets)

    def correct(rows: list[dict[str, str]]) -> None:
        rows[0]["Nom"], rows[1]["Projet"] = "La Ruche", "Le Moulin"

    given = corrected(woven(weaver, path, mapping=mapping), tmp_path / "rejets.csv", correct)
    assert woven(weaver, path, given, mapping=mapping).rejected == []
    found = {record.name: record.kind for record in weaver.records("annuaire")}
    assert (found["La Ruche"], found["Le Moulin"]) == ("Organization", "Project")
