"""Statements of an import, each in a transaction of its own, between which others write."""

import time
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import TypeVar

from tisserand.store.neo4j.connection import BATCH, Connection, Item, Row, Transaction
from tisserand.store.neo4j.locks import hold_writers_lock
from tisserand.store.neo4j.past import Version, read_version

HOLD = 0.3
"""Seconds after which an import makes way for others: batches grow and shrink to last as long."""
PAUSE = 0.05
"""Seconds that it leaves to those who wait: the server looks again after some milliseconds."""
SMALLEST, FIRST = 25, 100
"""Rows of the smallest batch, and of the first one, before the server is warm."""

Answer = TypeVar("Answer")
Look = Callable[[Transaction, Version], None]


class Turns(Transaction):
    """Who uses it says beforehand how to undo what it does: see `keeping` and `recovery`.

    Args:
        look: looks, before each statement, at what others wrote; it refuses to go on by an error.
            It looks first while others may still write, and again at the last moment, when
            hardly anything is left to see.
        alone: the caller holds the writers' lock: nobody else writes.
    """

    def __init__(
        self, connection: Connection, look: Look | None = None, alone: bool = False
    ) -> None:
        self._connection = connection
        self._look = look
        self._alone = alone
        self._lasted: list[float] = []
        self._sizes: dict[str, int] = {}

    def columns(self, cypher: str, parameters: dict[str, object]) -> tuple[list[str], list[Row]]:
        return self.turn(lambda transaction: transaction.columns(cypher, parameters))

    def run(self, cypher: str, **parameters: object) -> None:
        self.turn(lambda transaction: transaction.run(cypher, **parameters))

    def turn(self, write: Callable[[Transaction], Answer]) -> Answer:
        """Write in one transaction, then make way."""
        self.look_ahead()
        with self._connection.writing() as transaction:
            if not self._alone:
                version = hold_writers_lock(transaction)
                if self._look is not None:
                    self._look(transaction, version)
            started = time.monotonic()
            answer = write(transaction)
        if not self._alone:
            self._lasted.append(time.monotonic() - started)
            time.sleep(PAUSE)
        return answer

    def look_ahead(self) -> None:
        """Look at what others wrote, without keeping them waiting."""
        if self._look is not None and not self._alone:
            with self._connection.reading() as reading:
                self._look(reading, read_version(reading))

    def batches(self, rows: Iterable[Item], about: str = "") -> Iterator[list[Item]]:
        remaining = iter(rows)
        while batch := list(islice(remaining, self._size(about))):
            first = len(self._lasted)
            yield batch
            longest = max(self._lasted[first:], default=HOLD)
            if longest > HOLD:
                self._sizes[about] = max(SMALLEST, int(self._size(about) * HOLD / longest))
            elif longest < HOLD / 3:
                self._sizes[about] = min(BATCH, 2 * self._size(about))

    def _size(self, about: str) -> int:
        return BATCH if self._alone else self._sizes.get(about, FIRST)
