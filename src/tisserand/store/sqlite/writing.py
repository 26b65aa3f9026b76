"""Applying a change set in one transaction."""

from collections.abc import Iterator, Mapping

from tisserand.ontology.records import Record
from tisserand.store.port import ChangeSet
from tisserand.store.sqlite import change_log, identity, sealing, steps
from tisserand.store.sqlite.concurrency import note_judged
from tisserand.store.sqlite.connection import Database
from tisserand.store.sqlite.documents import (
    DocumentWriter,
    described_entities,
    forget_documents,
)
from tisserand.store.sqlite.records import Handles, RecordWriter, Signatures, chunks
from tisserand.store.sqlite.sources import stored_sources
from tisserand.store.sqlite.terms import TermWriter
from tisserand.store.sqlite.visibility import live, pending_write


class ChangeWriter:
    """Applies one change set inside the write transaction of its caller."""

    def __init__(self, database: Database, changes: ChangeSet) -> None:
        self._database = database
        self._changes = changes
        self._terms = TermWriter(database)
        self._handles = Handles(database)
        self._pending = pending_write(database)
        self._live, self._live_documents = live("r", self._pending), live("d", self._pending)
        database.run_script(steps.WORK_TABLES)

    def apply(self) -> int:
        """Write everything; the new sequence number.

        Raises:
            StoreError: the change set does not fit what is stored.
        """
        database, changes = self._database, self._changes
        steps.refuse_stale(database, changes)
        steps.select_gone(database, changes, self._live)
        steps.mark_gone(database)
        steps.delete_records(database, "SELECT record FROM gone")
        steps.touch_changed_sources(database, changes, self._live)
        steps.write_sources(database, changes)
        identity.write_signatures(database, changes.signatures)
        first = 1 + int(database.value("SELECT coalesce(max(id), 0) FROM record"))
        self._write_records()
        steps.relocate(database, self._terms, changes.relocated, self._live)
        steps.select_moved(database, self._handles, changes, self._live)
        steps.move_records(database)
        self._write_identity()
        steps.touch_neighbours(database, self._live)
        change_log.note_levels_before(database, self._live_documents)
        self._refresh_documents(first)
        sequence = change_log.log_changes(database, self._live_documents)
        note_judged(database, changes, sequence)
        return sequence

    def _write_records(self) -> None:
        changes = self._changes
        steps.refuse_stored(self._database, changes.added_keys(), self._live)
        writer = RecordWriter(
            self._database,
            self._terms,
            self._handles,
            Signatures(self._database),
            changes.assignments,
            self._pending,
        )
        for chunk in chunks(changes.records):
            writer.write(chunk)
            steps.note_added(self._database, self._handles, changes, chunk)

    def _write_identity(self) -> None:
        database, changes = self._database, self._changes
        identity.write_matches(database, self._terms, changes.matches)
        identity.write_judgements(database, changes.judgements, changes.removed_judgements)
        sealing.write_sealed(database, changes)
        identity.sweep_signatures(database)

    def _refresh_documents(self, first: int) -> None:
        """Those of entities all of whose records are new are made without reading the disk."""
        database = self._database
        stale = "SELECT entity FROM touched WHERE stale = 1"
        forget_documents(database, f"d.entity IN ({stale}) AND {self._live_documents}")
        older = database.column(
            f"SELECT DISTINCT r.entity FROM record r WHERE +r.id < {first}"
            f" AND r.entity IN ({stale}) AND {self._live} ORDER BY r.entity"
        )
        sources = {source.id: source for source in stored_sources(database).values()}
        writer = DocumentWriter(database, self._terms, sources)
        writer.write(new_entities(self._changes, self._handles.numbers(()), set(older)))
        writer.write(described_entities(database, older, self._live))


def new_entities(
    changes: ChangeSet, handles: Mapping[str, int], older: set[int]
) -> Iterator[tuple[int, list[Record]]]:
    """(entity, its records) of the entities all of whose records are in the change set."""
    found: dict[int, list[Record]] = {}
    for record in changes.records:
        entity = handles[changes.assignments[record.key]]
        if entity not in older:
            found.setdefault(entity, []).append(record)
    return iter(found.items())
