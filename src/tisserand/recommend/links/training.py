"""Pairs of the past and what became of them: what the ranker learns from.

Of the candidates of every actor who has a later tie, those tied later are kept, and a draw of the
others, which then weigh more.
"""

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from tisserand.recommend.links.evaluation import sources_of
from tisserand.recommend.links.features import PairFeatures, Table
from tisserand.recommend.links.history import Numbers
from tisserand.recommend.links.snapshot import Floats

MOST_SOURCES = 2000
SHARE = 0.25


class Examples(NamedTuple):
    """Rows to learn from: features, outcome, weight."""

    table: Table
    happened: NDArray[np.bool_]
    weight: Floats


def draw_examples(features: PairFeatures, truth: sparse.csr_array, seed: int = 1) -> Examples:
    """Candidates of one snapshot and whether they were tied later."""
    random = np.random.default_rng([seed, features.snapshot.year])
    asked = np.sort(random.permutation(sources_of(truth))[:MOST_SOURCES])
    source, other, table = features.candidates(asked)
    happened = is_tied(truth, source, other)
    kept = happened | (random.random(len(source)) < SHARE)
    weight = np.where(happened, 1.0, 1.0 / SHARE)
    return Examples(table[kept], happened[kept], weight[kept])


def join(parts: Iterable[Examples]) -> Examples:
    """Examples of several snapshots together."""
    return Examples(*(np.concatenate(column) for column in zip(*parts, strict=True)))


def is_tied(truth: sparse.csr_array, source: Numbers, other: Numbers) -> NDArray[np.bool_]:
    """Whether each pair (row, column) is among the later ties."""
    rows, size = np.repeat(np.arange(truth.shape[0]), np.diff(truth.indptr)), truth.shape[1]
    pairs = rows * size + truth.indices
    return np.isin(source * size + other, pairs)
