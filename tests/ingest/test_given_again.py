"""Nothing of a file of rejected rows is lost without a word when it is given again."""

import csv
from pathlib import Path

import pytest
from fixtures import workbooks
from fixtures.weaver import Weaver

from tisserand.errors import InputError
from tisserand.ingest.pipeline import ingest_files
from tisserand.ingest.rejects import write_rejects
from tisserand.ingest.report import IngestReport

TRACES = "fichier d'origine;feuille d'origine;ligne d'origine;motif du rejet"
TWO_RULES = """
id: pays
title: {fr: Pays}
tables:
  - {things: [{local: acteur, kind: Organization, name: nom}]}
  - {things: [{local: projet, kind: Project, name: projet}]}
"""
WITH_OPTIONS = """
id: pays
title: {fr: Pays}
reader: {header_row: 3, delimiter: ",", encoding: cp1252}
things: [{local: acteur, kind: Organization, name: nom}]
"""


def woven(weaver: Weaver, *paths: Path, mapping: Path | None = None) -> IngestReport:
    (report,) = ingest_files(
        weaver.store, paths, source_id="annuaire", mapping=mapping, gazetteer=weaver.gazetteer
    )
    return report


def names(weaver: Weaver) -> list[str]:
    return sorted(record.name for record in weaver.records("annuaire"))


def written(path: Path, *lines: str, encoding: str = "utf-8") -> Path:
    path.parent.mkdir(exist_ok=True)
    path.write_text("\n".join(lines) + "\n", encoding=encoding)
    return path


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    return written(tmp_path / "annuaire.csv", "nom;commune", "Le Fil;Laval", ";Craon", ";Ernée")


def rejects(path: Path, *rows: str) -> Path:
    return written(path, f"nom;commune;{TRACES}", *rows)


def test_a_cell_too_many_is_told_and_the_row_corrected_again(
    weaver: Weaver, directory: Path, tmp_path: Path
) -> None:
    given = rejects(
        tmp_path / "r.csv",
        "La Ruche;Craon;annuaire.csv;;3;aucun nom;de trop",
        "La Navette;Ernée;annuaire.csv;;4;aucun nom",
    )
    report = woven(weaver, directory, given)
    (told,) = [one.as_dict() for one in report.rejected]
    assert (told["file"], told["row"]) == ("r.csv", 2)
    assert told["reason"].startswith("7 cellules") and told["reason_en"].startswith("7 cells")
    assert names(weaver) == ["La Navette", "Le Fil"]


@pytest.mark.parametrize("row", ["La Ruche;annuaire.csv;;3;x", "La Ruche;Craon;;annuaire.csv;;3;x"])
def test_a_row_whose_origin_can_no_longer_be_read_is_named_with_the_reason(
    weaver: Weaver, directory: Path, tmp_path: Path, row: str
) -> None:
    given = rejects(tmp_path / "r.csv", "Le Métier;Ernée;annuaire.csv;;4;x", row)
    with pytest.raises(InputError) as refused:
        woven(weaver, directory, given)
    count = row.count(";") + 1
    assert f"r.csv, ligne 3 : {count} cellules au lieu de 6" in refused.value.text("fr")
    assert f"r.csv, row 3: {count} cells instead of 6" in refused.value.text("en")


def test_a_row_left_blank_is_no_row(weaver: Weaver, directory: Path, tmp_path: Path) -> None:
    given = rejects(tmp_path / "r.csv", "La Ruche;Craon;annuaire.csv;;3;x", ";;;;;")
    woven(weaver, directory, given)
    assert names(weaver) == ["La Ruche", "Le Fil"]


def test_files_and_sheets_that_begin_like_a_formula_are_found_again(
    weaver: Weaver, tmp_path: Path
) -> None:
    sheets = {"=Acteurs": [["nom", "commune"], ["Le Fil", "Laval"], ["", "Craon"]]}
    path = workbooks.write_xlsx(tmp_path / "-annuaire.xlsx", sheets)
    write_rejects(tmp_path / "r.csv", [woven(weaver, path)])
    with (tmp_path / "r.csv").open(encoding="utf-8-sig", newline="") as stream:
        headings, row = csv.reader(stream, delimiter=";")
    assert row[2:4] == ["'-annuaire.xlsx", "'=Acteurs"]
    given = written(tmp_path / "r.csv", ";".join(headings), ";".join(["La Ruche", *row[1:]]))
    assert woven(weaver, path, given).rejected == []
    assert names(weaver) == ["La Ruche", "Le Fil"]


