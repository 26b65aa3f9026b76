"""Staging the rows of a large change set, in turns with others: nothing of it is seen yet."""

from array import array
from collections.abc import Callable, Sequence
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from tisserand.ontology.records import Record, Signature, Source
from tisserand.store.port import ChangeSet
from tisserand.store.sqlite import change_log, identity, steps
from tisserand.store.sqlite.blocks import entries, write_entries
from tisserand.store.sqlite.connection import Database, as_json
from tisserand.store.sqlite.copies import Copies
from tisserand.store.sqlite.documents import DocumentWriter, described_entities
from tisserand.store.sqlite.keys import named_keys, shared_entities
from tisserand.store.sqlite.records import Handles, RecordWriter, Signatures
from tisserand.store.sqlite.schema import NOTHING_PENDING
from tisserand.store.sqlite.sources import stored_sources
from tisserand.store.sqlite.terms import TermWriter
from tisserand.store.sqlite.turns import parts, write_in_turns
from tisserand.store.sqlite.visibility import live

LASTING = "r.died = 0"
_BLOCKS = 2**18
"""Entries of blocks that are made integers of Python at once."""

Item = TypeVar("Item")


class Staging:
    """Stages one large change set.

    Args:
        number: of the write, pending.
    """

    def __init__(self, database: Database, changes: ChangeSet, number: int) -> None:
        self.terms = TermWriter(database)
        self.signatures = Signatures(database)
        self._database = database
        self._changes = changes
        self._number = number
        self._handles = Handles(database)
        self._older_handles = int(database.value("SELECT coalesce(max(id), 0) FROM handle"))
        self._shared = shared_entities(changes)
        self._given: NDArray[np.int64] = np.empty(0, np.int64)
        self._borne = array("q")
        self.copies = Copies(database, self.terms, self._handles, LASTING, number)

    def stage(self) -> None:
        """Write everything, born of the number, or marked to die of it.

        Raises:
            StoreError: the change set does not fit what is stored.
        """
        self._number_keys()
        self._write_signatures()
        self._take_away()
        self._write_records()
        self._describe_others()
        self._log()

    def sources(self) -> dict[str, Source]:
        """Sources as they will be."""
        stored = {source.id: source for source in stored_sources(self._database).values()}
        return stored | {source.id: source for source in self._changes.sources}

    def _in_turns(self, items: Sequence[Item], write: Callable[[Sequence[Item]], object]) -> None:
        write_in_turns(self._database, parts(items), write)

    def _number_keys(self) -> None:
        """In order, so that each page of the index is met once."""
        self._in_turns(sorted(named_keys(self._changes)), self._handles.numbers)

    def _write_signatures(self) -> None:
        """As they come, in order, and their blocks after them."""
        database, changes = self._database, self._changes
        numbers = self.signatures.numbers(())
        found = array("q")

        def add(part: Sequence[Signature]) -> None:
            self.signatures.add(part)
            for one in part:
                found.extend(entries(numbers[one.digest], one.blocks))

        self._in_turns(changes.signatures, add)
        self._given = np.fromiter(numbers.values(), np.int64)
        blocks = np.frombuffer(found, np.int64)
        blocks.sort()
        for start in range(0, len(blocks), _BLOCKS):
            part = blocks[start : start + _BLOCKS].tolist()
            self._in_turns(part, lambda some: write_entries(database, some))
        self._in_turns(
            [one for one in changes.matches if one.a in numbers or one.b in numbers],
            lambda part: identity.write_matches(database, self.terms, part),
        )

    def unborne(self) -> str:
        """The signatures given that no record of the change set bears, as a query."""
        unborne = np.setdiff1d(self._given, np.frombuffer(self._borne, np.int64)).tolist()
        return f"VALUES {','.join(f'({one})' for one in unborne)}" if unborne else "SELECT NULL"

    def _take_away(self) -> None:
        """Mark what goes, copy what moves."""
        database, changes = self._database, self._changes
        steps.select_gone(database, changes, live("r", self._number))
        steps.mark_gone(database)
        self._mark("record", "SELECT record FROM gone ORDER BY record")
        elsewhere = f"r.born <> {self._number} AND {LASTING}"
        steps.refuse_stored(database, changes.added_keys(), elsewhere)
        steps.touch_changed_sources(database, changes, LASTING)
        self.copies.stage(changes)

    def _mark(self, table: str, rows: str) -> None:
        """Mark rows to die of this write."""
        statement = (
            f"UPDATE {table} SET died = {self._number} WHERE id IN (SELECT value FROM json_each(?))"
        )
        self._in_turns(
            self._database.column(rows),
            lambda part: self._database.run(statement, (as_json(part),)),
        )

    def _write_records(self) -> None:
        database, changes, number = self._database, self._changes, self._number
        records = RecordWriter(
            database, self.terms, self._handles, self.signatures, changes.assignments, number,
            number,
        )  # fmt: skip
        documents = DocumentWriter(database, self.terms, self.sources(), number)
        numbers = self.signatures.numbers(())

        def write(part: Sequence[Record]) -> None:
            records.write(part)
            self._borne.extend(numbers[one.signature] for one in part if one.signature)
            steps.note_added(database, self._handles, changes, part)
            self._describe_fresh(documents, part)

        self._in_turns(changes.records, write)

    def _describe_fresh(self, documents: DocumentWriter, part: Sequence[Record]) -> None:
        """Describe at once the entities that one record tells of, and that none told of before."""
        database, numbers = self._database, self._handles.numbers(())
        assigned = self._changes.assignments
        alone = {
            numbers[assigned[one.key]]: [one]
            for one in part
            if assigned[one.key] not in self._shared
        }
        older = as_json(entity for entity in alone if entity <= self._older_handles)
        told = database.column(
            "SELECT r.entity FROM record r WHERE r.entity IN (SELECT value FROM json_each(?))"
            f" AND {LASTING} GROUP BY r.entity HAVING count(*) > 1",
            (older,),
        )
        for entity in told:
            del alone[entity]
        levels = documents.write(alone.items())
        new = [(entity, level) for entity, level in levels if entity > self._older_handles]
        database.run_many(f"INSERT INTO change VALUES ({-self._number}, ?, NULL, ?)", new)
        database.run_many(
            "UPDATE touched SET stale = ? WHERE entity = ?",
            [
                (steps.LOGGED if entity > self._older_handles else steps.DESCRIBED, entity)
                for entity, _ in levels
            ],
        )

    def _describe_others(self) -> None:
        database, number = self._database, self._number
        stale = f"SELECT entity FROM touched WHERE stale IN ({steps.STALE}, {steps.DESCRIBED})"
        self._mark(
            "document",
            f"SELECT d.id FROM document d WHERE d.entity IN ({stale}) AND d.born <> {number}"
            f" AND {live('d', number)}",
        )
        documents = DocumentWriter(database, self.terms, self.sources(), number)
        self._in_turns(
            database.column(f"SELECT entity FROM touched WHERE stale = {steps.STALE}"),
            lambda part: documents.write(described_entities(database, part, LASTING)),
        )

    def _log(self) -> None:
        """Write the change log of what is not logged yet, under the negative number."""
        database, number = self._database, self._number
        steps.touch_neighbours(database, LASTING)
        waiting = f"stale <> {steps.LOGGED}"
        before = f"{live('d', number)} AND d.born <> {number}"
        change_log.note_levels_before(
            database, before, f"{waiting} AND entity <= {self._older_handles}"
        )
        self._in_turns(
            database.column(f"SELECT entity FROM touched WHERE {waiting} ORDER BY entity"),
            lambda part: change_log.log_entities(
                database, -number, live("d", NOTHING_PENDING), as_json(part)
            ),
        )
