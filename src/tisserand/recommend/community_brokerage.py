"""Positions in a network, compiled: betweenness, constraint, bridges, distances.

All take a symmetric network in CSR without self-ties; distances count ties, whatever their weight.
"""

import numpy as np
from numpy.typing import NDArray

from tisserand.recommend.community_changes import strengths
from tisserand.recommend.community_kernel import Flags, Labels, Offsets
from tisserand.recommend.kernel import Floats, Numbers, compiled

FAR = -1


@compiled
def betweenness(start: Offsets, member: Numbers, sources: Labels) -> tuple[Floats, Floats]:
    """Sum, and sum of squares, over sources of the share of shortest paths through each node.

    Brandes (2001): over all the sources, the sum is twice the betweenness of each node.
    """
    size = len(start) - 1
    sums, squares = np.zeros(size), np.zeros(size)
    distance = np.full(size, FAR, dtype=np.int32)
    paths, share = np.zeros(size), np.zeros(size)
    order = np.empty(size, dtype=np.int32)
    for source in sources:
        order[0] = source
        distance[source] = 0
        paths[source] = 1.0
        head, tail = 0, 1
        while head < tail:
            node = order[head]
            head += 1
            for i in range(start[node], start[node + 1]):
                other = member[i]
                if distance[other] == FAR:
                    distance[other] = distance[node] + 1
                    order[tail] = other
                    tail += 1
                if distance[other] == distance[node] + 1:
                    paths[other] += paths[node]
        for at in range(tail - 1, 0, -1):
            node = order[at]
            each = (1.0 + share[node]) / paths[node]
            for i in range(start[node], start[node + 1]):
                other = member[i]
                if distance[other] == distance[node] - 1:
                    share[other] += paths[other] * each
            sums[node] += share[node]
            squares[node] += share[node] * share[node]
        for at in range(tail):
            node = order[at]
            distance[node] = FAR
            paths[node] = 0.0
            share[node] = 0.0
    return sums, squares


@compiled
def _comes_first(start: Offsets, a: int, b: int) -> bool:
    """Whether a node has fewer ties than another; of equals, the least."""
    of_a, of_b = start[a + 1] - start[a], start[b + 1] - start[b]
    return bool(of_a < of_b or (of_a == of_b and a < b))


@compiled
def _orient_ties(
    start: Offsets, member: Numbers, weight: Floats
) -> tuple[Offsets, Numbers, Floats]:
    """The network in CSR with each tie once, in the row of its end that comes first."""
    size = len(start) - 1
    out = np.zeros(size + 1, dtype=np.int64)
    for node in range(size):
        for i in range(start[node], start[node + 1]):
            out[node + 1] += _comes_first(start, node, member[i])
        out[node + 1] += out[node]
    higher = np.empty(out[size], dtype=np.int32)
    tie = np.empty(out[size])
    filled = 0
    for node in range(size):
        for i in range(start[node], start[node + 1]):
            if _comes_first(start, node, member[i]):
                higher[filled], tie[filled] = member[i], weight[i]
                filled += 1
    return out, higher, tie


@compiled
def _add_triangles(out: Offsets, higher: Numbers, tie: Floats, inverse: Floats) -> Floats:
    """What each oriented tie holds: its weight, and what every triangle through it adds."""
    held = tie.copy()
    place = np.full(len(inverse), -1, dtype=np.int64)
    for a in range(len(inverse)):
        for ab in range(out[a], out[a + 1]):
            place[higher[ab]] = ab
        for ab in range(out[a], out[a + 1]):
            b = higher[ab]
            for bc in range(out[b], out[b + 1]):
                c = higher[bc]
                ac = place[c]
                if ac >= 0:
                    held[ab] += tie[ac] * tie[bc] * inverse[c]
                    held[ac] += tie[ab] * tie[bc] * inverse[b]
                    held[bc] += tie[ab] * tie[ac] * inverse[a]
        for ab in range(out[a], out[a + 1]):
            place[higher[ab]] = -1
    return held


@compiled
def constraint(start: Offsets, member: Numbers, weight: Floats) -> Floats:
    """Burt's constraint (1992): Σ_j (p_ij + Σ_q p_iq p_qj)², NaN for who has no ties.

    p_ij is the share of the ties of i that are with j. Since ties are symmetric, what i and j hold
    of each other is the same but for the total of each: every triangle is met once, from its node
    of least degree (Chiba, Nishizeki, 1985).
    """
    totals = strengths(start, weight)
    inverse = np.full(len(totals), np.nan)
    inverse[totals > 0.0] = 1.0 / totals[totals > 0.0]
    out, higher, tie = _orient_ties(start, member, weight)
    held = _add_triangles(out, higher, tie, inverse)
    found = np.where(np.isnan(inverse), np.nan, 0.0)
    for a in range(len(totals)):
        for ab in range(out[a], out[a + 1]):
            found[a] += (held[ab] * inverse[a]) ** 2
            found[higher[ab]] += (held[ab] * inverse[higher[ab]]) ** 2
    return found


