"""How well later ties are foreseen: ranks among every actor not tied yet.

Each source is an actor with a later tie. Equal scores are ordered by a seeded draw, the same for
every method. Measures are means over sources, with their standard errors.
"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from tisserand.recommend.kernel import compiled
from tisserand.recommend.links.features import eligible
from tisserand.recommend.links.history import Numbers
from tisserand.recommend.links.indices import Score
from tisserand.recommend.links.snapshot import Floats, Snapshot

MEASURES = ("hits@10", "mrr", "map@10", "recall@10", "auc")
BLOCK = 256
DRAWS = 2000


class Difference(NamedTuple):
    """Mean difference of a measure between two methods, and its 95 % interval."""

    mean: float
    low: float
    high: float


def sources_of(truth: sparse.csr_array) -> Numbers:
    """Actors with a later tie."""
    return np.flatnonzero(np.diff(truth.indptr)).astype(np.int64)


def evaluate(
    snapshot: Snapshot, truth: sparse.csr_array, score: Score, sources: Numbers | None = None
) -> Floats:
    """(sources, measures): each of `MEASURES` for each source."""
    asked = sources_of(truth) if sources is None else sources
    return measure_rows(truth, score, lambda block: eligible(snapshot, block), asked)


def measure_rows(
    truth: sparse.csr_array,
    score: Score,
    allowed: Callable[[Numbers], NDArray[np.bool_]],
    asked: Numbers,
) -> Floats:
    """(asked, measures) of the ranks that `score` gives the true columns of some rows of `truth`,
    among those that `allowed` says may be ranked."""
    draw = np.random.default_rng(0).permutation(truth.shape[1])
    found = np.zeros((len(asked), len(MEASURES)))
    for i in range(0, len(asked), BLOCK):
        block = asked[i : i + BLOCK]
        scores = np.asarray(score(block), dtype=np.float64)
        later = truth[block]
        _measure(scores, allowed(block), later.indptr, later.indices, draw, found[i : i + BLOCK])
    return found


def summarise(found: Floats) -> dict[str, dict[str, float]]:
    """Mean and standard error of each measure."""
    error = found.std(axis=0, ddof=1) / np.sqrt(len(found)) if len(found) > 1 else found[0] * 0
    return {
        name: {"mean": round(float(m), 4), "se": round(float(e), 4)}
        for name, m, e in zip(MEASURES, found.mean(axis=0), error, strict=True)
    }


def compare(ours: Floats, theirs: Floats, measure: str, seed: int = 1) -> Difference:
    """Paired bootstrap over sources (Efron, 1979): is one method better than another?"""
    column = MEASURES.index(measure)
    gain = ours[:, column] - theirs[:, column]
    random = np.random.default_rng(seed)
    means = [gain[random.integers(0, len(gain), len(gain))].mean() for _ in range(DRAWS)]
    low, high = np.percentile(means, [2.5, 97.5])
    return Difference(float(gain.mean()), float(low), float(high))


@compiled
def _measure(
    scores: Floats,
    allowed: NDArray[np.bool_],
    start: NDArray[np.int32],
    later: NDArray[np.int32],
    draw: Numbers,
    found: Floats,
) -> None:
    """Measures of each row, from the ranks of its later ties; `found` is written."""
    for row in range(len(scores)):
        true = later[start[row] : start[row + 1]]
        ranks = np.zeros(len(true), dtype=np.int64)
        others = 0
        for j in range(scores.shape[1]):
            if not allowed[row, j]:
                continue
            others += 1
            for t in range(len(true)):
                least = scores[row, true[t]]
                score = scores[row, j]
                if score > least or (score == least and draw[j] <= draw[true[t]]):
                    ranks[t] += 1
        ranks.sort()
        hits = 0
        precision = 0.0
        for rank in ranks:
            if rank <= 10:
                hits += 1
                precision += hits / rank
        positives = len(true)
        above = ranks.sum() - positives * (positives + 1) / 2
        found[row, 0] = 1.0 if hits else 0.0
        found[row, 1] = 1.0 / ranks[0]
        found[row, 2] = precision / min(10, positives)
        found[row, 3] = hits / positives
        pairs = positives * (others - positives)
        found[row, 4] = 1.0 - above / pairs if pairs else 0.5
