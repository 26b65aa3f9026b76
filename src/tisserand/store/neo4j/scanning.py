"""Scans of a View as numpy batches, page by page along the index of entity keys."""

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from tisserand.store.neo4j.connection import Row, Transaction, batches
from tisserand.store.port import LinkBatch, NodeBatch, ReferenceBatch

_PAGE = 5000
_KEYS = (
    "MATCH (e:Entity) WHERE e.key > $after AND e.visibility <= $view"
    " WITH e ORDER BY e.key LIMIT $page RETURN "
)
_SAID = (
    " WHERE r.visibility <= $view RETURN key, r.property, {end} AS end, r.records, r.confidences,"
    " r.since, r.until"
)
_LINKS = "UNWIND $keys AS key MATCH (:Entity {key: key})-[r]->(o:Entity)" + _SAID.format(
    end="o.key"
)
_REFERENCES = "UNWIND $keys AS key MATCH (:Entity {key: key})-[r]->(o:Reference)" + _SAID.format(
    end="coalesce(r.value, o.iri)"
)


def read_ids(transaction: Transaction, role: int) -> dict[str, int]:
    """The number of each entity of a View, in the order of keys."""
    keys = (row[0] for page in _pages(transaction, role, "e.key") for row in page)
    return {key: number for number, key in enumerate(keys)}


def scan_nodes(transaction: Transaction, role: int) -> Iterator[NodeBatch]:
    """Every entity of a View, by key."""
    first = 0
    columns = "e.key, e.kinds[$view], e.names[$view], e.places[$view], e.latitudes[$view]"
    for page in _pages(transaction, role, columns + ", e.longitudes[$view]"):
        keys, kinds, names, places, latitudes, longitudes = map(list, zip(*page, strict=True))
        yield NodeBatch(
            np.arange(first, first + len(page), dtype=np.int64),
            keys,
            kinds,
            names,
            [place or None for place in places],
            np.array(latitudes, dtype=np.float64),
            np.array(longitudes, dtype=np.float64),
        )
        first += len(page)


def scan_links(transaction: Transaction, role: int, ids: Mapping[str, int]) -> Iterator[LinkBatch]:
    """Every link of a View, one for each record that says so."""
    for rows in _statements(transaction, role, ids, _LINKS):
        yield LinkBatch(
            _numbers([ids[row[0]] for row in rows]),
            [row[1] for row in rows],
            _numbers([ids[row[2]] for row in rows]),
            np.array([row[4] for row in rows], dtype=np.float64),
            [row[5] for row in rows],
            [row[6] for row in rows],
        )


def scan_references(
    transaction: Transaction, role: int, ids: Mapping[str, int]
) -> Iterator[ReferenceBatch]:
    """Every value of a View from a vocabulary, one for each record that says so."""
    for rows in _statements(transaction, role, ids, _REFERENCES):
        yield ReferenceBatch(
            _numbers([ids[row[0]] for row in rows]),
            [row[1] for row in rows],
            [row[2] for row in rows],
            np.array([row[4] for row in rows], dtype=np.float64),
        )


def _pages(transaction: Transaction, role: int, columns: str) -> Iterator[list[Row]]:
    """Rows of entities, by key; `columns` begins with the key."""
    after = ""
    while True:
        page = transaction.rows(_KEYS + columns, after=after, view=role, page=_PAGE)
        if not page:
            return
        yield page
        after = page[-1][0]


def _statements(
    transaction: Transaction, role: int, ids: Mapping[str, int], question: str
) -> Iterator[list[Row]]:
    """(subject, property, object, record, confidence, since, until), sorted, page by page."""
    for keys in batches(ids, _PAGE):
        rows: list[Row] = []
        for key, name, end, records, confidences, since, until in transaction.stream(
            question, keys=keys, view=role
        ):
            for record, confidence in zip(records, confidences, strict=True):
                rows.append((key, name, end, record, confidence, since, until))
        if rows:
            yield sorted(rows, key=_order)


def _order(row: Row) -> tuple[Any, ...]:
    return (*row[:5], row[5] or "", row[6] or "")


def _numbers(values: list[int]) -> "np.ndarray[Any, np.dtype[np.int64]]":
    return np.array(values, dtype=np.int64)
