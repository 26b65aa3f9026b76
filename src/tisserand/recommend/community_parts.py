"""Communities in parts, compiled: those that hold together, and those that came apart.

All take a symmetric network in CSR (`start`, `member`, `weight`) and labels of the nodes.
"""

import numpy as np

from tisserand.recommend.community_kernel import (
    LEAST_GAIN,
    Flags,
    Labels,
    Offsets,
    order_by_label,
)
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
def find_root(parent: Labels, node: int) -> int:
    """The node that stands for the piece of a node; ways are halved."""
    while parent[node] != node:
        parent[node] = parent[parent[node]]
        node = parent[node]
    return node


@compiled
def grow_pieces(
    start: Offsets,
    member: Numbers,
    labels: Labels,
    seeds: Labels,
    members: int,
    parent: Labels,
    pending: Labels,
    sizes: Labels,
    reached: Labels,
) -> int:
    """Grow pieces of a community from some of its nodes, all together, and join those that meet.

    It ends when at most one still grows, and that one is the largest. By root of a piece, `sizes`
    holds how many nodes it reached, `pending` how many of them are not looked around yet.

    Returns:
        How many nodes were reached, the first ones of `reached`.
    """
    growing, tail, head = len(seeds), len(seeds), 0
    closed, largest = 0, 0
    for at in range(tail):
        node = seeds[at]
        reached[at] = parent[node] = node
        pending[node] = sizes[node] = 1
    while growing > 1 or (growing == 1 and largest > members - closed):
        node = reached[head]
        head += 1
        root = find_root(parent, node)
        for i in range(start[node], start[node + 1]):
            other = member[i]
            if labels[other] != labels[node] or parent[other] == root:
                continue
            if parent[other] < 0:
                parent[other] = root
                sizes[root] += 1
                pending[root] += 1
                reached[tail] = other
                tail += 1
                continue
            met = find_root(parent, other)
            if met != root:
                parent[met] = root
                sizes[root] += sizes[met]
                pending[root] += pending[met]
                growing -= 1
        pending[root] -= 1
        if pending[root] == 0:
            growing -= 1
            closed += sizes[root]
            largest = max(largest, sizes[root])
    return tail


@compiled
def split_apart(start: Offsets, member: Numbers, labels: Labels, behind: Flags, empty: int) -> None:
    """Give each piece of a community that came apart its own label; the largest keeps it.

    Args:
        behind: the nodes that what went held together: each piece has one of them.
        empty: the first label that nothing bears.
    """
    size = len(start) - 1
    seeds, first = order_by_label(labels, empty, behind)
    members = np.zeros(empty, dtype=np.int64)
    for node in range(size):
        members[labels[node]] += 1
    parent = np.full(size, -1)
    pending, sizes = np.zeros(size, dtype=np.int64), np.zeros(size, dtype=np.int64)
    reached, fresh = np.empty(size, dtype=np.int64), np.full(size, -1)
    for label in range(len(members)):
        own = seeds[first[label] : first[label + 1]]
        if len(own) < 2:
            continue
        tail = grow_pieces(
            start, member, labels, own, members[label], parent, pending, sizes, reached
        )
        kept = find_root(parent, own[0])
        for node in own:
            root = find_root(parent, node)
            if pending[root] > 0 or (pending[kept] == 0 and sizes[root] > sizes[kept]):
                kept = root
        for at in range(tail):
            root = find_root(parent, reached[at])
            if root != kept:
                if fresh[root] < 0:
                    fresh[root] = empty
                    empty += 1
                labels[reached[at]] = fresh[root]
