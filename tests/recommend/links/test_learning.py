"""Learning to foresee, and falling back when the past is poor."""

import numpy as np
import pytest

from tisserand.recommend.links.evaluation import compare, evaluate
from tisserand.recommend.links.foresight import RANKER, Foreseen
from tisserand.recommend.links.history import History, tie_members
from tisserand.recommend.links.indices import INDICES
from tisserand.recommend.links.learning import learn
from tisserand.recommend.links.snapshot import new_ties, take_snapshot

from .planted import circles, history_of, strangers

UNTIL = 2015


def foreseen(history: History, until: int = UNTIL):
    """What was learnt by a year, and the ties that came later."""
    ties = tie_members(history)
    snapshot = take_snapshot(history, ties, until)
    seen = Foreseen(learn(history, until), snapshot)
    return seen, new_ties(snapshot, ties, 2020)


@pytest.fixture(scope="module")
def planted():
    return foreseen(circles())


@pytest.mark.parametrize("network", [circles, strangers])
def test_never_significantly_below_the_best_index(network) -> None:
    seen, truth = foreseen(network())
    ours = evaluate(seen.snapshot, truth, seen.score)
    for name, index in INDICES.items():
        theirs = evaluate(seen.snapshot, truth, index(seen.snapshot))
        assert compare(ours, theirs, "hits@10").high >= 0, name
        assert compare(ours, theirs, "map@10").high >= 0, name


def test_learnt_on_circles_it_foresees_better_than_adamic_adar(planted) -> None:
    seen, truth = planted
    ours = evaluate(seen.snapshot, truth, seen.score)
    theirs = evaluate(seen.snapshot, truth, INDICES["adamic_adar"](seen.snapshot))
    assert compare(ours, theirs, "map@10").low > 0


def test_nothing_later_is_read() -> None:
    history = circles()
    past = history.since <= UNTIL
    cut = History(history.actors, history.projects, history.actor[past], history.project[past],
                  history.since[past], history.until[past], history.last[past])  # fmt: skip
    whole, known = foreseen(history)[0], foreseen(cut)[0]
    rows = np.arange(5)
    assert whole.foresight.method == known.foresight.method
    assert np.array_equal(whole.score(rows), known.score(rows))


def test_without_a_past_it_walks_and_says_nothing_of_chance() -> None:
    history = history_of([(0, 0, 2010), (1, 0, 2010), (1, 1, 2010), (2, 1, 2010), (3, 2, 2010)])
    seen, _ = foreseen(history, 2010)
    assert seen.foresight.method == "recent_walk"
    best = seen.best(np.array([0]), 3)
    assert best.other.tolist()[0] == 2
    assert np.isnan(best.confidence).all()


def test_actor_without_ties_is_offered_the_most_active(planted) -> None:
    history = history_of([(0, 0, 2010), (1, 1, 2010), (2, 1, 2010), (1, 2, 2010)])
    seen, _ = foreseen(history, 2010)
    assert seen.best(np.array([0]), 1).other.tolist() == [1]


def test_no_memberships_at_all() -> None:
    seen, _ = foreseen(history_of([], 0, 0), 2010)
    assert len(seen.best(np.zeros(0, np.int64)).source) == 0


def test_best_candidates_are_new_and_in_order(planted) -> None:
    seen, _ = planted
    best = seen.best(np.arange(seen.snapshot.size), 10)
    assert (np.asarray(seen.snapshot.ties[best.source, best.other]) == 0).all()
    assert (best.source != best.other).all()
    same = best.source[1:] == best.source[:-1]
    assert (np.diff(best.score)[same] <= 0).all()


def test_confidence_agrees_with_what_happened(planted) -> None:
    seen, truth = planted
    assert seen.foresight.method in {RANKER, *INDICES}
    best = seen.best(np.arange(seen.snapshot.size))
    happened = np.asarray(truth[best.source, best.other]).ravel() > 0
    assert abs(best.confidence.mean() - happened.mean()) < 0.05
