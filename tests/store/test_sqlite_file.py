"""The file of the embedded store: opening, versions, damage, other processes, and its errors."""

import sqlite3
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from contracts.sample import change_set, record
from contracts.store_states import STEWARD, entity, find, keys, said

from tisserand.errors import StoreError
from tisserand.store.port import ChangeSet
from tisserand.store.sqlite import SqliteStore, open_sqlite
from tisserand.store.sqlite.connection import Database
from tisserand.store.sqlite.schema import VERSION, backup_path, prepare

BASE = "http://127.0.0.1:8000/"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "tisserand.db"


@pytest.fixture
def store(path: Path) -> Iterator[SqliteStore]:
    opened = open_sqlite(path, BASE)
    opened.apply(change_set(record("a", links=[("memberOf", "b")]), record("b")))
    yield opened
    opened.close()


def test_store_keeps_its_content_and_identity(store: SqliteStore, path: Path) -> None:
    again = open_sqlite(path, "https://other.example/")
    assert said(again) == said(store)
    assert (again.base_iri, again.hash_key) == (BASE, store.hash_key)
    again.close()


def test_file_is_its_owners_only(store: SqliteStore, path: Path) -> None:
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_commits_are_durable(store: SqliteStore) -> None:
    assert store._writer.value("PRAGMA journal_mode") == "wal"
    assert store._writer.value("PRAGMA synchronous") == 2


@pytest.mark.parametrize("content", [b"id;nom\n1;Fournil\n" * 50, bytes(range(256)) * 20])
def test_file_that_is_no_database_is_refused(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    with pytest.raises(StoreError) as refused:
        open_sqlite(path, BASE)
    assert refused.value.message == "store.not_a_store"
    assert path.read_bytes() == content


def test_database_of_another_program_is_refused(path: Path) -> None:
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE notes (text)")
    other.close()
    with pytest.raises(StoreError, match="n’est pas une base de Tisserand"):
        open_sqlite(path, BASE)


def test_newer_schema_is_refused(store: SqliteStore, path: Path) -> None:
    store._writer.run(f"PRAGMA user_version = {VERSION + 1}")
    with pytest.raises(StoreError, match="version plus récente"):
        open_sqlite(path, BASE)


def test_older_schema_is_backed_up_then_migrated(store: SqliteStore, path: Path) -> None:
    before = said(store)
    migrations = {VERSION: "ALTER TABLE source ADD COLUMN note TEXT"}
    database = Database(path)
    prepare(database, BASE, VERSION + 1, migrations)
    assert database.value("PRAGMA user_version") == VERSION + 1
    assert database.rows("SELECT note FROM source") == [(None,)]
    database.close()
    assert [hit.key for hit in find(store, "fournil")] == ["a", "b"]
    copy = open_sqlite(backup_path(path, VERSION), BASE)
    assert said(copy) == before
    copy.close()


def test_failed_migration_changes_nothing(store: SqliteStore, path: Path) -> None:
    migrations = {VERSION: "ALTER TABLE source ADD COLUMN note TEXT;\nDROP TABLE absent"}
    database = Database(path)
    with pytest.raises(StoreError):
        prepare(database, BASE, VERSION + 1, migrations)
    assert database.value("PRAGMA user_version") == VERSION
    database.close()
    assert keys(open_sqlite(path, BASE)) == ["a", "b"]


def test_damaged_file_is_told_as_such(path: Path) -> None:
    store = open_sqlite(path, BASE)
    store.apply(change_set(*(record(f"k{number}") for number in range(500))))
    store._writer.run("PRAGMA wal_checkpoint(TRUNCATE)")
    store.close()
    content = bytearray(path.read_bytes())
    content[8192:-4096] = b"\x5a" * (len(content) - 8192 - 4096)
    path.write_bytes(content)
    with pytest.raises(StoreError) as damaged:
        keys(open_sqlite(path, BASE))
    assert damaged.value.message == "store.corrupted"


def test_full_disk_is_told_and_changes_nothing(store: SqliteStore) -> None:
    before = said(store)
    pages = store._writer.value("PRAGMA page_count")
    store._writer.run(f"PRAGMA max_page_count = {pages + 2}")
    many = [record(f"k{number}", name="Nom " * 50) for number in range(500)]
    with pytest.raises(StoreError) as full:
        store.apply(change_set(*many))
    assert full.value.message == "store.disk_full"
    assert "disque est plein" in full.value.text("fr")
    store._writer.run(f"PRAGMA max_page_count = {2**30}")
    assert said(store) == before


def test_folder_in_place_of_the_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(StoreError):
        open_sqlite(tmp_path, BASE)


def test_folder_under_a_file_is_told(path: Path) -> None:
    path.write_bytes(b"")
    with pytest.raises(StoreError) as refused:
        open_sqlite(path / "tisserand.db", BASE)
    assert refused.value.message == "store.cannot_open"


@pytest.mark.parametrize(
    "use",
    [
        lambda store: store.apply(change_set(record("c"))),
        lambda store: store.apply(ChangeSet()),
        lambda store: store.adopt(BASE, bytes(32)),
    ],
    ids=["apply", "empty", "adopt"],
)
def test_closed_store_raises_no_error_of_the_driver(
    path: Path, use: Callable[[SqliteStore], object]
) -> None:
    store = open_sqlite(path, BASE)
    store.close()
    with pytest.raises(StoreError):
        use(store)


def test_interrupted_write_leaves_the_store_as_it_was(
    store: SqliteStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = said(store)

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("tisserand.store.sqlite.change_log.log_changes", interrupted)
    with pytest.raises(KeyboardInterrupt):
        store.apply(change_set(record("c")))
    assert said(store) == before
    assert find(store, "fournil")[-1].key == "b"


def test_processes_write_while_another_reads(store: SqliteStore, path: Path) -> None:
    program = (
        "import sys; sys.path.insert(0, sys.argv[2])\n"
        "from pathlib import Path\n"
        "from contracts.sample import change_set, record\n"
        "from tisserand.store.sqlite import open_sqlite\n"
        "store = open_sqlite(Path(sys.argv[1]), 'http://x/')\n"
        "for n in range(20): store.apply(change_set(record(f'{sys.argv[3]}{n}')))\n"
    )
    tests = str(Path(__file__).parents[1])
    with store.read(STEWARD) as reader:
        writers = [
            subprocess.Popen([sys.executable, "-c", program, path, tests, name])
            for name in ("p", "q")
        ]
        assert [writer.wait() for writer in writers] == [0, 0]
        assert reader.entity_keys() == ["a", "b"]
    assert len(keys(store)) == 42


def test_deleted_handle_of_a_merge_still_redirects(store: SqliteStore) -> None:
    store.apply(ChangeSet(assignments={"b": "a"}))
    store.apply(ChangeSet(removed_records=["a"], assignments={"b": "b"}))
    assert entity(store, "a") is None
    assert entity(store, "b") is not None
