"""The border with sqlite3: every statement goes through here, and no driver error leaves it."""

import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from pydantic_core import to_json

from tisserand.errors import StoreError

Row = tuple[Any, ...]
BUSY_TIMEOUT = 30.0
"""Seconds a writer waits for its turn."""
LOOK_AGAIN = 0.005
"""Seconds between two looks at whether it has come."""

_MESSAGES = {
    sqlite3.SQLITE_FULL: "store.disk_full",
    sqlite3.SQLITE_IOERR: "store.disk_error",
    sqlite3.SQLITE_BUSY: "store.busy",
    sqlite3.SQLITE_LOCKED: "store.busy",
    sqlite3.SQLITE_CORRUPT: "store.corrupted",
    sqlite3.SQLITE_NOTADB: "store.not_a_store",
    sqlite3.SQLITE_CANTOPEN: "store.cannot_open",
    sqlite3.SQLITE_PERM: "store.cannot_open",
    sqlite3.SQLITE_READONLY: "store.read_only",
}


def as_json(values: Iterable[object]) -> str:
    """A list to be bound to `json_each(?)`."""
    return to_json(list(values)).decode()


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Turn every error of the driver into a `StoreError` that names the file."""
    try:
        yield
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorcode", 0) or 0
        message = _MESSAGES.get(code & 0xFF, "store.failed")
        raise StoreError(message, file=path.name, reason=str(error)) from error


class Database:
    """One connection to the file of the store.

    Errors:
        StoreError: from any method, instead of the driver's own.
    """

    def __init__(self, path: Path, timeout: float = BUSY_TIMEOUT) -> None:
        self.path = path
        with translated(path):
            self._connection = sqlite3.connect(
                path, timeout=timeout, isolation_level=None, check_same_thread=False
            )

    def tune(self) -> "Database":
        """Make commits durable, and large ones fast."""
        with translated(self.path):
            self._connection.executescript(
                "PRAGMA synchronous = FULL; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -65536;"
                "PRAGMA wal_autocheckpoint = 16384; PRAGMA journal_size_limit = 67108864;"
            )
        return self

    def define(self, name: str, function: Callable[[str], int]) -> None:
        """Let statements call a function of one text."""
        with translated(self.path):
            self._connection.create_function(name, 1, function, deterministic=True)

    def run(self, sql: str, values: Sequence[object] = ()) -> int:
        """Execute one statement; the number of rows it changed."""
        with translated(self.path):
            return self._connection.execute(sql, values).rowcount

    def run_many(self, sql: str, rows: Iterable[Sequence[object]]) -> None:
        """Execute one statement for each row."""
        with translated(self.path):
            self._connection.executemany(sql, rows)

    def run_script(self, sql: str) -> None:
        """Execute statements one by one, inside the current transaction."""
        with translated(self.path):
            for statement in sql.split(";\n"):
                if statement.strip():
                    self._connection.execute(statement)

    def rows(self, sql: str, values: Sequence[object] = ()) -> list[Row]:
        """Every row of a query."""
        with translated(self.path):
            return self._connection.execute(sql, values).fetchall()

    def column(self, sql: str, values: Sequence[object] = ()) -> list[Any]:
        """First column of every row of a query."""
        return [row[0] for row in self.rows(sql, values)]

    def value(self, sql: str, values: Sequence[object] = ()) -> Any:
        """First column of the first row; None when there is no row."""
        with translated(self.path):
            row = self._connection.execute(sql, values).fetchone()
        return None if row is None else row[0]

    def batches(
        self, sql: str, values: Sequence[object] = (), size: int = 50_000
    ) -> Iterator[list[Row]]:
        """Rows of a query, in lists of at most `size`."""
        with translated(self.path):
            cursor = self._connection.execute(sql, values)
        while True:
            with translated(self.path):
                found = cursor.fetchmany(size)
            if not found:
                return
            yield found

    def _take_turn(self) -> None:
        """Begin to write as soon as no other process does.

        SQLite's own waiting looks every 100 ms, and would miss the short pauses of an import.

        Raises:
            StoreError: still not our turn after `BUSY_TIMEOUT`.
        """
        give_up = time.monotonic() + BUSY_TIMEOUT
        self.run("PRAGMA busy_timeout = 0")
        try:
            while True:
                try:
                    self.run("BEGIN IMMEDIATE")
                    return
                except StoreError as error:
                    if error.message != "store.busy" or time.monotonic() > give_up:
                        raise
                time.sleep(LOOK_AGAIN)
        finally:
            self.run(f"PRAGMA busy_timeout = {int(BUSY_TIMEOUT * 1000)}")

    @contextmanager
    def writing(self) -> Iterator[None]:
        """A write transaction: all of it, or nothing, whatever ends it."""
        self._take_turn()
        try:
            yield
            self.run("COMMIT")
        except BaseException:
            self.rollback()
            raise

    def rollback(self) -> None:
        """End the transaction, if there is one, as if it never was."""
        with translated(self.path):
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")

    def copy_to(self, target: Path) -> None:
        """Write the whole database into another file, in one consistent state."""
        with translated(target):
            copy = sqlite3.connect(target, isolation_level=None)
            try:
                self._connection.backup(copy)
            finally:
                copy.close()

    def close(self) -> None:
        with translated(self.path):
            self._connection.close()
