"""What depends on a few entities, and the small graph that is enough to tell it again."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tisserand.recommend.arrays import (
    IS_ACTOR,
    KINDS,
    PREDICATES,
    Graph,
    Links,
    Marks,
    rows_of,
)
from tisserand.recommend.network import FUNDED, LARGEST_GROUP, TOGETHER
from tisserand.recommend.strings import Strings

Numbers = NDArray[np.int64]

_IS_SHARED = np.isin(KINDS, TOGETHER + FUNDED)
_FUNDER, _BENEFICIARY, _FUNDS = map(PREDICATES.index, ("funder", "beneficiary", "funds"))


def neighbours(graph: Graph, numbers: Numbers) -> Numbers:
    """The entities that links tie to these, either way."""
    out, into = graph.links.outward(numbers), graph.links.inward(numbers)
    return np.unique(np.concatenate([out.object, into.subject])).astype(np.int64)


def witnesses(graph: Graph, numbers: Numbers) -> Numbers:
    """The entities whose evidence (`evidence.find_*`) these may change; also those that the
    evidence on these depends on."""
    near = neighbours(graph, numbers)
    return _union(numbers, near, neighbours(graph, _subjects(graph, near, _FUNDS)))


class Groups(NamedTuple):
    """What ties the entities around some others: projects, events, grants; and funders."""

    around: Numbers
    shared: Numbers
    funders: Numbers


def groups_around(graph: Graph, numbers: Numbers) -> Groups:
    """What ties (`network.tie_actors`) those that these may change the ties of."""
    around = _union(numbers, neighbours(graph, numbers))
    shared = around[_IS_SHARED[graph.kind[around]]]
    return Groups(around, shared, _along(graph, numbers, _FUNDER))


def tied_by(graph: Graph, groups: Groups) -> Numbers:
    """Those that are tied by these, and those around."""
    members = [_members(graph, thing) for thing in groups.shared.tolist()]
    members += [_beneficiaries(graph, funder) for funder in groups.funders.tolist()]
    return _union(groups.around, *(one for one in members if len(one) <= LARGEST_GROUP))


def ties_graph(graph: Graph, numbers: Numbers) -> Numbers:
    """The entities that the ties of these depend on, themselves included.

    Of what ties nobody because too many are in it, only so much as to show that.
    """
    near = neighbours(graph, numbers)
    around = _union(numbers, near)
    shared = around[_IS_SHARED[graph.kind[around]]]
    groups = {thing: _members(graph, thing) for thing in shared.tolist()}
    crowds = [thing for thing, group in groups.items() if len(group) > LARGEST_GROUP]
    parts = [np.setdiff1d(around, crowds), _subjects(graph, around, _FUNDER)]
    parts += [group for thing, group in groups.items() if len(group) <= LARGEST_GROUP]
    parts += [_funding(graph, funder) for funder in _along(graph, around, _FUNDER).tolist()]
    return _union(*parts)


def restrict(graph: Graph, numbers: Numbers) -> Graph:
    """The graph between some entities (ascending), numbered by their positions; without
    names or places."""
    size = len(numbers)
    nothing = Strings(np.zeros(size + 1, np.int64), np.zeros(0, np.uint8))
    return Graph(
        keys=nothing,
        names=nothing,
        kind=graph.kind[numbers],
        place=graph.place[:0],
        latitude=graph.latitude[:0],
        longitude=graph.longitude[:0],
        concepts=graph.concepts,
        places=graph.places,
        links=_links(graph.links, numbers),
        marks=_marks(graph.marks, numbers),
    )


def _links(links: Links, numbers: Numbers) -> Links:
    rows = links.outward(numbers)
    local = np.minimum(np.searchsorted(numbers, rows.object), max(len(numbers) - 1, 0))
    inside = numbers[local] == rows.object if len(numbers) else np.zeros(0, dtype=bool)
    subject, object_ = rows.owner[inside], local[inside]
    inward = np.lexsort((subject, rows.predicate[inside], object_))
    return Links(
        start=rows_of(subject, len(numbers)),
        subject=subject.astype(np.int32),
        predicate=rows.predicate[inside],
        object=object_.astype(np.int32),
        since=rows.since[inside],
        until=rows.until[inside],
        confidence=rows.confidence[inside],
        in_start=rows_of(object_, len(numbers)),
        in_link=inward.astype(np.int32),
    )


def _marks(marks: Marks, numbers: Numbers) -> Marks:
    rows = marks.borne_by(numbers)
    return Marks(
        start=rows_of(rows.owner, len(numbers)),
        thing=rows.owner.astype(np.int32),
        property=rows.property,
        concept=rows.concept,
        confidence=rows.confidence,
    )


def _members(graph: Graph, thing: int) -> Numbers:
    """The actors of a project, an event, a grant…"""
    near = neighbours(graph, np.array([thing]))
    members: Numbers = near[IS_ACTOR[graph.kind[near]]]
    return members


def _along(graph: Graph, numbers: Numbers, predicate: int) -> Numbers:
    """Ends of the links of one predicate."""
    rows = graph.links.outward(numbers)
    return np.unique(rows.object[rows.predicate == predicate]).astype(np.int64)


def _subjects(graph: Graph, numbers: Numbers, predicate: int) -> Numbers:
    """Those of which a link of a predicate is said."""
    rows = graph.links.outward(numbers)
    said: Numbers = numbers[np.unique(rows.owner[rows.predicate == predicate])]
    return said


def _granted(graph: Graph, funder: int) -> Numbers:
    """What a funder gave."""
    rows = graph.links.inward(np.array([funder]))
    return np.unique(rows.subject[rows.predicate == _FUNDER]).astype(np.int64)


def _beneficiaries(graph: Graph, funder: int) -> Numbers:
    return _along(graph, _granted(graph, funder), _BENEFICIARY)


def _funding(graph: Graph, funder: int) -> Numbers:
    """A funder, its grants and their beneficiaries; of too many, one more than tie anybody."""
    grants = _granted(graph, funder)
    rows = graph.links.outward(grants)
    to_whom = rows.predicate == _BENEFICIARY
    ends, owner = rows.object[to_whom], rows.owner[to_whom]
    who, first = np.unique(ends, return_index=True)
    if len(who) > LARGEST_GROUP:
        who, first = who[: LARGEST_GROUP + 1], first[: LARGEST_GROUP + 1]
        grants = grants[np.unique(owner[first])]
    return _union(np.array([funder]), grants, who.astype(np.int64))


def _union(*parts: NDArray[np.integer]) -> Numbers:
    return np.unique(np.concatenate(parts)).astype(np.int64)
