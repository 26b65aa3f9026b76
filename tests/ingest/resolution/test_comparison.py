"""What the matcher says of two names that mean two things, or one."""

import pytest
from fixtures.comparisons import GAZETTEER, described, verdict

from tisserand.ingest.resolution.comparison import compare
from tisserand.ingest.resolution.features import features_of
from tisserand.ontology.records import Locator, Record


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("École Saint-Joseph", "OGEC École Saint-Joseph"),
        ("École Jules Ferry", "Amicale de l'école Jules Ferry"),
        ("Collège Jean Moulin", "Association sportive du collège Jean Moulin"),
        ("École n° 1", "École n° 2"),
        ("Mairie de Savenay", "Comité de jumelage de Savenay"),
    ],
)
def test_another_nature_or_number_is_not_joined(a: str, b: str) -> None:
    assert verdict(described(a, "Savenay"), described(b, "Savenay")) != "same"


def test_grants_are_never_joined_by_their_names() -> None:
    record = Record("k", "s", "Grant", "Subvention de fonctionnement", Locator("f.csv"))
    features = features_of(record, GAZETTEER)
    assert verdict(features, features) == "different"


@pytest.mark.parametrize("name", ["Université de Savenay", "CHU de Savenay"])
def test_an_institution_named_alike_in_one_commune_is_one(name: str) -> None:
    nantes = described(name, "Nantes")
    assert verdict(nantes, nantes) == "same"


def test_two_universities_of_one_town_are_not_joined() -> None:
    first, second = (described(f"Université de Nantes {n}", "Nantes") for n in ("I", "II"))
    assert verdict(first, second) == "different"


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Université de Nantes", "Fondation Université de Nantes"),
        ("Université Nantes", "Université Nantes I"),
        ("Université de Nantes", "Université nouvelle de Nantes"),
        ("Amicale laïque école A", "Amicale laïque école B"),
        ("Union aide lavoir (UAL)", "Union animation locale (UAL)"),
    ],
)
def test_what_one_word_number_or_letter_tells_apart_is_not_joined(a: str, b: str) -> None:
    assert verdict(described(a, "Nantes"), described(b, "Nantes")) != "same"


def test_projects_numbered_differently_are_guarded() -> None:
    one, two = (described(f"Voie verte, phase {n}", "Savenay", "Project") for n in ("I", "II"))
    assert compare(one, two).guarded
