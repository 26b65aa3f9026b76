"""The last needs told: what is shown while nothing is asked."""

from dataclasses import replace

import pytest

from tisserand.ontology.records import Record, Visibility
from tisserand.recommend.latest_needs import LONGEST, LatestNeed, asked_near, latest_needs
from tisserand.reference.places import load_gazetteer
from tisserand.store.port import View
from tisserand.store.sqlite import SqliteStore

from .conftest import actors, place, record, weave

TODAY = "2024-06-01"


def told(store: SqliteStore, *needs: Record, role: Visibility = Visibility.AGENT, limit: int = 9):
    weave(store, [*actors(), *needs])
    with store.read(View(role)) as reader:
        return latest_needs(reader, load_gazetteer(), TODAY, limit)


def need(key: str, name: str, *facts: tuple[str, str], who: str = "four") -> Record:
    return record(key, "Need", name, *facts, links=[("neededBy", who)], row=20)


def test_a_need_without_place_or_date_takes_those_of_its_seeker_and_source(store):
    shown = LatestNeed("Refaire le four à pain", "Angers", "Mairie d'Angers", "2023-05-01")
    assert told(store) == [shown]


def test_the_last_told_come_first(store):
    old = need("old", "Un local", ("startDate", "2021-03-01"))
    new = need("new", "Un camion", ("startDate", "2024-02"), place("nantes"))
    names = [(one.name, one.place) for one in told(store, old, new)]
    assert names == [
        ("Un camion", "Nantes"), ("Refaire le four à pain", "Angers"), ("Un local", "Saumur"),
    ]  # fmt: skip


def test_no_more_are_shown_than_asked(store):
    assert len(told(store, need("new", "Un camion"), limit=1)) == 1


def test_needs_that_are_over_or_too_long_to_read_are_left_out(store):
    over = need("over", "Un barnum", ("endDate", "2023"))
    long = need("long", "x" * (LONGEST + 1))
    assert [one.name for one in told(store, over, long)] == ["Refaire le four à pain"]


def test_what_two_say_alike_is_said_once(store):
    twice = need("twice", "Refaire le four à pain", ("startDate", "2024-01-01"))
    assert [one.name for one in told(store, twice)] == ["Refaire le four à pain"]


def test_the_public_does_not_read_what_agents_do(store):
    hidden = replace(need("hid", "Un abri"), visibility=Visibility.AGENT)
    assert "Un abri" not in [one.name for one in told(store, hidden, role=Visibility.PUBLIC)]


@pytest.mark.parametrize(
    ("place", "near"),
    [
        ("Craon", "Craon"),
        ("Angers", "Angers"),
        ("CC du Pays de Craon", ""),
        ("Pays de la Loire", ""),
        ("", ""),
    ],
)
def test_a_need_is_asked_again_near_a_commune_that_its_name_tells(place: str, near: str) -> None:
    assert asked_near(place, load_gazetteer()) == near
