"""The projection of a View, brought up to a reader by its change log.

What is computed for an actor depends on what is two steps away at most: it is computed again on
the small graph around what changed, by the functions that compute it for all.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tisserand.recommend.arrays import Graph, Incidence, Projection, rows_of
from tisserand.recommend.evidence import find_funders, find_holders, find_seekers
from tisserand.recommend.following import Followed, follow
from tisserand.recommend.incidence import transpose
from tisserand.recommend.network import tie_actors
from tisserand.recommend.splicing import GONE, UnfollowableError, splice_sorted
from tisserand.recommend.vicinity import (
    Groups,
    Numbers,
    groups_around,
    restrict,
    tied_by,
    ties_graph,
    witnesses,
)
from tisserand.store.port import GraphReader

FEWEST, LARGEST_SHARE = 100, 20
"""A rebuild is as fast when more are touched than that, and than one entity in so many."""


def update_projection(projection: Projection, reader: GraphReader) -> Projection | None:
    """The projection as the reader tells the graph; None when it had better be built anew.

    Args:
        projection: of the same store and role, at an earlier sequence number.
    """
    if projection.sequence == reader.sequence:
        return projection
    touched: set[str] = set()
    for change in reader.changes(projection.sequence):
        touched.add(change.key)
        if len(touched) > FEWEST + len(projection) // LARGEST_SHARE:
            return None
    try:
        keys = sorted(touched)
        return _updated(projection, follow(projection, keys, reader.part(keys)), reader.sequence)
    except UnfollowableError:
        return None


def _updated(old: Projection, followed: Followed, sequence: int) -> Projection:
    graph = followed.graph
    proven = _proven(old, followed)
    within = witnesses(graph, proven)
    around = restrict(graph, within)
    kept = _kept(followed, proven)
    holders, funders, seekers = (
        _evidence(getattr(old, name), find(around), within, proven, followed, kept)
        for name, find in _EVIDENCE
    )
    return Projection(
        **{name: getattr(graph, name) for name in Graph.__dataclass_fields__},
        holders=holders,
        masteries=transpose(holders, len(graph)),
        funders=funders,
        seekers=seekers,
        network=_network(old, followed),
        sequence=sequence,
        role=old.role,
    )


_EVIDENCE = (("holders", find_holders), ("funders", find_funders), ("seekers", find_seekers))


class _Entries(NamedTuple):
    """The entries of an incidence, by row then member."""

    row: NDArray[np.integer]
    member: NDArray[np.integer]
    weight: NDArray[np.float64]

    def where(self, mask: NDArray[np.bool_]) -> "_Entries":
        return _Entries(self.row[mask], self.member[mask], self.weight[mask])


def _entries(incidence: Incidence) -> _Entries:
    rows = np.repeat(np.arange(len(incidence.start) - 1), np.diff(incidence.start))
    return _Entries(rows, incidence.member, incidence.weight)


def _proven(old: Projection, followed: Followed) -> Numbers:
    """Those whose evidence may have changed."""
    before = witnesses(old, followed.old)
    return _both(followed.moved, before, witnesses(followed.graph, followed.new))


def _tied(old: Projection, followed: Followed) -> Numbers:
    """Those whose ties may have changed: a group may tie what it did not, before or after."""
    back = np.full(len(followed.graph), GONE)
    still = np.flatnonzero(followed.moved != GONE)
    back[followed.moved[still]] = still
    before = groups_around(old, followed.old)
    after = groups_around(followed.graph, followed.new)
    were = Groups(*(_both(back, *pair) for pair in zip(after, before, strict=True)))
    are = Groups(*(_both(followed.moved, *pair) for pair in zip(before, after, strict=True)))
    return _both(followed.moved, tied_by(old, were), tied_by(followed.graph, are))


def _both(moved: Numbers, numbers: Numbers, others: Numbers) -> Numbers:
    """Numbers of one graph, as they are in the other, with others of that one."""
    there = moved[numbers]
    return np.union1d(there[there != GONE], others)


def _kept(followed: Followed, anew: Numbers) -> NDArray[np.bool_]:
    """The old entities that are still there, and for which nothing is computed anew."""
    computed = np.zeros(len(followed.graph) + 1, dtype=bool)
    computed[anew] = True
    computed[GONE] = True
    return ~computed[followed.moved]


def _evidence(
    old: Incidence,
    found: Incidence,
    within: Numbers,
    anew: Numbers,
    followed: Followed,
    kept: NDArray[np.bool_],
) -> Incidence:
    """Concept × actor, with the entries of the actors of `anew` as they were found."""
    stay = _entries(old)
    stay = stay.where(kept[stay.member])
    stay = stay._replace(row=followed.concepts[stay.row], member=followed.moved[stay.member])
    come = _entries(found)
    come = come._replace(member=within[come.member])
    come = come.where(np.isin(come.member, anew))
    return _merged(stay, come, len(followed.graph.concepts), len(followed.graph))


def _network(old: Projection, followed: Followed) -> Incidence:
    graph = followed.graph
    anew = _tied(old, followed)
    within = ties_graph(graph, anew)
    stay = _entries(old.network)
    stay = stay.where(_kept(followed, anew)[stay.row])
    stay = stay._replace(row=followed.moved[stay.row], member=followed.moved[stay.member])
    come = _entries(tie_actors(restrict(graph, within)))
    come = come._replace(row=within[come.row], member=within[come.member])
    come = come.where(np.isin(come.row, anew))
    return _merged(stay, come, len(graph), len(graph))


def _merged(stay: _Entries, come: _Entries, rows: int, members: int) -> Incidence:
    """Raises UnfollowableError when what stays names what is gone."""
    if len(stay.row) and min(stay.row.min(), stay.member.min()) == GONE:
        raise UnfollowableError
    every = np.ones(len(stay.row), dtype=bool)
    keys = [part.row.astype(np.int64) * members + part.member for part in (stay, come)]
    order = splice_sorted(keys[0], every, keys[1])
    row = order.column(np.asarray(stay.row), come.row)
    return Incidence(
        rows_of(row, rows),
        order.column(stay.member.astype(np.int32), come.member),
        order.column(stay.weight, come.weight),
    )
