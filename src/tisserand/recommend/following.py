"""The graph of a View, brought up to a reader by its change log: only what changed is read.

Everything is in the order that a scan would give, so the result is the same, array by array; but
what did not change is read where it was (`spliced`), so that nothing grows with the graph but a
count of the places and concepts in use.
"""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from tisserand.recommend.arrays import Graph, LinkRows, Marks, Projection
from tisserand.recommend.scan import (
    KIND_CODES,
    MARK_CODES,
    PREDICATE_CODES,
    link_columns,
    mark_columns,
)
from tisserand.recommend.spliced import Renumbering, SplicedLinks, SplicedMarks
from tisserand.recommend.splicing import (
    GONE,
    Positions,
    Recoded,
    Splice,
    SplicedStrings,
    UnfollowableError,
    recode,
)
from tisserand.store.batches import Part


class FollowedGraph(Graph):
    """A graph whose columns are made when they are first asked for."""

    def __init__(self, **makers: Callable[[], Any]) -> None:
        self.__dict__["_makers"] = makers

    def __getattr__(self, name: str) -> Any:
        makers = self.__dict__["_makers"]
        if name not in makers:
            raise AttributeError(name)
        self.__dict__[name] = makers[name]()
        return self.__dict__[name]


class Followed(NamedTuple):
    """A graph, and how its numbers follow from those of the one before.

    Attributes:
        numbers: of the entities.
        concepts: codes of the concepts; those that nothing bears any more leave.
    """

    graph: FollowedGraph
    numbers: Renumbering
    concepts: Splice

    @property
    def old(self) -> Positions:
        """Numbers that the entities touched had, ascending."""
        return self.numbers.rows.left

    @property
    def new(self) -> Positions:
        """Numbers of the entities touched that are there, ascending."""
        return self.numbers.rows.placed


def follow(graph: Graph, touched: Sequence[str], part: Part) -> Followed:
    """The graph with the entities touched as the part tells them.

    Args:
        touched: keys, those of entities that are gone included.
        part: what a reader gives of them.

    Raises:
        UnfollowableError: a link of what was not touched has lost its end.
    """
    nodes = part.nodes
    numbers = _renumber(graph, touched, nodes.keys)
    rows = numbers.rows
    _check_ends(graph, numbers)
    found = dict(zip(nodes.keys, rows.placed.tolist(), strict=True))
    concepts, marks = _marks(graph, rows, part, found)
    places, place = _places(graph, rows, part)
    latest = FollowedGraph(
        keys=lambda: SplicedStrings(graph.keys, rows, nodes.keys),
        names=lambda: SplicedStrings(graph.names, rows, nodes.names),
        kind=lambda: rows.column(graph.kind, [KIND_CODES[kind] for kind in nodes.kinds]),
        place=place,
        latitude=lambda: rows.column(graph.latitude, nodes.latitudes),
        longitude=lambda: rows.column(graph.longitude, nodes.longitudes),
        concepts=lambda: concepts.words,
        places=lambda: places.words,
        links=lambda: links,
        marks=lambda: marks,
    )
    links = SplicedLinks(graph.links, numbers, _fresh_links(graph, numbers, part, found))
    return Followed(latest, numbers, concepts.rows)


def _renumber(graph: Graph, touched: Sequence[str], keys: Sequence[str]) -> Renumbering:
    was = np.array([graph.find(key) for key in keys], dtype=np.int64)
    left = np.unique([at for at in map(graph.find, touched) if at >= 0]).astype(np.int64)
    before = np.array([graph.keys.position(key) for key in keys], dtype=np.int64)
    rows = Splice(len(graph), left, before)
    became = np.full(len(left), GONE)
    known = np.flatnonzero(was >= 0)
    became[np.searchsorted(left, was[known])] = rows.placed[known]
    return Renumbering(rows, became, was)


def _check_ends(graph: Graph, numbers: Renumbering) -> None:
    """That who links to what is no more was touched too."""
    left = numbers.rows.left
    gone = left[numbers.now(left) == GONE]
    linking = graph.links.inward(gone).subject
    if (numbers.rows.now(linking) != GONE).any():
        raise UnfollowableError


