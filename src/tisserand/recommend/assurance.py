"""Whether anybody answers a need: « personne » is an answer, and a better one than a stranger.

The farther a helper is, the surer it must be: next door a long shot is worth a call, across the
country only who does just that is worth proposing. Weights and threshold come from needs whose
answers were taken away (`benchmarks/helpers_abstention.py`).
"""

from collections.abc import Sequence
from math import log

import numpy as np

from tisserand.recommend.expertise import HelperIndex
from tisserand.recommend.needs import Understood
from tisserand.recommend.ranking import Ranked
from tisserand.recommend.territory import HALF_DISTANCE_KM

NEAR = 4.0
"""What it weighs to be on the spot, beside the logarithm of the chance."""
ANYWHERE = 0.5
"""How near everybody is to a need that names no place."""
LEAST_CHANCE = 0.003
"""Chance of whoever is compared: no helper is impossible."""
LEAST_SURE = -1.2
"""Assurance under which nobody is proposed."""


def assurance_of(index: HelperIndex, understood: Understood, helpers: Sequence[Ranked]) -> float:
    """How sure it is that one of these helpers answers a need; compare with `LEAST_SURE`.

    Args:
        helpers: one at least.
    """
    chances = chances_of(index, understood, [one.actor for one in helpers])
    return max(
        log(chance + LEAST_CHANCE) + NEAR * _nearness(understood, one)
        for one, chance in zip(helpers, chances, strict=True)
    )


def chances_of(index: HelperIndex, understood: Understood, actors: Sequence[int]) -> list[float]:
    """How likely each actor masters what a need is about: Σ P(skill | need) · mastery."""
    wanted = np.array(actors, dtype=np.int32)
    chance = np.zeros(len(wanted))
    for skill, probability in understood.literal.items():
        row = index.holders(skill)
        if not len(row.actor):
            continue
        at = np.minimum(np.searchsorted(row.actor, wanted), len(row.actor) - 1)
        chance += probability * np.where(row.actor[at] == wanted, row.mastery[at], 0.0)
    return [float(value) for value in chance]


def _nearness(understood: Understood, helper: Ranked) -> float:
    """From 1 on the spot, through one half at `HALF_DISTANCE_KM`, to nothing."""
    if understood.place is None:
        return ANYWHERE
    if helper.distance_km is None:
        return 0.0
    return 1.0 / (1.0 + (helper.distance_km / HALF_DISTANCE_KM) ** 2)
