"""The one place that talks to the driver: transactions, and errors translated at the border."""

import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from itertools import islice
from typing import Any, TypeVar
from urllib.parse import urlsplit

import neo4j
from neo4j.exceptions import (
    AuthError,
    DriverError,
    Neo4jError,
    ServiceUnavailable,
    SessionExpired,
    TransientError,
)

from tisserand.errors import StoreError

BATCH = 2000
_SCHEMES = ("neo4j", "neo4j+s", "neo4j+ssc", "bolt", "bolt+s", "bolt+ssc")
_OUT_OF_MEMORY = "OutOfMemory"
_TIMED_OUT = "TransactionTimedOut"

PATIENCE_SECONDS = 120.0
"""How long to wait for a server that stopped answering: the time that one takes to start again."""
ATTEMPTS = 5
_FIRST_PAUSE, _LONGEST_PAUSE = 0.2, 2.0
_LASTING = ("neo4j.memory", "neo4j.deadline")

Row = tuple[Any, ...]
Item = TypeVar("Item")


def batches(rows: Iterable[Item], size: int = BATCH) -> Iterator[list[Item]]:
    """Lists of at most `size` rows."""
    iterator = iter(rows)
    while batch := list(islice(iterator, size)):
        yield batch


def is_passing(error: StoreError) -> bool:
    """Whether what failed may succeed when it is done again: the server stopped, or was busy."""
    passing = (ServiceUnavailable, SessionExpired, TransientError)
    return error.message not in _LASTING and isinstance(error.__cause__, passing)


class Transaction:
    """An open transaction; its answers are plain tuples."""

    def __init__(self, transaction: neo4j.Transaction, connection: "Connection") -> None:
        self._transaction = transaction
        self._connection = connection

    def rows(self, cypher: str, **parameters: object) -> list[Row]:
        """Every row of the answer."""
        return self.columns(cypher, parameters)[1]

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

    def batches(self, rows: Iterable[Item], about: str = "") -> Iterator[list[Item]]:
        """Rows in lists of as many as one statement, the one they are about, should take."""
        return batches(rows)

    def run_each(self, cypher: str, rows: Iterable[Any], **parameters: object) -> None:
        """Run once for each batch of `$rows`."""
        for batch in self.batches(rows, cypher):
            self.run(cypher, rows=batch, **parameters)

    def rows_each(self, cypher: str, rows: Iterable[Any], **parameters: object) -> list[Row]:
        """The answers for every batch of `$rows`."""
        return [
            row
            for batch in self.batches(rows, cypher)
            for row in self.rows(cypher, rows=batch, **parameters)
        ]


class Reading(Transaction):
    """A read transaction, opened anew when the server went away and came back.

    What it reads is then what is stored now: its user looks at the sequence number, see `state`.
    """

    def __init__(self, connection: "Connection", timeout: float | None) -> None:
        self._connection = connection
        self._timeout = timeout
        self._open()

    def _open(self) -> None:
        self._session = self._connection.session(neo4j.READ_ACCESS)
        try:
            with self._connection.translated():
                self._transaction = self._session.begin_transaction(timeout=self._timeout)
        except StoreError:
            self._connection.end(self._session)
            raise

    def columns(self, cypher: str, parameters: dict[str, object]) -> tuple[list[str], list[Row]]:
        for _ in range(ATTEMPTS):
            try:
                return super().columns(cypher, parameters)
            except StoreError as error:
                if not is_passing(error):
                    raise
                self.close()
                self._connection.wait_for_server(error)
                self._open()
        return super().columns(cypher, parameters)

    def close(self) -> None:
        """End the transaction; a connection that is lost has ended it already."""
        with suppress(DriverError, Neo4jError, OSError):
            self._transaction.close()
        self._connection.end(self._session)


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
        transaction = Reading(self, timeout)
        try:
            yield transaction
        finally:
            transaction.close()

    @contextmanager
    def writing(
        self, timeout: float | None = None, about: dict[str, object] | None = None
    ) -> Iterator[Transaction]:
        """An explicit write transaction: committed at the end, undone by any error.

        Args:
            timeout: seconds after which the server ends it; its own when None.
            about: what `SHOW TRANSACTIONS` tells of it.
        """
        session = self.session(neo4j.WRITE_ACCESS)
        try:
            with self.translated():
                transaction = session.begin_transaction(metadata=about, timeout=timeout)
            try:
                yield Transaction(transaction, self)
                with self.translated():
                    transaction.commit()
            finally:
                with suppress(DriverError, Neo4jError, OSError):
                    transaction.close()
        finally:
            self.end(session)

    def session(self, access: str) -> neo4j.Session:
        """A session, to be ended by `end`."""
        return self._driver.session(default_access_mode=access)

    def end(self, session: neo4j.Session) -> None:
        """End a session; one whose connection is lost has ended already."""
        with suppress(DriverError, Neo4jError, OSError):
            session.close()

    def wait_for_server(self, error: StoreError) -> None:
        """Wait until the server answers again, looking less and less often.

        Raises:
            StoreError: the one given, when it does not within `PATIENCE_SECONDS`.
        """
        give_up, pause = time.monotonic() + PATIENCE_SECONDS, _FIRST_PAUSE
        while time.monotonic() < give_up:
            time.sleep(pause)
            pause = min(2 * pause, _LONGEST_PAUSE)
            try:
                with self.translated():
                    self._driver.execute_query("RETURN 1")
                return
            except StoreError as again:
                if not is_passing(again):
                    raise
        raise error

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
