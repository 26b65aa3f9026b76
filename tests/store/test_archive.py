"""A backup of a Neo4j is the same file as that of an embedded store, and goes either way."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from contracts.sample import change_set, record, source
from neo4j_server.fixture import Neo4jServer

from tisserand.cli.application import run
from tisserand.ontology.records import Visibility
from tisserand.publish.quads import canonical_nquads
from tisserand.reference.vocabularies import FOLDER, list_vocabularies, write_vocabulary
from tisserand.store.archive import write_backup
from tisserand.store.neo4j import Neo4jStore, open_neo4j
from tisserand.store.port import GraphStore, View
from tisserand.store.sqlite import open_sqlite

BASE = "https://brecelle.example/"
NOTED = (
    record("carnet1", "Vélos d'Ici", source="carnet", links=[("partnerOf", "carnet2")]),
    record("carnet2", "Le Fournil", source="carnet"),
)
pytestmark = pytest.mark.neo4j


@pytest.fixture
def neo4j(empty_neo4j: Neo4jServer) -> Iterator[Neo4jStore]:
    store = open_neo4j(empty_neo4j.address, empty_neo4j.user, empty_neo4j.password, BASE)
    yield store
    store.close()


def graph(store: GraphStore) -> list[str]:
    with store.read(View(Visibility.STEWARD)) as reader:
        return list(canonical_nquads(reader, store.base_iri))


def test_a_backup_of_neo4j_restores_an_embedded_store(neo4j: Neo4jStore, tmp_path: Path) -> None:
    neo4j.apply(change_set(*NOTED, sources=[source("carnet")]))
    write_backup(neo4j, {}, tmp_path / "a.zip")
    assert run(["restore", str(tmp_path / "a.zip"), "--workspace", str(tmp_path / "w")]) == 0
    restored = open_sqlite(tmp_path / "w" / "graph.sqlite", "")
    assert (restored.base_iri, restored.hash_key) == (neo4j.base_iri, neo4j.hash_key)
    assert graph(restored) == graph(neo4j)
    restored.close()


def test_a_backup_restores_an_empty_neo4j_only(
    neo4j: Neo4jStore,
    empty_neo4j: Neo4jServer,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    embedded = open_sqlite(tmp_path / "graph.sqlite", BASE)
    embedded.apply(change_set(*NOTED, sources=[source("carnet")]))
    write_backup(embedded, {}, tmp_path / "a.zip")
    monkeypatch.setenv("TISSERAND_NEO4J_USER", empty_neo4j.user)
    monkeypatch.setenv("TISSERAND_NEO4J_PASSWORD", empty_neo4j.password)
    options = ("--store", empty_neo4j.address, "--workspace", str(tmp_path / "w"))
    assert run(["restore", str(tmp_path / "a.zip"), *options]) == 0
    assert graph(neo4j) == graph(embedded)
    assert run(["restore", str(tmp_path / "a.zip"), *options]) == 1
    embedded.close()


def test_imported_vocabularies_go_with_a_backup_of_neo4j(
    neo4j: Neo4jStore,
    empty_neo4j: Neo4jServer,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("TISSERAND_NEO4J_USER", empty_neo4j.user)
    monkeypatch.setenv("TISSERAND_NEO4J_PASSWORD", empty_neo4j.password)
    neo4j.apply(change_set(*NOTED, sources=[source("carnet")]))
    write_vocabulary(tmp_path / "w" / FOLDER, "metiers", [])
    address, file = empty_neo4j.address, str(tmp_path / "a.zip")
    saved = ["backup", file, "--store", address, "--workspace", str(tmp_path / "w")]
    assert run(saved) == 0
    empty_neo4j.empty()
    restored = ["restore", file, "--store", address, "--workspace", str(tmp_path / "x")]
    assert run(restored) == 0
    assert [one.name for one in list_vocabularies(tmp_path / "x" / FOLDER)] == ["metiers"]
