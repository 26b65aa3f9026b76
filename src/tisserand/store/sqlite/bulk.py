"""Applying a large change set without keeping others waiting.

Its rows are written in batches, born of a pending number that no reader sees; what it removes is
marked to die of that number, and still read. One short transaction then makes the number pending
no more, which reveals everything at once. Dead rows are swept afterwards, in batches too.

Others may write meanwhile: the entities they touch are looked at again in the last transaction.
An import that fails, or that a crash ends, is undone: at once, or when the store is next opened.
"""

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from tisserand.errors import StoreError
from tisserand.ontology.records import Source
from tisserand.store.port import ChangeSet
from tisserand.store.sqlite import identity, sealing, steps
from tisserand.store.sqlite.connection import LOOK_AGAIN, Database, as_json
from tisserand.store.sqlite.documents import (
    DocumentWriter,
    described_entities,
    forget_documents,
)
from tisserand.store.sqlite.records import Handles, RecordWriter, chunks
from tisserand.store.sqlite.schema import NOTHING_PENDING
from tisserand.store.sqlite.sources import encode_source, stored_sources
from tisserand.store.sqlite.terms import TermWriter
from tisserand.store.sqlite.visibility import live, pending_write
from tisserand.store.sqlite.writing import new_entities

LARGE = 10_000
"""Records added, removed or assigned from which a change set is written in batches."""

_BATCH = 5_000
_PAUSE = 4 * LOOK_AGAIN
_LASTING = "r.died = 0"


def is_large(database: Database, changes: ChangeSet) -> bool:
    """Whether writing a change set in one transaction would keep others waiting."""
    size = len(changes.records) + len(changes.removed_records) + len(changes.assignments)
    for source in changes.removed_sources:
        size += int(
            database.value(
                "SELECT count(*) FROM record WHERE source = (SELECT id FROM source WHERE key = ?)",
                (source,),
            )
        )
    return size >= LARGE


@contextmanager
def import_turn(database: Database, wait: bool) -> Iterator[bool]:
    """Be the one import at a time, of every process; whether we are.

    The turn is a lock on a file next to the store, which the system lets go of in a crash.
    """
    lock = Database(database.path.with_name(f"{database.path.name}-import"), timeout=0)
    try:
        while True:
            try:
                lock.run("BEGIN EXCLUSIVE")
                taken = True
            except StoreError as error:
                if error.message != "store.busy":
                    raise
                taken = False
            if taken or not wait:
                break
            time.sleep(LOOK_AGAIN)
        yield taken
    finally:
        lock.rollback()
        lock.close()


class BulkWriter:
    """Applies one large change set; its caller holds the turn of imports."""

    def __init__(self, database: Database, changes: ChangeSet) -> None:
        self._database = database
        self._changes = changes
        self._terms = TermWriter(database)
        self._handles = Handles(database)
        self._number = NOTHING_PENDING
        self._started = 0

    def apply(self) -> int:
        """Write everything; the new sequence number.

        Raises:
            StoreError: the change set does not fit what is stored.
        """
        try:
            self._begin()
            self._stage_records()
            self._stage_documents()
            sequence = self._reveal()
        finally:
            sweep(self._database)
        return sequence

    @contextmanager
    def _batch(self) -> Iterator[None]:
        with self._database.writing():
            yield
        time.sleep(_PAUSE)

    def _begin(self) -> None:
        database = self._database
        database.run_script(steps.WORK_TABLES)
        with self._batch():
            steps.refuse_stale(database, self._changes)
            self._number = 1 + int(
                database.value("SELECT value FROM meta WHERE name = 'last_bulk'")
            )
            self._started = int(database.value("SELECT value FROM meta WHERE name = 'sequence'"))
            database.run(
                "UPDATE meta SET value = ? WHERE name IN ('last_bulk', 'pending')", (self._number,)
            )
            database.run_many(
                "INSERT OR IGNORE INTO source (key, rank, body, born) VALUES (?, ?, ?, ?)",
                [
                    (one.id, one.rank, encode_source(one), self._number)
                    for one in self._changes.sources
                ],
            )

    def _stage_records(self) -> None:
        database, changes, number = self._database, self._changes, self._number
        steps.select_gone(database, changes, live("r", number))
        steps.mark_gone(database)
        self._mark("record", "SELECT record FROM gone")
        steps.refuse_stored(database, changes.records, f"r.born <> {number} AND {_LASTING}")
        steps.touch_changed_sources(database, changes, _LASTING)
        steps.select_moved(database, self._handles, changes, _LASTING)
        for start in range(0, len(changes.signatures), _BATCH):
            with self._batch():
                identity.write_signatures(database, changes.signatures[start : start + _BATCH])
        writer = RecordWriter(
            database, self._terms, self._handles, changes.assignments, number, number
        )
        for chunk in chunks(changes.records, _BATCH):
            with self._batch():
                writer.write(chunk)
                steps.note_added(database, self._handles, changes, chunk)

    def _mark(self, table: str, rows: str) -> None:
        """Mark rows to die of this write."""
        numbers = self._database.column(rows)
        for start in range(0, len(numbers), 4 * _BATCH):
            with self._batch():
                self._database.run_many(
                    f"UPDATE {table} SET died = {self._number} WHERE id = ?",
                    [(number,) for number in numbers[start : start + 4 * _BATCH]],
                )

    def _stage_documents(self) -> None:
        database, number = self._database, self._number
        stale = "SELECT entity FROM touched WHERE stale = 1"
        self._mark(
            "document",
            f"SELECT d.id FROM document d WHERE d.entity IN ({stale}) AND {live('d', number)}",
        )
        older = database.column(
            f"SELECT r.entity FROM record r WHERE r.entity IN ({stale}) AND r.born <> {number}"
            f" AND {_LASTING} UNION SELECT entity FROM moved ORDER BY 1"
        )
        writer = DocumentWriter(database, self._terms, self._sources(), number)
        described = new_entities(self._changes, self._handles.numbers(()), set(older))
        writer.write(described, self._batch)
        writer.write(described_entities(database, older, _LASTING), self._batch)
        steps.touch_neighbours(database, _LASTING)
        steps.note_levels_before(database, live("d", number))

    def _sources(self) -> dict[str, Source]:
        """Sources as they will be."""
        stored = {source.id: source for source in stored_sources(self._database).values()}
        return stored | {source.id: source for source in self._changes.sources}

    def _reveal(self) -> int:
        """The one moment when others see it all."""
        database, changes = self._database, self._changes
        after = live("d", NOTHING_PENDING)
        with database.writing():
            steps.refuse_stale(database, changes)
            steps.refuse_stored(
                database, changes.records, f"r.born <> {self._number} AND {_LASTING}"
            )
            again = self._touched_meanwhile()
            steps.write_sources(database, changes)
            steps.relocate(database, self._terms, changes.relocated, _LASTING)
            steps.move_records(database)
            identity.write_matches(database, self._terms, changes.matches)
            identity.write_judgements(database, changes.judgements, changes.removed_judgements)
            sealing.write_sealed(database, changes)
            self._note_others()
            self._refresh(again)
            sequence = steps.log_changes(database, after)
            database.run("UPDATE meta SET value = ? WHERE name = 'pending'", (NOTHING_PENDING,))
        return sequence

    def _note_others(self) -> None:
        """What others wrote may now link, or be linked: look at their entities again."""
        others = f"SELECT entity FROM change WHERE sequence > {self._started}"
        self._database.run(
            f"INSERT OR IGNORE INTO touched SELECT DISTINCT entity, 0, NULL FROM ({others})"
        )
        steps.note_levels_before(self._database, live("d", self._number), f"entity IN ({others})")

    def _touched_meanwhile(self) -> list[int]:
        """Entities that others wrote since the beginning, among those staged here."""
        return self._database.column(
            "SELECT DISTINCT c.entity FROM change c JOIN touched t ON t.entity = c.entity"
            " WHERE c.sequence > ? AND t.stale = 1 ORDER BY c.entity",
            (self._started,),
        )

    def _refresh(self, entities: Sequence[int]) -> None:
        for entity in entities:
            forget_documents(self._database, f"d.entity = {entity} AND d.died = 0")
        writer = DocumentWriter(self._database, self._terms, self._sources())
        writer.write(described_entities(self._database, entities, _LASTING))


