"""SIREN, SIRET and RNA. The numbers are invented, or those of public bodies."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tisserand.ingest.normalisation.identifiers import (
    NotAnIdentifierError,
    identifiers_of,
    luhn_is_valid,
    normalise_rna,
    normalise_siren,
    normalise_siret,
)


@pytest.mark.parametrize(
    "text",
    ["224900019", "224 900 019", "224900019.0", "224900019,0", " 224.900.019' ", "22490001900015"],
)
def test_siren_is_nine_digits_whatever_is_round_it(text: str) -> None:
    assert normalise_siren(text) == "224900019"


@pytest.mark.parametrize(
    "text", ["22490001900015", "224 900 019 000 15'", "22490001900015.0", '"224 900 019 00015"']
)
def test_siret_is_fourteen_digits_whatever_is_round_it(text: str) -> None:
    assert normalise_siret(text) == "22490001900015"


@pytest.mark.parametrize("text", ["39500000000000", "3.95E+13", "3,95E+13", "43955400000000"])
def test_siret_rounded_by_a_spreadsheet_is_none(text: str) -> None:
    with pytest.raises(NotAnIdentifierError) as caught:
        normalise_siret(text)
    assert caught.value.reason == "identifier_rounded"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("224900018", "identifier_check_digit"),
        ("000000000", "identifier_check_digit"),
        ("1234", "identifier_length"),
        ("W491234567", "identifier_length"),
        ("٢٢٤٩٠٠٠١٩", "identifier_length"),
    ],
)
def test_wrong_siren_says_why(text: str, reason: str) -> None:
    with pytest.raises(NotAnIdentifierError) as caught:
        normalise_siren(text)
    assert caught.value.reason == reason


def test_la_poste_siret_follow_their_own_rule() -> None:
    assert not luhn_is_valid("35600000012341")
    assert normalise_siret("35600000012341") == "35600000012341"
    with pytest.raises(NotAnIdentifierError):
        normalise_siret("35600000012342")


def test_leading_zero_eaten_by_a_spreadsheet_comes_back() -> None:
    assert normalise_siren("56500309") == "056500309"
    assert normalise_siret("5650030900028") == "05650030900028"


def test_siret_gives_its_siren_too() -> None:
    assert identifiers_of("siret", "224 900 019 00015") == [
        ("siret", "22490001900015"),
        ("siren", "224900019"),
    ]


def test_siren_in_a_column_of_siret_is_taken_as_such() -> None:
    assert identifiers_of("siret", "224900019") == [("siren", "224900019")]


def test_numbers_of_other_schemes_stay_as_they_are() -> None:
    assert identifiers_of("anr", " ANR-10-LABX-0001 ") == [("anr", "ANR-10-LABX-0001")]


@pytest.mark.parametrize("text", ["w491234567", "W49 1234567", "W9C1234567"])
def test_rna_is_w_and_nine_characters(text: str) -> None:
    assert normalise_rna(text).startswith("W")
    assert len(normalise_rna(text)) == 10


@given(st.text(max_size=30))
def test_any_text_is_an_identifier_or_says_why(text: str) -> None:
    for scheme in ("siren", "siret", "rna"):
        try:
            found = identifiers_of(scheme, text)
        except NotAnIdentifierError as error:
            assert error.reason.startswith("identifier_")
        else:
            assert all(value.isascii() for _, value in found)
