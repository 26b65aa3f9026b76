"""Files woven from end to end, and what cannot be taken."""

from pathlib import Path

import pytest
from fixtures.weaver import Weaver

from tisserand.errors import InputError
from tisserand.ingest.pipeline import ingest_file, ingest_files
from tisserand.ingest.sources import source_id_of

MAPPING = """
id: essai
title: {fr: Annuaire d'essai}
things:
  - local: actor
    kind: Association
    name: nom
    place: {commune: ville}
"""


@pytest.fixture
def mapping(tmp_path: Path) -> Path:
    path = tmp_path / "essai.yaml"
    path.write_text(MAPPING, encoding="utf-8")
    return path


def directory(folder: Path, name: str, *rows: str) -> Path:
    path = folder / name
    path.write_text("\n".join(("nom;ville", *rows)) + "\n", encoding="utf-8")
    return path


def test_the_stem_of_the_file_names_the_source(
    weaver: Weaver, tmp_path: Path, mapping: Path
) -> None:
    path = directory(tmp_path, "Annuaire été 2024.csv", "Les Tissandolies;Savenay")
    report = ingest_file(weaver.store, path, mapping=mapping, gazetteer=weaver.gazetteer)
    assert (report.source, report.accepted) == ("annuaire-ete-2024", 1)
    (record,) = weaver.records(report.source)
    assert (record.locator.file, record.locator.row) == (path.name, 2)


def test_several_files_under_one_id_make_one_source(
    weaver: Weaver, tmp_path: Path, mapping: Path
) -> None:
    paths = [
        directory(tmp_path, "nord.csv", "Les Tissandolies;Savenay"),
        directory(tmp_path, "sud.csv", "La Brocantine;Vertou"),
    ]
    (report,) = ingest_files(
        weaver.store, paths, source_id="pays", mapping=mapping, gazetteer=weaver.gazetteer
    )
    assert report.rows == 2
    assert {record.locator.file for record in weaver.records("pays")} == {"nord.csv", "sud.csv"}


def test_a_row_refused_after_its_mapping_keeps_its_cells(weaver: Weaver, tmp_path: Path) -> None:
    keyed = tmp_path / "essai.yaml"
    keyed.write_text(MAPPING + "    key: nom\n", encoding="utf-8")
    paths = [
        directory(tmp_path, "nord.csv", "Les Tissandolies;Savenay"),
        directory(tmp_path, "sud.csv", "Les Tissandolies;Vertou"),
    ]
    (report,) = ingest_files(
        weaver.store, paths, source_id="pays", mapping=keyed, gazetteer=weaver.gazetteer
    )
    (rejected,) = report.rejected
    assert rejected.said.message == "ingest.duplicate_key"
    assert rejected.cells == {"nom": "Les Tissandolies", "ville": "Vertou"}


def test_a_directory_without_names_is_told_and_changes_nothing(
    weaver: Weaver, tmp_path: Path
) -> None:
    path = tmp_path / "inconnu.csv"
    path.write_text("a;b\n1;2\n3;4\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"inconnu\.csv"):
        ingest_file(weaver.store, path, gazetteer=weaver.gazetteer)
    assert weaver.sequence == 0


def test_a_date_that_is_none_is_refused(weaver: Weaver, tmp_path: Path, mapping: Path) -> None:
    path = directory(tmp_path, "a.csv", "Les Tissandolies;Savenay")
    with pytest.raises(InputError, match="hier"):
        ingest_file(weaver.store, path, date="hier", mapping=mapping, gazetteer=weaver.gazetteer)


@pytest.mark.parametrize("given", ["", "a b", "../x", "é", "<script>", "a/b"])
def test_an_id_that_no_iri_may_hold_is_refused(given: str) -> None:
    with pytest.raises(InputError):
        source_id_of(Path("annuaire.csv"), given)


def test_a_file_that_no_mapping_fits_is_woven_by_its_draft(weaver: Weaver, tmp_path: Path) -> None:
    path = tmp_path / "Artisans du val.csv"
    path.write_text("Enseigne;Ville;CP;Four\nLe Fournil;Angers;49000;bois\n", encoding="utf-8")
    report = ingest_file(weaver.store, path, gazetteer=weaver.gazetteer)
    said = {one.message: one.details for one in report.findings}
    assert (report.accepted, said["mapping.left_out"]) == (1, {"columns": "Four"})
