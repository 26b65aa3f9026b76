"""Communities in parts, compiled: those that hold together, and those that came apart.

All take a symmetric network in CSR (`start`, `member`, `weight`) and labels of the nodes.
"""

import numpy as np

from tisserand.recommend.community_kernel import LEAST_GAIN, Flags, Labels, Offsets
from tisserand.recommend.kernel import Floats, Numbers, compiled, inlined


@inlined
def weigh_insides(
    start: Offsets,
    member: Numbers,
    weight: Floats,
    strength: Floats,
    labels: Labels,
    order: Labels,
) -> tuple[Floats, Floats]:
    """Of the nodes of `order`: the strength of each label; what ties each node to its own."""
    of_label = np.zeros(int(labels.max()) + 1)
    inside = np.zeros(len(start) - 1)
    concerned = np.zeros(len(start) - 1, dtype=np.bool_)
    concerned[order] = True
    for node in range(len(start) - 1):
        if not concerned[node]:
            continue
        of_label[labels[node]] += strength[node]
        for i in range(start[node], start[node + 1]):
            if member[i] != node and labels[member[i]] == labels[node]:
                inside[node] += weight[i]
    return of_label, inside


@inlined
def tie_parts(
    start: Offsets,
    member: Numbers,
    weight: Floats,
    labels: Labels,
    parts: Labels,
    node: int,
    tied: Floats,
    near: Labels,
) -> int:
    """Sum in `tied` the ties of a node by part of its community; list these in `near`: how many."""
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
    return found


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
    of_label, outward = weigh_insides(start, member, weight, strength, labels, order)
    tied = np.zeros(size)
    near = np.empty(size, dtype=np.int64)
    for node in order:
        own, whole_own = strength[node], of_label[labels[node]]
        if not is_alone[node] or outward[node] < resolution * own * (whole_own - own) / whole:
            continue
        found = tie_parts(start, member, weight, labels, parts, node, tied, near)
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
def find_broken(
    start: Offsets, member: Numbers, labels: Labels, behind: Flags, count: int
) -> Flags:
    """Which of `count` communities, once connected, are in several pieces.

    Args:
        behind: the nodes that what went held together: each piece has one of them. A search from
            one that reaches the others stops there.
    """
    size = len(start) - 1
    left = np.zeros(count, dtype=np.int64)
    for node in range(size):
        left[labels[node]] += behind[node]
    broken = np.zeros(count, dtype=np.bool_)
    is_reached = np.zeros(size, dtype=np.bool_)
    reached = np.empty(size, dtype=np.int64)
    for node in range(size):
        label = labels[node]
        if not behind[node] or is_reached[node] or broken[label] or left[label] < 2:
            continue
        head, tail = 0, 1
        reached[0] = node
        is_reached[node] = True
        left[label] -= 1
        while head < tail and left[label] > 0:
            at = reached[head]
            head += 1
            for i in range(start[at], start[at + 1]):
                other = member[i]
                if not is_reached[other] and labels[other] == label:
                    is_reached[other] = True
                    reached[tail] = other
                    tail += 1
                    left[label] -= behind[other]
        broken[label] = left[label] > 0
    return broken


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
