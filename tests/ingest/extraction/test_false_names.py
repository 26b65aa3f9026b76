"""What lists, titles and headings say that is no name of a body, and names cut short."""

import pytest
from fixtures.reading import names, read, told

_TASKS = """L'association Roue libre se présente.

Qui fait quoi
- Conduite et dépannage : Yann Morel (Roue libre)
- Accueil du public : Zoé Roy, animatrice à la MJC de Redon
- Relecture des courriers : Malo Henry (MJC de Redon)
"""
_CLASSES = """MJC de Redon

LES ATELIERS

Poterie – Aline Gaudin – lundi 18 h
Vannerie – Yann Morel – mardi 14 h
Danse bretonne – Zoé Roy – mercredi 19 h

TARIFS
Adhésion : 12 €.
"""
_PARTS = """TALUS ET MURETS VIVANTS
le site du club de marche

Présidence ............ Aline Gaudin
Trésorerie ............ Yann Morel

Commission balisage : Zoé Roy (responsable), Malo Henry
Commission goûters : Paul Sy, Awa Diop
"""


def test_task_before_a_colon_is_no_body() -> None:
    assert set(names(_TASKS, "Organization")) == {"Roue libre", "MJC de Redon"}


def test_class_with_its_hour_is_no_body() -> None:
    assert set(names(_CLASSES, "Organization")) == {"MJC de Redon"}


def test_commission_is_a_part_of_the_body_of_the_page() -> None:
    found = told(_PARTS)
    assert "Aline Gaudin role TALUS ET MURETS VIVANTS" in found
    assert "Malo Henry member_of TALUS ET MURETS VIVANTS" in found
    assert not any("Commission" in name for name in names(_PARTS, "Organization"))


def test_body_under_the_title_of_its_minutes_owns_them() -> None:
    text = (
        "PROCÈS-VERBAL DE L'ASSEMBLÉE GÉNÉRALE ORDINAIRE\nAssociation Un four au village\n"
        "Samedi 22 mars 2025\n\nPrésidente : Aline Gaudin\nTrésorier : Yann Morel\n"
    )
    assert set(names(text, "Organization")) == {"Un four au village"}
    assert "Aline Gaudin role Un four au village" in told(text)


@pytest.mark.parametrize(
    ("text", "organizations"),
    [
        ("Le collectif Redon demain veut rouvrir le café.", ["Redon demain"]),
        ("La mairie de Redon verse 300 € à l'association Les Sabots pour l'année 2024.",
         ["mairie de Redon", "Les Sabots"]),
        ("Redon (gare) 8 h 05\nAllaire (mairie) 8 h 20", []),
    ],
)  # fmt: skip
def test_name_ends_where_it_does(text: str, organizations: list[str]) -> None:
    assert names(text, "Organization") == organizations


@pytest.mark.parametrize(
    "text",
    [
        "Mme Gaudin signale que les parents de Redon demandent un abri.",
        "M. Morel fait part d'un courrier des commerçants de Redon, qui réclament un agent.",
    ],
)
def test_who_reports_what_others_ask_seeks_nothing(text: str) -> None:
    assert not any(fact.predicate == "seeks" for fact in read(text).facts)


def test_members_of_a_council_sit_among_its_officers() -> None:
    text = (
        "COMMUNE DE REDON\nSéance du conseil municipal du 3 mai 2024\n\n"
        "Présents : Mme Aline GAUDIN, maire ; M. Yann MOREL, adjoint ; Mme Zoé ROY ; M. Paul SY.\n"
        "Le conseil se réunit à vingt heures sous la présidence du maire de la ville.\n"
    )
    assert "Paul SY member_of COMMUNE DE REDON" in told(text)


def test_substitutes_have_their_title() -> None:
    text = "Syndicat des eaux de la Vilaine\nTitulaires : Aline Gaudin, Yann Morel\n"
    roles = [fact for fact in read(text).facts if fact.predicate == "role"]
    assert [fact.role for fact in roles] == ["Titulaires", "Titulaires"]


def test_sentence_says_who_granted() -> None:
    text = (
        "L'association Les Sabots verts entretient les chemins.\n\nQui nous aide ?\n"
        "La mairie de Redon a accordé 1 500 € à l'association Les Sabots verts en 2024.\n"
    )
    paid = [fact for fact in told(text) if " finances " in fact]
    assert paid == ["mairie de Redon finances Les Sabots verts"]


def test_partners_of_the_association_are_not_of_its_project() -> None:
    text = (
        "Intitulé : La Remise, atelier partagé\nPorteur : association Roue libre\nLieu : Redon\n\n"
        "Partenaires de l'association\n- Collège de la Vilaine\n- MJC de Redon\n"
    )
    assert "Roue libre partner_of Collège de la Vilaine" in told(text)


def test_people_sit_for_the_body_that_a_noun_stands_for() -> None:
    text = (
        "Entre la commune de Redon et l'association Roue libre.\n"
        "L'association anime la bibliothèque « La Volière ».\n\nSiègent au comité :\n"
        "pour l'association : Mme Aline GAUDIN, M. Yann MOREL ;\n"
    )
    assert {"Aline GAUDIN member_of Roue libre", "Yann MOREL member_of Roue libre"} <= {*told(text)}


def test_credits_and_what_a_reader_is_asked_to_do_are_no_bodies() -> None:
    text = (
        "Retrouvez l'essentiel des échanges, sous la plume de Zoé Roy, journaliste.\n\n"
        "La rencontre s'est tenue à Redon (Crédits photos : Aline Gaudin).\n\n"
        ">>> Retour à la page de préparation de l'atelier\n"
    )
    assert [one.name for one in read(text).entities if one.kind == "Organization"] == []


def test_nobody_seeks_you() -> None:
    found = read("L'association Roue libre est à Redon. « Nous avons besoin de vous », dit-elle.")
    assert [fact.object for fact in found.facts if fact.predicate == "seeks"] == []


def test_condition_of_a_success_is_no_lack() -> None:
    found = read("Seule une maîtrise collective du numérique permettrait d'en faire un atout.")
    assert found.needs == ()


def test_meeting_is_no_island() -> None:
    places = [one.name for one in read("Réunion du 14 mars 2025 à Redon").entities]
    assert places == ["Redon"]
    assert "La Réunion" in names("Elle vient de La Réunion.", "Place")
