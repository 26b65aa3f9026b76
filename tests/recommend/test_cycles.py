"""Loops of exchange, against every loop there is."""

import random
from itertools import permutations

import pytest

from tisserand.recommend.cycles import Cycle, best_cycles

Edges = dict[int, dict[int, float]]


def exhaustive(edges: Edges, limit: int, longest: int) -> list[Cycle]:
    """The best of all the permutations, by the definition."""
    found = []
    for size in range(2, longest + 1):
        for nodes in permutations(sorted(edges), size):
            steps = list(zip(nodes, (*nodes[1:], nodes[0]), strict=True))
            if nodes[0] == min(nodes) and all(b in edges[a] for a, b in steps):
                found.append(Cycle(min(edges[a][b] for a, b in steps), nodes))
    return sorted(found, key=lambda c: (-c.strength, len(c.nodes), c.nodes))[:limit]


@pytest.mark.parametrize("seed", range(200))
def test_equals_exhaustive_search(seed: int) -> None:
    draw = random.Random(seed)
    size = draw.randint(2, 6)
    edges: Edges = {
        a: {
            b: draw.choice([0.25, 0.5, 0.75]) for b in range(size) if a != b and draw.random() < 0.5
        }
        for a in range(size)
    }
    limit, longest = draw.randint(1, 8), draw.randint(2, 4)
    assert best_cycles(edges, limit, longest) == exhaustive(edges, limit, longest)


def test_a_chain_is_no_loop() -> None:
    assert best_cycles({1: {2: 1.0}, 2: {3: 1.0}}, 5) == []
