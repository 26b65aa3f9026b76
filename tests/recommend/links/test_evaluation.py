"""Measures, against what their definitions give by hand."""

import numpy as np
from scipy.stats import mannwhitneyu

from tisserand.recommend.links.evaluation import MEASURES, compare, evaluate, summarise
from tisserand.recommend.links.history import tie_members
from tisserand.recommend.links.indices import INDICES
from tisserand.recommend.links.snapshot import new_ties, take_snapshot

from .planted import circles, history_of


def split(history, year):
    ties = tie_members(history)
    snapshot = take_snapshot(history, ties, year)
    return snapshot, new_ties(snapshot, ties, 2020)


def test_ranks_leave_out_the_source_and_those_it_is_tied_to() -> None:
    snapshot, truth = split(
        history_of([(0, 0, 2010), (1, 0, 2010), *((k, k, 2010) for k in range(2, 6)),
                    (0, 9, 2015), (3, 9, 2015)]), 2012)  # fmt: skip
    preference = np.array([9.0, 8.0, 7.0, 6.0, 5.0, 4.0])
    found = evaluate(snapshot, truth, lambda rows: np.repeat(preference[None], len(rows), 0))
    first = dict(zip(MEASURES, found[0], strict=True))
    assert (first["hits@10"], first["mrr"], first["map@10"], first["recall@10"]) == (1, 0.5, 0.5, 1)
    assert abs(first["auc"] - 2 / 3) < 1e-9


def test_auc_is_the_statistic_of_mann_and_whitney() -> None:
    snapshot, truth = split(circles(), 2015)
    score = INDICES["recent_walk"](snapshot)
    source = np.flatnonzero(np.diff(truth.indptr))[:1]
    allowed = snapshot.ties[source].toarray()[0] == 0
    allowed[source] = False
    true, given = truth[source].toarray()[0][allowed] > 0, score(source)[0][allowed]
    pairs = true.sum() * (~true).sum()
    expected = mannwhitneyu(given[true], given[~true]).statistic / pairs
    assert abs(evaluate(snapshot, truth, score, source)[0, 4] - expected) < 1e-9


def test_better_method_is_told_from_a_worse_one() -> None:
    snapshot, truth = split(circles(), 2015)
    walk, degree = (
        evaluate(snapshot, truth, INDICES[n](snapshot)) for n in ("recent_walk", "degree")
    )
    gain = compare(walk, degree, "hits@10")
    assert gain.low > 0
    assert compare(walk, walk, "hits@10") == (0.0, 0.0, 0.0)


def test_standard_errors_shrink_with_the_root_of_sources() -> None:
    rows = np.random.default_rng(1).random((400, len(MEASURES)))
    small, large = summarise(rows[:100])["mrr"]["se"], summarise(rows)["mrr"]["se"]
    assert abs(small / large - 2) < 0.3
