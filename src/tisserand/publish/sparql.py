"""SPARQL 1.1 queries on what is published, run in worker processes that can do no harm."""

import logging
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple, Protocol

from tisserand.errors import InputError, RefusedError, StoreError, TisserandError
from tisserand.ontology.records import Visibility
from tisserand.ontology.types import check_iri
from tisserand.publish.dataset import published_role
from tisserand.publish.negotiation import BOOLEANS, GRAPHS, SOLUTIONS, Format, choose, content_type
from tisserand.publish.pool import DeadlineError, WorkerDiedError, WorkerPool
from tisserand.publish.worker import DEFAULT_GRAPHS

logger = logging.getLogger(__name__)

MAXIMUM_QUERY = 1 << 20
"""Longest query, in bytes of UTF-8."""

MAXIMUM_ANSWER = 64 << 20
"""Longest answer, in bytes."""


class Published(Protocol):
    """Datasets to query, one a role: what a `Publisher` keeps."""

    @property
    def base_iri(self) -> str: ...

    def refresh(self, role: Visibility) -> int: ...

    def checkpoint(self, role: Visibility) -> Path: ...


class SparqlAnswer(NamedTuple):
    """The answer to a query, serialised."""

    content_type: str
    body: bytes


class SparqlService:
    """Answers SPARQL queries for each role, from what is published for it.

    Args:
        publisher: keeps the datasets.
        deadline: seconds that a query may take.
        workers: queries that run at once; others wait up to a deadline for their turn.
        freshness: seconds after which a query has the dataset brought up to the store, in the
            background; it may itself be answered from the checkpoint before.
    """

    def __init__(
        self,
        publisher: Published,
        deadline: float = 10.0,
        workers: int = 2,
        freshness: float = 2.0,
    ) -> None:
        self._publisher = publisher
        self._deadline = deadline
        self._freshness = freshness
        self._turns = threading.BoundedSemaphore(workers)
        self._lock = threading.Lock()
        self._pools: dict[Visibility, WorkerPool] = {}
        self._refreshed: dict[Visibility, float] = {}
        self._refreshing: dict[Visibility, threading.Thread] = {}

    def query(
        self,
        text: str,
        role: Visibility,
        default_graph_uris: Sequence[str] = (),
        named_graph_uris: Sequence[str] = (),
        accept: str | None = None,
    ) -> SparqlAnswer:
        """Answer a query from the dataset of a role; a steward gets the agents' dataset.

        Args:
            default_graph_uris, named_graph_uris: the dataset of the query, when one is given:
                it then holds those of these graphs that the role's dataset has, and no other.
            accept: media types that the client accepts, as an HTTP header.

        Raises:
            InputError: malformed, too long, too complex, an answer too big, or no format that
                the client accepts.
            RefusedError: it would reach another server (SERVICE).
            StoreError: not answered before the deadline, or no worker free.
        """
        encoded = text.encode("utf-8", "replace")
        if len(encoded) > MAXIMUM_QUERY:
            raise InputError("publish.query_too_long", limit=MAXIMUM_QUERY)
        chosen = {
            "solutions": choose(accept, SOLUTIONS),
            "boolean": choose(accept, BOOLEANS),
            "graph": choose(accept, GRAPHS),
        }
        header = self._header(chosen, default_graph_uris, named_graph_uris)
        outcome, body = self._ask(published_role(role), header, encoded)
        if outcome["status"] != "done":
            reason = " ".join(body.decode("utf-8", "replace").split())
            raise _refusal(outcome["status"], reason, "service" in text.lower())
        shape = chosen[outcome["kind"]]
        assert shape is not None
        return SparqlAnswer(content_type(shape), body)

    @property
    def endpoint(self) -> str:
        """IRI of the endpoint, which its description tells."""
        return f"{self._publisher.base_iri}sparql"

    def refresh(self, role: Visibility) -> int:
        """Bring the dataset of a role up to the store now; returns its sequence number."""
        self._refreshed[published_role(role)] = time.monotonic()
        return self._publisher.refresh(role)

    def close(self) -> None:
        """End the workers and wait for a refresh that is under way."""
        for thread in list(self._refreshing.values()):
            thread.join()
        for pool in self._pools.values():
            pool.close()

    def _header(
        self,
        chosen: dict[str, Format | None],
        default_graphs: Sequence[str],
        named_graphs: Sequence[str],
    ) -> dict[str, object]:
        # A client that names our default graph and nothing else, as rdflib does, wants our dataset.
        given = bool(named_graphs) or not set(default_graphs) <= set(DEFAULT_GRAPHS)
        for name in (*default_graphs, *named_graphs):
            _check_graph(name)
        return {
            "base": self._publisher.base_iri,
            "formats": {kind: each.name if each else None for kind, each in chosen.items()},
            "default_graphs": list(default_graphs) if given else None,
            "named_graphs": list(named_graphs) if given else None,
            "deadline": self._deadline,
            "limit": MAXIMUM_ANSWER,
        }

    def _ask(
        self, role: Visibility, header: dict[str, object], query: bytes
    ) -> tuple[dict[str, str], bytes]:
        pool = self._pool(role)
        if not self._turns.acquire(timeout=self._deadline):
            raise StoreError("publish.busy")
        try:
            return pool.ask(header, query)
        except DeadlineError as error:
            raise StoreError("publish.deadline", seconds=self._deadline) from error
        except WorkerDiedError as error:
            raise InputError("publish.too_complex") from error
        finally:
            self._turns.release()

    def _pool(self, role: Visibility) -> WorkerPool:
        """The workers of a role, on a dataset that is not too old."""
        pool = self._pools.get(role)
        if pool is None:
            self.refresh(role)  # without the lock: the other roles go on
            with self._lock:
                fresh = WorkerPool(lambda: self._publisher.checkpoint(role))
                return self._pools.setdefault(role, fresh)
        if time.monotonic() - self._refreshed[role] > self._freshness:
            self._refresh_in_background(role)
        return pool

    def _refresh_in_background(self, role: Visibility) -> None:
        with self._lock:
            running = self._refreshing.get(role)
            if running is None or not running.is_alive():
                thread = threading.Thread(target=self._try_refresh, args=(role,), daemon=True)
                self._refreshing[role] = thread
                thread.start()

    def _try_refresh(self, role: Visibility) -> None:
        try:
            self.refresh(role)
        except TisserandError:  # the checkpoint before still answers; the next query tries again
            logger.warning("the dataset of %s could not be brought up to date", role.name.lower())


def _check_graph(name: str) -> None:
    try:
        check_iri(name)
    except ValueError as error:
        raise InputError("publish.bad_graph", graph=name) from error


def _refusal(status: str, reason: str, names_service: bool) -> TisserandError:
    if status == "malformed":
        return InputError("publish.malformed_query", reason=reason)
    if status in ("too_big", "not_acceptable"):
        return InputError(f"publish.{status}")
    if status == "service" or names_service:
        return RefusedError("publish.service_refused")
    return StoreError("publish.query_failed", reason=reason)