def test_a_sheet_that_is_not_read_is_named(weaver: Weaver, directory: Path, tmp_path: Path) -> None:
    given = rejects(tmp_path / "r.csv", "La Ruche;Craon;annuaire.csv;Feuille 2;3;x")
    with pytest.raises(InputError, match="la feuille « Feuille 2 » d'annuaire"):
        woven(weaver, directory, given)


def test_two_files_of_one_name_are_refused(weaver: Weaver, directory: Path, tmp_path: Path) -> None:
    first = rejects(tmp_path / "mai" / "r.csv", "La Ruche;Craon;annuaire.csv;;3;x")
    second = rejects(tmp_path / "juin" / "r.csv", "La Navette;Ernée;annuaire.csv;;4;x")
    with pytest.raises(InputError, match=r"r\.csv.*renommez"):
        woven(weaver, directory, first, second)
    renamed = second.rename(tmp_path / "r2.csv")
    woven(weaver, directory, first, renamed)
    assert names(weaver) == ["La Navette", "La Ruche", "Le Fil"]


def test_headings_alone_give_nothing_back(weaver: Weaver, directory: Path, tmp_path: Path) -> None:
    given = rejects(tmp_path / "r.csv")
    for files in ((directory, given), (given,)):
        with pytest.raises(InputError, match="rien à reprendre"):
            woven(weaver, *files)


def test_rows_of_other_files_are_told(weaver: Weaver, directory: Path, tmp_path: Path) -> None:
    rows = ("La Ruche;Craon;annuaire.csv;;3;x", "La Forge;Laval;autre.csv;;9;x")
    report = woven(weaver, directory, rejects(tmp_path / "r.csv", *rows))
    assert any("d'autres fichiers (autre.csv), non reprises ici : 1" in f for f in told(report))
    assert names(weaver) == ["La Ruche", "Le Fil"]


def told(report: IngestReport) -> list[str]:
    return [said.in_both()["text"] for said in report.findings]


def test_what_a_mapping_says_of_its_file_is_not_said_of_its_rejects(
    weaver: Weaver, tmp_path: Path
) -> None:
    mapping = written(tmp_path / "pays.yaml", WITH_OPTIONS)
    lines = ("Annuaire", "", "nom,commune", "Le Métier,Évron", ",Ernée")
    path = written(tmp_path / "annuaire.csv", *lines, encoding="cp1252")
    given = rejects(tmp_path / "r.csv", "La Fête;Ernée;annuaire.csv;;5;x")
    assert woven(weaver, given, mapping=mapping).accepted == 1
    assert names(weaver) == ["La Fête"]
    assert woven(weaver, path, given, mapping=mapping).rejected == []
    assert names(weaver) == ["La Fête", "Le Métier"]


def test_rows_alone_are_not_read_as_a_source_of_their_own(
    weaver: Weaver, directory: Path, tmp_path: Path
) -> None:
    woven(weaver, directory)
    given = rejects(tmp_path / "mes rejets.csv", "La Ruche;Craon;annuaire.csv;;3;x")
    with pytest.raises(InputError, match=r"ingest annuaire\.csv 'mes rejets\.csv' --as annuaire"):
        ingest_files(weaver.store, [given], gazetteer=weaver.gazetteer)


def test_a_row_of_two_rules_is_rejected_once_and_replaced_for_both(
    weaver: Weaver, tmp_path: Path
) -> None:
    mapping = written(tmp_path / "pays.yaml", TWO_RULES)
    rows = ("nom;projet;ville", "Le Fil;Le Four;Laval", ";Le Moulin;Craon", ";;Ernée")
    path = written(tmp_path / "annuaire.csv", *rows)
    before = woven(weaver, path, mapping=mapping)
    assert (names(weaver), len(before.rejected)) == (["Le Fil", "Le Four", "Le Moulin"], 3)
    assert write_rejects(tmp_path / "r.csv", [before]) == 2
    told = f"nom;projet;ville;{TRACES}"
    corrected = (
        "La Ruche;Le Moulin;Craon;annuaire.csv;;3;x",
        "La Forge;Le Pré;Ernée;annuaire.csv;;4;x",
    )
    report = woven(weaver, path, written(tmp_path / "r.csv", told, *corrected), mapping=mapping)
    assert report.rejected == []
    expected = ["La Forge", "La Ruche", "Le Fil", "Le Four", "Le Moulin", "Le Pré"]
    assert names(weaver) == expected
