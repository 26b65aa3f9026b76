"""Dated ties, and what was known at the end of a year."""

import numpy as np

from tisserand.recommend.links.history import OPEN, History, newly_tied, tie_members
from tisserand.recommend.links.snapshot import new_ties, take_snapshot

from .planted import history_of


def tied(history, year):
    snapshot = take_snapshot(history, tie_members(history), year)
    return [(int(snapshot.known[a]), int(snapshot.known[b])) for a, b in zip(
        *snapshot.ties.nonzero(), strict=True)]  # fmt: skip


def test_members_are_tied_from_the_year_when_both_are_there() -> None:
    history = history_of([(0, 0, 2010), (1, 0, 2012)])
    assert tied(history, 2011) == []
    assert tied(history, 2012) == [(0, 1), (1, 0)]


def test_who_left_before_the_other_came_is_not_tied() -> None:
    column = np.array([0, 1])
    history = History(2, 1, column, column * 0, np.array([2010, 2014]), np.array([2012, OPEN]),
                      np.array([2012, 2014]))  # fmt: skip
    assert tied(history, 2020) == []


def test_actors_not_seen_yet_are_not_known() -> None:
    history = history_of([(0, 0, 2010), (1, 1, 2012), (2, 0, 2010)])
    assert take_snapshot(history, tie_members(history), 2011).known.tolist() == [0, 2]


def test_new_ties_are_between_known_actors_never_tied_before() -> None:
    history = history_of([
        (0, 0, 2010), (1, 0, 2010), (2, 1, 2010),
        (0, 2, 2013), (1, 2, 2013), (2, 2, 2013), (3, 2, 2013),
    ])  # fmt: skip
    ties = tie_members(history)
    fresh = new_ties(take_snapshot(history, ties, 2012), ties, 2013)
    assert sorted(zip(*map(list, fresh.nonzero()), strict=True)) == [(0, 2), (1, 2), (2, 0), (2, 1)]
    assert newly_tied(history, ties, 2012, 2013).tolist() == [0, 1, 2]


def test_ties_after_the_last_year_are_not_read() -> None:
    history = history_of([(0, 0, 2010), (1, 1, 2010), (0, 2, 2014), (1, 2, 2014)])
    ties = tie_members(history)
    assert new_ties(take_snapshot(history, ties, 2012), ties, 2013).nnz == 0


def test_a_crowd_ties_nobody() -> None:
    assert tied(history_of([(actor, 0, 2010) for actor in range(201)]), 2010) == []


def test_recent_memberships_weigh_more() -> None:
    history = history_of([(0, 0, 2004), (1, 0, 2004), (0, 1, 2010), (2, 1, 2010)])
    woven = take_snapshot(history, tie_members(history), 2010).weigh(half_life=3.0)
    assert woven[0, 2] == 1.0
    assert round(float(woven[0, 1]), 6) == 0.25


def test_dates_after_the_snapshot_change_nothing() -> None:
    rows = [(0, 0, 2010), (1, 0, 2010), (2, 1, 2011), (1, 1, 2011)]
    later = [*rows, (0, 1, 2015), (2, 2, 2015)]
    one, two = (
        take_snapshot(h, tie_members(h), 2012)
        for h in (history_of(rows, 3, 3), history_of(later, 3, 3))
    )
    assert (one.weigh(3.0) != two.weigh(3.0)).nnz == 0
    assert one.last.tolist() == two.last.tolist()
