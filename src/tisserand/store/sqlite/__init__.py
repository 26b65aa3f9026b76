"""The embedded store: one SQLite file in the workspace, several processes at once."""

from tisserand.store.sqlite.store import SqliteStore, open_sqlite

__all__ = ["SqliteStore", "open_sqlite"]
