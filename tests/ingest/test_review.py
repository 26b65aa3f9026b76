"""Which doubtful pair is worth an answer first, and what is told of it."""

from dataclasses import replace

import pytest
from fixtures.weaver import Weaver

from tisserand.ingest.draft import Draft
from tisserand.ingest.resolution.model import load_model
from tisserand.ingest.review import Doubt, describe_doubt, doubts_by_value, worth
from tisserand.ontology.records import Match, Value
from tisserand.store.port import ChangeSet

NANTES = Value("locatedIn", "https://w3id.org/tisserand/place/commune/44109")
LEFT = Draft(
    "a", "Association", "Les Tissandolies", values=(NANTES, Value("telephone", "+33240000001"))
)
RIGHT = Draft(
    "a", "Association", "La Brocantine", values=(NANTES, Value("telephone", "+33240000002"))
)


@pytest.fixture
def doubt(weaver: Weaver) -> Doubt:
    """Two records between which the matcher hesitates, whatever its model."""
    weaver.weave("left", LEFT)
    weaver.weave("right", RIGHT)
    a, b = sorted(weaver.records(source)[0].signature for source in ("left", "right"))
    model = load_model()
    hesitant = Match(a, b, (model.unsure + model.same) / 2, model.version)
    weaver.store.apply(ChangeSet(matches=[hesitant]))
    (found,) = doubts_by_value(weaver.store)
    return found


def test_a_pair_is_told_with_what_agrees_and_what_differs(weaver: Weaver, doubt: Doubt) -> None:
    told = describe_doubt(weaver.store, weaver.gazetteer, doubt)
    assert {"what": "place", "a": "Nantes", "b": "Nantes"} in told["agrees"]
    assert [one["what"] for one in told["differs"]] == ["name", "telephone"]
    telephone = told["differs"][1]
    assert {telephone["a"], telephone["b"]} == {"+33240000001", "+33240000002"}


def test_each_side_leads_to_its_record(weaver: Weaver, doubt: Doubt) -> None:
    told = describe_doubt(weaver.store, weaver.gazetteer, doubt)
    for side in (told["a"], told["b"]):
        assert side["records"][0]["iri"] == side["record"]
        assert (side["count"], side["links"], side["grants"]) == (1, 0, 0)


def test_what_would_move_more_is_worth_more(doubt: Doubt) -> None:
    larger = replace(doubt.a, links=40, grants=3)
    assert worth(0.5, larger, larger) > worth(0.5, doubt.a, doubt.b)


def test_joining_a_lone_record_to_a_large_one_moves_little(doubt: Doubt) -> None:
    larger = replace(doubt.a, links=40)
    assert worth(0.5, larger, doubt.b) == worth(0.5, doubt.a, doubt.b)


def test_what_is_most_uncertain_is_worth_most(doubt: Doubt) -> None:
    values = [worth(p, doubt.a, doubt.b) for p in (0.5, 0.7, 0.9, 1.0)]
    assert values == sorted(values, reverse=True)
