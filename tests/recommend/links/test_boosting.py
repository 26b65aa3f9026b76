"""Boosted trees, against what is known of the data."""

import numpy as np
from scipy.stats import rankdata

from tisserand.recommend.links.boosting import fit_trees, predict_odds


def drawn(rows: int = 4000, seed: int = 1):
    """Outcomes that depend on a product of two columns of five."""
    random = np.random.default_rng(seed)
    table = random.normal(size=(rows, 5)).astype(np.float32)
    odds = 2.0 * table[:, 0] * table[:, 1] - 2.0
    return table, random.random(rows) < 1 / (1 + np.exp(-odds))


def area_under_curve(score, truth) -> float:
    """The Mann-Whitney statistic."""
    positives = truth.sum()
    above = rankdata(score)[truth].sum() - positives * (positives + 1) / 2
    return float(above / (positives * (~truth).sum()))


def test_finds_what_only_two_features_together_tell() -> None:
    table, happened = drawn()
    trees = fit_trees(table, happened, np.ones(len(table)))
    unseen, truth = drawn(seed=2)
    best = area_under_curve(unseen[:, 0] * unseen[:, 1], truth)
    assert area_under_curve(predict_odds(trees, unseen), truth) > best - 0.03
    assert area_under_curve(unseen[:, 0], truth) < 0.55


def test_chances_add_up_to_what_happened() -> None:
    table, happened = drawn()
    odds = predict_odds(fit_trees(table, happened, np.ones(len(table))), table)
    assert abs((1 / (1 + np.exp(-odds))).mean() - happened.mean()) < 0.01


def test_a_row_that_weighs_twice_counts_as_two() -> None:
    table, happened = drawn(3000)
    weight = np.where(happened, 1.0, 4.0)
    odds = predict_odds(fit_trees(table, happened, weight), table)
    share = np.average(happened, weights=weight)
    assert abs(np.average(1 / (1 + np.exp(-odds)), weights=weight) - share) < 0.01


def test_constant_features_leave_the_base_rate() -> None:
    table = np.ones((500, 3), dtype=np.float32)
    happened = np.arange(500) % 5 == 0
    odds = predict_odds(fit_trees(table, happened, np.ones(500)), table)
    assert np.allclose(1 / (1 + np.exp(-odds)), 0.2, atol=0.03)


def test_equal_seeds_give_equal_trees() -> None:
    table, happened = drawn(1000)
    one, two = (fit_trees(table, happened, np.ones(1000)) for _ in range(2))
    assert np.array_equal(one.leaf, two.leaf)
