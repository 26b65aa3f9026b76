"""A person's verdict wins over everything, and is undone by taking it back."""

import pytest
from fixtures.weaver import Weaver

from tisserand.errors import InputError, NotFoundError
from tisserand.ingest.draft import Draft
from tisserand.ingest.judgements import judge, unjudge, unsure_pairs
from tisserand.ontology.records import Identifier, Value, Verdict

SAVENAY = Value("locatedIn", "https://w3id.org/tisserand/place/commune/44195")
NANTES = Value("locatedIn", "https://w3id.org/tisserand/place/commune/44109")
LEFT = Draft("a", "Association", "Les Tissandolies", values=(SAVENAY,))
RIGHT = Draft("a", "Association", "La Brocantine", values=(SAVENAY,))
DOUBTFUL = Draft("a", "Association", "OGEC Saint-Joseph", values=(NANTES,))


def keys(weaver: Weaver, left: Draft, right: Draft) -> tuple[str, str]:
    """The records of two sources of one row."""
    weaver.weave("left", left)
    weaver.weave("right", right)
    return weaver.records("left")[0].key, weaver.records("right")[0].key


def say(weaver: Weaver, pair: tuple[str, str], verdict: Verdict) -> None:
    judge(weaver.store, *pair, verdict, "Agente", "2024-05-02", "vu sur place")


def test_same_joins_what_nothing_else_would(weaver: Weaver) -> None:
    pair = keys(weaver, LEFT, RIGHT)
    say(weaver, pair, "same")
    assert weaver.partition() == {min(pair): frozenset(pair)}


def test_same_wins_over_two_sirens(weaver: Weaver) -> None:
    left = LEFT._replace(identifiers=(Identifier("siren", "732829320"),))
    right = LEFT._replace(identifiers=(Identifier("siren", "404833048"),))
    pair = keys(weaver, left, right)
    assert len(weaver.partition()) == 2
    say(weaver, pair, "same")
    assert len(weaver.partition()) == 1


def test_different_parts_what_an_identifier_joined(weaver: Weaver) -> None:
    siren = (Identifier("siren", "732829320"),)
    pair = keys(weaver, LEFT._replace(identifiers=siren), RIGHT._replace(identifiers=siren))
    assert len(weaver.partition()) == 1
    say(weaver, pair, "different")
    assert len(weaver.partition()) == 2


def test_a_verdict_taken_back_leaves_no_trace(weaver: Weaver) -> None:
    pair = keys(weaver, LEFT, RIGHT)
    before = weaver.partition()
    say(weaver, pair, "same")
    unjudge(weaver.store, *pair)
    assert weaver.partition() == before


@pytest.mark.parametrize("name", ["OGEC SAINT-JOSEPH", "OGEC école Saint-Joseph"])
def test_a_doubtful_pair_waits_until_somebody_judges_it(weaver: Weaver, name: str) -> None:
    pair = keys(weaver, DOUBTFUL, DOUBTFUL._replace(name=name))
    (doubt,) = unsure_pairs(weaver.store)
    assert (doubt.a, doubt.b) == tuple(sorted(pair))
    say(weaver, pair, "unsure")
    assert unsure_pairs(weaver.store) == []
    assert len(weaver.partition()) == 2


def test_an_unknown_record_cannot_be_judged(weaver: Weaver) -> None:
    weaver.weave("left", LEFT)
    with pytest.raises(NotFoundError):
        judge(weaver.store, weaver.records("left")[0].key, "inconnue", "same", "A", "2024")


def test_a_record_is_not_judged_against_itself(weaver: Weaver) -> None:
    with pytest.raises(InputError):
        judge(weaver.store, "abc", "abc", "same", "A", "2024")


def test_a_verdict_that_nobody_gave_cannot_be_taken_back(weaver: Weaver) -> None:
    with pytest.raises(NotFoundError):
        unjudge(weaver.store, *keys(weaver, LEFT, RIGHT))
