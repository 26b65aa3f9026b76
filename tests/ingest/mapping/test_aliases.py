"""One mapping for two years of a directory whose headings changed."""

from pathlib import Path

import pytest

from tisserand.errors import InputError
from tisserand.ingest.draft import AcceptedRow
from tisserand.ingest.mapping import map_file
from tisserand.ingest.mapping_checks import parse_mapping
from tisserand.reference.places import Gazetteer

MAPPING = parse_mapping(
    """
id: essai
title: {fr: Essai}
aliases: {Commune: [Ville, Localité], Nom: [Raison sociale]}
things:
  - {local: acteur, kind: Company, name: Nom, place: {commune: Commune, postcode: CP}}
""",
    "essai.yaml",
)


@pytest.mark.parametrize("headings", ["Nom;Commune;CP", "RAISON SOCIALE;Localite;CP"])
def test_a_column_is_read_under_any_of_its_names(
    tmp_path: Path, gazetteer: Gazetteer, headings: str
) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f"{headings}\nLe Fil;Angers;49000\n", encoding="utf-8")
    (row,) = map_file(MAPPING, path, gazetteer, None)
    assert isinstance(row, AcceptedRow)
    values = {value.value for value in row.drafts[0].values}
    assert (row.drafts[0].name, "https://w3id.org/tisserand/place/commune/49007" in values) == (
        "Le Fil",
        True,
    )


def test_a_column_under_no_known_name_is_told(tmp_path: Path, gazetteer: Gazetteer) -> None:
    path = tmp_path / "a.csv"
    path.write_text("Nom;Lieu;CP\nLe Fil;Angers;49000\n", encoding="utf-8")
    with pytest.raises(InputError, match="Commune"):
        map_file(MAPPING, path, gazetteer, None)
