"""Ranking of actors for the skills asked: the kernel, without words, records or databases.

score = match × nearness × closeness, in [0, 2.3]:
- match: Σ w·r·m / Σ w·r over the skills asked, where w is how much the skill is asked, r its
  rarity in the territory and m how well the actor masters it (expert finding by profiles,
  Balog et al., 2006, with inverse holder frequency);
- nearness: from 1 down to `FARTHEST` with the distance, more within the same EPCI;
- closeness: 1 + the tie between the asker and the actor, direct or through one third party
  (resource allocation, Zhou et al., 2009), at most 2.
"""

from collections.abc import Mapping
from math import inf, isnan, log2, sqrt
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tisserand.recommend import kernel
from tisserand.recommend.arrays import Incidence
from tisserand.recommend.expertise import HelperIndex
from tisserand.recommend.territory import (
    FARTHEST,
    HALF_DISTANCE_KM,
    SAME_EPCI,
    Whereabouts,
    squared_km,
)
from tisserand.reference.distance import EARTH_RADIUS_KM

RARITY_RADIUS_KM = 50.0
LEAST_MASTERY = 0.25
"""Who masters nothing asked better than that is no answer."""
MASTERS = 0.6  # said or offered; not a past project, nor a broader skill
LARGEST_NEIGHBOURHOOD = 200
NOWHERE, NO_POINTS, NO_EPCIS = np.zeros(0), np.zeros((0, 3)), np.zeros(0, np.int32)


class Ranked(NamedTuple):
    """A helper, by its number. `distance_km` is None when a place is unknown."""

    actor: int
    score: float
    match: float
    distance_km: float | None


class Ranking(NamedTuple):
    """The best helpers, the best first; `nearest` is the closest one left out for distance."""

    helpers: list[Ranked]
    nearest: Ranked | None


def rank_helpers(
    index: HelperIndex,
    skills: Mapping[str, float],
    *,
    near: Whereabouts | None = None,
    within_km: float | None = None,
    limit: int = 10,
    asker: int = -1,
    least: float = LEAST_MASTERY,
) -> Ranking:
    """Rank actors for weighted skills (IRIs). Equal scores end at the key of the actor.

    Args:
        least: best mastery of a skill, times how much it is asked beside the others, under
            which an actor is no answer.
        asker: number of the actor who asks, left out of the answer; -1 when unknown.
    """
    found = _compare(index, skills, near)
    reached = _reach(index, asker)
    within = inf if within_km is None else (within_km / EARTH_RADIUS_KM) ** 2
    scores = _score(index, found, reached, near, within, least)
    chosen, count = kernel.best(found.actor, scores, asker, limit)
    helpers = [_ranked(int(i), found, scores) for i in chosen[:count]]
    nearest = None
    if not helpers and within_km is not None:
        nearest = _nearest(found, _score(index, found, reached, near, inf, least), asker)
    _forget_reach(index, asker)
    return Ranking(helpers, nearest)


class _Compared(NamedTuple):
    """Actors of any skill asked, with their match, strongest proof and squared distance."""

    actor: NDArray[np.int32]
    match: NDArray[np.float64]
    strongest: NDArray[np.float64]
    squares: NDArray[np.float64]


def _compare(
    index: HelperIndex, skills: Mapping[str, float], near: Whereabouts | None
) -> _Compared:
    """The match of each actor; a skill that fewer master around weighs more."""
    rows = {iri: index.holders(iri) for iri in skills}
    size = sum(len(row.actor) for row in rows.values())
    slots = index.scratch.slots
    actor, squares = np.empty(size, np.int32), np.empty(size)
    match, strongest = np.zeros(size), np.zeros(size)
    origin = near.point if near is not None and near.point is not None else NOWHERE
    radius = (RARITY_RADIUS_KM / EARTH_RADIUS_KM) ** 2
    count = 0
    holders = []
    for iri, row in rows.items():
        points = index.points(iri) if len(origin) else NO_POINTS
        count, around = kernel.meet(row.actor, points, origin, radius, slots, actor, squares, count)
        holders.append(around if len(origin) else len(row.actor))
    weights = [
        asked / (1.0 + log2(max(around, 1)))
        for asked, around in zip(skills.values(), holders, strict=True)
    ]
    total, most = sum(weights), max(skills.values())
    for row, weight, asked in zip(rows.values(), weights, skills.values(), strict=True):
        kernel.add_match(*row, weight / total, asked / most, slots, match, strongest)
    kernel.forget(actor[:count], slots)
    return _Compared(actor[:count], match[:count], strongest[:count], squares[:count])


def _reach(index: HelperIndex, asker: int) -> NDArray[np.float64]:
    """Ties of the asker with all, in the scratch array; empty when nobody is known to ask."""
    if asker < 0:
        return NOWHERE
    reached = index.scratch.reached
    network = index.projection.network
    thirds, ties = network.row(asker)
    kernel.spread(thirds, ties, *network.spans(thirds), LARGEST_NEIGHBOURHOOD, reached)
    return reached


def _forget_reach(index: HelperIndex, asker: int) -> None:
    if asker < 0:
        return
    network, reached = index.projection.network, index.scratch.reached
    thirds, _ = network.row(asker)
    first, last, member, _ = network.spans(thirds)
    kernel.unspread(thirds, first, last, member, LARGEST_NEIGHBOURHOOD, reached)


def _score(
    index: HelperIndex,
    found: _Compared,
    reached: NDArray[np.float64],
    near: Whereabouts | None,
    within: float,
    least: float,
) -> NDArray[np.float64]:
    return kernel.score(
        *found,
        reached,
        NO_EPCIS if near is None else index.territory.epcis(found.actor),
        least,
        within,
        (HALF_DISTANCE_KM / EARTH_RADIUS_KM) ** 2,
        1.0 if near is None else FARTHEST,
        -2 if near is None else near.epci,
        SAME_EPCI,
    )


def _ranked(i: int, found: _Compared, scores: NDArray[np.float64]) -> Ranked:
    square = float(found.squares[i])
    distance = None if isnan(square) else sqrt(square) * EARTH_RADIUS_KM
    return Ranked(int(found.actor[i]), float(scores[i]), float(found.match[i]), distance)


def _nearest(found: _Compared, scores: NDArray[np.float64], asker: int) -> Ranked | None:
    """The closest answer, whatever the distance."""
    known = np.flatnonzero((scores > 0) & ~np.isnan(found.squares) & (found.actor != asker))
    if not len(known):
        return None
    order = np.lexsort((found.actor[known], found.squares[known]))
    return _ranked(int(known[order[0]]), found, scores)


def masters_around(index: HelperIndex, skill: str, near: Whereabouts | None) -> NDArray[np.int32]:
    """Who masters a skill, or a narrower one, around a place; in the whole View without one."""
    row = index.holders(skill)
    masters = row.actor[row.mastery >= MASTERS]
    if near is None or near.point is None:
        return masters
    squares = squared_km(index.points(skill)[row.mastery >= MASTERS], near.point)
    return masters[squares <= RARITY_RADIUS_KM**2]


def reach_of(network: Incidence, origin: int) -> NDArray[np.float64]:
    """(n,) ties of an actor to all: direct, and through third parties in proportion of their own.

    Third parties of more than `LARGEST_NEIGHBOURHOOD` ties know everybody, and count for nothing.
    """
    reached = np.zeros(len(network))
    thirds, ties = network.row(origin)
    kernel.spread(thirds, ties, *network.spans(thirds), LARGEST_NEIGHBOURHOOD, reached)
    return reached
