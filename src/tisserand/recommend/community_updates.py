"""Communities brought up to date: only what changes around the ties that changed moves.

A partition from scratch is another of the many that are nearly as good; moving only the frontier
of what changed keeps what people know, and costs what the change costs.
"""

from typing import NamedTuple

import numpy as np
from scipy import sparse

from tisserand.recommend import community_kernel as kernel
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
    expected = _quality(old, previous, resolution) if reference is None else reference
    labels = _with_newcomers(previous, after.shape[0])
    touched = kernel.mark_changes(*old, *new)
    around = kernel.add_neighbours(new.start, new.member, touched)
    loosened = _loosened(old, new, touched, labels)
    labels, found = _settle(new, labels, np.flatnonzero(around), loosened, resolution)
    changed = kernel.changed_weight(*old, *new, touched) / max(float(new.weight.sum()), LEAST)
    expected *= max(1.0 - changed, 0.0)
    if found >= KEPT_QUALITY * expected:
        return Update(labels, found, False, expected)
    every = np.arange(len(labels))
    labels, found = _settle(new, labels, every, np.ones(len(labels), dtype=np.bool_), resolution)
    return Update(labels, found, True, found)


def _loosened(old: Network, new: Network, touched: Flags, labels: Labels) -> Flags:
    """Nodes of the communities that lost much of what tied them: these may come apart."""
    if not len(labels):
        return touched
    count = int(labels.max()) + 1
    lost = kernel.lost_inside(*old, *new, touched, labels, count)
    totals = totals_of(labels, kernel.strengths(new.start, new.weight), count)
    loose: Flags = (lost > LOOSENED * totals)[labels]
    return loose


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
    network: Network, labels: Labels, waiting: Labels, loosened: Flags, resolution: float
) -> tuple[Labels, float]:
    """Move what waits, part what is no longer connected, then move whole parts.

    Returns:
        The labels and their modularity.
    """
    size = len(labels)
    strength = kernel.strengths(network.start, network.weight)
    empty = int(labels.max()) + 1 if size else 0
    totals = totals_of(labels, strength, empty + size)
    labels = labels.copy()
    _, empty = kernel.move_nodes(
        *network, strength, labels, totals, waiting, empty, resolution, VISITS * size
    )
    empty = kernel.split_apart(network.start, network.member, labels, empty)
    parts = labels
    if loosened.any():
        order = np.flatnonzero(loosened)
        finer = kernel.refine(*network, strength, labels, order, resolution)
        parts = np.where(loosened, finer, size + labels)
    return _move_parts(network, labels, parts, empty, strength, resolution)


def _move_parts(
    network: Network,
    labels: Labels,
    parts: Labels,
    empty: int,
    strength: Floats,
    resolution: float,
) -> tuple[Labels, float]:
    """Parts of communities, most of them whole ones, move as nodes do in the network of parts."""
    borne, compact = compacted(parts)
    count = len(borne)
    start, member, weight, inside = kernel.gather_ties(*network, compact, count)
    between = Network(start, member, weight)
    strengths = totals_of(compact, strength, count)
    joined = np.zeros(count, dtype=np.int64)
    joined[compact] = labels
    totals = totals_of(joined, strengths, empty + count)
    _, empty = kernel.move_nodes(
        *between, strengths, joined, totals, np.arange(count), empty, resolution, VISITS * count
    )
    kernel.split_apart(between.start, between.member, joined, empty)
    whole = float(strengths.sum()) or 1.0
    inside += kernel.inside_weight(*between, joined)
    shares = totals_of(joined, strengths) / whole
    return joined[compact], inside / whole - resolution * float((shares**2).sum())


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


def _quality(network: Network, labels: Labels, resolution: float) -> float:
    """Newman's modularity."""
    strength = kernel.strengths(network.start, network.weight)
    whole = float(strength.sum())
    if not whole:
        return 0.0
    totals = totals_of(labels, strength)
    inside = kernel.inside_weight(*network, labels)
    return float(inside) / whole - resolution * float(((totals / whole) ** 2).sum())
