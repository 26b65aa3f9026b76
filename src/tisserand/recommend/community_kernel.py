"""Inner loops over a partition, compiled: moving nodes, and gathering communities.

All take a symmetric network in CSR (`start`, `member`, `weight`), labels of the nodes, and the
total of strengths of each label. Self-ties count in strengths only.
"""

import numpy as np
from numpy.typing import NDArray

from tisserand.recommend.kernel import Floats, Numbers, compiled, inlined

Offsets = NDArray[np.int64]
Labels = NDArray[np.int64]
Flags = NDArray[np.bool_]

LEAST_GAIN = 1e-9


@inlined
def tie_labels(
    start: Offsets,
    member: Numbers,
    weight: Floats,
    labels: Labels,
    node: int,
    tied: Floats,
    near: Labels,
) -> int:
    """Sum in `tied` the ties of a node by label; list the labels met in `near`: how many."""
    found = 0
    for i in range(start[node], start[node + 1]):
        other = member[i]
        if other == node or weight[i] <= 0.0:
            continue
        label = labels[other]
        if tied[label] == 0.0:
            near[found] = label
            found += 1
        tied[label] += weight[i]
    return found


@inlined
def best_label(
    near: Labels, found: int, tied: Floats, totals: Floats, own: int, pull: float, weight: float
) -> tuple[int, float]:
    """The label near a node where it gains most, and its gain; its own where it gains as much.

    Args:
        pull: what a unit of strength takes from the gain.
        weight: the strength of the node.
    """
    chosen = own
    best = tied[own] - pull * (totals[own] - weight) + LEAST_GAIN * weight
    for i in range(found):
        label = near[i]
        if label != own:
            gain = tied[label] - pull * totals[label]
            if gain > best:
                best = gain
                chosen = label
    return chosen, best


@inlined
def mark_behind(
    start: Offsets, member: Numbers, labels: Labels, node: int, own: int, behind: Flags
) -> None:
    """Mark the neighbours that a node leaves in a label."""
    for i in range(start[node], start[node + 1]):
        if labels[member[i]] == own:
            behind[member[i]] = True


@inlined
def queue_neighbours(
    start: Offsets,
    member: Numbers,
    labels: Labels,
    node: int,
    own: int,
    queue: Labels,
    head: int,
    count: int,
    waiting: Flags,
) -> tuple[int, int]:
    """Queue the neighbours, outside its new community, of a node that left its `own`.

    Returns:
        How many nodes wait now; how many neighbours it leaves in its own.
    """
    size, left = len(queue), 0
    for i in range(start[node], start[node + 1]):
        other = member[i]
        left += labels[other] == own
        if not waiting[other] and labels[other] != labels[node]:
            waiting[other] = True
            tail = head + count
            queue[tail if tail < size else tail - size] = other
            count += 1
    return count, left


@compiled
def move_nodes(
    start: Offsets,
    member: Numbers,
    weight: Floats,
    strength: Floats,
    labels: Labels,
    totals: Floats,
    first: Labels,
    empty: int,
    resolution: float,
    most: int,
    still: Flags,
    behind: Flags,
) -> tuple[int, float]:
    """Move nodes to the community that gains most, and queue the neighbours that they leave.

    The local moving of Leiden (Traag, Waltman, van Eck, 2019) from a queue, as in dynamic frontier
    (Sahu, 2024). `labels`, `totals` and `behind` are written.

    Args:
        first: the nodes that wait, each once, in the order of their turns.
        empty: the first label that nothing bears; labels from there to len(totals) may be given.
        most: visits after which it stops.
        still: nodes that wait for nothing: only `first` and others than these may move.
        behind: marks the nodes that one that left held together, it may be, or stood for.

    Returns:
        The first label that nothing bears now; the weight of rows that came inside communities.
    """
    size = len(start) - 1
    whole = max(strength.sum(), LEAST_GAIN)
    queue = np.empty(size, dtype=np.int64)
    queue[: len(first)] = first
    count = len(first)
    waiting = still.copy()
    waiting[first] = True
    tied = np.zeros(len(totals))
    near = np.empty(size + 1, dtype=np.int64)
    head, visits, gained = 0, 0, 0.0
    while count and visits < most:
        node = queue[head]
        head = head + 1 if head + 1 < size else 0
        count -= 1
        visits += 1
        waiting[node] = False
        own = labels[node]
        found = tie_labels(start, member, weight, labels, node, tied, near)
        pull = resolution * strength[node] / whole
        chosen, best = best_label(near, found, tied, totals, own, pull, strength[node])
        if best < 0.0 and empty < len(totals):
            chosen = empty
            empty += 1
        gained += 2.0 * (tied[chosen] - tied[own])
        for i in range(found):
            tied[near[i]] = 0.0
        if chosen == own:
            continue
        totals[own] -= strength[node]
        totals[chosen] += strength[node]
        labels[node] = chosen
        count, left = queue_neighbours(
            start, member, labels, node, own, queue, head, count, waiting
        )
        if left > 1 or behind[node]:
            mark_behind(start, member, labels, node, own, behind)
    return empty, gained


@compiled
def order_by_label(labels: Labels, count: int, wanted: Flags) -> tuple[Labels, Labels]:
    """The nodes wanted, label after label, and where each label begins."""
    first = np.zeros(count + 1, dtype=np.int64)
    for node in range(len(labels)):
        if wanted[node]:
            first[labels[node] + 1] += 1
    for label in range(count):
        first[label + 1] += first[label]
    order = np.empty(len(labels), dtype=np.int64)
    place = first[:-1].copy()
    for node in range(len(labels)):
        if wanted[node]:
            order[place[labels[node]]] = node
            place[labels[node]] += 1
    return order, first


@compiled
def gather_ties(
    start: Offsets, member: Numbers, weight: Floats, labels: Labels, count: int, wanted: Flags
) -> tuple[Offsets, Numbers, Floats]:
    """The network of communities: labels are 0 … count - 1; rows are not sorted, no self-ties.

    Only the nodes wanted tie their community; a row without any is empty.
    """
    order, first = order_by_label(labels, count, wanted)
    tied = np.zeros(count)
    near = np.empty(count, dtype=np.int64)
    rows = np.zeros(count + 1, dtype=np.int64)
    members = np.empty(len(member), dtype=np.int32)
    weights = np.empty(len(member))
    filled = 0
    for label in range(count):
        found = 0
        for at in range(first[label], first[label + 1]):
            node = order[at]
            for i in range(start[node], start[node + 1]):
                other = labels[member[i]]
                if other == label or weight[i] <= 0.0:
                    continue
                if tied[other] == 0.0:
                    near[found] = other
                    found += 1
                tied[other] += weight[i]
        for i in range(found):
            members[filled] = near[i]
            weights[filled] = tied[near[i]]
            tied[near[i]] = 0.0
            filled += 1
        rows[label + 1] = filled
    return rows, members[:filled].copy(), weights[:filled].copy()
