"""The Neo4j store keeps the contract of every store, on a real server."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from contracts.sample import change_set, record
from contracts.store_contract import StoreContract
from contracts.store_resolution import ResolutionContract
from contracts.store_states import STEWARD, find, said, shown
from contracts.store_writing import WritingContract
from neo4j import GraphDatabase
from neo4j_server.fixture import Neo4jServer

from tisserand.errors import StoreError
from tisserand.ontology.records import Record
from tisserand.store.neo4j import Neo4jStore, open_neo4j

BASE = "https://tests.example/"


@pytest.fixture
def store(empty_neo4j: Neo4jServer) -> Iterator[Neo4jStore]:
    """An empty workspace in a real Neo4j."""
    opened = open_neo4j(empty_neo4j.address, empty_neo4j.user, empty_neo4j.password, BASE)
    yield opened
    opened.close()


@pytest.mark.neo4j
class TestNeo4jStore(StoreContract):
    """The whole contract, unchanged."""


@pytest.fixture
def batches_store(empty_neo4j: Neo4jServer) -> Iterator[Neo4jStore]:
    """A workspace where every change set is too large for one transaction."""
    opened = open_neo4j(
        empty_neo4j.address, empty_neo4j.user, empty_neo4j.password, BASE, largest=0
    )
    yield opened
    opened.close()


@pytest.mark.neo4j
class TestNeo4jStoreInBatches(WritingContract, ResolutionContract):
    """What is written in batches and revealed at the end is what one transaction writes."""

    @pytest.fixture
    def store(self, batches_store: Neo4jStore) -> Neo4jStore:
        return batches_store

    def test_text_that_no_server_takes_undoes_its_change_set(self, store: Neo4jStore) -> None:
        store.apply(change_set(record("a"), record("b", name="Deux")))
        before = said(store), shown(store, 3), find(store, "deux")
        wrong = change_set(record("z", name="\ud800", source="autre"), record("y"), y="b")
        wrong.removed_records = ["a"]
        with pytest.raises(StoreError):
            store.apply(wrong)
        assert (said(store), shown(store, 3), find(store, "deux")) == before

    def test_what_a_killed_writer_left_is_never_seen_then_undone(
        self, store: Neo4jStore, neo4j_server: Neo4jServer
    ) -> None:
        store.apply(change_set(record("a", links=[("memberOf", "r5")]), record("b")))
        before = said(store), shown(store, 3)
        writer = _start_writer(neo4j_server)
        try:
            _wait_for_half(neo4j_server)
            writer.send_signal(signal.SIGSTOP)  # a fast machine would end the import meanwhile
            assert (said_by_records(store), shown(store, 3)) == (before[0]["records"], before[1])
            with pytest.raises(StoreError, match="import"):
                store.query("MATCH (r:Record) RETURN count(r)", {})
        finally:
            writer.kill()
            writer.wait()
        assert store.query("MATCH (r:Record) RETURN count(r)", {})[1] == [(2,)]
        assert (said(store), shown(store, 3)) == before


_WRITER = """
import sys
from contracts.sample import change_set, record
from tisserand.store.neo4j import open_neo4j

store = open_neo4j(*sys.argv[1:], "https://tests.example/", largest=0)
many = [record(f"r{number}", links=[("memberOf", "a")]) for number in range(3000)]
changes = change_set(*many, r1="b", r2="b")
changes.removed_records = ["a"]
store.apply(changes)
"""


def _start_writer(server: Neo4jServer) -> "subprocess.Popen[bytes]":
    tests = str(Path(__file__).parents[1])
    return subprocess.Popen(
        [sys.executable, "-c", _WRITER, server.address, server.user, server.password],
        env={**os.environ, "PYTHONPATH": tests},
    )


def _wait_for_half(server: Neo4jServer) -> None:
    """Until some records of the writer are stored, and not yet all."""
    half = "MATCH (w:Workspace) WHERE w.pending > 0 MATCH (r:Record) RETURN count(r)"
    with GraphDatabase.driver(server.address, auth=(server.user, server.password)) as driver:
        for _ in range(600):
            if 250 <= driver.execute_query(half).records[0][0] < 3000:
                return
            time.sleep(0.05)
    raise AssertionError("the writer was never seen half-way")


def said_by_records(store: Neo4jStore) -> list[Record]:
    """The records of every source, as a steward sees them now."""
    with store.read(STEWARD) as reader:
        return [one for held in reader.sources() for one in reader.records_of_source(held.id)]
