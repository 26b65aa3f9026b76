"""A real store, and a weaver of drafts."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from fixtures.weaver import Weaver

from tisserand.reference.places import Gazetteer, load_gazetteer
from tisserand.store.port import GraphStore
from tisserand.store.sqlite import open_sqlite


@pytest.fixture(scope="session")
def gazetteer() -> Gazetteer:
    return load_gazetteer()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[GraphStore]:
    store = open_sqlite(tmp_path / "graph.sqlite", "https://example.org/")
    yield store
    store.close()


@pytest.fixture
def weaver(store: GraphStore, gazetteer: Gazetteer) -> Weaver:
    return Weaver(store, gazetteer)