def _places(
    graph: Graph, rows: Splice, part: Part
) -> tuple[Recoded, Callable[[], NDArray[np.int32]]]:
    told = part.nodes.places
    borne = np.bincount(graph.place + 1, minlength=len(graph.places) + 1)[1:]
    unused = _unused(borne, graph.place[rows.left])
    coded = recode(graph.places, unused, {place for place in told if place is not None})

    def column() -> NDArray[np.int32]:
        codes = np.append(coded.rows.moved, GONE).astype(np.int32)  # the last is for no place
        fresh = [GONE if place is None else coded.fresh[place] for place in told]
        return rows.column(codes[graph.place], fresh)

    return coded, column


def _unused(borne: NDArray[np.integer], leaving: NDArray[np.integer]) -> Positions:
    """Codes that nothing bears once some bearers leave, given how many bear each one."""
    left = np.bincount(leaving[leaving >= 0], minlength=len(borne))
    return np.flatnonzero((left > 0) & (left == borne)).astype(np.int64)


def _marks(
    graph: Graph, rows: Splice, part: Part, found: dict[str, int]
) -> tuple[Recoded, SplicedMarks]:
    old = graph.marks
    borne = np.bincount(old.concept, minlength=len(graph.concepts))
    unused = _unused(borne, old.borne_by(rows.left).concept)
    told = [row for row in part.references if row[1] in MARK_CODES]
    coded = recode(graph.concepts, unused, {row[2] for row in told})
    numbers = sorted(found.values())
    fresh = mark_columns(
        np.searchsorted(numbers, [found[row[0]] for row in told]).astype(np.int32),
        np.array([MARK_CODES[row[1]] for row in told], dtype=np.uint8),
        np.array([coded.fresh[row[2]] for row in told], dtype=np.int32),
        np.array([row[3] for row in told], dtype=np.float32),
        len(numbers),
    )
    things = np.array(numbers, dtype=np.int32)[fresh.thing]
    fresh = Marks(fresh.start, things, fresh.property, fresh.concept, fresh.confidence)
    return coded, SplicedMarks(old, rows, coded.rows, fresh)


def _fresh_links(graph: Graph, numbers: Renumbering, part: Part, found: dict[str, int]) -> LinkRows:
    """The links that the part tells, between the new numbers of their ends."""
    ends = sorted({row[2] for row in part.links} - found.keys())
    old = np.array([graph.find(end) for end in ends], dtype=np.int64)
    if len(old) and old.min() < 0:
        raise UnfollowableError
    known = found | dict(zip(ends, numbers.now(old).tolist(), strict=True))
    if GONE in known.values():
        raise UnfollowableError
    local = np.array(sorted(known.values()), dtype=np.int64)
    said = link_columns(
        np.searchsorted(local, [known[row[0]] for row in part.links]).astype(np.int32),
        np.array([PREDICATE_CODES[row[1]] for row in part.links], dtype=np.uint8),
        np.searchsorted(local, [known[row[2]] for row in part.links]).astype(np.int32),
        np.array([row[3] for row in part.links], dtype=np.float32),
        ([row[4] for row in part.links], [row[5] for row in part.links]),
        len(local),
    )
    every = said.outward(np.arange(len(local)))
    return every._replace(subject=local[every.subject], object=local[every.object])


class FollowedProjection(Projection):
    """A projection brought up to date, and the one that it was brought up from.

    Attributes:
        base: all its arrays are at hand.
        changes: number of entities that were touched since.
    """

    base: Projection
    changes: int

    def __init__(self, base: Projection, changes: int, graph: Graph, **parts: Any) -> None:
        self.__dict__.update(base=base, changes=changes, _graph=graph, **parts)

    def __getattr__(self, name: str) -> Any:
        if name not in Graph.__annotations__:
            raise AttributeError(name)
        self.__dict__[name] = getattr(self.__dict__["_graph"], name)
        return self.__dict__[name]
