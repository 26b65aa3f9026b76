"""Headings on two rows, and first rows that are none."""

import pytest

from tisserand.ingest.readers.headers import join_headings

DATA = [
    ["Le Fil", "Association", "49000", "a@example.org"],
    ["La Trame", "SARL", "53000", "b@example.org"],
    ["La Ruche", "SCOP", "53000", "c@example.org"],
]
OWN = ["Nom", "Type", "CP", "Mail"]


@pytest.mark.parametrize(
    ("above", "index", "headings"),
    [
        ([], 0, OWN),
        ([["Qui", "Qui", "Où", "Contact"]], 1, OWN),
        ([["nom", "typ", "cp", "mail"]], 1, ["Nom de la structure", "Type", "Code postal", "Mél"]),
    ],
    ids=["one row", "groups told again in each column", "names of a machine"],
)
def test_two_rows_that_tell_every_column(
    above: list[list[str]], index: int, headings: list[str]
) -> None:
    assert join_headings([*above, headings, *DATA], 0) == (index, headings)


def test_a_row_that_says_what_cells_hold_is_passed() -> None:
    assert join_headings([OWN, ["(texte)", "(liste)", "(code)", "(courriel)"], *DATA], 0) == (
        1,
        OWN,
    )
    assert join_headings([OWN, ["texte", "texte", "texte", "texte"], *DATA], 0) == (1, OWN)


@pytest.mark.parametrize(
    "first", [["Le Lin", "SCIC", "72000", "néant"], ["Le Lin", "SCIC", "", ""], ["Le Lin", "SCIC"]]
)
def test_a_first_row_of_data_is_no_heading(first: list[str]) -> None:
    assert join_headings([OWN, first, *DATA], 0) == (0, OWN)


def test_names_alone_are_no_headings() -> None:
    rows = [["Nom", "Nom"], ["Le Fil", "La Trame"], ["La Ruche", "Le Lin"], ["Le Val", "Le Four"]]
    assert join_headings(rows, 0)[0] == 0
