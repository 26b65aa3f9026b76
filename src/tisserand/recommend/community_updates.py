"""Communities brought up to date: only what changes around the ties that changed moves.

A partition from scratch is another of the many that are nearly as good; moving only the frontier
of what changed keeps what people know, and costs what the change costs.
"""

from typing import NamedTuple

import numpy as np
from scipy import sparse

from tisserand.recommend import community_changes as changes
from tisserand.recommend import community_kernel as kernel
from tisserand.recommend import community_parts
from tisserand.recommend.community_kernel import Flags, Labels, Offsets
from tisserand.recommend.kernel import Floats, Numbers

VISITS = 20
"""Visits of a node after which moving stops, on average: gains only grow, but ever more slowly."""
KEPT_QUALITY = 0.995
"""Under this share of the modularity of reference, all nodes may move."""

LEAST = 1e-12
LOOSENED = 0.05
"""Share of its ties that a community loses before its parts may go apart."""


class Network(NamedTuple):
    """A symmetric network as the kernel takes it."""

    start: Offsets
    member: Numbers
    weight: Floats


class State(NamedTuple):
    """A network, the sum of the weights of each node, and γ of modularity."""

    network: Network
    strength: Floats
    resolution: float

    def modularity(self, labels: Labels, inside: float) -> float:
        """Newman's, from the weight of rows that stay inside communities."""
        whole = float(self.strength.sum())
        if not whole:
            return 0.0
        totals = totals_of(labels, self.strength)
        return inside / whole - self.resolution * float(((totals / whole) ** 2).sum())


class Update(NamedTuple):
    """A partition brought up to date.

    Attributes:
        is_full: whether all nodes could move.
        reference: what to give to the next update: the modularity of the last full run, less what
            ties changed at random since would take from it.
    """

    labels: Labels
    modularity: float
    is_full: bool
    reference: float


def update_communities(
    previous: Labels,
    before: sparse.csr_array,
    after: sparse.csr_array,
    resolution: float = 1.0,
    reference: float | None = None,
) -> Update:
    """Communities of a network that changed, from those that it had.

    Nodes keep their numbers; those of `after` beyond `before` are new, those who left have no
    ties any more. A community keeps its label; new ones get labels never used before.

    Args:
        previous: label of each node of `before`.
        before, after: symmetric, rows ascending.
        reference: `Update.reference` of the last update, or the modularity of a run from scratch;
            that of `previous` on `before` when None.
    """
    old, new = network_of(before), network_of(after)
    if reference is None:
        was = State(old, changes.strengths(old.start, old.weight), resolution)
        reference = was.modularity(previous, changes.inside_weight(*old, previous))
    labels = _with_newcomers(previous, after.shape[0])
    count = int(labels.max()) + 1 if len(labels) else 0
    touched, strength, inside = changes.compare_rows(*old, *new, labels)
    changed, lost, behind = changes.weigh_changes(*old, *new, touched, labels, count)
    loosened = (lost > LOOSENED * totals_of(labels, strength, count))[labels]
    state = State(new, strength, resolution)
    labels, inside = _settle(state, labels, inside, np.flatnonzero(touched), loosened, behind)
    found = state.modularity(labels, inside)
    expected = reference * max(1.0 - changed / max(float(strength.sum()), LEAST), 0.0)
    if found >= KEPT_QUALITY * expected:
        return Update(labels, found, False, expected)
    every = np.ones(len(labels), dtype=np.bool_)
    labels, inside = _settle(state, labels, inside, np.flatnonzero(every), every, ~every)
    found = state.modularity(labels, inside)
    return Update(labels, found, True, found)


def network_of(ties: sparse.csr_array) -> Network:
    """The arrays of a sparse network, converted only where they must be."""
    return Network(
        ties.indptr.astype(np.int64, copy=False),
        ties.indices.astype(np.int32, copy=False),
        ties.data.astype(np.float64, copy=False),
    )


def _with_newcomers(previous: Labels, size: int) -> Labels:
    """Each newcomer starts alone."""
    first = int(previous.max()) + 1 if len(previous) else 0
    fresh = np.arange(first, first + size - len(previous), dtype=np.int64)
    return np.concatenate([previous, fresh])


def _settle(
    state: State, labels: Labels, inside: float, waiting: Labels, loosened: Flags, behind: Flags
) -> tuple[Labels, float]:
    """Move what waits, then parts of what is loosened; part what is no longer connected.

    Args:
        inside: weight of the rows that stay inside communities.
        behind: the ends of ties lost inside a community; written.

    Returns:
        The labels, and the weight inside them.
    """
    size = len(labels)
    empty = int(labels.max()) + 1 if size else 0
    totals = totals_of(labels, state.strength, empty + size)
    labels = labels.copy()
    empty, gained = kernel.move_nodes(
        *state.network,
        state.strength,
        labels,
        totals,
        waiting,
        empty,
        state.resolution,
        VISITS * size,
        np.zeros(size, dtype=np.bool_),
        behind,
    )
    inside += gained
    if loosened.any():
        labels, empty, gained = _move_parts(state, labels, loosened, empty, behind)
        inside += gained
    start, member, _ = state.network
    community_parts.split_apart(start, member, labels, behind, empty)
    return labels, inside


def _move_parts(
    state: State, labels: Labels, loosened: Flags, empty: int, behind: Flags
) -> tuple[Labels, int, float]:
    """Parts of the communities loosened move as nodes do in the network of parts.

    Returns:
        The labels, the first that nothing bears, and the weight that came inside.
    """
    network, strength, resolution = state
    loose = np.zeros(empty, dtype=np.bool_)
    loose[labels[loosened]] = True
    wanted = loose[labels]
    order = np.flatnonzero(wanted)
    finer = community_parts.refine(*network, strength, labels, order, resolution)
    borne, parts = compacted(np.where(wanted, finer, len(labels) + labels))
    count = len(borne)
    between = kernel.gather_ties(*network, parts, count, wanted)
    strengths = totals_of(parts, strength, count)
    joined = np.zeros(count, dtype=np.int64)
    joined[parts] = labels
    totals = totals_of(joined, strengths, empty + len(labels))
    still = borne >= len(labels)
    told = np.zeros(count, dtype=np.bool_)
    told[parts[behind]] = True
    left = told.copy()
    empty, gained = kernel.move_nodes(
        *between,
        strengths,
        joined,
        totals,
        np.flatnonzero(~still),
        empty,
        resolution,
        VISITS * count,
        still,
        left,
    )
    behind |= (left & ~told)[parts]
    return joined[parts], empty, gained


def totals_of(labels: Labels, strength: Floats, length: int = 0) -> Floats:
    """Sum of the strengths of each label, over at least so many labels."""
    return np.bincount(labels, weights=strength, minlength=length).astype(np.float64, copy=False)


def compacted(labels: Labels) -> tuple[Labels, Labels]:
    """Labels borne, ascending, and the position of that of each node."""
    if not len(labels):
        return labels, labels
    borne = np.flatnonzero(np.bincount(labels))
    place = np.zeros(int(labels.max()) + 1, dtype=np.int64)
    place[borne] = np.arange(len(borne))
    return borne.astype(np.int64), place[labels]
