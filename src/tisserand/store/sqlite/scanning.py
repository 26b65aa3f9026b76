"""The whole graph of a View as columns: rows of integers, joined and ordered by numpy.

Joining links with records in SQL costs three times what reading both tables does; here each is
read once, and records become arrays that map numbers to positions.
"""

from collections.abc import Iterator
from itertools import chain
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from tisserand.store.batches import LinkBatch, NodeBatch, ReferenceBatch
from tisserand.store.sqlite.connection import Database
from tisserand.store.sqlite.terms import ABSENT, TermReader

_BATCH = 50_000
_NOWHERE = -1

Integers = NDArray[np.int64]
Floats = NDArray[np.float64]


class _Places(NamedTuple):
    """Position of the entity, in order of keys, of each visible record, by number and handle."""

    entities: int
    by_record: Integers
    by_handle: Integers


class _Links(NamedTuple):
    """Links visible in the View, in the order of the table."""

    subjects: Integers
    properties: Integers
    objects: Integers
    confidences: Floats
    since: Integers
    until: Integers


class Scan:
    """Scans of one reader; the numbers of entities are their positions in order of keys.

    Args:
        record, document: conditions of SQL for visible records `r` and documents `d`.
    """

    def __init__(
        self, database: Database, terms: TermReader, role: int, record: str, document: str
    ) -> None:
        self._database = database
        self._terms = terms
        self._role = role
        self._record = record
        self._document = document
        self._known_places: _Places | None = None

    def nodes(self) -> Iterator[NodeBatch]:
        """Every entity, by key."""
        first = 0
        for rows in self._database.batches(
            "SELECT h.key, d.kind, d.name, d.place, d.latitude, d.longitude FROM document d"
            f" JOIN handle h ON h.id = d.entity WHERE {self._document} ORDER BY h.key",
            size=_BATCH,
        ):
            keys, kinds, names, places, latitudes, longitudes = zip(*rows, strict=True)
            yield NodeBatch(
                np.arange(first, first + len(rows), dtype=np.int64),
                list(keys),
                [self._terms[kind] for kind in kinds],
                list(names),
                [None if place is None else self._terms[place] for place in places],
                np.array(latitudes, dtype=np.float64),
                np.array(longitudes, dtype=np.float64),
            )
            first += len(rows)

    def links(self) -> Iterator[LinkBatch]:
        """Every link, by subject's key, property, object's key."""
        found = self._links()
        ranks = self._ranks(found.properties)
        key = (found.subjects * (int(ranks.max(initial=0)) + 1) + ranks[found.properties]) * (
            self._places().entities
        ) + found.objects
        order = _order(
            key,
            (
                self._ranks(found.until)[found.until],
                self._ranks(found.since)[found.since],
                found.confidences,
            ),
        )
        names, dates = self._texts(found.properties), self._texts(found.since, found.until)
        for start in range(0, len(order), _BATCH):
            part = order[start : start + _BATCH]
            yield LinkBatch(
                found.subjects[part],
                names[found.properties[part]].tolist(),
                found.objects[part],
                found.confidences[part],
                dates[found.since[part]].tolist(),
                dates[found.until[part]].tolist(),
            )

    def references(self) -> Iterator[ReferenceBatch]:
        """Every value that is an IRI of a reference vocabulary, by subject, property, value."""
        columns = self._numbers(
            "SELECT record, property, value, confidence FROM reference WHERE visibility <= ?", 4
        )
        subjects = self._places().by_record[columns[0].astype(np.int64)]
        seen = subjects != _NOWHERE
        subjects, confidences = subjects[seen], columns[3][seen]
        properties, values = (columns[column][seen].astype(np.int64) for column in (1, 2))
        ranks, value_ranks = self._ranks(properties), self._ranks(values)
        key = (subjects * (int(ranks.max(initial=0)) + 1) + ranks[properties]) * (
            int(value_ranks.max(initial=0)) + 1
        ) + value_ranks[values]
        order = _order(key, (confidences,))
        names, texts = self._texts(properties), self._texts(values)
        for start in range(0, len(order), _BATCH):
            part = order[start : start + _BATCH]
            yield ReferenceBatch(
                subjects[part],
                names[properties[part]].tolist(),
                texts[values[part]].tolist(),
                confidences[part],
            )

    def count_links(self) -> dict[str, int]:
        """Number of links by property, in order of properties."""
        numbers, totals = np.unique(self._links().properties, return_counts=True)
        named = zip((self._terms[int(number)] for number in numbers), totals.tolist(), strict=True)
        return dict(sorted(named))

    def _links(self) -> _Links:
        columns = self._numbers(
            "SELECT record, property, target, confidence, since, until FROM link"
            " WHERE visibility <= ?",
            6,
        )
        places = self._places()
        subjects = places.by_record[columns[0].astype(np.int64)]
        objects = places.by_handle[columns[2].astype(np.int64)]
        seen = (subjects != _NOWHERE) & (objects != _NOWHERE) & (subjects != objects)
        properties, since, until = (columns[column][seen].astype(np.int64) for column in (1, 4, 5))
        return _Links(subjects[seen], properties, objects[seen], columns[3][seen], since, until)

    def _places(self) -> _Places:
        if self._known_places is None:
            entities = np.array(
                self._database.column(
                    "SELECT d.entity FROM document d JOIN handle h ON h.id = d.entity"
                    f" WHERE {self._document} ORDER BY h.key"
                ),
                dtype=np.int64,
            )
            handles = 1 + int(self._database.value("SELECT coalesce(max(id), 0) FROM handle"))
            position = np.full(handles, _NOWHERE, dtype=np.int64)
            position[entities] = np.arange(len(entities))
            records = 1 + int(self._database.value("SELECT coalesce(max(id), 0) FROM record"))
            by_record = np.full(records, _NOWHERE, dtype=np.int64)
            by_handle = np.full(handles, _NOWHERE, dtype=np.int64)
            rows = self._numbers(
                f"SELECT r.id, r.handle, r.entity FROM record r WHERE {self._record}"
                " AND r.visibility <= ?",
                3,
            ).astype(np.int64)
            by_record[rows[0]] = by_handle[rows[1]] = position[rows[2]]
            self._known_places = _Places(len(entities), by_record, by_handle)
        return self._known_places

    def _numbers(self, sql: str, columns: int) -> Floats:
        """Columns of a query whose values are numbers (exact up to 2^53); it takes the role."""
        parts = [
            np.fromiter(chain.from_iterable(rows), dtype=np.float64, count=columns * len(rows))
            .reshape(-1, columns)
            .T
            for rows in self._database.batches(sql, (self._role,), _BATCH)
        ]
        return np.concatenate(parts, axis=1) if parts else np.empty((columns, 0))

    def _ranks(self, numbers: Integers) -> Integers:
        """Rank of each term in order of texts, by number; the absent one comes first."""
        present = [int(number) for number in np.unique(numbers) if number != ABSENT]
        ranks = np.zeros(max(present, default=0) + 1, dtype=np.int64)
        for rank, number in enumerate(sorted(present, key=self._terms.__getitem__), 1):
            ranks[number] = rank
        return ranks

    def _texts(self, *numbers: Integers) -> NDArray[np.object_]:
        """Text of each term, by number; None for the absent one."""
        present = np.unique(np.concatenate(numbers))
        texts: NDArray[Any] = np.full(int(present.max(initial=0)) + 1, None, dtype=object)
        for number in present.tolist():
            texts[number] = None if number == ABSENT else self._terms[number]
        return texts


def _order(key: Integers, ties: tuple[NDArray[Any], ...]) -> Integers:
    """Positions by key; equal keys by the last of `ties`, then the one before it."""
    order: Integers = np.argsort(key, kind="stable")
    equal = key[order][1:] == key[order][:-1]
    if equal.any():
        tied = np.zeros(len(order), dtype=bool)
        tied[1:] |= equal
        tied[:-1] |= equal
        among = order[tied]
        order[tied] = among[np.lexsort((*(column[among] for column in ties), key[among]))]
    return order
