"""Refusals that stick until facts are new."""

from collections.abc import Callable
from typing import Any

import pytest

from tisserand.errors import InputError
from tisserand.ingest.refusals import write_refusal
from tisserand.ontology.namespaces import SKILLS
from tisserand.ontology.records import Record, Visibility
from tisserand.recommend.cooperations import suggest_cooperations
from tisserand.recommend.projection import build_projection
from tisserand.recommend.refusals import SOURCE
from tisserand.recommend.refusing import refused_now
from tisserand.reference.places import load_gazetteer
from tisserand.reference.thesaurus import load_thesaurus
from tisserand.store.port import ChangeSet, View

from .conftest import BASE, OVEN, record, weave

GARDENING = f"{SKILLS}maraichage"
Json = dict[str, Any]


def words() -> Json:
    return {"gazetteer": load_gazetteer(), "thesaurus": load_thesaurus(), "base_iri": BASE}


@pytest.fixture
def suggested(store) -> Callable[[], list[Json]]:
    def now() -> list[Json]:
        with store.read(View(Visibility.AGENT)) as reader:
            return suggest_cooperations(reader, build_projection(reader), **words())

    return now


@pytest.fixture
def refuse(store) -> Callable[..., None]:
    def said(a: str, b: str, reason: str = "trop loin", date: str = "2026-03-02") -> None:
        with store.read(View(Visibility.AGENT)) as reader:
            what = refused_now(reader, build_projection(reader), a, b, **words())
            based_on = reader.sequence
        write_refusal(
            store, SOURCE, what.identifiers(), load_gazetteer(),
            reason=reason, date=date, based_on=based_on,
        )  # fmt: skip

    return said


@pytest.fixture
def jardin(store) -> list[Record]:
    """« jardin » needs masonry, which two masons master."""
    records = [
        record("jardin", "Association", "Jardin"),
        record("besoin", "Need", "Besoin", ("requiresSkill", OVEN), links=[("neededBy", "jardin")]),
        record("macon", "Company", "Maçon", ("hasSkill", OVEN)),
        record("four", "Company", "Four", ("hasSkill", OVEN)),
    ]
    weave(store, records)
    return records


def names(pairs: list[Json]) -> set[frozenset[str]]:
    return {frozenset((pair["a"]["name"], pair["b"]["name"])) for pair in pairs}


REFUSED = frozenset(("Jardin", "Maçon"))


def test_refused_pair_never_returns_with_the_same_facts(jardin, suggested, refuse) -> None:
    assert REFUSED in names(suggested())
    refuse("jardin", "macon")
    assert all(REFUSED not in names(suggested()) for _ in range(100))
    assert frozenset(("Jardin", "Four")) in names(suggested())


def test_new_facts_bring_the_pair_back_and_are_told(jardin, suggested, refuse, store) -> None:
    refuse("macon", "jardin")
    store.apply(ChangeSet(records=[record("apprend", "Company", "Maçon", ("hasSkill", GARDENING)),
                                   record("cultive", "Need", "Terre", ("requiresSkill", GARDENING),
                                          links=[("neededBy", "jardin")])],
                          assignments={"apprend": "macon", "cultive": "cultive"}))  # fmt: skip
    pair = next(p for p in suggested() if names([p]) == {REFUSED})
    assert len(pair["news"]) == 1
    assert "maraîch" in pair["news"][0].lower()
    assert pair["reasons"][0]["text"] == pair["news"][0]


def test_facts_that_change_nothing_between_them_do_not(jardin, suggested, refuse, store) -> None:
    refuse("jardin", "macon")
    store.apply(ChangeSet(records=[record("tel", "Company", "Maçon", ("telephone", "0200000000"))],
                          assignments={"tel": "macon"}))  # fmt: skip
    assert REFUSED not in names(suggested())


def test_refused_again_it_goes_again(jardin, suggested, refuse, store) -> None:
    refuse("jardin", "macon")
    store.apply(ChangeSet(records=[record("apprend", "Association", "Jardin", ("hasSkill", OVEN))],
                          assignments={"apprend": "jardin"}))  # fmt: skip
    assert REFUSED in names(suggested())
    refuse("jardin", "macon", date="2026-04-02")
    assert REFUSED not in names(suggested())


def test_each_refusal_stays_when_another_is_noted(jardin, suggested, refuse) -> None:
    refuse("jardin", "macon")
    refuse("jardin", "four")
    assert suggested() == []


def test_a_refusal_ties_nobody(jardin, refuse, store) -> None:
    refuse("jardin", "macon")
    with store.read(View(Visibility.AGENT)) as reader:
        projection = build_projection(reader)
    assert len(projection.network.member) == 0


def test_withdrawn_refusals_are_forgotten(jardin, suggested, refuse, store) -> None:
    refuse("jardin", "macon")
    store.apply(ChangeSet(removed_sources=[SOURCE]))
    assert REFUSED in names(suggested())


def test_nobody_refuses_themselves(jardin, refuse) -> None:
    with pytest.raises(InputError):
        refuse("jardin", "jardin")
    with pytest.raises(InputError):
        refuse("jardin", "macon", date="demain")
