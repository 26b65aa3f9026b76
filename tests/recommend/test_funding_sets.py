"""Sets of funding sources, against every set there is."""

import random
from itertools import combinations

import pytest

from tisserand.recommend.funding_sets import FundingSet, Source, choose_sources


def exhaustive(sources: list[Source], target: int, ceiling: int) -> FundingSet:
    """The best of all the subsets, by the definition."""
    ranked = []
    for size in range(len(sources) + 1):
        for chosen in combinations(sources, size):
            keys = tuple(sorted(source.key for source in chosen))
            if any(source.excludes & set(keys) for source in chosen):
                continue
            public = sum(source.amount for source in chosen if source.is_public)
            private = sum(source.amount for source in chosen if not source.is_public)
            total = min(public, ceiling) + private
            order = (size, -total) if total >= target else (-total, size)
            ranked.append((total < target, order, keys, total))
    _, _, keys, total = min(ranked)
    return FundingSet(keys, total)


@pytest.mark.parametrize("seed", range(200))
def test_equals_exhaustive_search(seed: int) -> None:
    draw = random.Random(seed)
    keys = [f"s{i}" for i in range(draw.randint(1, 8))]
    sources = [
        Source(
            key,
            draw.choice([500, 1000, 1500, 4000]),
            draw.random() < 0.6,
            frozenset(draw.sample(keys, draw.randint(0, min(2, len(keys))))) - {key},
        )
        for key in keys
    ]
    target, ceiling = draw.choice([1000, 3000, 6000, 20_000]), draw.choice([2000, 5000, 50_000])
    assert choose_sources(sources, target, ceiling) == exhaustive(sources, target, ceiling)


def test_public_aid_stops_at_its_ceiling() -> None:
    sources = [Source("a", 5000, True), Source("b", 5000, True), Source("c", 2000, False)]
    assert choose_sources(sources, 10_000, 8000) == FundingSet(("a", "b", "c"), 10_000)


def test_nothing_to_fund_asks_nobody() -> None:
    assert choose_sources([Source("a", 5, True)], 0, 0) == FundingSet((), 0)
