"""A Neo4j that stops and starts in the middle: what was under way ends, as if nothing had been."""

from pathlib import Path
from typing import Any

import pytest
from contracts.sample import change_set, record, signature
from contracts.store_states import STEWARD, counts, said
from neo4j_server.fixture import Neo4jServer, ServerProcess

from tisserand.ingest.pipeline import ingest_file
from tisserand.store.neo4j import Neo4jStore, open_neo4j
from tisserand.store.neo4j.fresh import FreshWriter
from tisserand.store.neo4j.importing import _Import
from tisserand.store.neo4j.resolution import Neo4jResolutionReader
from tisserand.store.port import ChangeSet, GraphStore
from tisserand.store.sqlite import open_sqlite

pytestmark = pytest.mark.neo4j
BASE = "https://tests.example/"
ROWS = 60
DIRECTORY = "nom;commune;telephone\n" + "".join(
    f"Les Ateliers du Lavoir {n // 2};{'Craon' if n % 3 else 'Segré'};02410000{n:02}\n"
    for n in range(ROWS)
)


def _changes() -> ChangeSet:
    records = [
        record(f"k{n:03}", name=f"Acteur {n}", links=[("memberOf", "k000")], signature=f"s{n}")
        for n in range(ROWS)
    ]
    changes = change_set(*records, k007="k006")
    changes.signatures = [signature(one.signature, "nom") for one in records]
    return changes


def _stop_once_at(
    server: ServerProcess, owner: type, name: str, monkeypatch: pytest.MonkeyPatch
) -> list[str]:
    """Kill and start the server the first time that this is called; whether it was."""
    whole: Any = getattr(owner, name)
    stopped: list[str] = []

    def interrupted(self: object, *given: object) -> object:
        if not stopped:
            stopped.append(name)
            server.kill_and_start()
        return whole(self, *given)

    monkeypatch.setattr(owner, name, interrupted)
    return stopped


@pytest.fixture
def store(empty_neo4j: Neo4jServer) -> Neo4jStore:
    """A workspace where everything is written in turns."""
    given = empty_neo4j.address, empty_neo4j.user, empty_neo4j.password
    return open_neo4j(*given, BASE, largest=0)


@pytest.fixture
def oracle(store: Neo4jStore, tmp_path: Path) -> GraphStore:
    """The same workspace in SQLite."""
    opened = open_sqlite(tmp_path / "graph.sqlite", BASE)
    opened.adopt(BASE, store.hash_key)
    return opened


def test_an_ingest_ends_although_the_server_stopped_twice(
    store: Neo4jStore,
    oracle: GraphStore,
    neo4j_process: ServerProcess,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    file = tmp_path / "associations.csv"
    file.write_text(DIRECTORY, encoding="utf-8")
    moments = [(Neo4jResolutionReader, "signature_digests"), (_Import, "_reveal")]
    told = [_stop_once_at(neo4j_process, *one, monkeypatch) for one in moments]
    reports = [ingest_file(one, file) for one in (store, oracle)]
    assert all(told)
    assert (reports[0].records, reports[0].merged) == (reports[1].records, reports[1].merged)
    _check_equal(store, oracle)


def test_a_reader_open_when_the_server_stopped_reads_on(
    store: Neo4jStore,
    oracle: GraphStore,
    neo4j_process: ServerProcess,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    told = _stop_once_at(neo4j_process, FreshWriter, "create_nodes", monkeypatch)
    with store.resolution() as reader:
        store.apply(_changes())
        assert len(list(reader.signature_digests())) == ROWS
    assert told
    oracle.apply(_changes())
    _check_equal(store, oracle)


def _check_equal(store: Neo4jStore, oracle: GraphStore) -> None:
    """The counts, and all that is said, are those of SQLite."""
    assert counts(store) == counts(oracle)
    assert said(store) == said(oracle)
    with store.read(STEWARD) as one, oracle.read(STEWARD) as two:
        assert one.sequence == two.sequence
        assert list(one.changes(0)) == list(two.changes(0))
    store.close()
    oracle.close()
