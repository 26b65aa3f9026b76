"""Applying a change set in one transaction."""

from collections.abc import Iterator, Sequence

from tisserand.errors import StoreError
from tisserand.ontology.records import Record
from tisserand.store.port import ChangeSet
from tisserand.store.sqlite import identity
from tisserand.store.sqlite.codec import encode_locator
from tisserand.store.sqlite.connection import Database, as_json
from tisserand.store.sqlite.documents import (
    DocumentWriter,
    described_entities,
    forget_documents,
)
from tisserand.store.sqlite.records import Handles, RecordWriter, chunks
from tisserand.store.sqlite.sources import encode_source, stored_sources
from tisserand.store.sqlite.terms import TermWriter
from tisserand.store.sqlite.visibility import live, pending_write

WORK_TABLES = """
CREATE TEMP TABLE IF NOT EXISTS gone (record INTEGER PRIMARY KEY);
CREATE TEMP TABLE IF NOT EXISTS shifted (handle INTEGER PRIMARY KEY);
CREATE TEMP TABLE IF NOT EXISTS touched (entity INTEGER PRIMARY KEY, stale INTEGER, before INTEGER);
CREATE TEMP TABLE IF NOT EXISTS loose (signature INTEGER PRIMARY KEY);
DELETE FROM gone;
DELETE FROM shifted;
DELETE FROM touched;
DELETE FROM loose;
"""
"""gone: records removed. shifted: handles of records added, removed or assigned. touched: entities
that the change log names; stale ones have other records than before. loose: signatures that
perhaps no record bears any more."""


