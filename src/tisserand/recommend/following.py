"""The graph of a View, brought up to a reader by its change log: only what changed is read.

Everything stays in the order that a scan would give, so the result is the same, array by array.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tisserand.recommend.arrays import PREDICATES, Graph, Links, Marks, rows_of
from tisserand.recommend.scan import (
    KIND_CODES,
    MARK_CODES,
    PREDICATE_CODES,
    link_columns,
    mark_columns,
)
from tisserand.recommend.splicing import (
    GONE,
    Positions,
    Recoded,
    Splice,
    UnfollowableError,
    recode,
    splice,
    splice_sorted,
    splice_strings,
)
from tisserand.store.port import Part


class Followed(NamedTuple):
    """A graph, and how its numbers follow from those of the one before.

    Attributes:
        moved: new number of each old entity, GONE for those that are no more.
        concepts: new code of each old concept, GONE for those that nothing bears any more.
        old, new: numbers of the entities touched, before and after.
    """

    graph: Graph
    moved: Positions
    concepts: Positions
    old: Positions
    new: Positions


def follow(graph: Graph, touched: Sequence[str], part: Part) -> Followed:
    """The graph with the entities touched as the part tells them.

    Args:
        touched: keys, those of entities that are gone included.
        part: what a reader gives of them.

    Raises:
        UnfollowableError: a link of what was not touched has lost its end.
    """
    old = np.array([at for at in map(graph.find, touched) if at >= 0], dtype=np.int64)
    kept = np.ones(len(graph), dtype=bool)
    kept[old] = False
    nodes = part.nodes
    before = np.array([graph.keys.position(key) for key in nodes.keys], dtype=np.int64)
    rows = splice(kept, before)
    moved = rows.moved.copy()
    found = {key: at for at, key in zip(rows.placed.tolist(), nodes.keys, strict=True)}
    for at in old.tolist():
        moved[at] = found.get(graph.keys[at], GONE)
    concepts, marks = _marks(graph, rows, part, found)
    places, place = _places(graph, rows, part)
    latest = Graph(
        keys=splice_strings(graph.keys, kept, before, nodes.keys),
        names=splice_strings(graph.names, kept, before, nodes.names),
        kind=rows.column(graph.kind, [KIND_CODES[kind] for kind in nodes.kinds]),
        place=place,
        latitude=rows.column(graph.latitude, nodes.latitudes),
        longitude=rows.column(graph.longitude, nodes.longitudes),
        concepts=concepts.words,
        places=places.words,
        links=_links(graph.links, rows, moved, _fresh_links(graph, rows, part, found)),
        marks=marks,
    )
    return Followed(latest, moved, concepts.moved, np.unique(old), rows.placed)


def _places(graph: Graph, rows: Splice, part: Part) -> tuple[Recoded, NDArray[np.int32]]:
    stay = graph.place[rows.kept]
    in_use = np.bincount(stay[stay >= 0], minlength=len(graph.places)) > 0
    told = part.nodes.places
    coded = recode(graph.places, in_use, {place for place in told if place is not None})
    codes = np.append(coded.moved, GONE).astype(np.int32)  # the last one is for -1, no place
    fresh = [GONE if place is None else coded.fresh[place] for place in told]
    return coded, rows.column(codes[graph.place], fresh)


def _marks(graph: Graph, rows: Splice, part: Part, found: dict[str, int]) -> tuple[Recoded, Marks]:
    marks = graph.marks
    kept = rows.kept[marks.thing]
    in_use = np.bincount(marks.concept[kept], minlength=len(graph.concepts)) > 0
    told = [row for row in part.references if row[1] in MARK_CODES]
    coded = recode(graph.concepts, in_use, {row[2] for row in told})
    fresh = mark_columns(
        np.array([found[row[0]] for row in told], dtype=np.int32),
        np.array([MARK_CODES[row[1]] for row in told], dtype=np.uint8),
        np.array([coded.fresh[row[2]] for row in told], dtype=np.int32),
        np.array([row[3] for row in told], dtype=np.float32),
        rows.size,
    )
    order = splice_sorted(_row_order(rows, marks.thing), kept, fresh.thing.astype(np.int64))
    thing = order.column(rows.moved[marks.thing].astype(np.int32), fresh.thing)
    return coded, Marks(
        start=rows_of(thing, rows.size),
        thing=thing,
        property=order.column(marks.property, fresh.property),
        concept=order.column(coded.moved[marks.concept].astype(np.int32), fresh.concept),
        confidence=order.column(marks.confidence, fresh.confidence),
    )


def _row_order(rows: Splice, things: NDArray[np.integer]) -> Positions:
    """New number of the thing of each row; those that leave stand where they were."""
    filled = rows.moved.copy()
    stay = np.flatnonzero(rows.kept)
    gone = np.flatnonzero(~rows.kept)
    next_kept = np.append(filled[stay], rows.size)[np.searchsorted(stay, gone)]
    filled[gone] = next_kept
    order: Positions = filled[things]
    return order


def _fresh_links(graph: Graph, rows: Splice, part: Part, found: dict[str, int]) -> Links:
    """The links that the part tells, between the new numbers of their ends."""
    ends = {row[2] for row in part.links} - found.keys()
    numbers = found | {end: int(rows.moved[graph.find(end)]) for end in ends}
    if GONE in numbers.values():
        raise UnfollowableError
    return link_columns(
        np.array([numbers[row[0]] for row in part.links], dtype=np.int32),
        np.array([PREDICATE_CODES[row[1]] for row in part.links], dtype=np.uint8),
        np.array([numbers[row[2]] for row in part.links], dtype=np.int32),
        np.array([row[3] for row in part.links], dtype=np.float32),
        ([row[4] for row in part.links], [row[5] for row in part.links]),
        rows.size,
    )


def _links(links: Links, rows: Splice, moved: Positions, fresh: Links) -> Links:
    kept = rows.kept[links.subject]
    ends = moved[links.object]
    if (ends[kept] == GONE).any():
        raise UnfollowableError
    order = splice_sorted(_row_order(rows, links.subject), kept, fresh.subject.astype(np.int64))
    subject = order.column(rows.moved[links.subject].astype(np.int32), fresh.subject)
    object_ = order.column(ends.astype(np.int32), fresh.object)
    predicate = order.column(links.predicate, fresh.predicate)
    inward = (object_.astype(np.int64) * len(PREDICATES) + predicate) * rows.size + subject
    return Links(
        start=rows_of(subject, rows.size),
        subject=subject,
        predicate=predicate,
        object=object_,
        since=order.column(links.since, fresh.since),
        until=order.column(links.until, fresh.until),
        confidence=order.column(links.confidence, fresh.confidence),
        in_start=rows_of(object_, rows.size),
        in_link=_inward(links.in_link, order, inward),
    )


def _inward(old: NDArray[np.int32], order: Splice, inward: Positions) -> NDArray[np.int32]:
    """Positions of links by (object, predicate, subject), which `inward` holds as one number."""
    stay = order.moved[old]
    stay = stay[stay != GONE]
    come = order.placed[np.argsort(inward[order.placed])]
    every = np.ones(len(stay), dtype=bool)
    merged = splice_sorted(inward[stay], every, inward[come])
    return merged.column(stay.astype(np.int32), come)
