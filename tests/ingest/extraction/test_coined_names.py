"""Coined names of projects and events, told by what is said around all their occurrences."""

import pytest
from fixtures.reading import names

PROJECTS = [
    (
        "M. Aubert présente l'avancement de Clé de champs. Le conseil a voté 12 000 € pour "
        "Clé de champs en mars.",
        ["Clé de champs", "Clé de champs"],
    ),
    (
        "Main tendue, que conduisent depuis 2020 les aidants, a touché 140 familles.",
        ["Main tendue"],
    ),
    ("Le Relais des cimes, auquel prend part la commune, ouvrira.", ["Le Relais des cimes"]),
    ("Deux chantiers : Cap au vert et Marée basse.", ["Cap au vert", "Marée basse"]),
    ("Prolonge Cazelles en chantier, que la commune a conduit.", ["Cazelles en chantier"]),
    ("Nos projets en cours\n- Graines de cour : un samedi par mois.", ["Graines de cour"]),
    ("2. Saveurs de cour\nLa chambre se retire du projet.", ["Saveurs de cour"]),
    ("L'équipe pilote Forêt d'acier et vise l'automne.", ["Forêt d'acier"]),
]
BODIES = [
    "Nous menons une enquête avec l'association Fil et Fournil, qui porte la voix des autres.",
    "Le projet que porte Terres de Sorgues avance.",
    "Elle préside Les Mains vertes depuis 2019.",
    "Les entretiens auront lieu la deuxième semaine de juin.",
    "Le suivi est confié à la commune.",
    "Réunis le 14 mai, les adhérents ont voté.",
]


@pytest.mark.parametrize(("text", "expected"), PROJECTS, ids=[text for text, _ in PROJECTS])
def test_what_is_said_of_a_name_makes_it_a_project(text: str, expected: list[str]) -> None:
    assert names(text, "Project") == expected


@pytest.mark.parametrize("text", BODIES)
def test_what_bodies_do_or_a_sentence_begins_with_is_no_project(text: str) -> None:
    assert names(text, "Project") == names(text, "Event") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Nous organisons La Nuit des antennes à Olette.", ["La Nuit des antennes"]),
        ("La Grande Lessive a réuni 300 personnes et aura lieu en mai.", ["La Grande Lessive"]),
        ("La Fête du miel se tiendra à Redon.", ["Fête du miel"]),
    ],
)
def test_an_event_is_told_by_its_verb(text: str, expected: list[str]) -> None:
    assert names(text, "Event") == expected


def test_a_lower_case_article_elsewhere_shows_that_the_name_goes_without() -> None:
    text = "Le Garage volant, que nous menons, roule. Le bilan du Garage volant.\n"
    assert names(text, "Project")[0] == "Le Garage volant"
    text += "Ici, nous menons le Garage volant."
    assert names(text, "Project")[0] == "Garage volant"


def test_what_is_taken_over_is_a_project() -> None:
    text = "La mairie de Redon confie à la CCI de la Sarthe le portage de Jardins créoles de poche."
    assert names(text, "Project") == ["Jardins créoles de poche"]
