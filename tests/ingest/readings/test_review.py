"""What is not sure waits for a person, whose decision outlives the next reading."""

from collections.abc import Callable
from typing import Any

import pytest
from fixtures.readings import REPORT

from tisserand.errors import InputError, NotFoundError
from tisserand.ingest.readings.review import (
    decide,
    take_back,
    waiting_items,
)
from tisserand.ingest.readings.rules import pattern_precision
from tisserand.ingest.report import IngestReport
from tisserand.ontology.records import Entity, EntityLink
from tisserand.reference.places import Gazetteer
from tisserand.reference.thesaurus import Thesaurus
from tisserand.store.port import GraphStore

Seen = Callable[[str], tuple[Entity, list[EntityLink]]]
Weave = Callable[..., IngestReport]
Judge = Callable[..., dict[str, Any]]


@pytest.fixture
def judged(store: GraphStore, weave: Weave, gazetteer: Gazetteer, thesaurus: Thesaurus) -> Judge:
    """Decides of the one item of the report that waits."""

    def decided(verdict: str, corrected: dict[str, Any] | None = None) -> dict[str, Any]:
        weave()
        item = waiting_items(store)[0]["item"]
        return decide(
            store, item, verdict,  # type: ignore[arg-type] # bad ones are tried too
            author="Odile", date="2024-04-02", corrected=corrected,
            gazetteer=gazetteer, thesaurus=thesaurus,
        )  # fmt: skip

    return decided


def members(seen: Seen) -> set[str]:
    """Who is a member of the association."""
    return {one.name for one in seen("Les Mains vertes")[1] if one.property == "memberOf"}


def test_waiting_item_shows_passage_statement_and_alternatives(
    weave: Weave, store: GraphStore
) -> None:
    weave()
    (told,) = waiting_items(store)
    assert told["passage"] == "Paul Tessier serait membre des Mains vertes."
    assert told["statement"] == "Paul Tessier · membre de · Les Mains vertes"
    assert told["said"]["subject"] == "Paul Tessier"
    assert REPORT[told["start"] : told["end"]] == told["passage"]


def test_accepted_item_is_woven_and_sure(judged: Judge, store: GraphStore, seen: Seen) -> None:
    judged("accepted")
    assert "Paul Tessier" in members(seen)
    assert waiting_items(store) == []


def test_rejected_item_waits_no_more(judged: Judge, store: GraphStore, seen: Seen) -> None:
    judged("rejected")
    assert waiting_items(store) == []
    assert "Paul Tessier" not in members(seen)


def test_corrected_item_says_what_the_person_says(judged: Judge, seen: Seen) -> None:
    judged("corrected", {"subject": "Paule Tessier"})
    assert members(seen) >= {"Paule Tessier"}
    assert "Paul Tessier" not in members(seen)


def test_decision_holds_when_the_report_moves(
    judged: Judge, weave: Weave, store: GraphStore, seen: Seen
) -> None:
    judged("accepted")
    weave(f"Préambule.\n\n{REPORT}")
    assert waiting_items(store) == []
    assert "Paul Tessier" in members(seen)


def test_decision_outlives_its_report(judged: Judge, weave: Weave, store: GraphStore) -> None:
    judged("rejected")
    weave(source="autre")
    assert waiting_items(store) == []


def test_decision_taken_back_waits_again(
    judged: Judge, store: GraphStore, gazetteer: Gazetteer, thesaurus: Thesaurus, seen: Seen
) -> None:
    item = judged("accepted")["item"]
    take_back(store, item, gazetteer, thesaurus)
    assert [one["item"] for one in waiting_items(store)] == [item]
    assert "Paul Tessier" not in members(seen)


def test_sure_fact_can_be_rejected_too(
    weave: Weave, store: GraphStore, gazetteer: Gazetteer, thesaurus: Thesaurus, seen: Seen
) -> None:
    weave()
    _, links = seen("Aline Gaudin")
    assert any(one.property == "memberOf" for one in links)
    with store.resolution() as identity:
        body = next(iter(identity.sealed("reading"))).body
    item = body.split('"key": "')[1].split('"')[0]
    decide(
        store, item, "rejected", author="Odile", date="2024-04-02",
        gazetteer=gazetteer, thesaurus=thesaurus,
    )  # fmt: skip
    assert not any(one.property == "memberOf" for one in seen("Aline Gaudin")[1])


def test_decisions_measure_each_rule(judged: Judge, store: GraphStore) -> None:
    judged("rejected")
    rows = {row["pattern"]: row for row in pattern_precision(store)}
    assert (rows["member_of-rule"]["rejected"], rows["member_of-rule"]["precision"]) == (1, 0.0)
    assert rows["role-rule"]["precision"] is None


@pytest.mark.parametrize(
    ("verdict", "corrected"),
    [
        ("perhaps", None),
        ("corrected", None),
        ("accepted", {"subject": "X"}),
        ("corrected", {"colour": "vert"}),
        ("corrected", {"predicate": "likes"}),
        ("corrected", {"year": "jadis"}),
    ],
)
def test_what_is_no_decision_is_refused(
    judged: Judge, verdict: str, corrected: dict[str, Any] | None
) -> None:
    with pytest.raises(InputError):
        judged(verdict, corrected)


def test_unknown_item_is_told(
    store: GraphStore, gazetteer: Gazetteer, thesaurus: Thesaurus
) -> None:
    with pytest.raises(NotFoundError):
        decide(
            store, "inconnu", "accepted", author="Odile", date="2024-04-02",
            gazetteer=gazetteer, thesaurus=thesaurus,
        )  # fmt: skip
