"""Bad and hostile files: a clear message with file and row, the store untouched or complete."""

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from cli.conftest import Command
from fixtures.grants import COLUMNS, GRANTS, csv_text, grant, write_grants

from tisserand.ontology.records import Visibility
from tisserand.store.port import View
from tisserand.store.sqlite import open_sqlite

GIGABYTE = 1 << 30
MAPPING = """
id: essai
title: {fr: Essai, en: Trial}
source: {legal_basis: Essai, rank: 2}
things:
  - {local: acteur, kind: Association, name: COLUMN, key: KEY}
"""


def empty(path: Path) -> None:
    path.touch()


def pdf_named_csv(path: Path) -> None:
    path.write_bytes(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<< /Type /Catalog >>\nendobj\n%%EOF")


def no_codec_reads(path: Path) -> None:
    """UTF-16 that breaks off in the middle of a character pair."""
    path.write_bytes("nom;ville\nFête;Renazé\n".encode("utf-16") + b"\x00\xd8\x41\x00")


def two_encodings(path: Path) -> None:
    path.write_bytes("nom;ville\nFête;Renazé\n".encode() + "Fête;Cossé\n".encode("cp1252"))


def ten_gigabytes_unzipped(path: Path) -> None:
    """An XLSX whose directory says so, as a real one of 10 GB would."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", "0" * (1 << 20))
        for member in archive.filelist:
            member.file_size = 5 * GIGABYTE


def no_known_columns(path: Path) -> None:
    path.write_text("a;b\n1;2\n3;4\n", encoding="utf-8")


BAD_FILES = [
    (empty, "vide.csv", "vide", "empty"),
    (pdf_named_csv, "rapport.csv", "PDF", "PDF"),
    (no_codec_reads, "octets.csv", "ligne 3", "line 3"),
    (two_encodings, "melange.csv", "ligne 3", "line 3"),
    (ten_gigabytes_unzipped, "bombe.xlsx", "décompressé", "extracted"),
    (no_known_columns, "inconnu.csv", "tisserand inspect", "tisserand inspect"),
]


def state(store: Path) -> tuple[int, bytes]:
    """Sequence number, and every record."""
    opened = open_sqlite(store, "http://127.0.0.1:8000/")
    try:
        with opened.read(View(Visibility.STEWARD)) as reader:
            records = [r for s in reader.sources() for r in reader.records_of_source(s.id)]
            return reader.sequence, repr(records).encode()
    finally:
        opened.close()


@pytest.fixture
def woven(tisserand: Command, workspace: Path, tmp_path: Path) -> Path:
    """A workspace that already holds a small directory."""
    file = write_grants(tmp_path / "dons.csv")
    assert tisserand("ingest", file, "--workspace", workspace).code == 0
    return workspace


@pytest.mark.parametrize(
    ("write", "name", "french", "english"), BAD_FILES, ids=[case[1] for case in BAD_FILES]
)
def test_bad_file_is_told_in_both_languages_and_changes_nothing(
    tisserand: Command,
    woven: Path,
    tmp_path: Path,
    write: Callable[[Path], None],
    name: str,
    french: str,
    english: str,
) -> None:
    before = state(woven / "graph.sqlite")
    write(tmp_path / name)
    done = tisserand("ingest", tmp_path / name, "--json", "--workspace", woven)
    assert (done.code, done.out) == (2, b"")
    told = done.err.splitlines()[-2:]
    assert all(name in line for line in told)
    assert french in told[0] and english in told[1]
    assert state(woven / "graph.sqlite") == before


def test_cp1252_named_utf8_is_read_as_cp1252_and_said(
    tisserand: Command, workspace: Path, tmp_path: Path
) -> None:
    file = tmp_path / "dons-utf8.csv"
    file.write_bytes(csv_text(GRANTS).encode("cp1252"))
    report = tisserand("ingest", file, "--json", "--workspace", workspace).json
    assert report["accepted"] == len(GRANTS)
    assert any("cp1252" in one["text"].lower() for one in report["findings"])
    assert tisserand("show", "Chorale du Pré-Neuf", "--workspace", workspace).code == 0


def test_mapping_that_names_a_missing_column_is_told_with_the_columns(
    tisserand: Command, woven: Path, tmp_path: Path
) -> None:
    before = state(woven / "graph.sqlite")
    mapping = tmp_path / "essai.yaml"
    mapping.write_text(MAPPING.replace("COLUMN", "nomBeneficaire").replace("KEY", "objet"))
    options = ("--mapping", mapping, "--as", "essai", "--workspace", woven)
    done = tisserand("ingest", tmp_path / "dons.csv", *options)
    assert done.code == 2
    assert "nomBeneficaire" in done.err and "nomBeneficiaire" in done.err
    assert state(woven / "graph.sqlite") == before


def test_second_row_of_a_key_is_rejected_and_names_the_first(
    tisserand: Command, workspace: Path, tmp_path: Path
) -> None:
    mapping = tmp_path / "essai.yaml"
    mapping.write_text(MAPPING.replace("COLUMN", "nomBeneficiaire").replace("KEY", "objet"))
    rows = [grant("Fournil", 1, purpose="A1"), grant("Chorale", 2, purpose="A1")]
    file = write_grants(tmp_path / "cles.csv", rows)
    options = ("--mapping", mapping, "--json", "--workspace", workspace)
    done = tisserand("ingest", file, *options)
    assert done.code == 0, done.err
    (rejected,) = done.json["rejected"]
    assert (rejected["file"], rejected["row"]) == ("cles.csv", 3)
    assert "A1" in rejected["reason"] and "2" in rejected["reason"]
    assert done.json["accepted"] == 1


def test_unknown_commune_is_told_with_its_row_and_the_rest_is_kept(
    tisserand: Command, workspace: Path, tmp_path: Path
) -> None:
    file = write_grants(tmp_path / "dons.csv", [grant("Fournil", 1, "Trifouilly-les-Bois-Secs")])
    report = tisserand("ingest", file, "--json", "--workspace", workspace).json
    assert report["accepted"] == 1
    (warning,) = report["warnings"]
    assert (warning["file"], warning["row"]) == ("dons.csv", 2)
    assert "Trifouilly-les-Bois-Secs" in warning["text"]
    assert "Trifouilly-les-Bois-Secs" in warning["text_en"]


@pytest.mark.parametrize(
    "hostile", ["=cmd|' /C calc'!A0", "<script>alert(1)</script>", "@SUM(1+1)*cmd"]
)
def test_hostile_cell_stays_text_and_leaves_no_formula(
    tisserand: Command, workspace: Path, tmp_path: Path, hostile: str
) -> None:
    row = list(grant("Fournil", 1))
    row[COLUMNS.index("objet")] = hostile
    file = write_grants(tmp_path / "dons.csv", [row])
    report = tisserand("ingest", file, "--json", "--workspace", workspace).json
    assert report["rows"] == report["accepted"] + len(report["rejected"])
    table = tisserand("export", "records", "--workspace", workspace).out.decode()
    assert hostile in table or report["rejected"]
    assert not any(cell.startswith(("=", "@")) for cell in table.replace('"', "").split(","))


def test_row_without_a_name_is_rejected_and_the_others_are_taken(
    tisserand: Command, workspace: Path, tmp_path: Path
) -> None:
    file = write_grants(tmp_path / "dons.csv", [*GRANTS, grant("", 9)])
    report = tisserand("ingest", file, "--json", "--workspace", workspace).json
    (rejected,) = report["rejected"]
    assert (rejected["file"], rejected["row"]) == ("dons.csv", 5)
    assert rejected["reason"] and rejected["reason_en"]
    assert report["accepted"] == len(GRANTS)
