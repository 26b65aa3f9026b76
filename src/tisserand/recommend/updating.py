"""The projection of a View, brought up to a reader by its change log.

What is computed for an actor depends on what is two steps away at most: it is computed again on
the small graph around what changed, by the functions that compute it for all.
"""

import numpy as np

from tisserand.recommend.arrays import Incidence, Projection
from tisserand.recommend.evidence import find_funders, find_holders, find_seekers
from tisserand.recommend.following import Followed, FollowedProjection, follow
from tisserand.recommend.network import tie_actors
from tisserand.recommend.spliced_incidence import Changed, Entries, SplicedIncidence
from tisserand.recommend.splicing import GONE, Positions, UnfollowableError
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
    base = projection.base if isinstance(projection, FollowedProjection) else projection
    touched: set[str] = set()
    for change in reader.changes(base.sequence):
        touched.add(change.key)
        if len(touched) > FEWEST + len(base) // LARGEST_SHARE:
            return None
    keys = sorted(touched)
    try:
        followed = follow(base, keys, reader.part(keys))
    except UnfollowableError:
        return None
    return FollowedProjection(
        base,
        len(touched),
        followed.graph,
        **_evidence(base, followed),
        network=_network(base, followed),
        sequence=reader.sequence,
        role=base.role,
    )


_EVIDENCE = {"holders": find_holders, "funders": find_funders, "seekers": find_seekers}


def _evidence(old: Projection, followed: Followed) -> dict[str, Incidence]:
    """Who masters, funds and seeks what; what those concerned show is found again."""
    graph = followed.graph
    before = witnesses(old, followed.old)
    proven = _both(followed.numbers.now(before), witnesses(graph, followed.new))
    within = witnesses(graph, proven)
    around = restrict(graph, within)
    found: dict[str, Incidence] = {}
    for name, find in _EVIDENCE.items():
        come = _entries(find(around))
        come = come._replace(member=within[come.member])
        come = come.take(np.flatnonzero(np.isin(come.member, proven)))
        changed = Changed(followed.concepts, followed.numbers.now, _NONE, proven, come)
        found[name] = SplicedIncidence(getattr(old, name), changed)
        if name == "holders":
            come = _transposed(come)
            changed = Changed(followed.numbers.rows, followed.concepts.now, proven, _NONE, come)
            found["masteries"] = SplicedIncidence(old.masteries, changed)
    return found


_NONE = np.zeros(0, np.int64)


def _entries(incidence: Incidence) -> Entries:
    rows = np.repeat(np.arange(len(incidence.start) - 1), np.diff(incidence.start))
    return Entries(rows, incidence.member.astype(np.int64), incidence.weight)


def _transposed(entries: Entries) -> Entries:
    order = np.argsort(entries.member, kind="stable")
    return Entries(entries.member[order], entries.row[order], entries.weight[order])


def _network(old: Projection, followed: Followed) -> Incidence:
    graph, numbers = followed.graph, followed.numbers
    anew = _tied(old, followed)
    within = ties_graph(graph, anew)
    come = _entries(tie_actors(restrict(graph, within)))
    come = come._replace(row=within[come.row], member=within[come.member])
    come = come.take(np.flatnonzero(np.isin(come.row, anew)))
    return SplicedIncidence(old.network, Changed(numbers.rows, numbers.now, anew, _NONE, come))


def _tied(old: Projection, followed: Followed) -> Numbers:
    """Those whose ties may have changed: a group may tie what it did not, before or after."""
    numbers = followed.numbers
    before = groups_around(old, followed.old)
    after = groups_around(followed.graph, followed.new)
    were = Groups(*(_both(numbers.before(a), b) for a, b in zip(after, before, strict=True)))
    are = Groups(*(_both(numbers.now(b), a) for b, a in zip(before, after, strict=True)))
    return _both(numbers.now(tied_by(old, were)), tied_by(followed.graph, are))


def _both(there: Positions, others: Numbers) -> Numbers:
    """Numbers of one graph as they are in the other, with others of that one."""
    return np.union1d(there[there != GONE], others).astype(np.int64)
