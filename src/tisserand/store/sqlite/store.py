"""The embedded store, opened."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tisserand.errors import StoreError
from tisserand.store.port import ChangeSet, GraphReader, ResolutionReader, View
from tisserand.store.sqlite.connection import Database
from tisserand.store.sqlite.identity import SqliteResolutionReader
from tisserand.store.sqlite.purging import purge
from tisserand.store.sqlite.reading import SqliteReader
from tisserand.store.sqlite.schema import prepare
from tisserand.store.sqlite.steps import is_empty
from tisserand.store.sqlite.sweeping import needs_sweep, sweep
from tisserand.store.sqlite.terms import TermReader
from tisserand.store.sqlite.turns import import_turn
from tisserand.store.sqlite.writing import ChangeWriter

SWEEP_SECONDS = 0.5
"""How long opening a store may take to tidy up after a crash; what is left waits unseen."""


class SqliteStore:
    """See `port.GraphStore`. Its methods may be called from several threads.

    Connections for reading are kept and lent again, one to each reader at a time.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._writer = Database(path).tune()
        self._turn = threading.Lock()
        self._idle: list[tuple[Database, TermReader]] = []
        self._read_identity()

    def _read_identity(self) -> None:
        meta: dict[str, Any] = dict(self._writer.rows("SELECT name, value FROM meta"))
        self._base_iri = str(meta["base_iri"])
        self._hash_key = bytes(meta["hash_key"])

    @property
    def base_iri(self) -> str:
        """Prefix of the IRIs of this workspace, fixed at its creation."""
        return self._base_iri

    @property
    def hash_key(self) -> bytes:
        """The workspace's secret key: 32 bytes."""
        return self._hash_key

    def apply(self, changes: ChangeSet) -> int:
        """Write a change set: durable when this returns, all or nothing."""
        from tisserand.store.sqlite.bulk import is_large

        with self._turn:
            if is_empty(changes):
                return int(self._writer.value("SELECT value FROM meta WHERE name = 'sequence'"))
            if not is_large(self._writer, changes):
                with self._writer.writing():
                    return ChangeWriter(self._writer, changes).apply()
        return self._import(changes)

    def _import(self, changes: ChangeSet) -> int:
        """Write a large change set through a connection of its own: other threads write too."""
        from tisserand.store.sqlite.bulk import BulkWriter

        database = Database(self._path)
        try:
            database.tune()
            with import_turn(database, wait=True):
                sweep(database)
                return BulkWriter(database, changes).apply()
        finally:
            database.close()

    @contextmanager
    def read(self, view: View) -> Iterator[GraphReader]:
        """A reader of the state as it is now, in a View."""
        database, terms = self._borrow()
        reader = SqliteReader(database, terms, view, lambda: self._give_back(database, terms))
        try:
            yield reader
        finally:
            reader.close()

    @contextmanager
    def resolution(self) -> Iterator[ResolutionReader]:
        """A reader for resolution, of the state as it is now."""
        database, terms = self._borrow()
        try:
            yield SqliteResolutionReader(database, terms)
        finally:
            self._give_back(database, terms)

    def _borrow(self) -> tuple[Database, TermReader]:
        try:
            database, terms = self._idle.pop()
        except IndexError:
            database = Database(self._path).tune()
            terms = TermReader(database)
        database.run("BEGIN")
        return database, terms

    def _give_back(self, database: Database, terms: TermReader) -> None:
        database.rollback()
        self._idle.append((database, terms))

    def adopt(self, base_iri: str, hash_key: bytes) -> None:
        """Take the identity of another workspace (for `copy`); refused unless empty."""
        with self._turn:
            with self._writer.writing():
                filled = "(SELECT 1 FROM source) OR EXISTS (SELECT 1 FROM judgement)"
                if self._writer.value(f"SELECT EXISTS {filled}"):
                    raise StoreError("store.not_empty", file=self._path.name)
                self._writer.run_many(
                    "UPDATE meta SET value = ? WHERE name = ?",
                    [(base_iri, "base_iri"), (hash_key, "hash_key")],
                )
            self._read_identity()

    def backup(self, target: Path) -> None:
        """Write a whole copy of the store into a new file, which `open_sqlite` opens.

        Raises:
            StoreError: the file exists already, or cannot be written.
        """
        try:
            target.touch(mode=0o600, exist_ok=False)
        except FileExistsError:
            raise StoreError("store.target_exists", file=target.name) from None
        except OSError as error:
            raise StoreError("store.cannot_open", file=target.name, reason=str(error)) from error
        database = Database(self._path)
        try:
            database.copy_to(target)
        except BaseException:
            target.unlink(missing_ok=True)
            raise
        finally:
            database.close()

    def purge(self) -> None:
        """Leave nothing in files of what was removed; see `port.GraphStore.purge`."""
        database = Database(self._path)
        try:
            with import_turn(database, wait=True):
                sweep(database)
                purge(database)
        finally:
            database.close()

    def close(self) -> None:
        """Close every connection; readers still open are closed by their own end."""
        for database, _ in self._idle:
            database.close()
        self._idle.clear()
        self._writer.close()


def open_sqlite(path: Path, base_iri: str) -> SqliteStore:
    """Open the store in this file, or create it, readable by its owner only.

    Args:
        base_iri: prefix of the IRIs of a new workspace; an existing one keeps its own.

    Raises:
        StoreError: not a store, made by a newer Tisserand, damaged, or out of reach.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
    except OSError as error:
        raise StoreError("store.cannot_open", file=path.name, reason=str(error)) from error
    database = Database(path)
    try:
        database.tune()
        prepare(database, base_iri)
        if needs_sweep(database):
            with import_turn(database, wait=False) as ours:
                if ours:
                    sweep(database, SWEEP_SECONDS)
    finally:
        database.close()
    return SqliteStore(path)
