"""Gradient-boosted trees for a yes or no, by histograms.

Friedman (2001), with the second-order gains of XGBoost (Chen, Guestrin, 2016) and the binning of
LightGBM (Ke et al., 2017). Trees are complete, of depth `DEPTH`, grown level by level.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tisserand.recommend.kernel import compiled

Floats = NDArray[np.float64]
Table = NDArray[np.float32]
Bins = NDArray[np.uint8]

BINS = 64
DEPTH = 4
TREES = 160
RATE = 0.06
SHARE = 0.6  # of the rows, drawn anew for each tree (stochastic boosting: Friedman, 2002)
SHRINK = 5.0  # added to the curvature of a leaf
LEAST_CURVATURE = 2.0  # of either side of a split


class Trees(NamedTuple):
    """A model.

    Attributes:
        edges: (features, BINS - 1) upper bounds of bins.
        feature: (trees, 2^DEPTH - 1) feature split on at each inner node, in heap order.
        bound: of the same shape, last bin that goes left.
        leaf: (trees, 2^DEPTH) log-odds added.
        start: log-odds before any tree.
    """

    edges: Floats
    feature: NDArray[np.int32]
    bound: Bins
    leaf: Floats
    start: float


def fit_trees(table: Table, happened: NDArray[np.bool_], weight: Floats, seed: int = 1) -> Trees:
    """Learn which rows happen.

    Args:
        table: (rows, features), finite.
        weight: of each row, positive.
    """
    random = np.random.default_rng(seed)
    edges = _edges(table)
    binned = _bin(table, edges)
    share = float(np.average(happened, weights=weight))
    share = min(max(share, 1e-6), 1 - 1e-6)
    start = float(np.log(share / (1 - share)))
    odds = np.full(len(table), start)
    inner = 2**DEPTH - 1
    feature = np.zeros((TREES, inner), dtype=np.int32)
    bound = np.zeros((TREES, inner), dtype=np.uint8)
    leaf = np.zeros((TREES, inner + 1))
    for tree in range(TREES):
        chance = 1.0 / (1.0 + np.exp(-odds))
        rows = np.flatnonzero(random.random(len(table)) < SHARE)
        pull = weight[rows] * (chance[rows] - happened[rows])
        curvature = weight[rows] * chance[rows] * (1.0 - chance[rows])
        _grow(binned[rows], pull, curvature, feature[tree], bound[tree], leaf[tree])
        _add(binned, feature[tree : tree + 1], bound[tree : tree + 1], leaf[tree : tree + 1], odds)
    return Trees(edges, feature, bound, leaf, start)


def predict_odds(trees: Trees, table: Table) -> Floats:
    """Log-odds of each row."""
    odds = np.full(len(table), trees.start)
    _add(_bin(table, trees.edges), trees.feature, trees.bound, trees.leaf, odds)
    return odds


def _edges(table: Table) -> Floats:
    """Quantiles of each feature; a sample of the rows is enough."""
    step = max(1, len(table) // 200_000)
    cuts = np.linspace(0, 1, BINS + 1)[1:-1]
    return np.quantile(table[::step].astype(np.float64), cuts, axis=0).T.copy()


def _bin(table: Table, edges: Floats) -> Bins:
    columns = [np.searchsorted(edges[f], table[:, f]) for f in range(table.shape[1])]
    return np.ascontiguousarray(np.column_stack(columns).astype(np.uint8))


@compiled
def _grow(
    binned: Bins,
    pull: Floats,
    curvature: Floats,
    feature: NDArray[np.int32],
    bound: Bins,
    leaf: Floats,
) -> None:
    """One tree; `feature`, `bound` and `leaf` are written."""
    rows, features = binned.shape
    node = np.zeros(rows, dtype=np.int64)  # within its level
    for level in range(DEPTH):
        width = 1 << level
        sums = np.zeros((width, features, BINS, 2))
        for row in range(rows):
            at = sums[node[row]]
            for f in range(features):
                cell = at[f, binned[row, f]]
                cell[0] += pull[row]
                cell[1] += curvature[row]
        for n in range(width):
            best_feature, best_bound = _split(sums[n])
            feature[width - 1 + n] = best_feature
            bound[width - 1 + n] = best_bound
        for row in range(rows):
            at_node = width - 1 + node[row]
            right = binned[row, feature[at_node]] > bound[at_node]
            node[row] = 2 * node[row] + (1 if right else 0)
    total = np.zeros((len(leaf), 2))
    for row in range(rows):
        total[node[row], 0] += pull[row]
        total[node[row], 1] += curvature[row]
    for n in range(len(leaf)):
        leaf[n] = -RATE * total[n, 0] / (total[n, 1] + SHRINK)


@compiled
def _split(sums: Floats) -> tuple[int, int]:
    """Feature and last bin of the left side of the best split; all go left when none gains."""
    best, best_feature, best_bound = 0.0, 0, BINS - 1
    for f in range(sums.shape[0]):
        pull, curvature = sums[f, :, 0].sum(), sums[f, :, 1].sum()
        whole = pull * pull / (curvature + SHRINK)
        left_pull, left_curvature = 0.0, 0.0
        for b in range(BINS - 1):
            left_pull += sums[f, b, 0]
            left_curvature += sums[f, b, 1]
            rest = curvature - left_curvature
            if left_curvature < LEAST_CURVATURE or rest < LEAST_CURVATURE:
                continue
            gain = left_pull * left_pull / (left_curvature + SHRINK) - whole
            gain += (pull - left_pull) ** 2 / (rest + SHRINK)
            if gain > best + 1e-9:
                best, best_feature, best_bound = gain, f, b
    return best_feature, best_bound


@compiled
def _add(binned: Bins, feature: NDArray[np.int32], bound: Bins, leaf: Floats, odds: Floats) -> None:
    """Add what each tree says to the log-odds of each row."""
    for row in range(len(binned)):
        for tree in range(len(leaf)):
            at = 0
            for _ in range(DEPTH):
                right = binned[row, feature[tree, at]] > bound[tree, at]
                at = 2 * at + (2 if right else 1)
            odds[row] += leaf[tree, at - (len(leaf[tree]) - 1)]
