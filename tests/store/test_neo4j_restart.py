"""A Neo4j that stops and starts in the middle: what was under way ends, as if nothing had been."""

from pathlib import Path
from typing import Any

import pytest
from contracts.sample import change_set, record, signature
from contracts.store_states import STEWARD, counts, said
from neo4j_server.fixture import Neo4jServer, ServerProcess

from tisserand.store.neo4j import Neo4jStore, open_neo4j
from tisserand.store.neo4j.connection import Connection
from tisserand.store.port import ChangeSet
from tisserand.store.sqlite import open_sqlite

BASE = "https://tests.example/"
RECORDS = 60
STOPPED_AT = 18
"""Transaction that finds no server: in the middle of the batches."""


def _changes() -> ChangeSet:
    records = [
        record(f"k{n:03}", name=f"Acteur {n}", links=[("memberOf", "k000")], signature=f"s{n}")
        for n in range(RECORDS)
    ]
    changes = change_set(*records, k007="k006")
    changes.signatures = [signature(one.signature, "nom") for one in records]
    return changes


@pytest.mark.neo4j
def test_what_is_under_way_ends_although_the_server_stopped(
    empty_neo4j: Neo4jServer,
    neo4j_process: ServerProcess,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    given = empty_neo4j.address, empty_neo4j.user, empty_neo4j.password
    store = open_neo4j(*given, BASE, largest=0)
    ran, whole = 0, Connection.writing

    def counted(self: Connection, *given: Any, **named: Any) -> Any:
        nonlocal ran
        ran += 1
        if ran == STOPPED_AT:
            neo4j_process.kill_and_start()
        return whole(self, *given, **named)

    monkeypatch.setattr(Connection, "writing", counted)
    with store.resolution() as reader:
        store.apply(_changes())
        assert len(list(reader.signature_digests())) == RECORDS
    assert ran > STOPPED_AT
    _check_equal(store, tmp_path)
    store.close()


def _check_equal(store: Neo4jStore, folder: Path) -> None:
    """The counts, and all that is said, are those of SQLite."""
    other = open_sqlite(folder / "graph.sqlite", BASE)
    other.apply(_changes())
    assert counts(store) == counts(other)
    assert said(store) == said(other)
    with store.read(STEWARD) as one, other.read(STEWARD) as two:
        assert one.sequence == two.sequence
        assert list(one.changes(0)) == list(two.changes(0))
    other.close()
