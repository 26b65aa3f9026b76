"""Writing the rows of new records."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import TypeVar

from tisserand.errors import StoreError
from tisserand.ontology.records import Record, Signature
from tisserand.store.fusion import confidence, period
from tisserand.store.sqlite.codec import REFERENCES, encode_locator, encode_said
from tisserand.store.sqlite.connection import Database, Row, as_json
from tisserand.store.sqlite.terms import ABSENT, TermWriter

CHUNK = 5_000
Item = TypeVar("Item")


def chunks(items: Iterable[Item], size: int = CHUNK) -> Iterator[list[Item]]:
    """Lists of at most `size` items."""
    remaining = iter(items)
    while chunk := list(islice(remaining, size)):
        yield chunk


class Handles:
    """Numbers of record keys, given to new ones."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._numbers: dict[str, int] = {}

    def numbers(self, keys: Iterable[str]) -> dict[str, int]:
        """Number of each key; the same mapping grows from call to call."""
        missing = {key for key in keys if key not in self._numbers}
        if missing:
            self._add(missing)
        return self._numbers

    def _add(self, missing: set[str]) -> None:
        known: dict[str, int] = dict(
            self._database.rows(
                "SELECT key, id FROM handle WHERE key IN (SELECT value FROM json_each(?))",
                (as_json(missing),),
            )
        )
        first = 1 + int(self._database.value("SELECT coalesce(max(id), 0) FROM handle"))
        new = {key: first + at for at, key in enumerate(sorted(missing - known.keys()))}
        self._database.run_many("INSERT INTO handle (key, id) VALUES (?, ?)", new.items())
        self._numbers |= known
        self._numbers |= new


class Signatures:
    """Numbers of signatures by digest."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._numbers: dict[str, int] = {}

    def add(self, signatures: Sequence[Signature]) -> None:
        """Add signatures, without their blocks; one already stored is left as it is."""
        digests = {one.digest for one in signatures}
        known = self._stored(digests)
        first = 1 + int(self._database.value("SELECT coalesce(max(id), 0) FROM signature"))
        new = {
            one.digest: (first + at, one.digest, one.features, as_json(one.blocks), one.glance)
            for at, one in enumerate(signatures)
            if one.digest not in known
        }
        self._database.run_many(
            "INSERT INTO signature (id, digest, features, blocks, glance) VALUES (?, ?, ?, ?, ?)",
            new.values(),
        )
        self._numbers |= known
        self._numbers.update((digest, row[0]) for digest, row in new.items())

    def numbers(self, digests: Iterable[str]) -> dict[str, int]:
        """Number of each signature; the same mapping grows from call to call.

        Raises:
            StoreError: one is not stored.
        """
        missing = {digest for digest in digests if digest not in self._numbers}
        if missing:
            self._numbers |= self._stored(missing)
            if absent := missing - self._numbers.keys():
                raise StoreError("store.unknown_signature", signature=min(absent))
        return self._numbers

    def _stored(self, digests: Iterable[str]) -> dict[str, int]:
        return dict(
            self._database.rows(
                "SELECT digest, id FROM signature WHERE digest IN (SELECT value FROM json_each(?))",
                (as_json(digests),),
            )
        )


class RecordWriter:
    """Writes new records in one transaction or in several.

    Args:
        assignments: record key → entity key.
        pending: number of the bulk write under way; -1 when there is none.
        born: the same when the records belong to it, else 0.
    """

    def __init__(
        self,
        database: Database,
        terms: TermWriter,
        handles: Handles,
        signatures: Signatures,
        assignments: Mapping[str, str],
        pending: int,
        born: int = 0,
    ) -> None:
        self._database = database
        self._terms = terms
        self._handles = handles
        self._signatures = signatures
        self._assignments = assignments
        self._pending = pending
        self._born = born

    def write(self, records: Sequence[Record]) -> None:
        """Write a chunk of records.

        Raises:
            StoreError: a record is not assigned, or names a source or signature not stored.
        """
        handles = self._handles.numbers(self._keys(records))
        terms = self._terms
        sources: dict[str, int] = dict(
            self._database.rows(
                "SELECT key, id FROM source WHERE born <> ? OR born = ?",
                (self._pending, self._born),
            )
        )
        signatures = self._signatures.numbers(one.signature for one in records if one.signature)
        first = 1 + int(self._database.value("SELECT coalesce(max(id), 0) FROM record"))
        rows: list[Row] = []
        for number, record in enumerate(records, first):
            source = sources.get(record.source)
            if source is None:
                raise StoreError("store.unknown_source", record=record.key, source=record.source)
            signature = signatures[record.signature] if record.signature else None
            entity = handles[self._assignments[record.key]]
            rows.append(
                (
                    number,
                    handles[record.key],
                    source,
                    entity,
                    int(record.visibility),
                    signature,
                    self._born,
                )
            )
        self._insert(first, records, rows, handles, terms)

    def _insert(
        self,
        first: int,
        records: Sequence[Record],
        rows: Sequence[Row],
        handles: Mapping[str, int],
        terms: Mapping[str, int],
    ) -> None:
        numbered = list(enumerate(records, first))
        run_many = self._database.run_many
        run_many(
            "INSERT INTO record (id, handle, source, entity, visibility, signature, born)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            rows,
        )
        run_many(
            "INSERT INTO body VALUES (?, ?, ?)",
            [
                (number, encode_locator(record.locator, terms), encode_said(record, terms))
                for number, record in numbered
            ],
        )
        run_many(
            "INSERT INTO link VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            [row for one in numbered for row in _link_rows(*one, handles, terms)],
        )
        run_many(
            "INSERT INTO reference VALUES (?, ?, ?, ?, ?, ?)",
            [row for one in numbered for row in _reference_rows(*one, terms)],
        )

    def _keys(self, records: Sequence[Record]) -> Iterator[str]:
        for record in records:
            entity = self._assignments.get(record.key)
            if entity is None:
                raise StoreError("store.unassigned_record", record=record.key)
            yield record.key
            yield entity
            for link in record.links:
                yield link.target


def _link_rows(
    number: int, record: Record, handles: Mapping[str, int], terms: Mapping[str, int]
) -> Iterator[Row]:
    for position, link in enumerate(record.links):
        since, until = period(record, link)
        yield (
            number,
            position,
            terms[link.property],
            handles[link.target],
            int(link.visibility),
            confidence(record, link),
            terms[since] if since else ABSENT,
            terms[until] if until else ABSENT,
        )


def _reference_rows(number: int, record: Record, terms: Mapping[str, int]) -> Iterator[Row]:
    for position, value in enumerate(record.values):
        if value.property in REFERENCES:
            yield (
                number,
                position,
                terms[value.property],
                terms[value.value],
                int(value.visibility),
                confidence(record, value),
            )
