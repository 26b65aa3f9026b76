"""Communities that hardly know each other, and what one tie between them would change."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from tisserand.recommend import community_brokerage as brokerage
from tisserand.recommend.community_kernel import Labels
from tisserand.recommend.community_updates import Network

SCARCELY = 0.1
"""Two communities are silos below this share of the ties that chance would give them."""
SOURCES = 64
"""How many actors distances are measured from, at most."""
MOST_COMMUNITIES = 200


class Silos(NamedTuple):
    """Two communities and the pair that would join them: best tied each in its own.

    Attributes:
        ties: weight of the ties there are between them.
        near_a, near_b: who `a` and `b` are best tied to in their communities.
        before, after: mean distance between members, in ties; None when nothing joins them.
        network_before, network_after: mean distance of the pairs that had a way, in the whole.
    """

    communities: tuple[int, int]
    a: int
    b: int
    near_a: int
    near_b: int
    ties: float
    before: float | None
    after: float | None
    network_before: float | None
    network_after: float | None


def find_silos(
    network: Network, ties: sparse.csr_array, community: Labels, limit: int, seed: int
) -> list[Silos]:
    """The pairs of communities that chance would tie most, and hardly are; centres not tied yet.

    Args:
        community: rank of the community of each node by size, -1 for none.
    """
    count = min(int(community.max(initial=-1)) + 1, MOST_COMMUNITIES)
    if count < 2:
        return []
    held = np.flatnonzero((community >= 0) & (community < count))
    shape = (len(community), count)
    belongs = sparse.csr_array((np.ones(len(held)), (held, community[held])), shape=shape)
    inward = sparse.csr_array(ties @ belongs)
    between = (belongs.T @ inward).toarray()
    strength = np.asarray(belongs.T @ ties.sum(axis=1)).ravel()
    expected = np.outer(strength, strength) / float(ties.sum())
    a, b = np.triu_indices(count, 1)
    lacking = expected[a, b] - between[a, b]
    apart = np.flatnonzero(between[a, b] < SCARCELY * expected[a, b])
    chosen = apart[np.argsort(-np.round(lacking[apart], 9), kind="stable")][:limit]
    sources = _draw(np.arange(len(community)), np.random.default_rng(seed))
    far = brokerage.distances(network.start, network.member, sources)
    found = []
    for i in chosen:
        pair = int(a[i]), int(b[i])
        weight = round(float(between[pair]), 6)
        silos = _measure(network, community, inward, pair, weight, sources, far, seed)
        if not ties[silos.a, silos.b]:
            found.append(silos)
    return found


def _measure(
    network: Network,
    community: Labels,
    inward: sparse.csr_array,
    pair: tuple[int, int],
    weight: float,
    sources: Labels,
    far: NDArray[np.int32],
    seed: int,
) -> Silos:
    """What a tie between the centres of two communities changes."""
    members = [np.flatnonzero(community == rank) for rank in pair]
    centres = [
        int(group[np.argmax(np.round(inward[group][:, [rank]].toarray().ravel(), 9))])
        for group, rank in zip(members, pair, strict=True)
    ]
    ends = brokerage.distances(network.start, network.member, np.array(centres))
    drawn = _draw(members[0], np.random.default_rng([seed, *pair]))
    near = brokerage.distances(network.start, network.member, drawn)
    across = community == pair[1]
    before, reached = brokerage.mean_joined(near, drawn, ends, across, False, True)
    after, _ = brokerage.mean_joined(near, drawn, ends, across, True, False)
    whole = np.ones(len(community), dtype=np.bool_)
    network_before, known = brokerage.mean_joined(far, sources, ends, whole, False, True)
    network_after = brokerage.mean_joined(far, sources, ends, whole, True, True)[0]
    anchors = [_best_tied(network, community, centre) for centre in centres]
    return Silos(
        pair,
        centres[0],
        centres[1],
        anchors[0],
        anchors[1],
        weight,
        round(before, 4) if reached else None,
        round(after, 4),
        round(network_before, 4) if known else None,
        round(network_after, 4) if known else None,
    )


def _best_tied(network: Network, community: Labels, node: int) -> int:
    """Who a node is best tied to in its community; of equals, the least."""
    span = slice(int(network.start[node]), int(network.start[node + 1]))
    inside = community[network.member[span]] == community[node]
    return int(network.member[span][np.argmax(np.where(inside, network.weight[span], -1.0))])


def _draw(nodes: Labels, random: np.random.Generator) -> Labels:
    """At most `SOURCES` of these nodes, ascending."""
    if len(nodes) <= SOURCES:
        return nodes.astype(np.int64)
    return np.sort(random.choice(nodes, SOURCES, replace=False)).astype(np.int64)
