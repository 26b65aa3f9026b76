"""Records that a large change set moves to another entity, or to another place of their file.

They are staged as copies, which the reveal shows in place of the originals.
"""

from collections.abc import Sequence

from tisserand.ontology.records import Record
from tisserand.store.port import ChangeSet
from tisserand.store.sqlite import steps
from tisserand.store.sqlite.codec import encode_locator
from tisserand.store.sqlite.connection import Database, as_json
from tisserand.store.sqlite.records import Handles
from tisserand.store.sqlite.terms import TermWriter
from tisserand.store.sqlite.turns import parts, write_in_turns

_GIVEN = "(SELECT value FROM json_each(?))"
_COLUMNS = {
    "body": "coalesce(m.locator, t.locator), t.said",
    "link": "t.position, t.property, t.target, t.visibility, t.confidence, t.since, t.until",
    "reference": "t.position, t.property, t.value, t.visibility, t.confidence",
}


class Copies:
    """Stages the copies of one large change set.

    Args:
        lasting: condition of SQL on the records `r` that the change set does not remove.
        born: number of the write.
    """

    def __init__(
        self, database: Database, terms: TermWriter, handles: Handles, lasting: str, born: int
    ) -> None:
        self._database = database
        self._terms = terms
        self._handles = handles
        self._lasting = lasting
        self._born = born

    def stage(self, changes: ChangeSet) -> None:
        """Copy what moves, and mark the originals to die.

        Raises:
            StoreError: a record assigned or relocated is not stored.
        """
        steps.select_moved(self._database, self._handles, changes, self._lasting)
        write_in_turns(self._database, parts(changes.relocated), self._relocate)
        moved = self._database.column("SELECT record FROM moved ORDER BY record")
        write_in_turns(self._database, map(as_json, parts(moved)), self._copy)

    def _relocate(self, records: Sequence[Record]) -> None:
        stored = steps.stored_records(
            self._database, [record.key for record in records], self._lasting
        )
        self._database.run_many(
            "INSERT INTO moved (record, entity, locator) VALUES (?, ?, ?)"
            " ON CONFLICT (record) DO UPDATE SET locator = excluded.locator",
            [(*stored[one.key], encode_locator(one.locator, self._terms)) for one in records],
        )
        self._database.run_many(
            "INSERT OR IGNORE INTO touched VALUES (?, 0, NULL)",
            [(stored[one.key][1],) for one in records],
        )

    def _copy(self, given: str) -> None:
        run = self._database.run
        first = 1 + int(self._database.value("SELECT coalesce(max(id), 0) FROM record"))
        run(
            "UPDATE moved SET copy = ? + o.position FROM (SELECT value, key AS position FROM"
            " json_each(?)) o WHERE moved.record = o.value",
            (first, given),
        )
        run(
            "INSERT INTO record (id, handle, source, entity, visibility, signature, born)"
            " SELECT m.copy, r.handle, r.source, m.entity, r.visibility, r.signature, ?"
            f" FROM moved m JOIN record r ON r.id = m.record WHERE m.record IN {_GIVEN}",
            (self._born, given),
        )
        for table, columns in _COLUMNS.items():
            run(
                f"INSERT INTO {table} SELECT m.copy, {columns} FROM moved m"
                f" JOIN {table} t ON t.record = m.record WHERE m.record IN {_GIVEN}",
                (given,),
            )
        run(f"UPDATE record SET died = {self._born} WHERE id IN {_GIVEN}", (given,))

    def drop_orphans(self) -> None:
        """Remove the copies whose originals others removed meanwhile."""
        self._database.run("DELETE FROM chosen")
        self._database.run(
            "INSERT INTO chosen SELECT m.copy FROM moved m"
            " WHERE NOT EXISTS (SELECT 1 FROM record r WHERE r.id = m.record)"
        )
        steps.delete_records(self._database, "SELECT id FROM chosen")
