"""One graph, whatever the store, the order of the sources and what came and went."""

from collections.abc import Iterator
from contextlib import closing
from itertools import permutations
from pathlib import Path

import pytest
from integration.brecelle import (
    Graph,
    differences,
    graph_of,
    settings_on,
    weave,
    workspace_on_neo4j,
    workspace_on_sqlite,
)
from neo4j_server.fixture import Neo4jServer

from tisserand.bootstrap import Workspace
from tisserand.demo.territory import FILES, DemoFile
from tisserand.ingest.withdrawal import withdraw
from tisserand.ontology.records import Visibility
from tisserand.settings import Settings
from tisserand.store.copying import copy_store

STORES = ["sqlite", pytest.param("neo4j", marks=pytest.mark.neo4j)]
ALL_OF_IT = (Visibility.STEWARD,)
OTHER_ORDERS = list(permutations(range(len(FILES))))[1:]


@pytest.fixture(scope="module", params=STORES)
def woven(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Workspace]:
    """The territory in a store; each test leaves it as it was."""
    folder = tmp_path_factory.mktemp("woven")
    if request.param == "neo4j":
        work = workspace_on_neo4j(folder, request.getfixturevalue("neo4j_server"))
    else:
        work = workspace_on_sqlite(folder)
    weave(work)
    yield work
    work.close()


def sequence_of(work: Workspace) -> int:
    with work.read(Visibility.STEWARD) as reader:
        return reader.sequence


def test_each_role_sees_the_graph_that_sqlite_shows(woven: Workspace, reference: Graph) -> None:
    assert differences(graph_of(woven), reference) == []
    sizes = {role: len(lines) for role, lines in reference.items()}
    assert sizes[Visibility.AGENT] > sizes[Visibility.PUBLIC] > 10_000


def test_a_copy_on_sqlite_shows_the_same_graph(
    woven: Workspace, reference: Graph, tmp_path: Path
) -> None:
    with closing(Workspace(Settings(workspace=tmp_path))) as copy:
        copy_store(woven.store, copy.store)
        assert differences(graph_of(copy), reference) == []


def test_ingesting_twice_changes_nothing(woven: Workspace, reference: Graph) -> None:
    before = sequence_of(woven)
    again = weave(woven)
    assert sequence_of(woven) == before
    assert {(one.entities_new, one.entities_changed, one.merged) for one in again} == {(0, 0, 0)}
    assert differences(graph_of(woven, ALL_OF_IT), reference) == []


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.source)
def test_a_source_that_leaves_and_comes_back_gives_the_same_graph(
    woven: Workspace, reference: Graph, file: DemoFile
) -> None:
    withdraw(woven.store, file.source)
    assert differences(graph_of(woven, ALL_OF_IT), reference) != []
    weave(woven, [file])
    assert differences(graph_of(woven, ALL_OF_IT), reference) == []


@pytest.mark.parametrize("order", OTHER_ORDERS, ids=str)
def test_any_order_of_the_sources_gives_the_same_graph(
    woven: Workspace, reference: Graph, order: tuple[int, ...]
) -> None:
    for file in FILES:
        withdraw(woven.store, file.source)
    assert graph_of(woven, ALL_OF_IT) == {Visibility.STEWARD: []}
    weave(woven, [FILES[number] for number in order])
    assert differences(graph_of(woven, ALL_OF_IT), reference) == []


@pytest.mark.neo4j
def test_a_copy_on_neo4j_shows_the_same_graph(
    on_sqlite: Workspace, reference: Graph, empty_neo4j: Neo4jServer, tmp_path: Path
) -> None:
    with closing(Workspace(settings_on(empty_neo4j, tmp_path))) as copy:
        copy_store(on_sqlite.store, copy.store)
        assert differences(graph_of(copy), reference) == []