def needs_sweep(database: Database) -> bool:
    """Whether an import left something behind, or is under way."""
    return pending_write(database) != NOTHING_PENDING or bool(
        database.value(
            "SELECT EXISTS (SELECT 1 FROM record WHERE died <> 0)"
            " OR EXISTS (SELECT 1 FROM document WHERE died <> 0)"
        )
    )


def sweep(database: Database) -> None:
    """Delete, in batches, what an ended import leaves behind: its own rows if they were never
    revealed, else those that it removed. The caller holds the turn of imports."""
    if not needs_sweep(database):
        return
    database.run_script(steps.WORK_TABLES)
    number = pending_write(database)
    if number != NOTHING_PENDING:
        _undo(database, number)
    _delete(database, "died <> 0")
    with database.writing():
        identity.sweep_signatures(database)


def _undo(database: Database, number: int) -> None:
    """Make the store what it was before a write that was never revealed."""
    _delete(database, f"born = {number}")
    for table in ("record", "document"):
        numbers = database.column(f"SELECT id FROM {table} WHERE died = {number}")
        for start in range(0, len(numbers), 4 * _BATCH):
            with database.writing():
                database.run(
                    f"UPDATE {table} SET died = 0 WHERE id IN (SELECT value FROM json_each(?))",
                    (as_json(numbers[start : start + 4 * _BATCH]),),
                )
            time.sleep(_PAUSE)
    with database.writing():
        database.run("DELETE FROM source WHERE born = ?", (number,))
        database.run(
            "INSERT OR IGNORE INTO loose SELECT s.id FROM signature s"
            " WHERE NOT EXISTS (SELECT 1 FROM record r WHERE r.signature = s.id)"
        )
        database.run("UPDATE meta SET value = ? WHERE name = 'pending'", (NOTHING_PENDING,))


def _delete(database: Database, condition: str) -> None:
    """Delete records and documents under a condition, in batches."""
    for table in ("record", "document"):
        numbers = database.column(f"SELECT id FROM {table} WHERE {condition}")
        for start in range(0, len(numbers), _BATCH):
            chosen = "SELECT id FROM chosen"
            with database.writing():
                database.run("DELETE FROM chosen")
                database.run(
                    "INSERT INTO chosen SELECT value FROM json_each(?)",
                    (as_json(numbers[start : start + _BATCH]),),
                )
                if table == "record":
                    database.run(
                        "INSERT OR IGNORE INTO loose SELECT signature FROM record"
                        f" WHERE id IN ({chosen}) AND signature IS NOT NULL"
                    )
                    steps.delete_records(database, chosen)
                else:
                    forget_documents(database, f"d.id IN ({chosen})")
            time.sleep(_PAUSE)
