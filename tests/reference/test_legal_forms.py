"""A legal form, or the words of a name, tell what an organisation is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tisserand.ontology.model import CLASSES
from tisserand.reference.legal_forms import (
    kind_of_legal_form,
    kind_of_name,
    legal_form,
    legal_forms,
)


def test_forms_have_labels_and_a_class_of_the_model() -> None:
    forms = legal_forms().values()
    assert len([form for form in forms if len(form.code) == 4]) >= 120
    for form in forms:
        assert form.kind in CLASSES
        assert form.label_fr
        assert form.label_en


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("9220", "Association"),
        ("9260", "Association"),
        ("7210", "PublicBody"),
        ("7346", "PublicBody"),
        ("7331", "School"),
        ("5499", "Company"),
        ("5458", "Cooperative"),
        ("6316", "Cooperative"),
        ("8210", "Organization"),
        ("5998", "Company"),
        ("7999", "PublicBody"),
        ("0000", "Organization"),
        ("", "Organization"),
    ],
)
def test_code_gives_a_class_with_its_level_as_fallback(code: str, kind: str) -> None:
    assert kind_of_legal_form(code) == kind


def test_unlisted_code_is_labelled_by_its_level() -> None:
    form = legal_form("5498")
    assert form is not None
    assert form.label_fr == "Société à responsabilité limitée (SARL)"
    assert legal_form("0000") is None


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Association des usagers de la médiathèque", "Association"),
        ("AMICALE LAÏQUE DE L'ÉCOLE PUBLIQUE", "Association"),
        ("O.G.E.C. du collège Saint-Joseph", "Association"),
        ("Comité des fêtes de la commune de Louvigné", "Association"),
        ("Les amis du moulin", "Association"),
        ("Commune de Saint-Aubin", "PublicBody"),
        ("Mairie", "PublicBody"),
        ("Communauté de communes du Pays de Brécelle", "PublicBody"),
        ("CCAS de Cholet", "PublicBody"),
        ("Nantes Métropole", "PublicBody"),
        ("Syndicat mixte du bassin de l'Aubance", "PublicBody"),
        ("Pôle d'équilibre territorial et rural", "PublicBody"),
        ("Lycée agricole des Mauges", "School"),
        ("Université d'Angers", "School"),
        ("École primaire Jules-Ferry", "School"),
        ("SARL Dupré et fils", "Company"),
        ("Fournil des Deux Rives SAS", "Company"),
        ("SCIC SAS Le Rucher", "Cooperative"),
        ("SARL SCOP Les Couvreurs", "Cooperative"),
        ("Pôle de compétitivité Végétal", "Cluster"),
        ("Incubateur des possibles", "Incubator"),
        ("Fournil des Deux Rives", None),
        ("Université populaire du Val", None),
        ("Comité social et économique", None),
        ("CEAPC", None),
        ("Fédération départementale d'énergie", None),
        ("Pôle santé", None),
        ("École de musique", None),
        ("", None),
    ],
)
def test_name_tells_a_class_or_nothing(name: str, kind: str | None) -> None:
    assert kind_of_name(name) == kind


@given(st.text())
def test_any_name_is_read(name: str) -> None:
    assert kind_of_name(name) is None or kind_of_name(name) in CLASSES
