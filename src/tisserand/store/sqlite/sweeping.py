"""Deleting, in turns with others, what an ended import leaves behind.

Nobody sees it: rows of an import that was never revealed, rows that a revealed one replaced. So
it may wait, and a sweep that is cut short goes on where it stopped.
"""

import time
from collections.abc import Callable

from tisserand.store.sqlite import identity, steps
from tisserand.store.sqlite.connection import Database, as_json
from tisserand.store.sqlite.documents import forget_documents
from tisserand.store.sqlite.schema import NOTHING_PENDING
from tisserand.store.sqlite.turns import parts, write_in_turns
from tisserand.store.sqlite.visibility import pending_write

_GIVEN = "(SELECT value FROM json_each(?))"


def needs_sweep(database: Database) -> bool:
    """Whether an import left something behind, or is under way."""
    return pending_write(database) != NOTHING_PENDING or bool(
        database.value(
            "SELECT EXISTS (SELECT 1 FROM record WHERE died <> 0)"
            " OR EXISTS (SELECT 1 FROM document WHERE died <> 0)"
        )
    )


def sweep(database: Database, seconds: float | None = None) -> None:
    """Delete what an ended import leaves behind: its own rows if they were never revealed, else
    those that it removed. The caller holds the turn of imports.

    Args:
        seconds: about how long it may take, the rest is for the next one; no bound when None.
    """
    if not needs_sweep(database):
        return
    until = None if seconds is None else time.monotonic() + seconds
    database.run_script(steps.WORK_TABLES)
    number = pending_write(database)
    if number != NOTHING_PENDING and not _undo(database, number, until):
        return
    _delete_rows(database, "died <> 0", until)


def _each_part(
    database: Database, numbers: str, write: Callable[[str], object], until: float | None
) -> bool:
    """Write in turns for the numbers that a query gives, part by part; whether for all of them."""
    found = map(as_json, parts(database.column(numbers)))
    return write_in_turns(database, found, write, until)


def _delete_rows(database: Database, condition: str, until: float | None) -> bool:
    """Delete records and documents under a condition; whether all are."""

    def delete_records(given: str) -> None:
        _choose(database, given)
        database.run(
            "INSERT OR IGNORE INTO loose SELECT signature FROM record"
            " WHERE id IN (SELECT id FROM chosen) AND signature IS NOT NULL"
        )
        steps.delete_records(database, "SELECT id FROM chosen")
        # In the same transaction: after a crash nobody would know which to look at.
        identity.sweep_signatures(database)
        database.run("DELETE FROM loose")

    def delete_documents(given: str) -> None:
        _choose(database, given)
        forget_documents(database, "d.id IN (SELECT id FROM chosen)")

    return _each_part(
        database, f"SELECT id FROM record WHERE {condition}", delete_records, until
    ) and _each_part(
        database, f"SELECT id FROM document WHERE {condition}", delete_documents, until
    )


def _choose(database: Database, given: str) -> None:
    database.run("DELETE FROM chosen")
    database.run("INSERT INTO chosen SELECT value FROM json_each(?)", (given,))


def _undo(database: Database, number: int, until: float | None) -> bool:
    """Make the store what it was before a write that was never revealed; whether it is done."""
    if not (
        _delete_rows(database, f"born = {number}", until)
        and _revive(database, "record", number, until)
        and _revive(database, "document", number, until)
        and _forget_log(database, number, until)
    ):
        return False
    database.run(
        "INSERT OR IGNORE INTO loose SELECT s.id FROM signature s WHERE s.id >="
        " (SELECT value FROM meta WHERE name = 'pending_signatures')"
    )
    if not _sweep_signatures(database, until):
        return False
    with database.writing():
        database.run("DELETE FROM source WHERE born = ?", (number,))
        database.run("UPDATE meta SET value = ? WHERE name = 'pending'", (NOTHING_PENDING,))
    return True


def _revive(database: Database, table: str, number: int, until: float | None) -> bool:
    statement = f"UPDATE {table} SET died = 0 WHERE id IN {_GIVEN}"
    return _each_part(
        database,
        f"SELECT id FROM {table} WHERE died = {number}",
        lambda given: database.run(statement, (given,)),
        until,
    )


def _forget_log(database: Database, number: int, until: float | None) -> bool:
    statement = f"DELETE FROM change WHERE sequence = {-number} AND entity IN {_GIVEN}"
    return _each_part(
        database,
        f"SELECT entity FROM change WHERE sequence = {-number}",
        lambda given: database.run(statement, (given,)),
        until,
    )


def _sweep_signatures(database: Database, until: float | None) -> bool:
    """Delete the `loose` signatures that no record bears; whether all are."""
    numbers = "SELECT signature FROM loose ORDER BY signature"

    def sweep_part(given: str) -> None:
        _choose(database, given)
        identity.sweep_signatures(database, "SELECT id FROM chosen")

    return _each_part(database, numbers, sweep_part, until)
