"""Plain indices of who joins a project: those of pairs, added over the members that are given."""

from collections.abc import Callable

import numpy as np

from tisserand.recommend.links import indices
from tisserand.recommend.links.history import Numbers
from tisserand.recommend.links.indices import Score
from tisserand.recommend.links.joining.cases import Cases
from tisserand.recommend.links.snapshot import Floats, Snapshot

Lifted = Callable[[Cases, Numbers], Floats]
"""Cases and some of their rows → scores, (rows, all actors of the snapshot)."""


def lift(score: Score, take: np.ufunc = np.add) -> Lifted:
    """The score of a project: that of each member given, added, or the greatest of them."""

    def lifted(cases: Cases, rows: Numbers) -> Floats:
        given = cases.given[rows]
        total = np.zeros(given.shape)
        if given.nnz:
            members, position = np.unique(given.indices, return_inverse=True)
            some = np.flatnonzero(np.diff(given.indptr))
            each = score(members.astype(np.int64))[position]
            total[some] = take.reduceat(each, given.indptr[some], axis=0)
        return total

    return lifted


def former_partners(snapshot: Snapshot) -> Score:
    """Ties that are there already, the recent and the close ones more."""
    woven = snapshot.weigh(indices.HALF_LIFE)
    return lambda actors: woven[actors].toarray()


INDICES: dict[str, Callable[[Snapshot], Lifted]] = {
    "degree": lambda snapshot: _of_all(indices.degree(snapshot)),
    "recent_activity": lambda snapshot: _of_all(indices.recent_activity(snapshot)),
    "former_partners": lambda snapshot: lift(former_partners(snapshot)),
    "common_neighbours": lambda snapshot: lift(indices.common_neighbours(snapshot)),
    "adamic_adar": lambda snapshot: lift(indices.adamic_adar(snapshot)),
    "recent_walk": lambda snapshot: lift(indices.recent_walk(snapshot)),
}
"""What the ranker is compared with on the past, and falls back on when it does not win."""


def _of_all(score: Score) -> Lifted:
    """A score that is the same whoever asks."""
    return lambda cases, rows: np.repeat(score(np.zeros(1, np.int64)), len(rows), axis=0)
