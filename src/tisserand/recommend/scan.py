"""Reading a View into arrays whose order does not depend on the adapter."""

from collections.abc import Iterable, Iterator
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from tisserand.recommend.arrays import KINDS, MARKS, PREDICATES, Graph, Links, Marks, rows_of
from tisserand.recommend.strings import Strings
from tisserand.store.batches import LinkBatch, NodeBatch, ReferenceBatch

KIND_CODES = {kind: code for code, kind in enumerate(KINDS)}
PREDICATE_CODES = {predicate: code for code, predicate in enumerate(PREDICATES)}
MARK_CODES = {name: code for code, name in enumerate(MARKS)}


class Columns(Protocol):
    """The part of a reader that is scanned."""

    def scan_nodes(self) -> Iterator[NodeBatch]: ...
    def scan_links(self) -> Iterator[LinkBatch]: ...
    def scan_references(self) -> Iterator[ReferenceBatch]: ...


def scan(reader: Columns) -> Graph:
    """Everything a View holds: entities by key, links and marks once each."""
    nodes = list(reader.scan_nodes())
    ids = np.concatenate([batch.ids for batch in nodes] or [np.zeros(0, np.int64)])
    keys = [key for batch in nodes for key in batch.keys]
    order = np.array(sorted(range(len(keys)), key=keys.__getitem__), dtype=np.int64)
    numbers = _Numbers(ids, order)
    concepts, marks = _marks(reader.scan_references(), numbers)
    places, place = _code([place for batch in nodes for place in batch.places], order)
    names = [name for batch in nodes for name in batch.names]
    return Graph(
        keys=Strings.of(keys[i] for i in order),
        names=Strings.of(names[i] for i in order),
        kind=np.array([KIND_CODES[k] for b in nodes for k in b.kinds], dtype=np.uint8)[order],
        place=place,
        latitude=_column([batch.latitudes for batch in nodes])[order],
        longitude=_column([batch.longitudes for batch in nodes])[order],
        concepts=concepts,
        places=places,
        links=_links(reader.scan_links(), numbers),
        marks=marks,
    )


class _Numbers:
    """From a reader's ids to the numbers of entities."""

    def __init__(self, ids: NDArray[np.int64], order: NDArray[np.int64]) -> None:
        self.count = len(ids)
        rank = np.empty(self.count, dtype=np.int64)
        rank[order] = np.arange(self.count)
        by_id = np.argsort(ids)
        self._ids, self._ranks = ids[by_id], rank[by_id]

    def of(self, ids: list[NDArray[np.int64]]) -> NDArray[np.int32]:
        wanted = _column(ids, np.int64)
        return self._ranks[np.searchsorted(self._ids, wanted)].astype(np.int32)


def _links(scanned: Iterable[LinkBatch], numbers: _Numbers) -> Links:
    """Each (subject, predicate, object) once: surest confidence, widest span of years."""
    batches = list(scanned)
    return link_columns(
        numbers.of([batch.subjects for batch in batches]),
        np.array([PREDICATE_CODES[p] for b in batches for p in b.properties], np.uint8),
        numbers.of([batch.objects for batch in batches]),
        _column([batch.confidences for batch in batches]).astype(np.float32),
        ([date for b in batches for date in b.since], [date for b in batches for date in b.until]),
        numbers.count,
    )


def link_columns(
    subject: NDArray[np.int32],
    predicate: NDArray[np.uint8],
    object_: NDArray[np.int32],
    confidence: NDArray[np.float32],
    dates: tuple[list[str | None], list[str | None]],
    count: int,
) -> Links:
    """Links between `count` entities out of statements in any order.

    Args:
        dates: since, until.
    """
    order = np.lexsort((object_, predicate, subject))
    subject, predicate, object_ = subject[order], predicate[order], object_[order]
    first = _firsts(subject, predicate, object_)
    since = _reduce(np.minimum, _years(dates[0], 9999)[order], first)
    until = _reduce(np.maximum, _years(dates[1], 0)[order], first)
    confidence = _reduce(np.maximum, confidence[order], first)
    subject, predicate, object_ = subject[first], predicate[first], object_[first]
    inward = np.lexsort((subject, predicate, object_)).astype(np.int32)
    return Links(
        start=rows_of(subject, count),
        subject=subject,
        predicate=predicate,
        object=object_,
        since=np.where(since == 9999, 0, since).astype(np.int16),
        until=until,
        confidence=confidence,
        in_start=rows_of(object_[inward], count),
        in_link=inward,
    )


def _marks(scanned: Iterable[ReferenceBatch], numbers: _Numbers) -> tuple[Strings, Marks]:
    """IRIs of the concepts met, and which thing bears which."""
    batches = list(scanned)
    properties = [name for batch in batches for name in batch.properties]
    kept = np.flatnonzero([name in MARK_CODES for name in properties])
    values = [value for batch in batches for value in batch.values]
    concepts, concept = _code([values[i] for i in kept], np.arange(len(kept)))
    thing = numbers.of([batch.subjects for batch in batches])[kept]
    code = np.array([MARK_CODES[properties[i]] for i in kept], dtype=np.uint8)
    confidence = _column([batch.confidences for batch in batches]).astype(np.float32)[kept]
    return concepts, mark_columns(thing, code, concept, confidence, numbers.count)


def mark_columns(
    thing: NDArray[np.int32],
    code: NDArray[np.uint8],
    concept: NDArray[np.int32],
    confidence: NDArray[np.float32],
    count: int,
) -> Marks:
    """Marks of `count` things out of statements in any order."""
    order = np.lexsort((concept, code, thing))
    thing, code, concept = thing[order], code[order], concept[order]
    first = _firsts(thing, code, concept)
    return Marks(
        start=rows_of(thing[first], count),
        thing=thing[first],
        property=code[first],
        concept=concept[first],
        confidence=_reduce(np.maximum, confidence[order], first),
    )


def _code(
    values: list[str | None] | list[str], order: NDArray[np.int64]
) -> tuple[Strings, NDArray[np.int32]]:
    """Distinct values, sorted, and the code of each value in the order asked (None is -1)."""
    distinct = sorted({value for value in values if value is not None})
    codes: dict[str | None, int] = {value: code for code, value in enumerate(distinct)}
    codes[None] = -1
    column = np.array([codes[value] for value in values], dtype=np.int32)
    return Strings.of(distinct), column[order]


def _column(parts: list[NDArray[Any]], dtype: type = np.float64) -> NDArray[Any]:
    return np.concatenate(parts) if parts else np.zeros(0, dtype)


def _years(dates: list[str | None], unknown: int) -> NDArray[np.int16]:
    return np.array([int(date[:4]) if date else unknown for date in dates], dtype=np.int16)


def _firsts(*columns: NDArray[Any]) -> NDArray[np.int64]:
    """Where, in columns sorted together, a new tuple begins."""
    starts = np.zeros(len(columns[0]), dtype=bool)
    starts[:1] = True
    for column in columns:
        starts[1:] |= column[1:] != column[:-1]
    return np.flatnonzero(starts)


def _reduce(ufunc: np.ufunc, column: NDArray[Any], first: NDArray[np.int64]) -> NDArray[Any]:
    return ufunc.reduceat(column, first) if len(first) else column[:0]
