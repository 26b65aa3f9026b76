"""Names of organisations, their legal forms and their kinds."""

import pytest

from tisserand.ingest.normalisation.legal_forms import kind_of_legal_form, normalise_legal_form
from tisserand.ingest.normalisation.names import (
    kind_of_name,
    normalise_name,
    split_legal_form,
)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("LES ÉCOLUTINS", "LES ÉCOLUTINS"),
        ("  Le   Fournil\ndes Rives ;", "Le Fournil des Rives"),
        ("« Le Fournil »", "Le Fournil"),
        ('"Le Fournil"', "Le Fournil"),
        ('Amis du "Fournil"', 'Amis du "Fournil"'),
        ('LE FOURNIL"', "LE FOURNIL"),
        ("--", ""),
    ],
)
def test_display_name_keeps_case_and_loses_dirt(text: str, name: str) -> None:
    assert normalise_name(text) == name


@pytest.mark.parametrize(
    ("name", "bare", "kind"),
    [
        ("SARL Fournil", "Fournil", "Company"),
        ("Fournil (SCOP)", "Fournil", "Cooperative"),
        ("Association Le Fournil", "Le Fournil", "Association"),
        ("Association de chasse", "Association de chasse", None),
        ("Sarlat accueil", "Sarlat accueil", None),
    ],
)
def test_legal_form_words_are_split_off(name: str, bare: str, kind: str | None) -> None:
    found, told = split_legal_form(name)
    assert (found, told) == (bare, kind)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Mairie de Saint-Aubin", "PublicBody"),
        ("CC du Pays", None),
        ("Communauté de communes du Pays", "PublicBody"),
        ("Amicale laïque", "Association"),
        ("OGEC SAINT-JOSEPH", "Association"),
        ("Lycée agricole", "School"),
        ("SCIC du Fournil", "Cooperative"),
        ("Mme Ada Perrin", "Person"),
        ("Le Fournil", None),
    ],
)
def test_words_of_a_name_tell_the_kind(name: str, kind: str | None) -> None:
    assert kind_of_name(name) == kind


@pytest.mark.parametrize(
    ("form", "kind"),
    [
        ("9220", "Association"),
        ("9220.0", "Association"),
        ("5710", "Company"),
        ("5458", "Cooperative"),
        ("7210", "PublicBody"),
        ("9300", None),
        ("Association loi 1901", "Association"),
        ("SCIC", "Cooperative"),
        ("Communauté de communes", "PublicBody"),
        ("Entreprise individuelle", "Company"),
        ("Collectif", "Community"),
    ],
)
def test_legal_form_tells_the_kind(form: str, kind: str | None) -> None:
    assert kind_of_legal_form(form) == kind


def test_legal_form_code_loses_the_decimal_of_spreadsheets() -> None:
    assert [normalise_legal_form(t) for t in ("9220.0", "9220", "SARL")] == ["9220", "9220", None]
