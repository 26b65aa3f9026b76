"""A message says only what its reader may see."""

import pytest
from fixtures.parts import Parts

from tisserand.application.introductions import Asked, Introductions
from tisserand.ontology.namespaces import SKILLS
from tisserand.ontology.records import Visibility
from tisserand.recommend.introduction_message import Message
from tisserand.store.sqlite import SqliteStore

from .conftest import OVEN, place, record, weave

AGENT, PUBLIC = Visibility.AGENT, Visibility.PUBLIC
GARDENING = f"{SKILLS}maraichage"


@pytest.fixture
def made(store: SqliteStore) -> Introductions:
    """What agents alone know: a person, a need, and a skill of a public company."""
    records = [
        record("jardin", "Association", "Jardin", place("angers")),
        record("besoin", "Need", "Refaire le four", ("requiresSkill", OVEN),
               links=[("neededBy", "jardin")]),
        record("secret", "Need", "Terre à cultiver", ("requiresSkill", GARDENING),
               links=[("neededBy", "jardin")], visibility=AGENT),
        record("macon", "Company", "Maçon", ("hasSkill", OVEN), source="artisans",
               links=[("partnerOf", "maison")]),
        record("cultive", "Company", "Paul Exemple", ("hasSkill", GARDENING), visibility=AGENT),
        record("maison", "Association", "Maison des associations", links=[("partnerOf", "jardin")]),
        record("claire", "Person", "Claire Exemple", visibility=AGENT,
               links=[("worksFor", "jardin"), ("memberOf", "macon")]),
    ]  # fmt: skip
    weave(store, records)
    return Introductions(Parts(store))


def draft(made: Introductions, a: str, b: str, reader: Visibility = PUBLIC, **more: str) -> Message:
    direct = "through" not in more
    told = made.draft(AGENT, Asked(a, b, reader=reader, direct=direct, **more))
    return Message(told["text"], told["withheld"])


def test_it_says_who_seeks_what_and_why_with_titles(made) -> None:
    message = draft(made, "jardin", "macon", need="besoin")
    assert message.text.startswith(
        "Bonjour Maçon,\n\nJardin (Angers) cherche de l'aide : « Refaire"
    )
    assert "(sources : annuaire ; artisans)" in message.text
    assert message.withheld == []


def test_it_tells_the_introducer_how_both_are_known(made) -> None:
    message = draft(made, "jardin", "macon", through="maison")
    assert message.text.startswith("Bonjour Maçon, bonjour Maison des associations,")
    assert "Maison des associations vous connaît tous deux" in message.text


@pytest.mark.parametrize(
    ("options", "hidden", "withheld"),
    [
        ({"through": "claire"}, "Claire", "introducer"),
        ({"need": "secret"}, "cultiver", "need"),
    ],
)
def test_what_its_reader_may_not_see_is_not_said(made, options, hidden, withheld) -> None:
    public = draft(made, "jardin", "macon", **options)
    assert hidden not in public.text
    assert public.withheld == [withheld]
    assert hidden in draft(made, "jardin", "macon", AGENT, **options).text


def test_facts_of_agents_are_not_told_to_the_public(made) -> None:
    public = draft(made, "jardin", "cultive")
    assert "Paul" not in public.text
    assert "maraîch" not in public.text.lower()
    assert public.withheld == ["helper"]
    assert "maraîch" in draft(made, "jardin", "cultive", AGENT).text.lower()


def test_who_seeks_is_not_named_to_who_may_not_know_them(made) -> None:
    message = draft(made, "claire", "macon", need="un four à pain")
    assert "Un acteur du territoire cherche de l'aide : « un four à pain »" in message.text
    assert message.withheld == ["seeker"]


def test_the_need_in_words_is_said_as_given(made) -> None:
    assert "« un four à pain »" in draft(made, "jardin", "macon", need="un four à pain").text


def test_nothing_is_stored_by_a_draft(made) -> None:
    draft(made, "jardin", "macon")
    assert made.list(AGENT, "2026-03-03") == []


def test_it_says_what_sources_tell_of_who_can_help_with_a_need_said_in_words(made) -> None:
    message = draft(made, "maison", "macon", need="réparer un four à bois")
    assert "Ce que disent de Maçon" in message.text
    assert "– sait : maçonnerie de four à bois" in message.text
    assert "(source : artisans)" in message.text


def test_what_the_reader_may_not_see_is_no_reason_to_help(made) -> None:
    public = draft(made, "maison", "cultive", need="cultiver des légumes")
    assert "sait" not in public.text
    assert (
        "sait : maraîch"
        in draft(made, "maison", "cultive", AGENT, need="cultiver des légumes").text
    )
