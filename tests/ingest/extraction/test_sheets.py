"""Sheets of two columns: the first one says what the second one holds."""

from pathlib import Path

import pytest
from fixtures.reading import KNOWLEDGE, names, read, told

from tisserand.ingest.documents.reading import read_document
from tisserand.ingest.extraction.reading import extract

_ROWS = [
    ("Intitulé", "Pommes oubliées"),
    ("Porteur", "Les Greffeurs de la Voulzie"),
    ("Commune", "Provins"),
    ("Partenaires", "lycée agricole de Brie ; Cidrerie Malval"),
    ("Aides reçues", "Région Île-de-France, 14 000 € (2022)"),
]
_TEXTS = {
    "tabs": "\n".join("\t".join(row) for row in _ROWS),
    "colons": "\n".join(" : ".join(row) for row in _ROWS),
}


@pytest.mark.parametrize("drawing", _TEXTS)
def test_sheet_reads_alike_however_its_columns_are_drawn(drawing: str) -> None:
    text = f"FICHE PROJET\n\n{_TEXTS[drawing]}"
    assert names(text, "Project") == ["Pommes oubliées"]
    assert set(told(text)) >= {
        "Les Greffeurs de la Voulzie leads Pommes oubliées",
        "lycée agricole de Brie takes_part_in Pommes oubliées",
        "Cidrerie Malval takes_part_in Pommes oubliées",
        "Région Île-de-France finances Pommes oubliées",
    }


def test_cells_of_a_sheet_read_like_its_lines(tmp_path: Path) -> None:
    cells = "".join(f"<tr><td>{label}</td><td>{value}</td></tr>" for label, value in _ROWS)
    page = tmp_path / "fiche.html"
    page.write_text(f"<html><body><h1>FICHE PROJET</h1><table>{cells}</table></body></html>")
    document = read_document(page)
    found = extract(document, KNOWLEDGE)
    name = {one.id: one.name for one in found.entities}
    assert {(name[one.subject], one.predicate) for one in found.facts} >= {
        ("Les Greffeurs de la Voulzie", "leads"),
        ("Cidrerie Malval", "takes_part_in"),
        ("Région Île-de-France", "finances"),
    }
    places = {document.text[one.start : one.end] for one in found.mentions}
    assert {"Pommes oubliées", "Les Greffeurs de la Voulzie", "Cidrerie Malval"} <= places


def test_names_of_a_sheet_keep_their_place_in_the_text() -> None:
    text = f"FICHE PROJET\n\n{_TEXTS['tabs']}"
    found = {text[one.start : one.end] for one in read(text).mentions}
    assert {"Pommes oubliées", "Les Greffeurs de la Voulzie", "Cidrerie Malval"} <= found


def test_budget_of_two_columns_is_no_sheet() -> None:
    text = "# Budget\nAnimation\t3 000 €\nMatériel\t2 500 €\nLocation\t800 €"
    assert told(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "L'association des Débrouillards de la Voulzie, que pilote Zoé Roy, répare des vélos.",
        "Le collectif des Usagers de la ligne 12, que porte la mairie de Redon, a été entendu.",
    ],
)
def test_what_a_noun_of_bodies_introduces_is_no_project(text: str) -> None:
    assert names(text, "Project") == []
