"""The one place that talks to the driver: transactions, and errors translated at the border."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from typing import Any, TypeVar
from urllib.parse import urlsplit

import neo4j
from neo4j.exceptions import AuthError, DriverError, Neo4jError, ServiceUnavailable

from tisserand.errors import StoreError

BATCH = 2000
_SCHEMES = ("neo4j", "neo4j+s", "neo4j+ssc", "bolt", "bolt+s", "bolt+ssc")
_OUT_OF_MEMORY = "OutOfMemory"
_TIMED_OUT = "TransactionTimedOut"

Row = tuple[Any, ...]
Item = TypeVar("Item")


def batches(rows: Iterable[Item], size: int = BATCH) -> Iterator[list[Item]]:
    """Lists of at most `size` rows."""
    iterator = iter(rows)
    while batch := list(islice(iterator, size)):
        yield batch


class Transaction:
    """An open transaction; its answers are plain tuples."""

    def __init__(self, transaction: neo4j.Transaction, connection: "Connection") -> None:
        self._transaction = transaction
        self._connection = connection

    def rows(self, cypher: str, **parameters: object) -> list[Row]:
        """Every row of the answer."""
        return list(self.stream(cypher, **parameters))

    def stream(self, cypher: str, **parameters: object) -> Iterator[Row]:
        """The rows of the answer as they come."""
        with self._connection.translated():
            for row in self._transaction.run(cypher, parameters):
                yield tuple(row.values())

    def one(self, cypher: str, **parameters: object) -> Row:
        """The first row; the question is one that always has an answer."""
        return next(iter(self.rows(cypher, **parameters)))

    def columns(self, cypher: str, parameters: dict[str, object]) -> tuple[list[str], list[Row]]:
        """Names of the columns, then rows."""
        with self._connection.translated():
            answer = self._transaction.run(cypher, parameters)
            return list(answer.keys()), [tuple(row.values()) for row in answer]

    def run(self, cypher: str, **parameters: object) -> None:
        """Run without an answer."""
        with self._connection.translated():
            self._transaction.run(cypher, parameters).consume()

    def run_each(self, cypher: str, rows: Iterable[Any], **parameters: object) -> None:
        """Run once for each batch of `$rows`."""
        for batch in batches(rows):
            self.run(cypher, rows=batch, **parameters)

    def rows_each(self, cypher: str, rows: Iterable[Any], **parameters: object) -> list[Row]:
        """The answers for every batch of `$rows`."""
        return [
            row for batch in batches(rows) for row in self.rows(cypher, rows=batch, **parameters)
        ]


class Staged(Transaction):
    """Each statement and each batch in a transaction of its own: for what is too large for one.

    Who uses it says beforehand how to undo what it does: see `past` and `recovery`.
    """

    def __init__(self, connection: "Connection") -> None:
        self._connection = connection

    def stream(self, cypher: str, **parameters: object) -> Iterator[Row]:
        with self._connection.writing() as transaction:
            rows = transaction.rows(cypher, **parameters)
        return iter(rows)

    def run(self, cypher: str, **parameters: object) -> None:
        with self._connection.writing() as transaction:
            transaction.run(cypher, **parameters)


class Connection:
    """A driver, and the address as it may be told: without user nor password."""

    def __init__(self, address: str, user: str, password: str) -> None:
        self.address = _check_address(address)
        self._user = user
        auth = neo4j.basic_auth(user, password) if password else None
        with self.translated():
            self._driver = neo4j.GraphDatabase.driver(
                self.address,
                auth=auth,
                notifications_min_severity="OFF",
                connection_timeout=10,
                max_transaction_retry_time=0,
                user_agent="tisserand",
            )
        try:
            with self.translated():
                self._driver.verify_connectivity()
        except StoreError:
            self._driver.close()
            raise

    @contextmanager
    def reading(self, timeout: float | None = None) -> Iterator[Transaction]:
        """An explicit read transaction; `timeout` in seconds, the server's own when None."""
        with self._session(neo4j.READ_ACCESS) as session:
            with self.translated():
                transaction = session.begin_transaction(timeout=timeout)
            try:
                yield Transaction(transaction, self)
            finally:
                with self.translated():
                    transaction.close()

    @contextmanager
    def writing(self, timeout: float | None = None) -> Iterator[Transaction]:
        """An explicit write transaction: committed at the end, undone by any error."""
        with self._session(neo4j.WRITE_ACCESS) as session:
            with self.translated():
                transaction = session.begin_transaction(timeout=timeout)
            try:
                yield Transaction(transaction, self)
                with self.translated():
                    transaction.commit()
            finally:
                with self.translated():
                    transaction.close()

    @contextmanager
    def _session(self, access: str) -> Iterator[neo4j.Session]:
        """A session; what its user raises inside passes as it is."""
        session = self._driver.session(default_access_mode=access)
        try:
            yield session
        finally:
            with self.translated():
                session.close()

    def close(self) -> None:
        self._driver.close()

    @contextmanager
    def translated(self) -> Iterator[None]:
        """Turn what the driver raises into `StoreError`, that tells the address only."""
        try:
            yield
        except AuthError as error:
            raise StoreError(
                "neo4j.authentication", address=self.address, user=self._user
            ) from error
        except (ServiceUnavailable, OSError) as error:
            raise StoreError("neo4j.unreachable", address=self.address) from error
        except Neo4jError as error:
            raise self._server_error(error) from error
        except (DriverError, UnicodeError) as error:
            raise StoreError("neo4j.failed", address=self.address, reason=error) from error

    def _server_error(self, error: Neo4jError) -> StoreError:
        code = error.code or ""
        if _OUT_OF_MEMORY in code:
            return StoreError("neo4j.memory", address=self.address)
        if _TIMED_OUT in code:
            return StoreError("neo4j.deadline", address=self.address)
        reason = f"{error.message} ({code})"
        return StoreError("neo4j.failed", address=self.address, reason=reason)


def _check_address(address: str) -> str:
    """The address, when it is one of a Neo4j and holds neither user nor password."""
    try:
        parts = urlsplit(address)
        safe = f"{parts.scheme}://{parts.hostname}" + (f":{parts.port}" if parts.port else "")
    except ValueError as error:
        raise StoreError("neo4j.address", address=address.rpartition("@")[2]) from error
    if parts.scheme not in _SCHEMES or not parts.hostname or "@" in parts.netloc:
        raise StoreError("neo4j.address", address=safe)
    return address
