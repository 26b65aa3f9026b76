"""The dated past of a network: who took part in what, from when to when.

Two actors are tied from the year when both take part in one project (or event, group…), unless one
had left before the other came. Projects of over `LARGEST_GROUP` members tie nobody.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from tisserand.recommend.arrays import gather, rows_of
from tisserand.recommend.network import LARGEST_GROUP

if TYPE_CHECKING:
    from scipy import sparse

OPEN = 9999
"""Year of the end of what has none."""
HORIZON = 2
FEWEST_SOURCES = 25
"""Actors with a new tie under which neither learning nor choosing makes sense."""

Numbers = NDArray[np.int64]


class Ties(NamedTuple):
    """Pairs of members of one project, both ways round, with the year from which they are tied."""

    a: Numbers
    b: Numbers
    year: Numbers


@dataclass(frozen=True, eq=False)
class History:
    """Dated memberships, one a row: arrays of equal length.

    Attributes:
        actors, projects: how many there are; both are numbered from 0.
        actor, project: of each membership.
        since: year of its start.
        until: year of its end, `OPEN` when it is not known to end.
        last: last year in which it is known to be alive, so that the past fades.
        themes: project × theme, None when unknown.
        words: project × word of what it says of itself, None when unknown.
        profiles: actor × anything two actors can share (skills, place, funders), by name.
        of_projects: project × the same columns as the profile of that name.
        leads: whether each membership is that of who carries the project, None when unknown.
        joinable: whether each project is one that actors decide to join, None when all are.
    """

    actors: int
    projects: int
    actor: Numbers
    project: Numbers
    since: Numbers
    until: Numbers
    last: Numbers
    themes: sparse.csr_array | None = None
    words: sparse.csr_array | None = None
    profiles: dict[str, sparse.csr_array] = field(default_factory=dict)
    of_projects: dict[str, sparse.csr_array] = field(default_factory=dict)
    leads: NDArray[np.bool_] | None = None
    joinable: NDArray[np.bool_] | None = None

    @property
    def years(self) -> tuple[int, int]:
        """First and last year in which a membership starts; (0, -1) without any."""
        if not len(self.since):
            return 0, -1
        return int(self.since.min()), int(self.since.max())


def tie_members(history: History) -> Ties:
    """Every pair of members that met, both ways round; O(memberships × size of projects)."""
    order = np.lexsort((history.actor, history.project))
    actor, project = history.actor[order], history.project[order]
    start = rows_of(project, history.projects)
    size = np.diff(start)[project]
    rows = np.flatnonzero((size > 1) & (size <= LARGEST_GROUP))
    other, owner = gather(start, project[rows])
    one = rows[owner]
    year = np.maximum(history.since[order][one], history.since[order][other])
    met = year <= np.minimum(history.until[order][one], history.until[order][other])
    met &= actor[one] != actor[other]
    return Ties(actor[one][met], actor[other][met], year[met])


def newly_tied(history: History, ties: Ties, year: int, until: int) -> Numbers:
    """Actors known by the end of `year`, tied after it to another, by the end of `until`, to whom
    they were not tied before."""
    known = np.unique(history.actor[history.since <= year])
    pair = ties.a * history.actors + ties.b
    met = (ties.year > year) & (ties.year <= until)
    met &= np.isin(ties.a, known) & np.isin(ties.b, known)
    return np.unique(ties.a[met & ~np.isin(pair, pair[ties.year <= year])])


def is_rich(history: History, ties: Ties, year: int, horizon: int = HORIZON) -> bool:
    """Whether enough actors were newly tied in the last years for something to be learnt."""
    return len(newly_tied(history, ties, year - horizon, year)) >= FEWEST_SOURCES
