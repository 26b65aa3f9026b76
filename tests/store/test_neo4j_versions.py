"""A graph that an older Tisserand wrote opens, holds what it held, and goes on."""

import gzip
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from contracts.sample import MASONRY, change_set, record, signature
from contracts.store_states import changes, find, said, shown
from neo4j import GraphDatabase, ManagedTransaction
from neo4j_server.fixture import Neo4jServer

from tisserand.errors import StoreError
from tisserand.ontology.records import Judgement, Visibility
from tisserand.store.neo4j import Neo4jStore, open_neo4j
from tisserand.store.neo4j.schema import VERSION
from tisserand.store.port import ChangeSet, GraphStore
from tisserand.store.sqlite import open_sqlite

pytestmark = pytest.mark.neo4j
BASE = "https://tests.example/"
GRAPHS = Path(__file__).parents[1] / "fixtures" / "graphs"
OLDER = range(1, VERSION)


def written() -> list[ChangeSet]:
    """What the graphs of the fixtures hold: a merged entity, links, one that waits, a judgement."""
    first = change_set(
        record("a", name="Maison des œuvres", values=[("hasSkill", MASONRY)], signature="s1"),
        record("b", links=[("memberOf", "a"), ("memberOf", "z")]),
        record("c", name="Œuvres", source="autre", signature="s2", visibility=Visibility.AGENT),
        c="a",
    )
    first.signatures = [signature("s1", "nom:oeuvre", "cp:35"), signature("s2", "nom:oeuvre")]
    first.judgements = [Judgement("a", "b", "different", "agent", "2024-05-01", "vus ensemble")]
    second = change_set(record("e", links=[("partnerOf", "a"), ("memberOf", "z")]))
    second.removed_records = ["b"]
    return [first, second]


def load(transaction: ManagedTransaction, version: int) -> None:
    """Put the nodes and relationships of a fixture into an empty graph."""
    file = GRAPHS / f"neo4j-{version}.json.gz"
    graph = json.loads(gzip.decompress(file.read_bytes()))
    for node in graph["nodes"]:
        transaction.run(
            f"CREATE (n:{':'.join(node['labels'])}) SET n = $properties, n.loaded = $id", node
        )
    for link in graph["relationships"]:
        transaction.run(
            "MATCH (a {loaded: $a}) MATCH (b {loaded: $b})"
            f" CREATE (a)-[r:`{link['type']}`]->(b) SET r = $properties",
            link,
        )
    transaction.run("MATCH (n) REMOVE n.loaded")


def change(server: Neo4jServer, statement: str) -> None:
    with GraphDatabase.driver(server.address, auth=(server.user, server.password)) as driver:
        driver.execute_query(statement)


@pytest.fixture(params=OLDER)
def older(request: pytest.FixtureRequest, empty_neo4j: Neo4jServer) -> Neo4jServer:
    """A server that holds the graph of an older version."""
    given = empty_neo4j.user, empty_neo4j.password
    with (
        GraphDatabase.driver(empty_neo4j.address, auth=given) as driver,
        driver.session() as session,
    ):
        session.execute_write(load, request.param)
    return empty_neo4j


@pytest.fixture
def store(older: Neo4jServer) -> Iterator[Neo4jStore]:
    opened = open_neo4j(older.address, older.user, older.password, "")
    yield opened
    opened.close()


@pytest.fixture
def oracle(tmp_path: Path) -> Iterator[GraphStore]:
    opened = open_sqlite(tmp_path / "graph.sqlite", BASE)
    for one in written():
        opened.apply(one)
    yield opened
    opened.close()


def state(store: GraphStore) -> list[object]:
    words = [find(store, word) for word in ("oeuvre", "fournil", "nouveau")]
    return [said(store), shown(store, 3), shown(store, 0), words, changes(store, 0)]


def test_every_version_before_has_a_graph() -> None:
    assert sorted(file.name for file in GRAPHS.iterdir()) == [f"neo4j-{n}.json.gz" for n in OLDER]


def test_older_graph_opens_and_holds_what_it_held(store: Neo4jStore, oracle: GraphStore) -> None:
    assert (store.base_iri, len(store.hash_key)) == (BASE, 32)
    assert state(store) == state(oracle)


def test_older_graph_is_written_again(store: Neo4jStore, oracle: GraphStore) -> None:
    more = [change_set(record("z", name="Nouveau"), record("y"), y="a")]
    more.append(ChangeSet(removed_sources=["autre"]))
    for each in (store, oracle):
        for one in more:
            each.apply(one)
    assert state(store) == state(oracle)


def test_older_graph_written_by_half_is_refused(older: Neo4jServer) -> None:
    change(older, "MATCH (w:Workspace) SET w.pending = 3")
    with pytest.raises(StoreError) as error:
        open_neo4j(older.address, older.user, older.password, "")
    assert error.value.message == "neo4j.half_written"
