"""Names of persons as cells write them."""

import pytest

from tisserand.ingest.normalisation.person_names import normalise_person


@pytest.mark.parametrize(
    ("cell", "name"),
    [
        ("Mme Odile Marsan", "Odile Marsan"),
        ("M. Marsan Odile", "Marsan Odile"),
        ("MARSAN, Odile", "Odile MARSAN"),
        ("Marsan, Mme Odile", "Odile Marsan"),
        ("LE BRAS, Mme Jean-Pierre", "Jean-Pierre LE BRAS"),
        ("M. Le Bras", "Le Bras"),
        ("LE GOFF MARTIN, Anne Marie", "Anne Marie LE GOFF MARTIN"),
    ],
)
def test_titles_go_and_inverted_names_are_put_in_order(cell: str, name: str) -> None:
    assert normalise_person(cell) == name


@pytest.mark.parametrize(
    "cell",
    [
        "Odile Marsan, présidente",
        "Odile Marsan, Lou Garcin",
        "Marsan, Mairie de Craon",
        "M. et Mme Marsan",
        "M. le maire",
        "Odile Marsan, Lou Garcin, Anne Pin",
    ],
)
def test_what_is_more_than_one_name_stays_as_told(cell: str) -> None:
    assert normalise_person(cell) == cell
