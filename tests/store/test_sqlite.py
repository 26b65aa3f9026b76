"""The embedded store keeps the contract of stores, on a real file."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from contracts.store_contract import StoreContract

from tisserand.store.port import GraphStore
from tisserand.store.sqlite import open_sqlite


class TestSqliteStore(StoreContract):
    @pytest.fixture
    def store(self, tmp_path: Path) -> Iterator[GraphStore]:
        opened = open_sqlite(tmp_path / "workspace" / "tisserand.db", "http://127.0.0.1:8000/")
        yield opened
        opened.close()
