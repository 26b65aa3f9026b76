"""What a network was at the end of a year, and the ties that came later."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from tisserand.recommend.links.history import History, Numbers, Ties

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Snapshot:
    """The state at the end of `year`; actors known by then are numbered from 0.

    Attributes:
        known: number in the history of each actor.
        members: actor × project, 1 for every membership started by then.
        last: for each stored value of `members`, the last year known, at most `year`.
        ties: actor × actor, symmetric, 1 for every pair tied by then.
    """

    history: History
    year: int
    known: Numbers
    members: sparse.csr_array
    last: Numbers
    ties: sparse.csr_array

    @property
    def size(self) -> int:
        return len(self.known)

    @cached_property
    def degree(self) -> Floats:
        """How many actors each is tied to."""
        return np.diff(self.ties.indptr).astype(np.float64)

    @cached_property
    def project_size(self) -> Floats:
        return np.bincount(self.members.indices, minlength=self.history.projects).astype(float)

    def faded(self, half_life: float) -> sparse.csr_array:
        """Memberships that lose half of their weight every `half_life` years."""
        weight = 0.5 ** ((self.year - self.last) / half_life)
        shape = self.members.shape
        return sparse.csr_array((weight, self.members.indices, self.members.indptr), shape=shape)

    def weigh(self, half_life: float) -> sparse.csr_array:
        """Actor × actor: Σ over shared projects of recency / √(members - 1) (Newman, 2001)."""
        others = np.maximum(self.project_size - 1.0, 0.0)
        share = np.divide(1.0, np.sqrt(others), out=np.zeros_like(others), where=others > 0)
        root = self.faded(2.0 * half_life)  # the product of two roots fades with `half_life`
        woven = sparse.csr_array(root @ sparse.diags_array(share) @ root.T)
        woven = sparse.csr_array(woven.multiply(self.ties))
        woven.sort_indices()
        return woven


def take_snapshot(history: History, ties: Ties, year: int) -> Snapshot:
    """The state of the network at the end of a year."""
    at = np.flatnonzero(history.since <= year)
    known = np.unique(history.actor[at])
    actor = np.searchsorted(known, history.actor[at])
    last = np.minimum(history.last[at], year)
    order = np.lexsort((-last, history.project[at], actor))
    actor, project, last = actor[order], history.project[at][order], last[order]
    first = np.ones(len(actor), dtype=bool)
    first[1:] = (actor[1:] != actor[:-1]) | (project[1:] != project[:-1])
    actor, project, last = actor[first], project[first], last[first]
    start = np.searchsorted(actor, np.arange(len(known) + 1))
    shape = (len(known), history.projects)
    members = sparse.csr_array((np.ones(len(actor)), project, start), shape=shape)
    return Snapshot(history, year, known, members, last, _tied(ties, known, -1, year))


def new_ties(snapshot: Snapshot, ties: Ties, until: int) -> sparse.csr_array:
    """Pairs of known actors tied after the snapshot, by the end of `until`, and never before."""
    later = _tied(ties, snapshot.known, snapshot.year, until)
    fresh = sparse.csr_array(later - later.multiply(snapshot.ties))
    fresh.eliminate_zeros()
    fresh.sort_indices()
    return fresh


def _tied(ties: Ties, known: Numbers, after: int, until: int) -> sparse.csr_array:
    """Actor × actor, 1 for pairs of known actors tied in the years ]after, until]."""
    at = (ties.year > after) & (ties.year <= until)
    at &= np.isin(ties.a, known) & np.isin(ties.b, known)
    a, b = np.searchsorted(known, ties.a[at]), np.searchsorted(known, ties.b[at])
    shape = (len(known), len(known))
    tied = sparse.csr_array((np.ones(len(a)), (a, b)), shape=shape)
    tied.sum_duplicates()
    tied.data[:] = 1.0
    tied.sort_indices()
    return tied
