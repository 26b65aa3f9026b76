"""Inner loops over a partition, compiled: moving nodes, gathering communities, parting them.

All take a symmetric network in CSR (`start`, `member`, `weight`), labels of the nodes, and the
total of strengths of each label. Self-ties count in strengths only.
"""

import numpy as np
from numpy.typing import NDArray

from tisserand.recommend.kernel import Floats, Numbers, compiled

Offsets = NDArray[np.int64]
Labels = NDArray[np.int64]
Flags = NDArray[np.bool_]

LEAST_GAIN = 1e-9


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
    left: Flags,
) -> int:
    """Move nodes to the community that gains most, and queue the neighbours that they leave.

    The local moving of Leiden (Traag, Waltman, van Eck, 2019) from a queue, as in dynamic frontier
    (Sahu, 2024). `labels`, `totals` and `left` are written. A node stays where it gains as much.

    Args:
        first: the nodes that wait, each once, in the order of their turns.
        empty: the first label that nothing bears; labels from there to len(totals) may be given.
        most: visits after which it stops.
        still: nodes that wait for nothing: only `first` and others than these may move.
        left: marks the labels that a node leaves that held others together, it may be.

    Returns:
        The first label that nothing bears now.
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
    head, visits = 0, 0
    while count and visits < most:
        node = queue[head]
        head = head + 1 if head + 1 < size else 0
        count -= 1
        visits += 1
        waiting[node] = False
        own = labels[node]
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
        pull = resolution * strength[node] / whole
        chosen = own
        best = tied[own] - pull * (totals[own] - strength[node]) + LEAST_GAIN * strength[node]
        for i in range(found):
            label = near[i]
            if label != own:
                gain = tied[label] - pull * totals[label]
                if gain > best:
                    best = gain
                    chosen = label
        for i in range(found):
            tied[near[i]] = 0.0
        if best < 0.0 and empty < len(totals):
            chosen = empty
            empty += 1
        if chosen == own:
            continue
        totals[own] -= strength[node]
        totals[chosen] += strength[node]
        labels[node] = chosen
        behind = 0
        for i in range(start[node], start[node + 1]):
            other = member[i]
            behind += labels[other] == own
            if not waiting[other] and labels[other] != chosen:
                waiting[other] = True
                tail = head + count
                queue[tail if tail < size else tail - size] = other
                count += 1
        left[own] = left[own] or behind > 1
    return empty


@compiled
def gather_ties(
    start: Offsets, member: Numbers, weight: Floats, labels: Labels, count: int, wanted: Flags
) -> tuple[Offsets, Numbers, Floats]:
    """The network of communities: labels are 0 … count - 1; rows are not sorted, no self-ties.

    Only the nodes wanted tie their community; a row without any is empty.
    """
    size = len(start) - 1
    first = np.zeros(count + 1, dtype=np.int64)
    for node in range(size):
        if wanted[node]:
            first[labels[node] + 1] += 1
    for label in range(count):
        first[label + 1] += first[label]
    order = np.empty(size, dtype=np.int64)
    place = first[:-1].copy()
    for node in range(size):
        if wanted[node]:
            order[place[labels[node]]] = node
            place[labels[node]] += 1
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


@compiled
def refine(
    start: Offsets,
    member: Numbers,
    weight: Floats,
    strength: Floats,
    labels: Labels,
    order: Labels,
    resolution: float,
) -> Labels:
    """Parts of whole communities that hold together, each labelled by one of its nodes.

    The refinement of Leiden, greedy: a node still alone joins, within its community, the part that
    gains most, when both it and that part are well tied to the rest of the community.
    """
    size = len(start) - 1
    whole = max(strength.sum(), LEAST_GAIN)
    parts = np.arange(size)
    totals = strength.copy()
    is_alone = np.ones(size, dtype=np.bool_)
    of_label = np.zeros(int(labels.max()) + 1)
    outward = np.zeros(size)
    concerned = np.zeros(size, dtype=np.bool_)
    concerned[order] = True
    for node in range(size):
        if not concerned[node]:
            continue
        of_label[labels[node]] += strength[node]
        for i in range(start[node], start[node + 1]):
            if member[i] != node and labels[member[i]] == labels[node]:
                outward[node] += weight[i]
    tied = np.zeros(size)
    near = np.empty(size, dtype=np.int64)
    for node in order:
        own, whole_own = strength[node], of_label[labels[node]]
        if not is_alone[node] or outward[node] < resolution * own * (whole_own - own) / whole:
            continue
        found = 0
        for i in range(start[node], start[node + 1]):
            other = member[i]
            if other == node or labels[other] != labels[node] or weight[i] <= 0.0:
                continue
            part = parts[other]
            if tied[part] == 0.0:
                near[found] = part
                found += 1
            tied[part] += weight[i]
        chosen, best = node, 0.0
        for i in range(found):
            part = near[i]
            rest = whole_own - totals[part]
            gain = tied[part] - resolution * own * totals[part] / whole
            if gain > best and outward[part] >= resolution * totals[part] * rest / whole:
                chosen, best = part, gain
        if chosen != node:
            outward[chosen] += outward[node] - 2.0 * tied[chosen]
            totals[chosen] += own
            totals[node] = 0.0
            parts[node] = chosen
            is_alone[node] = False
            is_alone[chosen] = False
        for i in range(found):
            tied[near[i]] = 0.0
    return parts


@compiled
def split_apart(start: Offsets, member: Numbers, labels: Labels, empty: int, suspect: Flags) -> int:
    """Give each connected part of a suspect community its own label; the largest keeps it.

    Returns:
        The first label that nothing bears now.
    """
    size = len(start) - 1
    members = np.zeros(len(suspect), dtype=np.int64)
    for node in range(size):
        members[labels[node]] += 1
    is_reached = np.zeros(size, dtype=np.bool_)
    reached = np.empty(size, dtype=np.int64)
    first = np.zeros(len(suspect), dtype=np.int64)
    last = np.zeros(len(suspect), dtype=np.int64)
    tail = 0
    for node in range(size):
        label = labels[node]
        if is_reached[node] or not suspect[label]:
            continue
        base, head = tail, tail
        is_reached[node] = True
        reached[tail] = node
        tail += 1
        while head < tail < base + members[label]:
            at = reached[head]
            head += 1
            for i in range(start[at], start[at + 1]):
                other = member[i]
                if not is_reached[other] and labels[other] == label:
                    is_reached[other] = True
                    reached[tail] = other
                    tail += 1
        smaller, after = base, tail
        if tail - base > last[label] - first[label]:
            smaller, after = first[label], last[label]
            first[label], last[label] = base, tail
        if smaller < after:
            for place in range(smaller, after):
                labels[reached[place]] = empty
            empty += 1
    return empty
