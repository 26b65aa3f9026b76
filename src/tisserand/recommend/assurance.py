"""Whether anybody answers a need: « personne » is an answer, and a better one than a stranger.

Three signs add up: how likely the best helper masters what is asked, how near its own words are
to those of the need, and how closely the need tells a skill that somebody holds at all. Weights
and threshold come from the half of the gold set used for building (`benchmarks/helpers.py`).
"""

from collections.abc import Mapping, Sequence
from math import log
from typing import NamedTuple

import numpy as np

from tisserand.recommend.expertise import HelperIndex
from tisserand.recommend.needs import Understood

OWN_WORDS = 3.0
"""What the closeness of an offer to the words of the need weighs, beside the skills."""
HELD = 1.5
"""What it weighs that the need tells a skill that somebody holds."""
HOLDS = 0.25
"""Mastery from which somebody is said to hold a skill."""
LEAST_SURE = 6.5
"""Assurance under which nobody is proposed."""
NEVER = 1e-9


class Assurance(NamedTuple):
    """How sure it is that somebody answers a need.

    Attributes:
        of_best: compare with `LEAST_SURE`.
        chance: actor → how likely it masters what is asked, in [0, 1].
    """

    of_best: float
    chance: dict[int, float]


def assure(
    index: HelperIndex,
    understood: Understood,
    actors: Sequence[int],
    alike: Mapping[int, float],
) -> Assurance:
    """How sure it is that these actors answer a need.

    Args:
        actors: numbers of the helpers, at least one.
        alike: actor → cosine of its closest offer to the need.
    """
    likely = understood.skills | understood.unlikely
    wanted = np.array(sorted(actors), dtype=np.int32)
    chance = np.zeros(len(wanted))
    held = NEVER
    for skill, probability in likely.items():
        row = index.holders(skill)
        if not len(row.actor):
            continue
        if row.mastery.max() >= HOLDS:
            held = max(held, probability)
        at = np.minimum(np.searchsorted(row.actor, wanted), len(row.actor) - 1)
        found = row.actor[at] == wanted
        chance[found] += probability * row.mastery[at[found]]
    own = np.array([alike.get(int(actor), 0.0) for actor in wanted])
    best = float(np.max(np.log(chance + NEVER) + OWN_WORDS * own))
    told = understood.evidence + log(held / max(likely.values(), default=1.0))
    return Assurance(best + HELD * told, dict(zip(wanted.tolist(), chance.tolist(), strict=True)))
