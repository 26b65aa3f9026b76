"""Interned words: kinds, properties, reference IRIs, dates, file names. Never deleted."""

from tisserand.errors import StoreError
from tisserand.store.sqlite.connection import Database

ABSENT = 0
"""Number of no term at all, where a column takes no NULL."""


class TermReader(dict[int, str]):
    """Terms by number, read when first asked for; of committed states only."""

    def __init__(self, database: Database) -> None:
        super().__init__()
        self._database = database

    def __missing__(self, number: int) -> str:
        self.load()
        if number not in self:
            raise StoreError("store.corrupted", file=self._database.path.name, reason="term")
        return self[number]

    def load(self) -> None:
        """Read the terms added since the last time."""
        known = max(self, default=0)
        self.update(self._database.rows("SELECT id, text FROM term WHERE id > ?", (known,)))


class TermWriter(dict[str, int]):
    """Numbers of terms, given to new ones within the transaction of their first use."""

    def __init__(self, database: Database) -> None:
        super().__init__()
        self._database = database

    def __missing__(self, text: str) -> int:
        self._database.run("INSERT OR IGNORE INTO term (text) VALUES (?)", (text,))
        self[text] = number = int(
            self._database.value("SELECT id FROM term WHERE text = ?", (text,))
        )
        return number
