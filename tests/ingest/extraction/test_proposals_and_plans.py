"""Proposals with their authors, plans with their carriers."""

import pytest
from fixtures.reading import read

MINUTES = (
    "# Participants\n- Aline Gaudin, CCI de la Sarthe\n- Yann Morel (mairie de Redon)\n"
    "# Propositions\n- Ouvrir un atelier [A. Gaudin]\n- Acheter une remorque (Yann Morel)\n"
    "- Planter des haies"
)
PLAN = (
    "# Plan climat\n# Axe 1 : Rénover\nAction 1. Isoler les écoles\nPilote : mairie de Redon\n"
    "Action 2. Changer les chaudières\nPilote : à désigner\n# Axe 2 : Bouger\n"
    "Action 3. Tracer une piste (porteur : CCI de la Sarthe)"
)


def test_bracketed_proposal_belongs_to_its_person_and_body() -> None:
    found = read(MINUTES)
    names = {one.id: one.name for one in found.entities}
    authors = [names.get(one.person or "") for one in found.proposals]
    bodies = [names.get(one.organization or "") for one in found.proposals]
    assert authors == ["Aline Gaudin", "Yann Morel", None]
    assert bodies == ["CCI de la Sarthe", "mairie de Redon", None]


def test_proposed_is_said_in_the_words_of_the_text() -> None:
    (fact,) = read("Aline Gaudin suggère de planter des haies.").facts
    assert (fact.predicate, fact.object) == ("proposed", "de planter des haies")


def test_plan_keeps_numbers_titles_and_carriers() -> None:
    found = read(PLAN)
    names = {one.id: one.name for one in found.entities}
    told = [
        (part.title, action.number, action.title, [names[one] for one in action.carriers])
        for part in found.plan
        for action in part.actions
    ]
    assert told == [
        ("Rénover", "1", "Isoler les écoles", ["mairie de Redon"]),
        ("Rénover", "2", "Changer les chaudières", []),
        ("Bouger", "3", "Tracer une piste", ["CCI de la Sarthe"]),
    ]


def test_announced_lists_make_a_plan() -> None:
    text = "Trois actions suivent :\n- Isoler\n- Planter\n- Former"
    (part,) = read(text).plan
    assert [action.title for action in part.actions] == ["Isoler", "Planter", "Former"]


def test_what_a_study_recommends_is_proposed_by_nobody() -> None:
    found = read("# Nos recommandations\n- Rouvrir la salle\n- Prêter des ordinateurs")
    assert [(one.person, one.organization) for one in found.proposals] == [(None, None)] * 2


@pytest.mark.parametrize(
    ("text", "author", "body"),
    [
        ("# Vœux\n- ouvrir le samedi (Odile Coppey, ADMR)", "Odile Coppey", "ADMR"),
        ("# Vœux\n- ouvrir le samedi (Mme Coppey)", "Odile Coppey", "Mob Ouest"),
        ("# Vœux\n- ouvrir le samedi – idée d'Odile Coppey", "Odile Coppey", "Mob Ouest"),
        ("# Vœux\n- ouvrir le samedi (Odile Coppey), à la poste", "Odile Coppey", "Mob Ouest"),
        ("# Vœux\n- Odile Coppey : ouvrir le samedi", "Odile Coppey", "Mob Ouest"),
        ("# Vœux\n- ouvrir le samedi (association Mob Ouest)", None, "Mob Ouest"),
        ("# Propositions de Mob Ouest\n- ouvrir le samedi", None, "Mob Ouest"),
        ("# Suites\n- ouvrir le samedi (proposé par Luc Amar)", "Luc Amar", None),
        ("Au nom de Mob Ouest, Luc Amar propose un prêt.", "Luc Amar", "Mob Ouest"),
        ("Luc Amar, qui représente Mob Ouest, propose un prêt.", "Luc Amar", "Mob Ouest"),
        ("Luc Amar propose un prêt.", "Luc Amar", None),
    ],
)
def test_proposal_is_of_its_person_and_of_their_body(
    text: str, author: str | None, body: str | None
) -> None:
    told = "" if "ADMR" in text else "# Présents\n- Odile Coppey, Mob Ouest\n"
    found = read(f"{told}{text}")
    names = {one.id: one.name for one in found.entities}
    (proposal,) = found.proposals
    assert names.get(proposal.person or "") == author
    assert names.get(proposal.organization or "") == body


def test_who_speaks_in_the_papers_of_a_house_is_of_the_house() -> None:
    found = read(
        "# La gazette de Mob Ouest\nNous sommes 40. Rosa Esteves propose un grand bal.\n"
        "Luc Perrin, boulanger, propose un concours."
    )
    names = {one.id: one.name for one in found.entities}
    assert [names.get(one.organization or "") for one in found.proposals] == ["Mob Ouest", None]


def test_people_after_titles_of_a_programme_propose_nothing() -> None:
    text = "# Programme\n- Récits de mer (Rozenn Le Flem, Mob Ouest)\n- Marées (Luc Amar, ADMR)"
    assert read(text).proposals == ()


def test_what_a_plan_holds_is_no_proposal_besides() -> None:
    found = read(
        "# Recommandations\nAxe 1 : Rénover\n- Action 1. Isoler les écoles\n"
        "- Action 2. Changer les chaudières"
    )
    assert [action.title for part in found.plan for action in part.actions] == [
        "Isoler les écoles", "Changer les chaudières",
    ]  # fmt: skip
    assert found.proposals == ()


def test_misspelt_name_is_shown_as_it_is_usually_written() -> None:
    found = read("Oddile Coppey ouvre la séance. Odile Coppey préside. Odile Coppey conclut.")
    assert [one.name for one in found.entities if one.kind == "Person"] == ["Odile Coppey"]