@compiled
def _search_depth_first(
    start: Offsets, member: Numbers
) -> tuple[Labels, Labels, Labels, Labels, Labels]:
    """Nodes in the order in which a depth-first search meets them; by node: its place in that
    order, the node it was met from (-1 for a root), its root, and the first place it has a tie to.
    """
    size = len(start) - 1
    order = np.empty(size, dtype=np.int64)
    place = np.full(size, -1, dtype=np.int64)
    parent = np.full(size, -1, dtype=np.int64)
    root = np.zeros(size, dtype=np.int64)
    low = np.zeros(size, dtype=np.int64)
    cursor = start[:-1].copy()
    count = 0
    for origin in range(size):
        if place[origin] >= 0:
            continue
        node = origin
        while node >= 0:
            if place[node] < 0:
                order[count] = node
                place[node] = low[node] = count
                root[node] = origin
                count += 1
            if cursor[node] == start[node + 1]:
                node = parent[node]
                continue
            other = member[cursor[node]]
            cursor[node] += 1
            if place[other] < 0:
                parent[other] = node
                node = other
            elif other != parent[node]:
                low[node] = min(low[node], place[other])
    return order, place, parent, root, low


@compiled
def find_bridges(start: Offsets, member: Numbers) -> tuple[Labels, Labels, Labels, Labels]:
    """Ties whose loss separates, by a depth-first search (Tarjan, 1974).

    Returns:
        Both ends of each, how many nodes the second holds alone, and how many are joined now.
    """
    order, place, parent, root, low = _search_depth_first(start, member)
    below = np.ones(len(order), dtype=np.int64)
    ends = np.empty(len(order), dtype=np.int64)
    count = 0
    for node in order[::-1]:
        above = parent[node]
        if above < 0:
            continue
        low[above] = min(low[above], low[node])
        below[above] += below[node]
        if low[node] > place[above]:
            ends[count] = node
            count += 1
    b = ends[:count].copy()
    return parent[b], b, below[b], below[root[b]]


@compiled
def distances(start: Offsets, member: Numbers, sources: Labels) -> NDArray[np.int32]:
    """Ties from each source to each node, shape (sources, nodes); `FAR` when there is no way."""
    size = len(start) - 1
    found = np.full((len(sources), size), FAR, dtype=np.int32)
    queue = np.empty(size, dtype=np.int32)
    for row in range(len(sources)):
        found[row, sources[row]] = 0
        queue[0] = sources[row]
        head, tail = 0, 1
        while head < tail:
            node = queue[head]
            head += 1
            for i in range(start[node], start[node + 1]):
                other = member[i]
                if found[row, other] == FAR:
                    found[row, other] = found[row, node] + 1
                    queue[tail] = other
                    tail += 1
    return found


@compiled
def mean_joined(
    far: NDArray[np.int32],
    sources: Labels,
    ends: NDArray[np.int32],
    wanted: Flags,
    is_joined: bool,
    only_known: bool,
) -> tuple[float, int]:
    """Mean distance from sources to the nodes wanted, and over how many pairs.

    Args:
        far: (sources, nodes) as `distances` gives it.
        ends: (2, nodes) distances from the two nodes to join.
        is_joined: whether a tie joins these two; pairs that nothing joins are left out.
        only_known: leave out the pairs that nothing joined before.
    """
    total, pairs = 0.0, 0
    for row in range(len(sources)):
        a, b = ends[0, sources[row]], ends[1, sources[row]]
        for node in range(far.shape[1]):
            is_known = far[row, node] != FAR
            if not wanted[node] or node == sources[row] or (only_known and not is_known):
                continue
            best = far[row, node]
            if is_joined:
                if a != FAR and ends[1, node] != FAR:
                    way = a + 1 + ends[1, node]
                    best = way if best == FAR else min(best, way)
                if b != FAR and ends[0, node] != FAR:
                    way = b + 1 + ends[0, node]
                    best = way if best == FAR else min(best, way)
            if best != FAR:
                total += best
                pairs += 1
    return (total / pairs if pairs else np.nan), pairs
