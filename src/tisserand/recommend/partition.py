"""Partitions of a weighted network, and how much better they are than chance."""

from typing import Literal, NamedTuple

import networkx
import numpy as np
from community import best_partition
from numpy.typing import NDArray
from scipy import sparse

from tisserand.recommend.community_leiden import find_communities

Algorithm = Literal["leiden", "louvain"]

NULL_MODELS = 5
CLEARLY = 0.02
"""By how much modularity must exceed that of the null models, beside two standard deviations."""


class Quality(NamedTuple):
    """Modularity of a partition, and of the partitions of networks rewired at random."""

    modularity: float
    expected: float
    deviation: float

    @property
    def is_clear(self) -> bool:
        return self.modularity > self.expected + max(CLEARLY, 2 * self.deviation)


def partition(
    ties: sparse.csr_array, algorithm: Algorithm, seed: int, resolution: float
) -> NDArray[np.int64]:
    """Label of each node. Leiden: Traag, Waltman, van Eck (2019). Louvain: Blondel et al. (2008).

    Args:
        ties: symmetric, without self-loops.
        resolution: γ of modularity; higher gives more and smaller communities.
    """
    if algorithm == "leiden":
        return find_communities(ties, seed, resolution)
    network = networkx.from_scipy_sparse_array(ties)
    labels = best_partition(network, random_state=seed, resolution=1.0 / resolution)
    return np.array([labels[node] for node in range(ties.shape[0])], dtype=np.int64)


def modularity(ties: sparse.csr_array, labels: NDArray[np.int64], resolution: float = 1.0) -> float:
    """Newman's modularity of weighted ties: Σ_c in_c / 2m - γ (deg_c / 2m)²."""
    rows = np.repeat(np.arange(ties.shape[0]), np.diff(ties.indptr))
    total = float(ties.data.sum())
    if not total:
        return 0.0
    inside = float(ties.data[labels[rows] == labels[ties.indices]].sum())
    degree = np.bincount(labels[rows], weights=ties.data)
    return inside / total - resolution * float(((degree / total) ** 2).sum())


def assess(
    ties: sparse.csr_array,
    labels: NDArray[np.int64],
    algorithm: Algorithm,
    seed: int,
    resolution: float,
) -> Quality:
    """Compare a partition with those of networks of the same degrees, rewired at random."""
    found = []
    for number in range(NULL_MODELS):
        rewired = rewire(ties, np.random.default_rng([seed, number]))
        chance = partition(rewired, algorithm, seed, resolution)
        found.append(modularity(rewired, chance, resolution))
    return Quality(
        modularity(ties, labels, resolution), float(np.mean(found)), float(np.std(found))
    )


def rewire(ties: sparse.csr_array, random: np.random.Generator) -> sparse.csr_array:
    """The configuration model (Molloy, Reed, 1995): ends of ties exchanged, weights kept."""
    upper = sparse.triu(ties, k=1).tocoo()
    ends = random.permutation(np.concatenate([upper.row, upper.col]))
    a, b = np.split(ends, 2)
    kept = a != b
    shape = ties.shape
    half = sparse.csr_array((upper.data[kept], (a[kept], b[kept])), shape=shape)
    both = sparse.csr_array(half + half.T)
    both.sort_indices()
    return both
