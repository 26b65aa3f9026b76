"""The smallest team, against every team there is."""

import random
from itertools import combinations

import pytest

from tisserand.recommend.covering import Candidate, smallest_team


def exhaustive(candidates: list[Candidate], wanted: int) -> tuple[str, ...] | None:
    """The best of all the subsets, by the definition."""
    for size in range(len(candidates) + 1):
        teams = [team for team in combinations(candidates, size) if covered(team, wanted)]
        if teams:
            best = min(
                teams, key=lambda team: (-sum(c.worth for c in team), sorted(c.key for c in team))
            )
            return tuple(sorted(c.key for c in best))
    return None


def covered(team: tuple[Candidate, ...], wanted: int) -> bool:
    union = 0
    for candidate in team:
        union |= candidate.covers
    return union & wanted == wanted


@pytest.mark.parametrize("seed", range(200))
def test_equals_exhaustive_search(seed: int) -> None:
    draw = random.Random(seed)
    things = draw.randint(1, 6)
    wanted = (1 << things) - 1
    candidates = [
        Candidate(f"k{draw.randrange(100):02}-{i}", draw.randrange(1 << things), draw.randint(1, 4))
        for i in range(draw.randint(1, 9))
    ]
    assert smallest_team(candidates, wanted) == exhaustive(candidates, wanted)


def test_the_order_of_candidates_does_not_matter() -> None:
    candidates = [Candidate("a", 1, 5), Candidate("b", 1, 5), Candidate("c", 2, 1)]
    assert smallest_team(candidates, 3) == smallest_team(candidates[::-1], 3) == ("a", "c")


def test_nobody_covers_what_nobody_masters() -> None:
    assert smallest_team([Candidate("a", 1, 5)], 3) is None
    assert smallest_team([], 0) == ()