class ChangeWriter:
    """Applies one change set inside the write transaction of its caller."""

    def __init__(self, database: Database, changes: ChangeSet) -> None:
        self._database = database
        self._changes = changes
        self._terms = TermWriter(database)
        self._handles = Handles(database)
        self._pending = pending_write(database)
        database.run_script(WORK_TABLES)

    def apply(self) -> int:
        """Write everything; the new sequence number.

        Raises:
            StoreError: the change set does not fit what is stored.
        """
        self._remove_records()
        self._write_sources()
        identity.write_signatures(self._database, self._changes.signatures)
        first = 1 + int(self._database.value("SELECT coalesce(max(id), 0) FROM record"))
        self._write_records()
        self._relocate()
        self._assign()
        self._write_identity()
        self._touch_neighbours()
        self._refresh_documents(first)
        return log_changes(self._database, self._pending)

    def _remove_records(self) -> None:
        changes, database = self._changes, self._database
        if not (changes.removed_records or changes.removed_sources):
            return
        database.run(
            "INSERT INTO gone SELECT r.id FROM record r JOIN handle h ON h.id = r.handle"
            f" WHERE h.key IN (SELECT value FROM json_each(?)) AND {live('r', self._pending)}",
            (as_json(changes.removed_records),),
        )
        database.run(
            "INSERT OR IGNORE INTO gone SELECT r.id FROM record r JOIN source s ON s.id = r.source"
            f" WHERE s.key IN (SELECT value FROM json_each(?)) AND {live('r', self._pending)}",
            (as_json(changes.removed_sources),),
        )
        mark_gone(database)
        delete_records(database, "SELECT record FROM gone")
        database.run(
            "DELETE FROM source WHERE key IN (SELECT value FROM json_each(?))",
            (as_json(changes.removed_sources),),
        )

    def _write_sources(self) -> None:
        stored: dict[str, str] = dict(self._database.rows("SELECT key, body FROM source"))
        for source in self._changes.sources:
            body = encode_source(source)
            if stored.get(source.id) == body:
                continue
            self._database.run(
                "INSERT INTO source (key, rank, body) VALUES (?, ?, ?) ON CONFLICT (key)"
                " DO UPDATE SET rank = excluded.rank, body = excluded.body",
                (source.id, source.rank, body),
            )
            if source.id in stored:
                self._database.run(
                    "INSERT OR IGNORE INTO touched SELECT DISTINCT r.entity, 1, NULL FROM record r"
                    " JOIN source s ON s.id = r.source"
                    f" WHERE s.key = ? AND {live('r', self._pending)}",
                    (source.id,),
                )

    def _write_records(self) -> None:
        changes = self._changes
        refuse_stored(self._database, changes.records, self._pending)
        writer = RecordWriter(self._database, self._terms, self._handles, changes.assignments)
        for chunk in chunks(changes.records):
            writer.write(chunk)
            numbers = self._handles.numbers(())
            self._database.run_many(
                "INSERT OR IGNORE INTO shifted VALUES (?)",
                [(numbers[record.key],) for record in chunk],
            )
            self._database.run_many(
                "INSERT OR REPLACE INTO touched VALUES (?, 1, NULL)",
                [(numbers[changes.assignments[record.key]],) for record in chunk],
            )

    def _relocate(self) -> None:
        for chunk in chunks(self._changes.relocated):
            numbers = live_records(self._database, [record.key for record in chunk], self._pending)
            self._database.run_many(
                "UPDATE body SET locator = ? WHERE record = ?",
                [
                    (encode_locator(record.locator, self._terms), numbers[record.key][0])
                    for record in chunk
                ],
            )
            self._database.run_many(
                "INSERT OR IGNORE INTO touched VALUES (?, 0, NULL)",
                [(numbers[record.key][1],) for record in chunk],
            )

    def _assign(self) -> None:
        added = {record.key for record in self._changes.records}
        assigned = {
            key: entity for key, entity in self._changes.assignments.items() if key not in added
        }
        if not assigned:
            return
        numbers = live_records(self._database, list(assigned), self._pending)
        handles = self._handles.numbers([*assigned, *assigned.values()])
        moved = [
            (handles[assigned[key]], record, handles[key], entity)
            for key, (record, entity) in numbers.items()
            if entity != handles[assigned[key]]
        ]
        run_many = self._database.run_many
        run_many("UPDATE record SET entity = ? WHERE id = ?", [row[:2] for row in moved])
        run_many("INSERT OR IGNORE INTO shifted VALUES (?)", [row[2:3] for row in moved])
        run_many("INSERT OR REPLACE INTO touched VALUES (?, 1, NULL)", [row[3:] for row in moved])
        run_many("INSERT OR REPLACE INTO touched VALUES (?, 1, NULL)", [row[:1] for row in moved])

    def _write_identity(self) -> None:
        database, changes = self._database, self._changes
        identity.write_matches(database, self._terms, changes.matches)
        identity.write_judgements(database, changes.judgements, changes.removed_judgements)
        identity.sweep_signatures(database)

    def _touch_neighbours(self) -> None:
        self._database.run(
            "INSERT OR IGNORE INTO touched SELECT DISTINCT r.entity, 0, NULL FROM shifted"
            " CROSS JOIN link l ON l.target = shifted.handle CROSS JOIN record r ON r.id = l.record"
            f" WHERE {live('r', self._pending)}"
        )

    def _refresh_documents(self, first: int) -> None:
        """Those of entities all of whose records are new are made without reading the disk."""
        database = self._database
        note_levels_before(database, self._pending)
        stale = "SELECT entity FROM touched WHERE stale = 1"
        forget_documents(database, f"entity IN ({stale}) AND {live('document', self._pending)}")
        mixed = (
            f"SELECT DISTINCT entity FROM record r WHERE +r.id < {first}"
            f" AND entity IN ({stale}) AND {live('r', self._pending)}"
        )
        older = set(database.column(mixed))
        sources = {source.id: source for source in stored_sources(database).values()}
        writer = DocumentWriter(database, self._terms, sources)
        writer.write(self._new_entities(older))
        writer.write(described_entities(database, sorted(older), self._pending))

    def _new_entities(self, older: set[int]) -> Iterator[tuple[int, list[Record]]]:
        assignments, handles = self._changes.assignments, self._handles.numbers(())
        found: dict[int, list[Record]] = {}
        for record in self._changes.records:
            entity = handles[assignments[record.key]]
            if entity not in older:
                found.setdefault(entity, []).append(record)
        return iter(found.items())


