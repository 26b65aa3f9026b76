"""Who writes: one at a time for a moment, and one import at a time for as long as it takes.

Both are locks of nodes, which the server lets go of when their holder dies.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from tisserand.store.neo4j.connection import Connection, Transaction
from tisserand.store.neo4j.past import Version, read_version

_IMPORT: dict[str, object] = {"tisserand": "import"}


def hold_writers_lock(transaction: Transaction) -> Version:
    """Wait for the other writers; they wait until this transaction ends."""
    lock = "MATCH (k:Writer {id: 'tisserand'}) SET k.writes = k.writes + 1 WITH k"
    return read_version(transaction, after=lock)


@contextmanager
def import_turn(connection: Connection) -> Iterator[None]:
    """Be the one import at a time, of every process; others wait."""
    with connection.writing(about=_IMPORT) as transaction:
        transaction.run(
            "MERGE (k:Writer {id: 'import'}) ON CREATE SET k.writes = 0 SET k.writes = k.writes + 1"
        )
        yield


def is_importing(connection: Connection) -> bool:
    """Whether an import runs, or waits for its turn, now."""
    with connection.reading() as transaction:
        rows = transaction.rows("SHOW TRANSACTIONS YIELD metaData RETURN metaData")
    return any(told == _IMPORT for (told,) in rows)
