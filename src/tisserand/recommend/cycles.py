"""Loops of exchange: the best simple cycles of a weighted directed graph."""

import heapq
from collections.abc import Iterator, Mapping
from typing import NamedTuple

LONGEST = 4


class Cycle(NamedTuple):
    """A cycle from its least node; as strong as its weakest edge."""

    strength: float
    nodes: tuple[int, ...]


Edges = Mapping[int, Mapping[int, float]]
"""Node → node it gives to → how much, above 0."""


def best_cycles(edges: Edges, limit: int, longest: int = LONGEST) -> list[Cycle]:
    """The strongest simple cycles of 2 to `longest` nodes, each once.

    Stronger first, then shorter, then by nodes. Depth-first from the least node of each cycle
    (as D. B. Johnson, 1975, for cycles of bounded length), leaving the edges that are weaker than
    the last cycle kept: exact, and fast when few cycles are asked.
    """
    outward = {
        node: sorted(goals.items(), key=lambda goal: (-goal[1], goal[0]))
        for node, goals in edges.items()
    }
    kept: list[tuple[tuple[float, int, tuple[int, ...]], Cycle]] = []
    for origin in sorted(outward):
        for cycle in _from(outward, origin, longest, kept, limit):
            worse = (cycle.strength, -len(cycle.nodes), tuple(-node for node in cycle.nodes))
            if len(kept) < limit:
                heapq.heappush(kept, (worse, cycle))
            elif worse > kept[0][0]:
                heapq.heapreplace(kept, (worse, cycle))
    return [cycle for _, cycle in sorted(kept, reverse=True)]


def _from(
    outward: Mapping[int, list[tuple[int, float]]],
    origin: int,
    longest: int,
    kept: list[tuple[tuple[float, int, tuple[int, ...]], Cycle]],
    limit: int,
) -> Iterator[Cycle]:
    """The cycles whose least node is `origin`, at least as strong as the last one kept."""
    paths: list[tuple[tuple[int, ...], float]] = [((origin,), float("inf"))]
    while paths:
        path, strength = paths.pop()
        for node, weight in outward.get(path[-1], ()):
            weakest = min(strength, weight)
            if len(kept) == limit and weakest < kept[0][1].strength:
                break
            if node == origin and len(path) > 1:
                yield Cycle(weakest, path)
            elif node > origin and node not in path and len(path) < longest:
                paths.append(((*path, node), weakest))
