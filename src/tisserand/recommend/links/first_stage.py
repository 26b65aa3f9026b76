"""The best candidates of every actor at once, by common neighbours: a first stage, compiled."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from tisserand.recommend.kernel import compiled
from tisserand.recommend.links.snapshot import Floats


class Nearest(NamedTuple):
    """(actors, limit) candidates of each, the best first; -1 and 0.0 where there are fewer."""

    other: NDArray[np.int32]
    score: Floats


def nearest(ties: sparse.csr_array, limit: int = 10) -> Nearest:
    """Adamic–Adar over actors two ties away, those one tie away left out.

    Args:
        ties: symmetric, without self-ties, sorted; its values are not read.

    O(Σ degree²) time and O(actors) memory beside the answer. Equal scores: lower number first.
    """
    size = ties.shape[0]
    degree = np.diff(ties.indptr)
    rarity = 1.0 / np.log(np.maximum(degree, 2))
    other = np.full((size, limit), -1, dtype=np.int32)
    score = np.zeros((size, limit))
    _nearest(ties.indptr, ties.indices.astype(np.int32), rarity, other, score)
    return Nearest(other, score)


@compiled
def _nearest(
    start: NDArray[np.int32],
    near: NDArray[np.int32],
    rarity: Floats,
    other: NDArray[np.int32],
    score: Floats,
) -> None:
    """Scatter what common neighbours weigh, then keep the best by insertion; both are written."""
    size, limit = other.shape
    weight = np.zeros(size)
    met = np.empty(size, dtype=np.int32)
    for actor in range(size):
        count = 0
        for i in range(start[actor], start[actor + 1]):
            common = near[i]
            share = rarity[common]
            for j in range(start[common], start[common + 1]):
                third = near[j]
                if weight[third] == 0.0:
                    met[count] = third
                    count += 1
                weight[third] += share
        weight[actor] = 0.0
        for i in range(start[actor], start[actor + 1]):
            weight[near[i]] = 0.0
        best, value = other[actor], score[actor]
        for k in range(count):
            third = met[k]
            w = weight[third]
            weight[third] = 0.0
            if w < value[limit - 1] or w == 0.0:
                continue
            at = limit
            while at > 0 and (w > value[at - 1] or (w == value[at - 1] and third < best[at - 1])):
                at -= 1
            for move in range(limit - 1, at, -1):
                best[move] = best[move - 1]
                value[move] = value[move - 1]
            if at < limit:
                best[at] = third
                value[at] = w
