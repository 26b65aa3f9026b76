"""Facts: what a text asserts, and nothing that it denies, supposes or ends."""

import pytest
from fixtures.reading import read, told


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("Aline Gaudin, directrice de la mairie de Redon, arrive.",
         "Aline Gaudin role mairie de Redon"),
        ("L'association Les Mains vertes est présidée par Aline Gaudin.",
         "Aline Gaudin role Les Mains vertes"),
        ("Le maire de Redon, Jean Pottier, se tait.", "Jean Pottier role Redon"),
        ("Aline Gaudin a fondé l'association « Les Mains vertes » en 2014.",
         "Aline Gaudin role Les Mains vertes"),
        ("Yann Morel travaille pour la CCI de la Sarthe.", "Yann Morel works_for CCI de la Sarthe"),
        ("L'association Les Mains vertes, basée à Laval, recrute.",
         "Les Mains vertes located_in Laval"),
        ("Le projet « Bocage vivant » est porté par la mairie de Redon.",
         "mairie de Redon leads Bocage vivant"),
        ("La mairie de Redon travaille en partenariat avec la CCI de la Sarthe.",
         "mairie de Redon partner_of CCI de la Sarthe"),
        ("Yann Morel enseigne la vannerie.", "Yann Morel has_skill vannerie"),
        ("La mairie de Redon prête un hangar.", "mairie de Redon offers un hangar"),
    ],
)  # fmt: skip
def test_assertion_is_a_fact(text: str, fact: str) -> None:
    assert fact in told(text)


@pytest.mark.parametrize(
    "text",
    [
        "Aline Gaudin n'est pas membre de la CCI de la Sarthe.",
        "La mairie de Redon pourrait verser 400 € à l'association « Les Mains vertes ».",
        "Si la mairie de Redon verse 4 000 € à l'association « Les Mains vertes », tout ira bien.",
        "La mairie de Redon n'a pas versé 4 000 € à l'association « Les Mains vertes ».",
    ],
)
def test_denied_or_supposed_is_no_fact(text: str) -> None:
    assert told(text) == []


def test_money_has_its_amount_in_euros_and_its_year() -> None:
    found = read("La mairie de Redon a versé 12 k€ à l'association « Les Mains vertes » en 2021.")
    (fact,) = found.facts
    assert (fact.predicate, fact.amount, fact.year) == ("finances", 12_000.0, 2021)


def test_ended_role_is_past() -> None:
    text = "Paul Ferrand, ancien président de la CCI de la Sarthe, parle. Zoé Roy l'écoute."
    (fact,) = read(text).facts
    assert fact.status == "past"


@pytest.mark.parametrize(
    "text",
    [
        "Employé pendant dix ans par Mob Ouest, Luc Amar est parti.",
        "Longtemps présidée par Luc Amar, Mob Ouest recrute.",
    ],
)
def test_what_lasted_is_past(text: str) -> None:
    assert {fact.status for fact in read(text).facts} == {"past"}


def test_what_is_no_more_is_told_as_past() -> None:
    (fact,) = read("Yann Morel ne travaille plus pour la mairie de Redon.").facts
    assert (fact.predicate, fact.status) == ("works_for", "past")


def test_pronoun_and_generic_noun_stand_for_the_last_name() -> None:
    text = "L'association « Les Mains vertes » est née. Elle cherche un local à Laval."
    assert "Les Mains vertes seeks un local à Laval" in told(text)
    text = "Aline Gaudin préside « Mob Ouest ». L'association « Les Mains vertes » la suit."
    assert "Aline Gaudin role Les Mains vertes" not in told(text)


def test_participants_are_told_with_their_bodies() -> None:
    text = (
        "# Participants\n- Aline Gaudin, CCI de la Sarthe\n- Yann Morel (mairie de Redon)\n"
        "- Zoé Roy, directrice, Mission locale de la Mayenne"
    )
    assert told(text) == [
        "Aline Gaudin member_of CCI de la Sarthe",
        "Yann Morel member_of mairie de Redon",
        "Zoé Roy role Mission locale de la Mayenne",
    ]


def test_facts_have_pattern_and_confidence() -> None:
    (fact,) = read("Yann Morel enseigne la vannerie.").facts[:1]
    assert fact.pattern == "teaches"
    assert 0 < fact.confidence < 1


def test_money_paid_to_a_town_that_nothing_names_is_not_the_association_s() -> None:
    text = (
        "L'association Les Mains vertes est à Craon. "
        "Le Département de la Mayenne a versé 4 500 € à la commune en 2024."
    )
    assert [fact for fact in read(text).facts if fact.predicate == "finances"] == []
