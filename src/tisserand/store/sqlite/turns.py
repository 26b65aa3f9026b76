"""Taking turns: an import writes in short transactions, between which others write."""

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TypeVar

from tisserand.errors import StoreError
from tisserand.store.sqlite.connection import LOOK_AGAIN, Database

HOLD = 0.3
"""Seconds after which a transaction of an import makes way for others."""
PAUSE = 4 * LOOK_AGAIN
"""Seconds that an import leaves to those who wait."""
CHUNK = 500
"""Rows that are written together, without a look at the time."""

Item = TypeVar("Item")


def parts(items: Sequence[Item]) -> Iterator[Sequence[Item]]:
    """A sequence in parts of at most `CHUNK`."""
    return (items[start : start + CHUNK] for start in range(0, len(items), CHUNK))


def write_in_turns(
    database: Database,
    items: Iterable[Item],
    write: Callable[[Item], object],
    until: float | None = None,
) -> bool:
    """Write items one after another; each transaction takes as many as its time holds.

    Args:
        until: time (`time.monotonic`) at which to stop between two transactions; never if None.

    Returns:
        Whether all were written.
    """
    remaining = iter(items)
    for first in remaining:
        if until is not None and time.monotonic() > until:
            return False
        with database.writing():
            end = time.monotonic() + HOLD
            write(first)
            while time.monotonic() < end:
                following = next(remaining, None)
                if following is None:
                    return True
                write(following)
        time.sleep(PAUSE)
    return True


@contextmanager
def import_turn(database: Database, wait: bool) -> Iterator[bool]:
    """Be the one import at a time, of every process; whether we are.

    The turn is a lock on a file next to the store, which the system lets go of in a crash.
    """
    lock = Database(database.path.with_name(f"{database.path.name}-import"), timeout=0)
    try:
        while not (taken := _is_taken(lock)) and wait:
            time.sleep(LOOK_AGAIN)
        yield taken
    finally:
        lock.rollback()
        lock.close()


def _is_taken(lock: Database) -> bool:
    try:
        lock.run("BEGIN EXCLUSIVE")
    except StoreError as error:
        if error.message != "store.busy":
            raise
        return False
    return True
