"""How well each skill is mastered around a place, by whoever masters it best there."""

from collections.abc import Collection, Sequence

import numpy as np
from numpy.typing import NDArray

from tisserand.recommend.arrays import Integers
from tisserand.recommend.territory import Territory, Whereabouts, nearness, squared_km

Row = tuple[Integers, NDArray[np.float64]]
"""Actors, and how well each masters one skill."""


class Mastered:
    """Who masters each of many skills, and where they are, as arrays read at once.

    Args:
        rows: one a skill.

    Attributes:
        actors: numbers of those who master any of these skills, ascending.
    """

    def __init__(self, rows: Sequence[Row], territory: Territory) -> None:
        sizes = np.array([len(actor) for actor, _ in rows], dtype=np.int64)
        actor = np.concatenate([np.zeros(0, np.int32), *(actor for actor, _ in rows)])
        self.actors, self._who = np.unique(actor, return_inverse=True)
        self._mastery = np.concatenate([np.zeros(0), *(mastery for _, mastery in rows)])
        self._held = np.flatnonzero(sizes)
        self._starts = (np.cumsum(sizes) - sizes)[self._held]
        self._count = len(rows)
        self._points = territory.points(self.actors)

    def nearness(
        self,
        where: Whereabouts | None,
        within_km: float | None = None,
        left_out: Collection[int] = (),
    ) -> NDArray[np.float64]:
        """(actors,) how near each is in [0, 1]; 1 when no place is asked, 0 for those left out."""
        near = np.ones(len(self.actors))
        if where is not None and where.point is not None:
            squares = squared_km(self._points, where.point)
            near = nearness(squares)
            if within_km is not None:
                near[~(squares <= within_km**2)] = 0.0
        near[np.isin(self.actors, list(left_out))] = 0.0
        return near

    def best(self, near: NDArray[np.float64]) -> NDArray[np.float64]:
        """(skills,) the best mastery of each, times how near who has it is; 0 for nobody's."""
        found = np.zeros(self._count)
        if len(self._held):
            found[self._held] = np.maximum.reduceat(self._mastery * near[self._who], self._starts)
        return found
