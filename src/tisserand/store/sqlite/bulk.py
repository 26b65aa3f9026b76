"""Applying a large change set without keeping others waiting.

Its rows are staged in short transactions, born of a pending number that no reader sees; what it
removes is marked to die of that number, and still read. One transaction, short however large the
change set, then makes the number pending no more, which reveals everything at once. Dead rows are
swept afterwards, in turns too.

Others may write meanwhile: the entities they touch are looked at again in the last transaction.
An import that fails, or that a crash ends, is undone: at once, or when the store is next opened.
"""

from collections.abc import Sequence

from tisserand.errors import StaleError, StoreError
from tisserand.store.port import ChangeSet
from tisserand.store.sqlite import change_log, identity, sealing, steps
from tisserand.store.sqlite.concurrency import note_judged, refuse_entangled
from tisserand.store.sqlite.connection import Database, as_json
from tisserand.store.sqlite.documents import (
    DocumentWriter,
    described_entities,
    forget_documents,
)
from tisserand.store.sqlite.schema import NOTHING_PENDING
from tisserand.store.sqlite.sources import encode_source
from tisserand.store.sqlite.staging import LASTING, Staging
from tisserand.store.sqlite.sweeping import sweep
from tisserand.store.sqlite.visibility import live

LARGE = 10_000
"""Records added, removed, relocated or assigned from which a change set is staged in turns."""


def is_large(database: Database, changes: ChangeSet) -> bool:
    """Whether writing a change set in one transaction would keep others waiting."""
    size = len(changes.records) + len(changes.removed_records) + len(changes.assignments)
    size += len(changes.relocated)
    for source in changes.removed_sources:
        size += int(
            database.value(
                "SELECT count(*) FROM record WHERE source = (SELECT id FROM source WHERE key = ?)",
                (source,),
            )
        )
    return size >= LARGE


class BulkWriter:
    """Applies one large change set; its caller holds the turn of imports."""

    def __init__(self, database: Database, changes: ChangeSet) -> None:
        self._database = database
        self._changes = changes
        self._number = NOTHING_PENDING
        self._started = 0

    def apply(self) -> int:
        """Write everything; the new sequence number.

        Raises:
            StoreError: the change set does not fit what is stored.
            StaleError: others wrote, since it was prepared, what may bear on it.
        """
        self._database.run("PRAGMA synchronous = NORMAL")
        try:
            staging = self._begin()
            self._stage(staging)
            self._database.run("PRAGMA synchronous = FULL")
            sequence = self._reveal(staging)
        except BaseException:
            self._undo()
            raise
        sweep(self._database)
        return sequence

    def _undo(self) -> None:
        """Leave nothing; where that fails too, the next import does it, and nobody sees it."""
        try:
            sweep(self._database)
        except StoreError:
            return

    def _begin(self) -> Staging:
        database = self._database
        database.run_script(steps.WORK_TABLES)
        with database.writing():
            meta: dict[str, int] = dict(database.rows("SELECT name, value FROM meta"))
            self._number, self._started = meta["last_bulk"] + 1, meta["sequence"]
            first = 1 + int(database.value("SELECT coalesce(max(id), 0) FROM signature"))
            database.run_many(
                "INSERT OR REPLACE INTO meta VALUES (?, ?)",
                [("last_bulk", self._number), ("pending", self._number),
                 ("pending_signatures", first)],
            )  # fmt: skip
            database.run_many(
                "INSERT OR IGNORE INTO source (key, rank, body, born) VALUES (?, ?, ?, ?)",
                [
                    (one.id, one.rank, encode_source(one), self._number)
                    for one in self._changes.sources
                ],
            )
        return Staging(database, self._changes, self._number)

    def _stage(self, staging: Staging) -> None:
        staging.stage()

    def _reveal(self, staging: Staging) -> int:
        """The one moment when others see it all."""
        database, changes = self._database, self._changes
        with database.writing():
            sequence = 1 + change_log.current_sequence(database)
            self._refuse_stale(sequence - 1)
            steps.write_sources(database, changes)
            if sequence - 1 != self._started:
                self._look_again(staging)
            known = staging.signatures.numbers(())
            old = [one for one in changes.matches if one.a not in known and one.b not in known]
            identity.write_matches(database, staging.terms, old)
            identity.write_judgements(database, changes.judgements, changes.removed_judgements)
            identity.sweep_signatures(database, staging.unborne())
            note_judged(database, changes, sequence)
            sealing.write_sealed(database, changes)
            database.run("INSERT INTO revealed VALUES (?, ?)", (self._number, sequence))
            database.run_many(
                "UPDATE meta SET value = ? WHERE name = ?",
                [(sequence, "sequence"), (NOTHING_PENDING, "pending")],
            )
        return sequence

    def _refuse_stale(self, sequence: int) -> None:
        """Refuse what others made stale.

        Raises:
            StaleError: see `concurrency`.
        """
        based_on = self._changes.based_on
        if based_on is None or based_on == sequence:
            return
        if based_on > sequence:
            raise StaleError("store.stale")
        refuse_entangled(self._database, self._changes, based_on, self._number)

    def _look_again(self, staging: Staging) -> None:
        """At what others wrote since the beginning: it may now link, or be linked."""
        database, number = self._database, self._number
        others = f"SELECT entity FROM log WHERE sequence > {self._started}"
        staging.copies.drop_orphans()
        steps.refuse_stored_meanwhile(database, number, f"{LASTING} AND r.entity IN ({others})")
        both = database.column(
            f"SELECT entity FROM touched WHERE stale > 0 AND entity IN ({others})"
        )
        database.run(
            f"INSERT OR IGNORE INTO touched SELECT DISTINCT entity, 0, NULL FROM ({others})"
        )
        before = f"{live('d', number)} AND d.born <> {number}"
        change_log.note_levels_before(database, before, f"entity IN ({others})")
        self._describe(staging, both)
        given = as_json(database.column(f"SELECT DISTINCT entity FROM ({others})"))
        database.run(
            f"DELETE FROM change WHERE sequence = {-number}"
            " AND entity IN (SELECT value FROM json_each(?))",
            (given,),
        )
        change_log.log_entities(database, -number, live("d", NOTHING_PENDING), given)

    def _describe(self, staging: Staging, entities: Sequence[int]) -> None:
        """Write again the documents of entities that others touched too."""
        given = f"d.entity IN ({','.join(map(str, entities))}) AND d.died = 0"
        forget_documents(self._database, given)
        writer = DocumentWriter(self._database, staging.terms, staging.sources())
        writer.write(described_entities(self._database, entities, LASTING))
