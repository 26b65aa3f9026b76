"""A workbook of several sheets is one source: each sheet has its rules."""

from pathlib import Path

import pytest
from fixtures import workbooks

from tisserand.errors import InputError
from tisserand.ingest.draft import AcceptedRow, RejectedRow
from tisserand.ingest.mapping import map_file
from tisserand.ingest.mapping_checks import parse_mapping
from tisserand.reference.places import load_gazetteer

MAPPING = """
id: pays
title: {fr: Pays}
tables:
  - recognise: [Nom]
    reader: {sheet: Acteurs}
    things: [{local: acteur, kind: Organization, name: Nom, key: Réf}]
  - recognise: [Projet]
    reader: {sheet: Projets}
    things: [{local: acteur, kind: Project, name: Projet, key: Réf}]
"""
ACTORS = [["Réf", "Nom"], ["A1", "Le Fournil"], ["A2", "La Ruche"]]


def test_rows_of_every_sheet_are_mapped_with_their_sheet(tmp_path: Path) -> None:
    sheets = {"Acteurs": ACTORS, "Projets": [["Réf", "Projet"], ["P1", "Four"]]}
    path = workbooks.write_xlsx(tmp_path / "pays.xlsx", sheets)
    rows = list(map_file(parse_mapping(MAPPING, "m"), path, load_gazetteer(), None))
    assert [(row.locator.sheet, row.locator.row) for row in rows] == [
        ("Acteurs", 2), ("Acteurs", 3), ("Projets", 2),
    ]  # fmt: skip
    assert all(isinstance(row, AcceptedRow) for row in rows)


def test_one_key_in_two_sheets_is_said(tmp_path: Path) -> None:
    sheets = {"Acteurs": ACTORS, "Projets": [["Réf", "Projet"], ["A2", "Four"]]}
    path = workbooks.write_xlsx(tmp_path / "pays.xlsx", sheets)
    last = list(map_file(parse_mapping(MAPPING, "m"), path, load_gazetteer(), None))[-1]
    assert isinstance(last, RejectedRow)
    assert last.details == {"key": "A2", "row": 3}


def test_missing_sheet_is_named(tmp_path: Path) -> None:
    path = workbooks.write_xlsx(tmp_path / "pays.xlsx", {"Acteurs": ACTORS})
    with pytest.raises(InputError, match="Projets"):
        map_file(parse_mapping(MAPPING, "m"), path, load_gazetteer(), None)
