"""Whether anybody answers a need: « personne » is an answer, and a better one than a stranger.

How likely it is that a skill that answers is mastered near, Σ P(skill | need) · the best mastery
around, is set beside how well any skill is mastered around: the more offers, the better they cover
what is about something else; when all are in one town, being near says nothing of who answers.
Everybody counts, and every skill that the need may be about: what is read of a vague need is spread
thin, and those ranked are too few to tell a chance. What is read may be mistaken, which counts for
how sure it is, not for who comes first.

A craft told in words of its own (tattooing, thatch) is rare, and no neighbour stands in for it;
what is told in everybody's words (helping the young, looking after a building) is done by many.
Weights from the gold needs used while building (`benchmarks/helpers_abstention.py`), with places
drawn anew in several ways (`benchmarks/helpers_places.py`).
"""

from collections.abc import Collection
from math import inf, log

import numpy as np

from tisserand.recommend.expertise import HelperIndex
from tisserand.recommend.mastered import Mastered
from tisserand.recommend.needs import Understood
from tisserand.recommend.territory import Whereabouts

LEAST_COVERED = 0.003
"""Of whatever is asked: no answer is impossible."""
LEAST_USUAL = 0.1
"""How well any skill is mastered, at least: that few offer anything makes nobody surer."""
MISTAKEN = 0.5
"""Share of the probability that goes to what the skills read are mistaken for."""
SHARED = 3.0
"""What it weighs that a skill is told in everybody's words."""
LEAST_SURE = 0.03
"""Assurance under which nobody is proposed: any other skill is mastered nearly as well."""


def assurance_of(
    index: HelperIndex,
    understood: Understood,
    where: Whereabouts | None,
    within_km: float | None = None,
    left_out: Collection[int] = (),
) -> float:
    """How sure it is that somebody answers a need; compare with `LEAST_SURE`.

    Args:
        within_km: how far at most help may come from.
        left_out: numbers of actors who cannot answer.

    Returns:
        A logarithm; infinite when offers are not read by meaning, and nothing tells.
    """
    if index.offered is None:
        return inf
    space, mastered = index.offered.space, index.mastered
    read = np.array([understood.likely.get(one.iri, 0.0) for one in space.skills])
    own = (1 - MISTAKEN) * read + MISTAKEN * (read @ space.mistaken)
    around = mastered.nearness(where)
    best, near = mastered.best(around), float(np.mean(around)) if len(around) else 1.0
    usual = max(float(best.mean()), LEAST_USUAL * near)
    reached = mastered.nearness(where, within_km, left_out)
    if (reached != around).any():
        best = mastered.best(reached)
    imported = space.apart_from_own(understood.likely)
    others = Mastered([index.holders(iri) for iri in imported], index.territory)
    covered = own @ best + np.array(list(imported.values())) @ others.best(
        others.nearness(where, within_km, left_out)
    )
    is_shared = log(own @ space.shared / own.sum()) if own.any() else 0.0
    return log(covered + LEAST_COVERED * near) - log(usual) + SHARED * is_shared
