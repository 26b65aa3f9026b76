"""A large change set keeps the contract too, keeps nobody waiting, and leaves no half behind."""

import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from contracts.sample import change_set, record, source
from contracts.store_contract import StoreContract
from contracts.store_states import STEWARD, changes, entity, find, keys, said, shown

from tisserand.errors import StaleError, StoreError
from tisserand.ontology.records import Sealed
from tisserand.store.port import ChangeSet, GraphStore
from tisserand.store.sqlite import bulk, open_sqlite, turns
from tisserand.store.sqlite.staging import Staging
from tisserand.store.sqlite.store import SqliteStore
from tisserand.store.sqlite.sweeping import needs_sweep

BASE = "http://127.0.0.1:8000/"
STEPS = (
    "_number_keys", "_write_signatures", "_take_away", "_write_records", "_describe_others", "_log",
    "_reveal",
)  # fmt: skip


@pytest.fixture
def always_in_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every change set is large, every batch is small."""
    monkeypatch.setattr(bulk, "LARGE", 0)
    for name, value in (("CHUNK", 2), ("HOLD", 0), ("PAUSE", 0)):
        monkeypatch.setattr(turns, name, value)


@pytest.mark.usefixtures("always_in_batches")
class TestSqliteStoreInBatches(StoreContract):
    @pytest.fixture
    def store(self, tmp_path: Path) -> Iterator[GraphStore]:
        opened = open_sqlite(tmp_path / "tisserand.db", BASE)
        yield opened
        opened.close()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqliteStore]:
    """A store that holds one record, named « Ancien »."""
    opened = open_sqlite(tmp_path / "tisserand.db", BASE)
    opened.apply(change_set(record("a", name="Ancien", links=[("memberOf", "n3")])))
    yield opened
    opened.close()


def _import(count: int = 9, removed: str = "a") -> ChangeSet:
    """Replace what is stored by new records."""
    keys = [f"n{number}" for number in range(count)]
    new = [record(key, name=f"Nouveau {key[1:]}", source="import") for key in keys]
    added = change_set(*new, sources=[source("annuaire", date="2025")])
    added.removed_records = [removed]
    return added


@pytest.mark.usefixtures("always_in_batches")
class TestImport:
    @pytest.mark.parametrize("step", STEPS)
    @pytest.mark.parametrize("end", [KeyboardInterrupt, StoreError("store.disk_full", file="")])
    def test_interrupted_import_leaves_the_store_as_it_was(
        self,
        store: SqliteStore,
        monkeypatch: pytest.MonkeyPatch,
        step: str,
        end: type[BaseException] | BaseException,
    ) -> None:
        before, seen = said(store), shown(store, 0)
        stages = bulk.BulkWriter if step == "_reveal" else Staging
        whole = getattr(stages, step)

        def broken(self: Staging, *given: object) -> None:
            if step != "_reveal":
                whole(self)
            raise end

        monkeypatch.setattr(stages, step, broken)
        with pytest.raises((KeyboardInterrupt, StoreError)):
            store.apply(_import())
        assert (said(store), shown(store, 0)) == (before, seen)
        assert find(store, "nouveau") == []
        assert not needs_sweep(store._writer)

    def test_readers_see_nothing_of_it_before_its_end(
        self, store: SqliteStore, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        seen: list[object] = []
        reveal = bulk.BulkWriter._reveal

        def look_then_reveal(writer: bulk.BulkWriter, staging: Staging) -> int:
            found = [find(store, "nouveau"), find(store, "ancien")]
            seen.extend([shown(store, 3), *found, said(store)])
            return reveal(writer, staging)

        before = [shown(store, 3), [], find(store, "ancien"), said(store)]
        monkeypatch.setattr(bulk.BulkWriter, "_reveal", look_then_reveal)
        store.apply(_import())
        assert seen == before
        assert keys(store) == [f"n{number}" for number in range(9)]
        assert find(store, "ancien") == []

    def test_what_others_write_meanwhile_is_kept(
        self, store: SqliteStore, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        other = open_sqlite(tmp_path / "tisserand.db", BASE)
        reveal = bulk.BulkWriter._reveal

        def write_then_reveal(writer: bulk.BulkWriter, staging: Staging) -> int:
            monkeypatch.setattr(bulk, "LARGE", 10)
            other.apply(change_set(record("z", name="Entretemps", links=[("leads", "n1")]), z="n2"))
            return reveal(writer, staging)

        monkeypatch.setattr(bulk.BulkWriter, "_reveal", write_then_reveal)
        sequence = store.apply(_import(removed="absent"))
        found = entity(store, "n2")
        assert found is not None and list(found.records) == ["n2", "z"]
        assert [hit.key for hit in find(store, "entretemps")] == ["n2"]
        assert "n2" in {change.key for change in changes(store, sequence - 1)}
        other.close()

    def test_import_prepared_before_an_erasure_is_refused(
        self, store: SqliteStore, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        other = open_sqlite(tmp_path / "tisserand.db", BASE)
        reveal = bulk.BulkWriter._reveal

        def erase_then_reveal(writer: bulk.BulkWriter, staging: Staging) -> int:
            monkeypatch.setattr(bulk, "LARGE", 10)
            other.apply(ChangeSet(sealed=[Sealed("tombstone", "t", "{}")]))
            return reveal(writer, staging)

        monkeypatch.setattr(bulk.BulkWriter, "_reveal", erase_then_reveal)
        with pytest.raises(StaleError):
            store.apply(replace(_import(), based_on=1))
        assert find(store, "nouveau") == []
        other.close()

    def test_import_started_elsewhere_is_waited_for(
        self, store: SqliteStore, tmp_path: Path
    ) -> None:
        with turns.import_turn(store._writer, wait=True) as ours:
            assert ours
            with turns.import_turn(store._writer, wait=False) as theirs:
                assert not theirs


def test_killed_import_is_swept_when_the_store_is_next_opened(tmp_path: Path) -> None:
    path = tmp_path / "tisserand.db"
    first = open_sqlite(path, BASE)
    first.apply(change_set(record("a", name="Ancien")))
    before = said(first)
    first.close()
    program = (
        "import os, sys; sys.path.insert(0, sys.argv[2])\n"
        "from pathlib import Path\n"
        "from contracts.sample import change_set, record\n"
        "from tisserand.store.sqlite import bulk, open_sqlite, turns\n"
        "bulk.LARGE, turns.CHUNK, turns.HOLD = 0, 2, 0\n"
        "bulk.BulkWriter._reveal = lambda *_: os.kill(os.getpid(), 9)\n"
        "changes = change_set(*(record(f'n{n}') for n in range(9)))\n"
        "changes.removed_records = ['a']\n"
        "open_sqlite(Path(sys.argv[1]), 'http://x/').apply(changes)\n"
    )
    tests = Path(__file__).parents[1]
    ended = subprocess.run([sys.executable, "-c", program, path, tests], check=False)
    assert ended.returncode == -9
    reopened = open_sqlite(path, BASE)
    assert said(reopened) == before
    assert reopened._writer.value("SELECT count(*) FROM record") == 1
    assert reopened._writer.value("SELECT count(*) FROM document") == 1
    assert [hit.name for hit in find(reopened, "ancien")] == ["Ancien"]
    reopened.close()


def test_small_write_waits_two_seconds_at_most(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk, "LARGE", 1_000)
    monkeypatch.setattr(turns, "HOLD", 0.05)
    path = tmp_path / "tisserand.db"
    importing, agent = open_sqlite(path, BASE), open_sqlite(path, BASE)
    work = threading.Thread(target=importing.apply, args=(_import(6_000),))
    work.start()
    waits = []
    while work.is_alive():
        started = time.monotonic()
        chosen = (importing, agent)[len(waits) % 2]
        chosen.apply(change_set(record(f"z{len(waits)}", source="agent")))
        waits.append(time.monotonic() - started)
        time.sleep(0.02)
    work.join()
    assert max(waits) < 2
    with agent.read(STEWARD) as reader:
        assert reader.counts().records == 6_000 + len(waits)
    importing.close()
    agent.close()
