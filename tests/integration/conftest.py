"""The demonstration territory, woven once on SQLite."""

from collections.abc import Iterator

import pytest
from integration.brecelle import Graph, graph_of, weave, workspace_on_sqlite

from tisserand.bootstrap import Workspace


@pytest.fixture(scope="session")
def on_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """The territory on SQLite, for those who only read."""
    work = workspace_on_sqlite(tmp_path_factory.mktemp("brecelle"))
    weave(work)
    yield work
    work.close()


@pytest.fixture(scope="session")
def reference(on_sqlite: Workspace) -> Graph:
    """What the territory woven on SQLite shows to each role."""
    return graph_of(on_sqlite)
