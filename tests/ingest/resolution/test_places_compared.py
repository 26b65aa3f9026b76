"""What places say of two records, and what their absence does."""

import pytest
from fixtures.comparisons import GAZETTEER, described, verdict

from tisserand.ingest.resolution.features import features_of
from tisserand.ingest.resolution.shape import Features
from tisserand.ontology.records import Identifier, Locator, Record, Value


@pytest.mark.parametrize("name", ["Amicale laïque", "OGEC Saint-Joseph", "Comité des fêtes"])
def test_homonyms_of_two_communes_are_not_joined(name: str) -> None:
    found = verdict(described(name, "Savenay"), described(name, "Pontchâteau"))
    assert found == "different"


@pytest.mark.parametrize("name", ["Amicale laïque", "OGEC Saint-Joseph", "Club de l'amitié"])
def test_a_common_name_without_a_place_is_not_even_itself(name: str) -> None:
    assert verdict(described(name), described(name)) != "same"


def test_a_common_name_in_a_big_town_waits_for_a_person() -> None:
    nantes = described("OGEC Saint-Joseph", "Nantes")
    assert verdict(nantes, nantes) == "unsure"


def test_a_very_distinctive_name_joins_without_a_place() -> None:
    assert (
        verdict(described("LES TISSANDOLIES"), described("Association Les Tissandolies", "Nantes"))
        == "same"
    )


FUNDER = Record(
    "f", "s", "PublicBody", "Département", Locator("f.csv"), (Identifier("siren", "224400028"),)
)


def funded(name: str) -> Features:
    """An organisation without a place, that a département funds."""
    record = Record("k", "s", "Association", name, Locator("f.csv"))
    return features_of(record, GAZETTEER, [FUNDER])


def test_who_funds_a_body_tells_around_where_it_is() -> None:
    assert funded("Les Tissandolies").around == ("44",)
    assert (
        verdict(funded("Le Fil des Tissandolies"), described("Le Fil des Tissandolies", "Nantes"))
        == "same"
    )


def test_a_name_of_a_network_without_a_place_waits_for_a_person() -> None:
    name = "Centre d'information sur les droits des femmes et des familles"
    assert verdict(described(name), described(name, "Metz")) == "unsure"
    assert verdict(funded(name), described(name, "Metz")) == "different"


def test_the_name_of_another_town_keeps_apart() -> None:
    a = described("Centre des initiatives", "Savenay")
    assert verdict(a, described("Centre des initiatives de Guérande", "Savenay")) != "same"


LABORATORY = "Office national d'études et de recherches aérospatiales"


def test_a_long_name_that_one_source_repeats_without_a_place_is_one() -> None:
    assert verdict(described(LABORATORY), described(LABORATORY)) == "same"


def test_a_long_name_without_a_place_in_two_sources_is_left_to_a_person() -> None:
    here = described(LABORATORY)
    assert verdict(here, here._replace(source="other")) == "unsure"


def test_a_short_common_name_that_one_source_repeats_without_a_place_joins_nothing() -> None:
    assert verdict(described("Amicale laïque"), described("Amicale laïque")) == "different"


def test_operations_of_one_title_without_a_place_are_not_one() -> None:
    action = described(
        "Information et accompagnement du public en recherche d'emploi", "", "Project"
    )
    assert verdict(action, action) == "different"


@pytest.mark.parametrize(
    ("name", "expected"), [("Ligue du Halage", "same"), ("Collège Saint-Joseph", "different")]
)
def test_equal_names_of_a_departement_join_unless_they_are_a_saints(
    name: str, expected: str
) -> None:
    record = Record(
        "k", "s", "Association", name, Locator("f.csv"), (),
        (Value("locatedIn", "https://w3id.org/tisserand/place/departement/44"),),
    )  # fmt: skip
    features = features_of(record, GAZETTEER)
    assert (verdict(features, features) == "same") == (expected == "same")


def test_the_name_of_the_departement_says_nothing_in_it() -> None:
    one, other = (
        described(name, "Savenay")
        for name in ("Ligue du Halage", "Ligue du Halage Loire-Atlantique")
    )
    assert verdict(one, other) == "same"
