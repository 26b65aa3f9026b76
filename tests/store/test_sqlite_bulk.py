"""A large change set keeps the contract too, keeps nobody waiting, and leaves no half behind."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from contracts.sample import change_set, record, source
from contracts.store_contract import StoreContract
from contracts.store_states import STEWARD, changes, entity, find, keys, said, shown
from tisserand.errors import StoreError
from tisserand.store.port import ChangeSet, GraphStore
from tisserand.store.sqlite import bulk, open_sqlite
from tisserand.store.sqlite.store import SqliteStore

BASE = "http://127.0.0.1:8000/"


@pytest.fixture
def always_in_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every change set is large, every batch is small."""
    monkeypatch.setattr(bulk, "LARGE", 0)
    monkeypatch.setattr(bulk, "_BATCH", 2)
    monkeypatch.setattr(bulk, "_PAUSE", 0)


@pytest.mark.usefixtures("always_in_batches")
class TestSqliteStoreInBatches(StoreContract):
    @pytest.fixture
    def store(self, tmp_path: Path) -> Iterator[GraphStore]:
        opened = open_sqlite(tmp_path / "tisserand.db", BASE)
        yield opened
        opened.close()
