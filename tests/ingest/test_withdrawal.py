"""Withdrawing a source removes exactly what only it said."""

import pytest
from fixtures.weaver import Weaver

from tisserand.errors import NotFoundError
from tisserand.ingest.draft import Draft
from tisserand.ingest.judgements import judge
from tisserand.ingest.withdrawal import withdraw
from tisserand.ontology.records import Value

SAVENAY = Value("locatedIn", "https://w3id.org/tisserand/place/commune/44195")
SHARED = Draft("a", "Association", "Les Tissandolies", values=(SAVENAY,))
OWN = Draft("a", "Association", "La Brocantine", values=(SAVENAY,))


def test_what_another_source_says_stays(weaver: Weaver) -> None:
    weaver.weave("first", SHARED)
    before = weaver.partition()
    weaver.weave("second", SHARED, OWN)
    told = withdraw(weaver.store, "second")
    assert told == {"source": "second", "records": 2, "entities_removed": 1, "entities_changed": 1}
    assert weaver.partition() == before


def test_a_source_that_comes_back_gives_the_same_graph(weaver: Weaver) -> None:
    weaver.weave("first", SHARED)
    weaver.weave("second", SHARED, OWN)
    before = weaver.partition()
    withdraw(weaver.store, "first")
    weaver.weave("first", SHARED)
    assert weaver.partition() == before


def test_a_judgement_survives_the_absence_of_its_records(weaver: Weaver) -> None:
    weaver.weave("first", SHARED)
    weaver.weave("second", OWN)
    a, b = weaver.records("first")[0].key, weaver.records("second")[0].key
    judge(weaver.store, a, b, "same", "Agente", "2024-05-02")
    withdraw(weaver.store, "second")
    assert len(weaver.partition()) == 1
    weaver.weave("second", OWN)
    assert weaver.owner(a) == weaver.owner(b)


def test_an_unknown_source_cannot_be_withdrawn(weaver: Weaver) -> None:
    with pytest.raises(NotFoundError, match="inconnue"):
        withdraw(weaver.store, "inconnue")
