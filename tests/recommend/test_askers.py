"""Who asks, when the sentence of a need begins with their name."""

import pytest

from tisserand.ontology.records import Visibility
from tisserand.recommend.askers import ask_as_told, find_asker
from tisserand.recommend.projection import build_projection
from tisserand.reference.places import load_gazetteer
from tisserand.reference.thesaurus import load_thesaurus
from tisserand.store.port import GraphReader, View
from tisserand.store.sqlite import SqliteStore

from .conftest import BASE, OVEN, record, weave

OVENS = [
    record("four", "Association", "Les Fours d'Angers", ("hasSkill", OVEN)),
    record("pain", "Company", "Le Bon Pain", ("hasSkill", OVEN), row=3),
    record("projet", "Project", "Fours en fête", row=4),
]


@pytest.mark.parametrize(
    ("need", "asker"),
    [
        ("Les Fours d'Angers cherchent un maçon", "four"),
        ("La Fours d'Angers a besoin d'un four", "four"),
        ("le bon pain n'a plus de four", "pain"),
        ("Fours en fête cherche un maçon", None),
        ("Un boulanger cherche Le Bon Pain", None),
        ("Réparer le four de Le Bon Pain", None),
    ],
)
def test_the_actor_that_lacks_something_asks(
    store: SqliteStore, need: str, asker: str | None
) -> None:
    weave(store, OVENS)
    with store.read(View(Visibility.AGENT)) as reader:
        assert find_asker(reader, need) == asker


def helpers(reader: GraphReader, need: str) -> list[str]:
    answer = ask_as_told(
        reader,
        build_projection(reader),
        need,
        thesaurus=load_thesaurus(),
        gazetteer=load_gazetteer(),
        base_iri=BASE,
    )
    return [one["name"] for one in answer["helpers"]]


def test_nobody_is_their_own_helper(store: SqliteStore) -> None:
    weave(store, OVENS)
    with store.read(View(Visibility.AGENT)) as reader:
        assert helpers(reader, "On cherche à réparer un four à pain") != []
        told = helpers(reader, "Le Bon Pain cherche quelqu'un pour réparer un four à pain")
    assert told == ["Les Fours d'Angers"]
