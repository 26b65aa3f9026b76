"""Who joins a project: what is asked, what is known then, and how sure to be."""

from dataclasses import replace

import numpy as np
import pytest
from scipy import sparse

from tisserand.recommend.links.evaluation import compare
from tisserand.recommend.links.history import History, tie_members
from tisserand.recommend.links.joining.cases import cases_of
from tisserand.recommend.links.joining.foresight import JoinsForeseen
from tisserand.recommend.links.joining.indices import INDICES
from tisserand.recommend.links.joining.learning import Cut, learn_joins, measure_joins
from tisserand.recommend.links.snapshot import take_snapshot
from tisserand.recommend.links.training import is_tied

from .planted import circles, history_of, strangers

UNTIL = 2015


def cut_of(history: History, until: int = UNTIL) -> Cut:
    """The projects that came after a year, and who joined them."""
    snapshot = take_snapshot(history, tie_members(history), until)
    return Cut(snapshot, *cases_of(history, snapshot, until, 2020))


@pytest.fixture(scope="module")
def planted() -> tuple[JoinsForeseen, Cut]:
    history = circles(circle=20)
    cut = cut_of(history)
    return JoinsForeseen(learn_joins(history, UNTIL), cut.snapshot), cut


def test_the_carrier_then_the_first_partner_are_given_and_the_others_foreseen() -> None:
    rows = [*((actor, 0, 2010) for actor in range(5)), *((actor, 1, 2016) for actor in range(6))]
    history = history_of(rows)
    carried = replace(history, leads=np.array([False] * 8 + [True] + [False] * 2))
    cut = cut_of(carried)
    assert cut.cases.project.tolist() == [1]
    assert cut.cases.given.indices.tolist() == [0, 3]
    assert cut.joined.indices.tolist() == [1, 2, 4]  # actor 5 was not known in 2015


def test_a_project_that_had_begun_is_not_asked_about() -> None:
    rows = [(0, 0, 2010), (1, 0, 2010), (2, 0, 2016), (2, 1, 2012)]
    assert cut_of(history_of(rows)).cases.size == 0


def test_learnt_on_circles_it_foresees_better_than_the_best_index(planted) -> None:
    seen, cut = planted
    ours = measure_joins(cut, seen.score)
    for name, index in INDICES.items():
        theirs = measure_joins(cut, index(cut.snapshot))
        assert compare(ours, theirs, "map@10").high > 0, name
    activity = measure_joins(cut, INDICES["recent_activity"](cut.snapshot))
    assert compare(ours, activity, "hits@10").low > 0


def test_confidence_of_joining_agrees_with_what_happened(planted) -> None:
    seen, cut = planted
    best = seen.best(cut.cases)
    happened = is_tied(cut.joined, best.row, best.other)
    assert abs(best.confidence.mean() - happened.mean()) < 0.03


def test_nobody_who_is_in_is_proposed(planted) -> None:
    seen, cut = planted
    best = seen.best(cut.cases)
    assert (np.asarray(cut.cases.given[best.row, best.other]) == 0).all()


def test_who_joins_at_random_is_not_foreseen_better_than_chance() -> None:
    history = strangers()
    seen = JoinsForeseen(learn_joins(history, UNTIL), cut_of(history).snapshot)
    cut = cut_of(history)
    found = measure_joins(cut, seen.score)
    by_chance = 10 / (cut.snapshot.size - 2)
    assert abs(found[:, 0].mean() - by_chance) < 3 * found[:, 0].std() / np.sqrt(len(found))


def test_nothing_later_is_read_of_who_joins() -> None:
    history = circles()
    past = history.since <= UNTIL
    known = History(history.actors, history.projects, history.actor[past], history.project[past],
                    history.since[past], history.until[past], history.last[past])  # fmt: skip
    cut = cut_of(history)
    rows = np.arange(5)
    whole, before = (
        JoinsForeseen(learn_joins(one, UNTIL), cut.snapshot).score(cut.cases, rows)
        for one in (history, known)
    )
    assert np.array_equal(whole, before)


def test_a_project_is_joined_by_those_who_do_what_it_is_about() -> None:
    """Themes alone tell who joins: partners are drawn among those of the theme."""
    random = np.random.default_rng(1)
    rows, themes = [], []
    for project in range(800):
        theme = project % 8
        members = theme * 20 + random.choice(20, 3, replace=False)
        members[0] = random.integers(0, 160)
        rows += [(int(actor), project, 2010 + project % 8) for actor in dict.fromkeys(members)]
        themes.append(theme)
    about = sparse.csr_array((np.ones(800), (np.arange(800), themes)), shape=(800, 8))
    history = replace(history_of(rows), themes=about)
    cut = cut_of(history)
    seen = JoinsForeseen(learn_joins(history, UNTIL), cut.snapshot)
    walk = measure_joins(cut, INDICES["recent_walk"](cut.snapshot))
    assert seen.foresight.method == "ranker"
    assert compare(measure_joins(cut, seen.score), walk, "hits@10").low > 0
