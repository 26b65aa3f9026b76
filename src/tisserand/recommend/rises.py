"""Which concepts rise: more recent mentions than chance gives, with false discoveries controlled.

Each mention is a dated thing (need, project, grant) about a concept. If years said nothing about
concepts, the recent mentions of a concept would follow the hypergeometric law of drawing its
mentions among all (Fisher's exact test, one-sided), so growth of the whole is no rise. Of the
concepts told, a share of at most `rate` is false (Benjamini and Hochberg, 1995).
"""

from math import exp, lgamma
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

FALSE_ALARMS = 0.05
LEAST_MENTIONS = 5
"""A concept less mentioned is not tested: nothing could be said of it."""
LEAST_RECENT = 3
LEAST_COMMUNITIES = 2


class Mentions(NamedTuple):
    """Columns of equal length.

    `community`: where the concept is mentioned, -1 when nobody is known to be concerned.
    """

    concept: NDArray[np.int64]
    year: NDArray[np.int64]
    community: NDArray[np.int64]


class Rise(NamedTuple):
    """A concept that rises: its recent mentions, those expected, and how likely by chance."""

    concept: int
    recent: int
    expected: float
    chance: float
    communities: tuple[int, ...]


def find_rises(mentions: Mentions, since: int, rate: float = FALSE_ALARMS) -> list[Rise]:
    """Concepts that rise from a year on in several communities, the least likely first."""
    is_recent = mentions.year >= since
    every, recent = len(mentions.year), int(is_recent.sum())
    tested: list[Rise] = []
    for concept in np.unique(mentions.concept).tolist():
        of_it = mentions.concept == concept
        count, late = int(of_it.sum()), of_it & is_recent
        if count < LEAST_MENTIONS:
            continue
        seen = np.unique(mentions.community[late])
        chance = at_least(int(late.sum()), count, recent, every)
        expected = count * recent / every
        communities = tuple(seen[seen >= 0].tolist())
        tested.append(Rise(concept, int(late.sum()), expected, chance, communities))
    return [rise for rise in _kept(tested, rate) if _is_told(rise)]


def _kept(tested: list[Rise], rate: float) -> list[Rise]:
    """Benjamini and Hochberg's step-up procedure."""
    tested.sort(key=lambda rise: (rise.chance, rise.concept))
    bounds = [rate * rank / len(tested) for rank in range(1, len(tested) + 1)]
    passed = [n for n, rise in enumerate(tested, 1) if rise.chance <= bounds[n - 1]]
    return tested[: max(passed, default=0)]


def _is_told(rise: Rise) -> bool:
    return rise.recent >= LEAST_RECENT and len(rise.communities) >= LEAST_COMMUNITIES


def at_least(found: int, drawn: int, marked: int, every: int) -> float:
    """Chance of at least `found` marked ones among `drawn` of `every`, `marked` of which are."""
    top = min(drawn, marked)
    whole = _log_choose(every, drawn)
    terms = (
        _log_choose(marked, n) + _log_choose(every - marked, drawn - n) - whole
        for n in range(max(found, drawn + marked - every, 0), top + 1)
    )
    return min(sum(map(exp, terms)), 1.0)


def _log_choose(every: int, drawn: int) -> float:
    return lgamma(every + 1) - lgamma(drawn + 1) - lgamma(every - drawn + 1)
