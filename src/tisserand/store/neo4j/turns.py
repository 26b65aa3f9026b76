"""Statements of an import, each in a transaction of its own, between which others write."""

import time
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import TypeVar

from tisserand.store.neo4j.concurrency import Rivals
from tisserand.store.neo4j.connection import BATCH, Connection, Item, Row, Transaction
from tisserand.store.neo4j.locks import hold_writers_lock
from tisserand.store.neo4j.past import read_version

HOLD = 0.3
"""Seconds after which an import makes way for others: batches grow and shrink to last as long."""
PAUSE = 0.05
"""Seconds that it leaves to those who wait: the server looks again after some milliseconds."""
SMALLEST, FIRST = 25, 100
"""Rows of the smallest batch, and of the first one, before the server is warm."""

Answer = TypeVar("Answer")


class Turns(Transaction):
    """Who uses it says beforehand how to undo what it does: see `keeping` and `recovery`.

    Args:
        rivals: looks, before each statement, at what others wrote; it refuses to go on by an error.
        alone: the caller holds the writers' lock: nobody else writes.
    """

    def __init__(
        self, connection: Connection, rivals: Rivals | None = None, alone: bool = False
    ) -> None:
        self._connection = connection
        self._rivals = None if alone else rivals
        self._alone = alone
        self._lasted: list[float] = []
        self._sizes: dict[str, int] = {}

    def columns(self, cypher: str, parameters: dict[str, object]) -> tuple[list[str], list[Row]]:
        return self.turn(lambda transaction: transaction.columns(cypher, parameters))

    def run(self, cypher: str, **parameters: object) -> None:
        self.turn(lambda transaction: transaction.run(cypher, **parameters))

    def turn(self, write: Callable[[Transaction], Answer]) -> Answer:
        """Write in one transaction, then make way.

        What others wrote is looked at while they may still write, and again under the lock, when
        hardly anything is left to see.
        """
        has_looked = self._rivals is None
        while True:
            with self._connection.writing() as transaction:
                sequence = 0 if self._alone else hold_writers_lock(transaction).sequence
                if has_looked or self._has_seen(sequence):
                    self._look(transaction, sequence)
                    started = time.monotonic()
                    answer = write(transaction)
                    break
            self.look_ahead()
            has_looked = True
        if not self._alone:
            self._lasted.append(time.monotonic() - started)
            time.sleep(PAUSE)
        return answer

    def look_ahead(self) -> None:
        """Look at what others wrote, without keeping them waiting."""
        with self._connection.reading() as reading:
            self._look(reading, read_version(reading).sequence)

    def _has_seen(self, sequence: int) -> bool:
        return self._rivals is not None and self._rivals.seen == sequence

    def _look(self, transaction: Transaction, sequence: int) -> None:
        if self._rivals is not None:
            self._rivals.look(transaction, sequence)

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
