"""Weak signals: how often something is flagged where nothing rises, how often a rise is found.

Invented territories: themes of unequal fame, mentioned more every year, in communities. Where
years are shuffled nothing rises: the share of territories with anything flagged must not pass the
rate that is told. Where rises are planted, they must be found, and little else. The baseline, in
the same run: flagging each theme whose test alone passes at the same rate.
"""

import argparse
import sys
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

if __package__ in (None, ""):
    sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.measure import cpu_time, versions, write_result
from tisserand.recommend.rises import (
    FALSE_ALARMS,
    LEAST_COMMUNITIES,
    LEAST_MENTIONS,
    LEAST_RECENT,
    Mentions,
    at_least,
    find_rises,
)

THEMES, MENTIONS, COMMUNITIES = 60, 1200, 12
FIRST, LAST, SINCE = 2008, 2024, 2023
PLANTED = 4
FOLD = 4.0
"""How many times more often a planted theme is mentioned in the recent years."""


def territory(random: np.random.Generator, planted: NDArray[np.int64]) -> Mentions:
    """Mentions drawn theme by fame and year by growth; planted themes more often of late."""
    fame = 1.0 / np.arange(4, THEMES + 4)
    years = np.arange(FIRST, LAST + 1)
    weight = np.outer(fame / fame.sum(), np.linspace(1.0, 3.0, len(years)))
    weight[np.ix_(planted, years >= SINCE)] *= FOLD
    drawn = random.choice(weight.size, MENTIONS, p=(weight / weight.sum()).ravel())
    concept, year = np.divmod(drawn, len(years))
    return Mentions(concept, FIRST + year, random.integers(COMMUNITIES, size=MENTIONS))


def shuffled(random: np.random.Generator, mentions: Mentions) -> Mentions:
    """The same mentions, each of another year of theirs."""
    return mentions._replace(year=random.permutation(mentions.year))


def alone(mentions: Mentions) -> set[int]:
    """The baseline: themes whose own test passes at the rate, however many are tested."""
    late = mentions.year >= SINCE
    found = set()
    for concept in np.unique(mentions.concept).tolist():
        of_it = mentions.concept == concept
        recent, count = int((of_it & late).sum()), int(of_it.sum())
        apart = len(np.unique(mentions.community[of_it & late])) >= LEAST_COMMUNITIES
        if count >= LEAST_MENTIONS and recent >= LEAST_RECENT and apart:
            chance = at_least(recent, count, int(late.sum()), len(late))
            found |= {concept} if chance <= FALSE_ALARMS else set()
    return found


def flagged(mentions: Mentions) -> set[int]:
    """What the product flags."""
    return {rise.concept for rise in find_rises(mentions, SINCE)}


def measure(runs: int, seed: int) -> dict[str, Any]:
    """Shares over territories, of the product and of the baseline."""
    random = np.random.default_rng(seed)
    methods = {"product": flagged, "alone": alone}
    alarms = dict.fromkeys(methods, 0)
    found = {name: [0, 0, 0] for name in methods}
    for _ in range(runs):
        planted = random.choice(np.arange(THEMES // 3), PLANTED, replace=False)
        rising = territory(random, planted)
        quiet = shuffled(random, rising)
        for name, method in methods.items():
            alarms[name] += bool(method(quiet))
            said, true = method(rising), set(planted.tolist())
            counts = len(said & true), len(said - true), len(said)
            found[name] = [a + b for a, b in zip(found[name], counts, strict=True)]
    return {
        name: {
            "territories_with_a_false_alarm": round(alarms[name] / runs, 4),
            "planted_found": round(found[name][0] / (PLANTED * runs), 4),
            "false_among_flagged": round(found[name][1] / max(found[name][2], 1), 4),
        }
        for name in methods
    }


def main(arguments: list[str] | None = None) -> dict[str, Any]:
    """Measure, and write `results/signals.json`."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=400)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(arguments)
    shares, seconds = cpu_time(lambda: measure(options.runs, options.seed))
    result = shares | {
        "stated_rate": FALSE_ALARMS,
        "territories": options.runs,
        "planted_fold": FOLD,
        "cpu_seconds": round(seconds, 1),
        "versions": versions("numpy"),
    }
    print(write_result("signals", result))
    return result


if __name__ == "__main__":
    main()