def is_empty(changes: ChangeSet) -> bool:
    """Whether a change set changes nothing."""
    return not any(
        (
            changes.sources, changes.removed_sources, changes.records, changes.removed_records,
            changes.relocated, changes.signatures, changes.matches, changes.judgements,
            changes.removed_judgements, changes.assignments,
        )
    )  # fmt: skip


def live_records(
    database: Database, keys: Sequence[str], pending: int
) -> dict[str, tuple[int, int]]:
    """(record, entity) of each key.

    Raises:
        StoreError: one is not stored.
    """
    found = {
        key: (record, entity)
        for key, record, entity in database.rows(
            "SELECT h.key, r.id, r.entity FROM handle h JOIN record r ON r.handle = h.id"
            f" WHERE h.key IN (SELECT value FROM json_each(?)) AND {live('r', pending)}",
            (as_json(keys),),
        )
    }
    if missing := set(keys) - found.keys():
        raise StoreError("store.unknown_record", record=min(missing))
    return found


def refuse_stored(database: Database, records: Sequence[Record], pending: int) -> None:
    """Raises StoreError when a record is already stored, or given twice."""
    seen: set[str] = set()
    for chunk in chunks(records):
        keys = [record.key for record in chunk]
        stored = database.column(
            "SELECT h.key FROM handle h JOIN record r ON r.handle = h.id"
            f" WHERE h.key IN (SELECT value FROM json_each(?)) AND {live('r', pending)} LIMIT 1",
            (as_json(keys),),
        )
        twice = [key for key in keys if key in seen or seen.add(key)]  # type: ignore[func-returns-value]
        if stored or twice:
            raise StoreError("store.stored_record", record=(stored or twice)[0])


def mark_gone(database: Database) -> None:
    """Note what the records of `gone` leave behind: entities, links to them, signatures."""
    database.run(
        "INSERT OR IGNORE INTO shifted SELECT handle FROM record"
        " WHERE id IN (SELECT record FROM gone)"
    )
    database.run(
        "INSERT OR REPLACE INTO touched SELECT DISTINCT entity, 1, NULL FROM record"
        " WHERE id IN (SELECT record FROM gone)"
    )
    database.run(
        "INSERT OR IGNORE INTO loose SELECT signature FROM record"
        " WHERE id IN (SELECT record FROM gone) AND signature IS NOT NULL"
    )


def delete_records(database: Database, records: str) -> None:
    """Delete the records of a sub-query, with their bodies, links and references."""
    for table in ("body", "link", "reference"):
        database.run(f"DELETE FROM {table} WHERE record IN ({records})")
    database.run(f"DELETE FROM record WHERE id IN ({records})")


def note_levels_before(database: Database, pending: int) -> None:
    """Note the least role that saw each entity touched, before its documents change."""
    database.run(
        "UPDATE touched SET before = (SELECT min(d.level) FROM document d"
        f" WHERE d.entity = touched.entity AND {live('d', pending)})"
    )


def log_changes(database: Database, pending: int) -> int:
    """Write the change log of the entities touched; the new sequence number."""
    sequence = 1 + int(database.value("SELECT value FROM meta WHERE name = 'sequence'"))
    database.run(
        "INSERT INTO change SELECT ?, entity, before, after FROM (SELECT entity, before,"
        " (SELECT min(d.level) FROM document d WHERE d.entity = touched.entity"
        f" AND {live('d', pending)}) AS after FROM touched)"
        " WHERE before IS NOT NULL OR after IS NOT NULL",
        (sequence,),
    )
    database.run("UPDATE meta SET value = ? WHERE name = 'sequence'", (sequence,))
    return sequence
