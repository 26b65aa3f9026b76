"""Whether anybody answers a need: « personne » is an answer, and a better one than a stranger.

What counts is the share of what the need may be about that somebody holds: a need that is about
skills nobody has, or about anything at all, is covered by nobody. The threshold comes from needs
whose answers were taken away (leave-one-out).
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from tisserand.recommend.expertise import HelperIndex
from tisserand.recommend.needs import Understood

LEAST_COVERED = 0.08
"""Share covered under which nobody is proposed."""


class Assurance(NamedTuple):
    """How sure it is that somebody answers a need.

    Attributes:
        covered: probability that the need is about what somebody holds; compare with
            `LEAST_COVERED`.
        chance: actor → how likely it masters what is asked, in [0, 1].
    """

    covered: float
    chance: dict[int, float]


def assure(index: HelperIndex, understood: Understood, actors: Sequence[int]) -> Assurance:
    """How sure it is that these actors, ascending or not, answer a need.

    Args:
        actors: numbers of the helpers, at least one.
    """
    wanted = np.array(sorted(actors), dtype=np.int32)
    chance = np.zeros(len(wanted))
    covered = 0.0
    for skill, probability in (understood.skills | understood.unlikely).items():
        row = index.holders(skill)
        if not len(row.actor):
            continue
        at = np.minimum(np.searchsorted(row.actor, wanted), len(row.actor) - 1)
        mastery = np.where(row.actor[at] == wanted, row.mastery[at], 0.0)
        chance += probability * mastery
        covered += probability * float(mastery.max())
    return Assurance(covered, dict(zip(wanted.tolist(), chance.tolist(), strict=True)))
