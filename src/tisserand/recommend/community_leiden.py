"""Communities from scratch: Leiden over arrays, compiled.

Traag, Waltman, van Eck (2019), « From Louvain to Leiden: guaranteeing well-connected communities »,
its refinement greedy rather than drawn: the same network and seed always give the same answer.
"""

import numpy as np
from scipy import sparse

from tisserand.recommend import community_kernel as kernel
from tisserand.recommend import community_parts
from tisserand.recommend.community_changes import strengths
from tisserand.recommend.community_kernel import Labels
from tisserand.recommend.community_updates import Network, compacted, network_of, totals_of

ITERATIONS = 4
VISITS = 100


def find_communities(
    ties: sparse.csr_array, seed: int, resolution: float = 1.0, iterations: int = ITERATIONS
) -> Labels:
    """Label of each node, from 0, of a symmetric network without self-ties.

    Args:
        resolution: γ of modularity; higher gives more and smaller communities.
        iterations: each starts from what the one before found.
    """
    network = network_of(ties)
    random = np.random.default_rng(seed)
    labels = np.arange(ties.shape[0])
    for _ in range(iterations):
        labels = _climb(network, labels, random, resolution)
    return compacted(labels)[1]


def _climb(
    network: Network, labels: Labels, random: np.random.Generator, resolution: float
) -> Labels:
    """Move nodes, then parts of communities, then parts of these, until nothing moves."""
    strength = strengths(network.start, network.weight)
    of_node = np.arange(len(labels))
    while True:
        size = len(labels)
        labels = compacted(labels)[1]
        totals = totals_of(labels, strength, size)
        order = random.permutation(size)
        count = int(labels.max()) + 1 if size else 0
        none = np.zeros(size, dtype=np.bool_)
        most = VISITS * size
        kernel.move_nodes(
            *network, strength, labels, totals, order, count, resolution, most, none, none.copy()
        )
        if not size or len(compacted(labels)[0]) == size:
            return labels[of_node]
        parts = community_parts.refine(*network, strength, labels, order, resolution)
        borne, parts = compacted(parts)
        if len(borne) == size:
            return labels[of_node]
        of_node, labels = parts[of_node], labels[borne]
        network = Network(*kernel.gather_ties(*network, parts, len(borne), ~none))
        strength = totals_of(parts, strength, len(borne))
