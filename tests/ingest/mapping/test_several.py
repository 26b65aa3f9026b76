"""One cell of names that holds several organisations, told by slashes."""

from pathlib import Path

import pytest

from tisserand.ingest.draft import AcceptedRow
from tisserand.ingest.mapping import map_rows
from tisserand.ingest.mapping_draft import draft_mapping
from tisserand.ingest.mapping_several import organizations_in
from tisserand.ingest.readers import read_table
from tisserand.reference.places import load_gazetteer


@pytest.mark.parametrize(
    "cell",
    [
        "Association Le Fil / Compagnie La Trame / Atelier du Rouet",
        "Les Amis du Four / Comité des fêtes de Craon",
        "MJC / Foyer rural",
    ],
)
def test_parts_that_look_like_organisations_are_told_apart(cell: str) -> None:
    assert organizations_in(cell) == cell.split(" / ")


@pytest.mark.parametrize(
    "cell", ["Eau / Air", "Association du Val / Natur Haus", "Le Fil/La Trame", "Atelier du Fil"]
)
def test_a_name_with_a_slash_of_its_own_stays_whole(cell: str) -> None:
    assert organizations_in(cell) == [cell]


def test_a_draft_names_each_organisation_of_a_cell(tmp_path: Path) -> None:
    path = tmp_path / "acteurs.csv"
    rows = "nom;commune\nAtelier du Fil / MJC;Laval\nEau / Air;Craon\nLa Ruche;Laval\n"
    path.write_text(rows, encoding="utf-8")
    table = read_table(path)
    mapped = map_rows(draft_mapping(table), table, load_gazetteer(), None)
    assert [
        [draft.name for draft in row.drafts] for row in mapped if isinstance(row, AcceptedRow)
    ] == [["Atelier du Fil", "MJC"], ["Eau / Air"], ["La Ruche"]]
