"""Interned words: kinds, properties, reference IRIs, dates, file names. Never deleted."""

from tisserand.errors import StoreError
from tisserand.store.sqlite.connection import Database

ABSENT = 0
"""Number of no term at all, where a column takes no NULL."""


FEW = 500
"""Terms that are read one by one, before all the others are read at once."""


class TermReader(dict[int, str]):
    """Terms by number, read when first asked for; of committed states only."""

    def __init__(self, database: Database) -> None:
        super().__init__()
        self._database = database
        self._loaded, self._left = 0, FEW

    def __missing__(self, number: int) -> str:
        self._left -= 1
        if self._left < 0:
            self.load()
        else:
            self.update(self._database.rows("SELECT id, text FROM term WHERE id = ?", (number,)))
        if number not in self:
            raise StoreError("store.corrupted", file=self._database.path.name, reason="term")
        return self[number]

    def load(self) -> None:
        """Read the terms added since the last time."""
        added: dict[int, str] = dict(
            self._database.rows("SELECT id, text FROM term WHERE id > ?", (self._loaded,))
        )
        self._loaded = max(added, default=self._loaded)
        self.update(added)


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
