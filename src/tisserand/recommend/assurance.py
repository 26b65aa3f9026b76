"""Whether anybody answers a need: « personne » is an answer, and a better one than a stranger.

How likely it is that a skill that answers is mastered by one of those compared, Σ P(skill | need) ·
the best mastery, is set beside how well any skill is: the more offers, the better they cover what
is about something else. Being near tells only beside how near actors are in general: that all are
in one town says nothing of who answers, that a long shot is next door when most are far does.
Threshold from the gold needs used while building (`benchmarks/helpers_abstention.py`), with places
drawn anew in several ways (`benchmarks/helpers_places.py`).
"""

from collections.abc import Sequence
from math import log

import numpy as np
from numpy.typing import NDArray

from tisserand.recommend.expertise import HelperIndex
from tisserand.recommend.needs import Understood
from tisserand.recommend.ranking import Ranked
from tisserand.recommend.territory import nearness, squared_km, whereabouts

LEAST_COVERED = 0.003
"""Of whatever is asked: no answer is impossible."""
LEAST_USUAL = 0.1
"""How well any skill is covered, at least: that few offer anything makes nobody surer."""
LEAST_SURE = -0.4
"""Assurance under which nobody is proposed."""


def assurance_of(index: HelperIndex, understood: Understood, helpers: Sequence[Ranked]) -> float:
    """How sure it is that one of these helpers answers a need; compare with `LEAST_SURE`.

    Args:
        helpers: one at least.
    """
    wanted, first = np.unique([one.actor for one in helpers], return_index=True)
    near = _relative_nearness(index, understood, helpers)[first]
    covered = 0.0
    for skill, probability in understood.likely.items():
        row = index.holders(skill)
        if not len(row.actor):
            continue
        at = np.minimum(np.searchsorted(row.actor, wanted), len(row.actor) - 1)
        mastery = np.where(row.actor[at] == wanted, row.mastery[at], 0.0)
        covered += probability * float(np.max(mastery * near))
    return log(covered + LEAST_COVERED) - log(max(index.usual_mastery, LEAST_USUAL))


def _relative_nearness(
    index: HelperIndex, understood: Understood, helpers: Sequence[Ranked]
) -> NDArray[np.float64]:
    """(helpers,) how near each is beside how near actors are in the mean; 1 without a place."""
    place = understood.place
    here = None if place is None else whereabouts(index.territory, place).point
    if here is None:
        return np.ones(len(helpers))
    kilometres = [np.nan if one.distance_km is None else one.distance_km for one in helpers]
    usual = nearness(squared_km(index.some_points, here)).mean()
    relative: NDArray[np.float64] = nearness(np.square(kilometres)) / usual
    return relative
