"""Seeded networks with planted communities: degrees and sizes by power laws, as in LFR.

The construction of Lancichinetti, Fortunato, Radicchi (2008) by the degree-corrected planted
partition (Karrer, Newman, 2011): stubs are matched within communities, and a share `mixing` of
them with anybody. numpy only; networkx needs minutes for what takes a second here.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import sparse


class Planted(NamedTuple):
    """A network and the community planted for each node."""

    ties: sparse.csr_array
    labels: NDArray[np.int64]


def plant(nodes: int, mixing: float, seed: int, mean_degree: float = 12.0) -> Planted:
    """A network of so many nodes; a share `mixing` of the ties leaves its community."""
    random = np.random.default_rng([seed, nodes])
    degree = _power_law(random, nodes, 2.5, 5.0, nodes**0.5)
    degree = np.maximum(np.round(degree * mean_degree / degree.mean()), 1).astype(np.int64)
    labels = _communities(random, nodes)
    stubs = np.repeat(np.arange(nodes), degree)
    leaves = random.random(len(stubs)) < mixing
    inside = stubs[~leaves]
    inside = inside[np.lexsort((random.random(len(inside)), labels[inside]))]
    pairs = [_match(inside), _match(random.permutation(stubs[leaves]))]
    a, b = np.concatenate(pairs, axis=1)
    kept = a != b
    shape = (nodes, nodes)
    half = sparse.csr_array((np.ones(int(kept.sum())), (a[kept], b[kept])), shape=shape)
    ties = sparse.csr_array(half + half.T)
    ties.data[:] = 1.0
    ties.sort_indices()
    return Planted(ties, labels)


def _communities(random: np.random.Generator, nodes: int) -> NDArray[np.int64]:
    """Sizes by a power law between 20 and a tenth of the nodes."""
    sizes = _power_law(random, nodes // 20 + 1, 1.5, 20.0, nodes / 10).astype(np.int64)
    count = int(np.searchsorted(np.cumsum(sizes), nodes)) + 1
    labels = np.repeat(np.arange(count), sizes[:count])[:nodes]
    return random.permutation(labels)


def _power_law(
    random: np.random.Generator, count: int, exponent: float, least: float, most: float
) -> NDArray[np.float64]:
    """Draws from x^-exponent between two bounds, by inversion."""
    power = 1.0 - exponent
    draws: NDArray[np.float64] = (
        least**power + random.random(count) * (most**power - least**power)
    ) ** (1.0 / power)
    return draws


def _match(stubs: NDArray[np.int64]) -> NDArray[np.int64]:
    """Pairs of stubs that follow each other: (2, pairs)."""
    even = len(stubs) // 2 * 2
    return stubs[:even].reshape(-1, 2).T
