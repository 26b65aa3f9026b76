"""What is kept outside every View is kept, copied and forgotten as asked; what goes is gone."""

from collections.abc import Iterable
from pathlib import Path

import pytest
from contracts.sample import change_set, record
from contracts.store_states import shown

from tisserand.ontology.records import Sealed, SealedKind
from tisserand.store.copying import copy_store
from tisserand.store.port import ChangeSet, GraphStore
from tisserand.store.sqlite import open_sqlite

TOMBSTONE = Sealed("tombstone", "t1", '{"date": "2024-05-02"}')
VERSIONS = [Sealed("version", f"annuaire/{number}", "[]") for number in (1, 2)]


def sealed(store: GraphStore, kind: SealedKind, keys: Iterable[str] | None = None) -> list[Sealed]:
    with store.resolution() as reader:
        return list(reader.sealed(kind, keys))


class SealingContract:
    """Sealed things, and purging."""

    def test_what_is_sealed_is_read_by_kind_and_key(self, store: GraphStore) -> None:
        store.apply(ChangeSet(sealed=[*reversed(VERSIONS), TOMBSTONE]))
        assert sealed(store, "version") == VERSIONS
        assert sealed(store, "version", ["annuaire/2", "absent"]) == VERSIONS[1:]
        assert sealed(store, "tombstone", ["annuaire/2"]) == []

    def test_what_is_sealed_again_replaces_and_what_is_unsealed_goes(
        self, store: GraphStore
    ) -> None:
        store.apply(ChangeSet(sealed=[*VERSIONS, TOMBSTONE]))
        again = TOMBSTONE._replace(body="{}")
        store.apply(ChangeSet(sealed=[again], unsealed=[("version", "annuaire/1")]))
        assert sealed(store, "tombstone") == [again]
        assert sealed(store, "version") == VERSIONS[1:]

    def test_what_is_sealed_changes_no_view(self, store: GraphStore) -> None:
        store.apply(change_set(record("a")))
        before = [shown(store, role) for role in range(4)]
        store.apply(ChangeSet(sealed=[TOMBSTONE]))
        assert [shown(store, role) for role in range(4)] == before

    def test_what_is_sealed_is_copied(self, store: GraphStore, tmp_path: Path) -> None:
        store.apply(ChangeSet(sealed=[*VERSIONS, TOMBSTONE]))
        copy = open_sqlite(tmp_path / "copy.db", "https://unused.example/")
        copy_store(store, copy)
        assert sealed(copy, "tombstone") == [TOMBSTONE]
        assert sealed(copy, "version") == VERSIONS
        copy.close()

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le"])
    def test_what_was_removed_is_in_no_file_once_purged(
        self, store: GraphStore, tmp_path: Path, encoding: str
    ) -> None:
        store.apply(change_set(record("a", "Ozanne Tribouillard"), record("b")))
        store.apply(ChangeSet(removed_records=["a"]))
        store.purge()
        files = [file.read_bytes() for file in tmp_path.rglob("*") if file.is_file()]
        for word in ("Ozanne", "ozanne", "Tribouillard", "tribouillard"):
            assert not any(word.encode(encoding) in content for content in files)

    def test_purging_changes_no_view(self, store: GraphStore) -> None:
        store.apply(change_set(record("a", "Ozanne"), record("b", links=[("memberOf", "a")])))
        before = [shown(store, role) for role in range(4)]
        store.purge()
        assert [shown(store, role) for role in range(4)] == before
