"""What changed between two networks, and what a partition weighs, compiled.

All take symmetric networks in CSR (`start`, `member`, `weight`), rows ascending; nodes keep their
numbers, and those of the second beyond the first are new.
"""

import numpy as np

from tisserand.recommend.community_kernel import Flags, Labels, Offsets
from tisserand.recommend.kernel import Floats, Numbers, compiled


@compiled
def compare_rows(
    old_start: Offsets,
    old_member: Numbers,
    old_weight: Floats,
    start: Offsets,
    member: Numbers,
    weight: Floats,
    labels: Labels,
) -> tuple[Flags, Floats, float]:
    """Nodes whose row is not what it was; the weight of each row; that inside communities."""
    size, old_size = len(start) - 1, len(old_start) - 1
    touched = np.zeros(size, dtype=np.bool_)
    strength = np.zeros(size)
    inside = 0.0
    for node in range(size):
        first, last, label = start[node], start[node + 1], labels[node]
        whole, held = 0.0, 0.0
        for i in range(first, last):
            whole += weight[i]
            held += weight[i] * (labels[member[i]] == label)
        strength[node] = whole
        inside += held
        shift = old_start[node] - first if node < old_size else 0
        same = node < old_size and old_start[node + 1] - shift == last
        i = first
        while same and i < last:
            same = member[i] == old_member[i + shift] and weight[i] == old_weight[i + shift]
            i += 1
        touched[node] = not same
    return touched, strength, inside


@compiled
def is_near(
    start: Offsets, member: Numbers, labels: Labels, node: int, mark: int, seen: Numbers
) -> bool:
    """Whether a node marked is at most two ties from a node, inside its community."""
    label = labels[node]
    for i in range(start[node], start[node + 1]):
        other = member[i]
        if labels[other] != label:
            continue
        if seen[other] == mark:
            return True
        for j in range(start[other], start[other + 1]):
            if seen[member[j]] == mark:
                return True
    return False


@compiled
def is_joined(
    start: Offsets, member: Numbers, labels: Labels, a: int, b: int, seen: Numbers
) -> bool:
    """Whether two nodes of a community are joined inside it by a way of at most four ties.

    `seen` is written: what is one or two ties from `a` is marked by its number.
    """
    label = labels[a]
    for i in range(start[a], start[a + 1]):
        if labels[member[i]] == label:
            seen[member[i]] = a
    if is_near(start, member, labels, b, a, seen):
        return True
    for i in range(start[a], start[a + 1]):
        other = member[i]
        if labels[other] == label:
            for j in range(start[other], start[other + 1]):
                if labels[member[j]] == label:
                    seen[member[j]] = a
    return bool(is_near(start, member, labels, b, a, seen))


@compiled
def weigh_changes(
    old_start: Offsets,
    old_member: Numbers,
    old_weight: Floats,
    start: Offsets,
    member: Numbers,
    weight: Floats,
    touched: Flags,
    labels: Labels,
    count: int,
) -> tuple[float, Floats, Flags]:
    """What changed, from the rows marked, of the whole and of each of `count` communities.

    Returns:
        The weight that came, or that went, whichever is more; how much less weight rows hold inside
        each community; the ends of ties lost inside one, where no short way joins them any more.
    """
    came, went = 0.0, 0.0
    lost = np.zeros(count)
    behind = np.zeros(len(start) - 1, dtype=np.bool_)
    seen = np.full(len(start) - 1, -1, dtype=np.int32)
    for node in range(len(start) - 1):
        if not touched[node]:
            continue
        label = labels[node]
        i, last = start[node], start[node + 1]
        j, old_last = 0, 0
        if node < len(old_start) - 1:
            j, old_last = old_start[node], old_start[node + 1]
        while i < last or j < old_last:
            if j == old_last or (i < last and member[i] < old_member[j]):
                other, more = member[i], weight[i]
                i += 1
            elif i == last or old_member[j] < member[i]:
                other, more = old_member[j], -old_weight[j]
                is_inside = node < other and labels[other] == label
                if is_inside and not is_joined(start, member, labels, node, other, seen):
                    behind[node] = behind[other] = True
                j += 1
            else:
                other, more = member[i], weight[i] - old_weight[j]
                i += 1
                j += 1
            if more > 0.0:
                came += more
            else:
                went -= more
            if labels[other] == label:
                lost[label] -= more
    return max(came, went), lost, behind


@compiled
def strengths(start: Offsets, weight: Floats) -> Floats:
    """Sum of the weights of each row."""
    sums = np.zeros(len(start) - 1)
    for node in range(len(start) - 1):
        for i in range(start[node], start[node + 1]):
            sums[node] += weight[i]
    return sums


@compiled
def inside_weight(start: Offsets, member: Numbers, weight: Floats, labels: Labels) -> float:
    """Sum of the weights of rows that stay inside communities."""
    inside = 0.0
    for node in range(len(start) - 1):
        for i in range(start[node], start[node + 1]):
            if labels[member[i]] == labels[node]:
                inside += weight[i]
    return inside
