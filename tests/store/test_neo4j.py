"""The Neo4j store keeps the contract of every store, on a real server."""

from collections.abc import Iterator

import pytest
from contracts.store_contract import StoreContract
from neo4j_server.fixture import Neo4jServer

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
