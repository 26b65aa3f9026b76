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
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tisserand.recommend.arrays import Incidence, gather
from tisserand.recommend.expertise import HelperIndex
from tisserand.recommend.territory import SAME_EPCI, Whereabouts, nearness, squared_km

RARITY_RADIUS_KM = 50.0
LEAST_MASTERY = 0.25
"""Who masters nothing asked better than that is no answer."""
MASTERS = 0.6  # said or offered; not a past project, nor a broader skill
LARGEST_NEIGHBOURHOOD = 200


class Ranked(NamedTuple):
    """A helper, by its number. `distance_km` is NaN when a place is unknown."""

    actor: int
    score: float
    match: float
    distance_km: float


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
) -> Ranking:
    """Rank actors for weighted skills (IRIs). Equal scores end at the key of the actor.

    Args:
        asker: number of the actor who asks, left out of the answer; -1 when unknown.
    """
    actor, masteries = _candidates(index, skills)
    asked = np.array(list(skills.values()))
    squares = _squares(index, actor, near)
    match = _match(masteries, asked, squares)
    score = match.copy()
    if near is not None:
        score *= nearness(squares)
        score[index.territory.epci[actor] == near.epci] *= SAME_EPCI
    if asker >= 0:
        score *= 1.0 + _closeness(index.projection.network, asker, actor)
    strongest = (masteries * (asked / asked.max())[:, None]).max(axis=0)
    fits = (strongest >= LEAST_MASTERY) & (actor != asker)
    inside = fits if within_km is None else fits & (squares <= within_km**2)
    chosen = _best(score, np.flatnonzero(inside), limit)
    rows = [_ranked(i, actor, score, match, squares) for i in chosen]
    if rows or within_km is None or not fits.any():
        return Ranking(rows, None)
    outside = np.flatnonzero(fits & ~np.isnan(squares))
    if not len(outside):
        return Ranking(rows, None)
    closest = int(outside[np.argmin(squares[outside])])
    return Ranking(rows, _ranked(closest, actor, score, match, squares))


def masters_around(index: HelperIndex, skill: str, near: Whereabouts | None) -> NDArray[np.int32]:
    """Who masters a skill, or a narrower one, around a place; in the whole View without one."""
    row = index.holders(skill)
    masters = row.actor[row.mastery >= MASTERS]
    if near is None or near.point is None:
        return masters
    squares = squared_km(index.territory.points[masters], near.point)
    return masters[squares <= RARITY_RADIUS_KM**2]


def _ranked(
    i: int,
    actor: NDArray[np.int32],
    score: NDArray[np.float64],
    match: NDArray[np.float64],
    squares: NDArray[np.float64],
) -> Ranked:
    distance = float(np.sqrt(squares[i]))
    return Ranked(int(actor[i]), float(score[i]), float(match[i]), distance)


def _candidates(
    index: HelperIndex, skills: Mapping[str, float]
) -> tuple[NDArray[np.int32], NDArray[np.float64]]:
    """Actors of any skill asked, ascending, and their mastery of each: (skills, actors)."""
    rows = [index.holders(iri) for iri in skills]
    if len(rows) == 1:
        return rows[0].actor, rows[0].mastery[None, :]
    actor = np.unique(np.concatenate([row.actor for row in rows] or [np.zeros(0, np.int32)]))
    masteries = np.zeros((len(rows), len(actor)))
    for row, mastery in zip(rows, masteries, strict=True):
        mastery[np.searchsorted(actor, row.actor)] = row.mastery
    return actor, masteries


def _squares(
    index: HelperIndex, actor: NDArray[np.int32], near: Whereabouts | None
) -> NDArray[np.float64]:
    if near is None or near.point is None:
        return np.full(len(actor), np.nan)
    return squared_km(index.territory.points[actor], near.point)


def _match(
    masteries: NDArray[np.float64], asked: NDArray[np.float64], squares: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Weighted mean of the masteries; fewer holders around weigh more."""
    around = squares <= RARITY_RADIUS_KM**2
    if not around.any():
        around = np.ones_like(around)
    holders = (masteries[:, around] > 0).sum(axis=1)
    weight = asked / (1.0 + np.log2(np.maximum(holders, 1)))
    total = weight.sum()
    return np.asarray(weight @ masteries / total if total else weight @ masteries)


def _closeness(network: Incidence, asker: int, actor: NDArray[np.int32]) -> NDArray[np.float64]:
    """Tie of the asker with each actor, at most 1."""
    reached = spread(network, asker)
    return np.minimum(reached[actor], 1.0)


def spread(network: Incidence, origin: int) -> NDArray[np.float64]:
    """Ties from an actor to all: direct, and through third parties in proportion of their own.

    Third parties of more than `LARGEST_NEIGHBOURHOOD` ties know everybody, and count for nothing.
    """
    reached = np.zeros(len(network.start) - 1)
    third, tie = network.row(origin)
    degree = network.start[third + 1] - network.start[third]
    kept = degree <= LARGEST_NEIGHBOURHOOD
    position, owner = gather(network.start, third[kept])
    if len(position):
        total = np.add.reduceat(
            network.weight[position], np.flatnonzero(np.diff(owner, prepend=-1))
        )
        passed = (tie[kept] / total)[owner] * network.weight[position]
        reached += np.bincount(network.member[position], passed, minlength=len(reached))
    reached[third] += tie
    return reached


def _best(score: NDArray[np.float64], among: NDArray[np.intp], limit: int) -> NDArray[np.intp]:
    """Positions of the greatest scores; equal ones in ascending order of position."""
    rounded = np.round(score[among], 9)
    if len(among) > limit:
        least = np.partition(rounded, len(rounded) - limit)[len(rounded) - limit]
        kept = rounded >= least
        among, rounded = among[kept], rounded[kept]
    return among[np.argsort(-rounded, kind="stable")][:limit]
