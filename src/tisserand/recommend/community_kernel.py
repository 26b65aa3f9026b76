"""Inner loops over a partition, compiled: moving nodes, finding what changed and what broke.

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
def mark_changes(
    old_start: Offsets,
    old_member: Numbers,
    old_weight: Floats,
    start: Offsets,
    member: Numbers,
    weight: Floats,
) -> Flags:
    """Nodes whose row is not what it was; rows ascend, nodes keep their numbers."""
    size = len(start) - 1
    touched = np.zeros(size, dtype=np.bool_)
    for node in range(size):
        if node >= len(old_start) - 1:
            touched[node] = True
            continue
        first, old_first = start[node], old_start[node]
        length = start[node + 1] - first
        if length != old_start[node + 1] - old_first:
            touched[node] = True
            continue
        for i in range(length):
            if (
                member[first + i] != old_member[old_first + i]
                or weight[first + i] != old_weight[old_first + i]
            ):
                touched[node] = True
                break
    return touched


@compiled
def changed_weight(
    old_start: Offsets,
    old_member: Numbers,
    old_weight: Floats,
    start: Offsets,
    member: Numbers,
    weight: Floats,
    touched: Flags,
) -> float:
    """Sum over rows of the weight that came, or that went, whichever is more in the whole."""
    came, went = 0.0, 0.0
    for node in range(len(start) - 1):
        if not touched[node]:
            continue
        i, last = start[node], start[node + 1]
        j, old_last = 0, 0
        if node < len(old_start) - 1:
            j, old_last = old_start[node], old_start[node + 1]
        while i < last or j < old_last:
            if j == old_last or (i < last and member[i] < old_member[j]):
                came += weight[i]
                i += 1
            elif i == last or old_member[j] < member[i]:
                went += old_weight[j]
                j += 1
            else:
                came += max(weight[i] - old_weight[j], 0.0)
                went += max(old_weight[j] - weight[i], 0.0)
                i += 1
                j += 1
    return max(came, went)


@compiled
def lost_inside(
    old_start: Offsets,
    old_member: Numbers,
    old_weight: Floats,
    start: Offsets,
    member: Numbers,
    weight: Floats,
    touched: Flags,
    labels: Labels,
    count: int,
) -> Floats:
    """How much less weight rows hold inside each community than before, under the same labels."""
    lost = np.zeros(count)
    for node in range(min(len(old_start), len(start)) - 1):
        if not touched[node]:
            continue
        label = labels[node]
        for i in range(old_start[node], old_start[node + 1]):
            if labels[old_member[i]] == label:
                lost[label] += old_weight[i]
        for i in range(start[node], start[node + 1]):
            if labels[member[i]] == label:
                lost[label] -= weight[i]
    return lost


@compiled
def add_neighbours(start: Offsets, member: Numbers, touched: Flags) -> Flags:
    """The nodes marked, and all those tied to one of them."""
    spread = touched.copy()
    for node in range(len(start) - 1):
        if touched[node]:
            for i in range(start[node], start[node + 1]):
                spread[member[i]] = True
    return spread


@compiled
def strengths(start: Offsets, weight: Floats) -> Floats:
    """Sum of the weights of each row."""
    sums = np.zeros(len(start) - 1)
    for node in range(len(start) - 1):
        for i in range(start[node], start[node + 1]):
            sums[node] += weight[i]
    return sums


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
) -> tuple[int, int]:
    """Move nodes to the community that gains most, and queue the neighbours that they leave.

    The local moving of Leiden (Traag, Waltman, van Eck, 2019) from a queue, as in dynamic frontier
    (Sahu, 2024). `labels` and `totals` are written. A node stays where it gains as much.

    Args:
        first: the nodes that wait, each once, in the order of their turns.
        empty: the first label that nothing bears; labels from there to len(totals) may be given.
        most: visits after which it stops.

    Returns:
        How many moved, and the first label that nothing bears now.
    """
    size = len(start) - 1
    whole = max(strength.sum(), LEAST_GAIN)
    queue = np.empty(size, dtype=np.int64)
    queue[: len(first)] = first
    count = len(first)
    waiting = np.zeros(size, dtype=np.bool_)
    waiting[first] = True
    tied = np.zeros(len(totals))
    near = np.empty(size + 1, dtype=np.int64)
    head, moved, visits = 0, 0, 0
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
        moved += 1
        for i in range(start[node], start[node + 1]):
            other = member[i]
            if not waiting[other] and labels[other] != chosen:
                waiting[other] = True
                tail = head + count
                queue[tail if tail < size else tail - size] = other
                count += 1
    return moved, empty


@compiled
def split_apart(start: Offsets, member: Numbers, labels: Labels, empty: int) -> int:
    """Give each connected part of a community its own label; the largest part keeps its own.

    Returns:
        The first label that nothing bears now.
    """
    size = len(start) - 1
    part = np.full(size, -1, dtype=np.int64)
    stack = np.empty(size, dtype=np.int64)
    sizes = np.zeros(size, dtype=np.int64)
    of_part = np.empty(size, dtype=np.int64)
    parts = 0
    for node in range(size):
        if part[node] >= 0:
            continue
        part[node] = parts
        of_part[parts] = labels[node]
        stack[0] = node
        height = 1
        while height:
            height -= 1
            reached = stack[height]
            sizes[parts] += 1
            for i in range(start[reached], start[reached + 1]):
                other = member[i]
                if part[other] < 0 and labels[other] == labels[node]:
                    part[other] = parts
                    stack[height] = other
                    height += 1
        parts += 1
    largest = np.full(empty, -1, dtype=np.int64)
    for i in range(parts):
        if largest[of_part[i]] < 0 or sizes[i] > sizes[largest[of_part[i]]]:
            largest[of_part[i]] = i
    given = of_part.copy()
    for i in range(parts):
        if largest[of_part[i]] != i:
            given[i] = empty
            empty += 1
    for node in range(size):
        labels[node] = given[part[node]]
    return empty


@compiled
def inside_weight(start: Offsets, member: Numbers, weight: Floats, labels: Labels) -> float:
    """Sum of the weights of rows that stay inside communities."""
    inside = 0.0
    for node in range(len(start) - 1):
        for i in range(start[node], start[node + 1]):
            if labels[member[i]] == labels[node]:
                inside += weight[i]
    return inside


@compiled
def gather_ties(
    start: Offsets, member: Numbers, weight: Floats, labels: Labels, count: int
) -> tuple[Offsets, Numbers, Floats, float]:
    """The network of communities: labels are 0 … count - 1; rows are not sorted, no self-ties.

    Returns:
        Its CSR, and the weight of rows that stay inside communities.
    """
    size = len(start) - 1
    first = np.zeros(count + 1, dtype=np.int64)
    for node in range(size):
        first[labels[node] + 1] += 1
    for label in range(count):
        first[label + 1] += first[label]
    order = np.empty(size, dtype=np.int64)
    place = first[:-1].copy()
    for node in range(size):
        order[place[labels[node]]] = node
        place[labels[node]] += 1
    tied = np.zeros(count)
    near = np.empty(count, dtype=np.int64)
    rows = np.zeros(count + 1, dtype=np.int64)
    members = np.empty(len(member), dtype=np.int32)
    weights = np.empty(len(member))
    filled = 0
    inside = 0.0
    for label in range(count):
        found = 0
        for at in range(first[label], first[label + 1]):
            node = order[at]
            for i in range(start[node], start[node + 1]):
                other = labels[member[i]]
                if other == label or weight[i] <= 0.0:
                    inside += weight[i] if other == label else 0.0
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
    return rows, members[:filled].copy(), weights[:filled].copy(), inside


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
    """Parts of communities that hold together, each labelled by one of its nodes.

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
    for node in range(size):
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
