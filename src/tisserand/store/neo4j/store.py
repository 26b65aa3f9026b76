"""The Neo4j adapter of the port: one database holds one workspace."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tisserand.errors import StoreError
from tisserand.store.copying import copy_store
from tisserand.store.neo4j.applying import LARGEST, apply, is_empty
from tisserand.store.neo4j.connection import Connection, Row
from tisserand.store.neo4j.locks import hold_writers_lock, import_turn, is_importing
from tisserand.store.neo4j.past import read_version
from tisserand.store.neo4j.reader import Neo4jReader
from tisserand.store.neo4j.recovery import recover
from tisserand.store.neo4j.resolution import Neo4jResolutionReader
from tisserand.store.neo4j.schema import Identity, prepare, read_identity
from tisserand.store.neo4j.sealing import forget_past
from tisserand.store.port import ChangeSet, GraphReader, ResolutionReader, View
from tisserand.store.sqlite import open_sqlite

QUERY_SECONDS = 30.0
PATIENCE_SECONDS = 2.0
"""How long a question waits for the end of an import; the server takes a moment to see one die."""
RECOVERY_SECONDS = 0.5
"""How long opening a store may take to tidy up after a crash; what is left waits unseen."""


def open_neo4j(
    address: str, user: str, password: str, base_iri: str, largest: int = LARGEST
) -> "Neo4jStore":
    """Open the workspace of a Neo4j, made when the database holds none.

    Args:
        address: `neo4j://host:port`, `bolt://host:port` or their TLS forms, without a password.
        user: its user.
        password: their password; empty for a server that asks for none.
        base_iri: prefix of the IRIs of a workspace made now; an older one keeps its own.
        largest: most records and entities written in one transaction; more go in batches.

    Raises:
        StoreError: the server does not answer, refuses the user, or holds a newer schema.
    """
    connection = Connection(address, user, password)
    try:
        store = Neo4jStore(connection, prepare(connection, base_iri), largest)
        store.recover(time.monotonic() + RECOVERY_SECONDS)
        return store
    except BaseException:
        connection.close()
        raise


class Neo4jStore:
    """A `GraphStore` in Neo4j."""

    def __init__(self, connection: Connection, identity: Identity, largest: int = LARGEST) -> None:
        self._connection = connection
        self._identity = identity
        self._largest = largest

    @property
    def base_iri(self) -> str:
        return self._identity.base_iri

    @property
    def hash_key(self) -> bytes:
        return self._identity.hash_key

    @contextmanager
    def read(self, view: View) -> Iterator[GraphReader]:
        with self._connection.reading() as transaction:
            yield Neo4jReader(transaction, view)

    @contextmanager
    def resolution(self) -> Iterator[ResolutionReader]:
        with self._connection.reading() as transaction:
            yield Neo4jResolutionReader(transaction)

    def apply(self, changes: ChangeSet) -> int:
        if is_empty(changes):
            with self._connection.reading() as transaction:
                return read_version(transaction).sequence
        return apply(self._connection, changes, self.base_iri, self._largest)

    def query(
        self, cypher: str, parameters: dict[str, object], seconds: float = QUERY_SECONDS
    ) -> tuple[list[str], list[Row]]:
        """Ask a question in Cypher, without writing.

        Args:
            cypher: the question.
            parameters: its parameters; a question that keeps to a View takes `view` (0 to 3).
            seconds: deadline.

        Returns:
            Names of the columns, rows.

        Raises:
            StoreError: a question that writes, is wrong, or is not answered in time.
        """
        self._refuse_half_written()
        with self._connection.reading(timeout=seconds) as transaction:
            return transaction.columns(cypher, parameters)

    def _refuse_half_written(self) -> None:
        """Cypher sees all that is stored, and so a change set written in part."""
        give_up = time.monotonic() + PATIENCE_SECONDS
        while not self.recover():
            if time.monotonic() > give_up:
                raise StoreError("neo4j.writing", address=self._connection.address)
            time.sleep(0.1)

    def recover(self, until: float | None = None) -> bool:
        """Undo what an import that died left behind; whether the graph is whole.

        Args:
            until: time (`time.monotonic`) at which to stop, the rest is for the next one.
        """
        with self._connection.reading() as transaction:
            if not read_version(transaction).pending:
                return True
        if is_importing(self._connection):
            return False
        with import_turn(self._connection):
            return recover(self._connection, self.base_iri, until)

    def adopt(self, base_iri: str, hash_key: bytes) -> None:
        with self._connection.writing() as transaction:
            hold_writers_lock(transaction)
            (held,) = transaction.one(
                "RETURN EXISTS { MATCH (n) WHERE n:Source OR n:Record OR n:Judgement }"
            )
            if held:
                raise StoreError("neo4j.not_empty", address=self._connection.address)
            transaction.run(
                "MATCH (w:Workspace) SET w.base_iri = $base_iri, w.hash_key = $hash_key",
                base_iri=base_iri,
                hash_key=hash_key.hex(),
            )
            self._identity = read_identity(transaction)

    def backup(self, target: Path) -> None:
        if target.exists():
            raise StoreError("neo4j.file_exists", file=target)
        partial = target.with_name(f"{target.name}.partial")
        partial.unlink(missing_ok=True)
        copy = open_sqlite(partial, self.base_iri)
        try:
            copy_store(self, copy)
        finally:
            copy.close()
        partial.rename(target)

    def purge(self) -> None:
        with self._connection.writing() as transaction:
            hold_writers_lock(transaction)
            forget_past(transaction)

    def close(self) -> None:
        self._connection.close()
