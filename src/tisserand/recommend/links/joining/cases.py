"""Projects of the past, those who carried them, and who joined.

Of a project that begins after a year, its carrier and its first partner are given: without anybody
the question would be who is active, and with everybody nobody would be left to foresee.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from tisserand.recommend.arrays import rows_of
from tisserand.recommend.links.history import History, Numbers
from tisserand.recommend.links.snapshot import Snapshot

GIVEN = 2
"""Members of a project that are given, at most."""


class Cases(NamedTuple):
    """Projects asked about, one a row.

    Attributes:
        project: number in the history of each.
        given: project × actor of the snapshot, 1 for the members that are given.
    """

    project: Numbers
    given: sparse.csr_array

    @property
    def size(self) -> int:
        return len(self.project)

    def allowed(self, rows: Numbers) -> NDArray[np.bool_]:
        """(rows, actors): whether each actor may join, as those who are in cannot."""
        outside: NDArray[np.bool_] = self.given[rows].toarray() == 0
        return outside


def cases_of(
    history: History, snapshot: Snapshot, after: int, until: int
) -> tuple[Cases, sparse.csr_array]:
    """The projects begun in ]after, until], and project × actor for the others who joined them.

    Who was not known at the snapshot is neither given nor foreseen.
    """
    begun = np.full(history.projects, until + 1)
    np.minimum.at(begun, history.project, history.since)
    is_asked = (begun > after) & (begun <= until)
    if history.joinable is not None:
        is_asked &= history.joinable
    projects = np.flatnonzero(is_asked)
    project, actor, is_given = _given(history, is_asked)
    known = np.isin(actor, snapshot.known)
    row = np.searchsorted(projects, project)
    column = np.searchsorted(snapshot.known, actor)
    shape = (len(projects), snapshot.size)
    given, others = known & is_given, known & ~is_given
    parts = [_pairs(row[at], column[at], shape) for at in (given, others)]
    return Cases(projects, parts[0]), parts[1]


def _given(
    history: History, is_asked: NDArray[np.bool_]
) -> tuple[Numbers, Numbers, NDArray[np.bool_]]:
    """Project, actor and whether it is given, of each member once: carriers, then as listed."""
    at = np.flatnonzero(is_asked[history.project])
    leads = np.zeros(len(at), dtype=bool) if history.leads is None else history.leads[at]
    order = at[np.lexsort((at, ~leads, history.project[at]))]
    project, actor = history.project[order], history.actor[order]
    _, first = np.unique(project * max(history.actors, 1) + actor, return_index=True)
    kept = np.sort(first)
    project, actor = project[kept], actor[kept]
    rank = np.arange(len(project)) - rows_of(project, history.projects)[project]
    return project, actor, rank < GIVEN


def _pairs(row: Numbers, column: Numbers, shape: tuple[int, int]) -> sparse.csr_array:
    pairs = sparse.csr_array((np.ones(len(row)), (row, column)), shape=shape)
    pairs.sort_indices()
    return pairs
