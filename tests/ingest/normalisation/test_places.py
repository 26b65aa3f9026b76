"""Where things are: communes, postcodes and coordinates."""

import pytest

from tisserand.ingest.normalisation.coordinates import from_lambert93, normalise_wgs84
from tisserand.ingest.normalisation.places import locate, normalise_insee, normalise_postcode
from tisserand.reference.places import load_gazetteer

COMMUNE = "https://w3id.org/tisserand/place/commune/"


@pytest.mark.parametrize(
    ("text", "postcode"),
    [("49000", "49000"), ("1000", "01000"), ("84200.0", "84200"), ("49 000", "49000"), ("x", None)],
)
def test_postcode_is_mended(text: str, postcode: str | None) -> None:
    assert normalise_postcode(text) == postcode


def test_insee_code_keeps_corsica() -> None:
    found = [normalise_insee(t) for t in ("2a004", "1004", "49007.0", "490")]
    assert found == ["2A004", "01004", "49007", None]


def test_insee_code_wins_over_the_name() -> None:
    assert locate(load_gazetteer(), insee="49007", commune="Nantes") == COMMUNE + "49007"


def test_former_commune_is_its_present_one() -> None:
    assert locate(load_gazetteer(), commune="Pouancé", postcode="49420") == COMMUNE + "49248"


def test_wrong_postcode_does_not_hide_a_name_borne_once() -> None:
    assert locate(load_gazetteer(), commune="Angers", postcode="75001") == COMMUNE + "49007"


def test_commune_that_does_not_exist_is_none() -> None:
    assert locate(load_gazetteer(), commune="Saint-Brécel-le-Vieux", postcode="49999") is None


def test_homonyms_are_told_apart_or_left() -> None:
    assert locate(load_gazetteer(), commune="Craon") is None
    assert locate(load_gazetteer(), commune="Craon", near=("53", "49")) == COMMUNE + "53084"
    assert locate(load_gazetteer(), commune="Craon", latitude="47.85", longitude="-0.95") == (
        COMMUNE + "53084"
    )


def test_coordinates_alone_place_nothing() -> None:
    assert locate(load_gazetteer(), latitude="47.47", longitude="-0.55") is None


def test_lambert93_with_decimal_commas_becomes_degrees() -> None:
    point = from_lambert93("432500,5", "6713600,25")
    assert point is not None
    assert abs(float(point[0]) - 47.473) < 0.01
    assert abs(float(point[1]) + 0.551) < 0.01


def test_points_out_of_bounds_are_none() -> None:
    assert from_lambert93("12", "13") is None
    assert normalise_wgs84("91", "0") is None
    assert normalise_wgs84("0", "0") is None
    assert normalise_wgs84("", "2.3") is None
    assert normalise_wgs84("47,4728", "-0,5541") == ("47.472800", "-0.554100")


def test_bare_name_of_a_town_means_it_rather_than_a_village() -> None:
    assert locate(load_gazetteer(), commune="La Rochelle") == COMMUNE + "17300"
    assert locate(load_gazetteer(), commune="La Rochelle", departement="70") == COMMUNE + "70450"
    assert locate(load_gazetteer(), commune="La Rochelle", near=["70"]) == COMMUNE + "70450"


def test_homonyms_of_one_size_are_told_apart_by_nothing() -> None:
    assert locate(load_gazetteer(), commune="Saint-Denis") is None
