"""One question, one answer: equal rows from what is published and from a real Neo4j."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from contracts.asking import select_in
from contracts.question_cases import BASE, CASES
from contracts.territory import territory
from neo4j_server.fixture import Neo4jServer

from tisserand.ontology.records import Visibility
from tisserand.queries.answering import Select, run_cypher_question, run_question
from tisserand.store.neo4j import Neo4jStore, open_neo4j
from tisserand.store.port import View
from tisserand.store.sqlite import open_sqlite


@pytest.fixture(scope="module")
def selects(tmp_path_factory: pytest.TempPathFactory) -> dict[Visibility, Select]:
    """SPARQL on what the embedded store publishes, for each role."""
    path: Path = tmp_path_factory.mktemp("equal") / "graph.sqlite"
    store = open_sqlite(path, BASE)
    store.apply(territory())
    found = {role: select_in(store, View(role)) for role in Visibility}
    store.close()
    return found


@pytest.fixture(scope="module")
def neo4j(neo4j_server: Neo4jServer) -> Iterator[Neo4jStore]:
    neo4j_server.empty()
    opened = open_neo4j(neo4j_server.address, neo4j_server.user, neo4j_server.password, BASE)
    opened.apply(territory())
    yield opened
    opened.close()


@pytest.mark.neo4j
@pytest.mark.parametrize("role", list(Visibility))
@pytest.mark.parametrize(("name", "parameters"), CASES)
def test_sparql_and_cypher_give_equal_rows(
    name: str,
    parameters: dict[str, str],
    role: Visibility,
    selects: dict[Visibility, Select],
    neo4j: Neo4jStore,
) -> None:
    def read(cypher: str, given: Mapping[str, Any]) -> list[dict[str, Any]]:
        columns, rows = neo4j.query(cypher, dict(given))
        return [dict(zip(columns, row, strict=True)) for row in rows]

    asked = run_question(name, parameters, selects[role])
    assert run_cypher_question(name, parameters, read, role) == asked
