"""A whole workspace goes from one store to another and back without loss, and into a backup."""

from pathlib import Path

import pytest
from contracts.sample import change_set, record, signature, source
from contracts.store_states import STEWARD, said, shown

from tisserand.errors import TisserandError
from tisserand.ontology.records import Judgement, Match
from tisserand.store.copying import copy_store
from tisserand.store.port import ChangeSet, GraphStore
from tisserand.store.sqlite import open_sqlite


def _workspace() -> ChangeSet:
    """A little of everything that a store may hold."""
    given = [
        record("a", signature="s1", links=[("memberOf", "c", 1), ("leads", "absent")]),
        record("b", signature="s2", source="registre", visibility=2, values=[("lesson", "Oser")]),
        record("c", kind="Cluster", values=[("theme", "urn:x:1", 3, 0.5, "2020", "2021")]),
    ]
    sources = [source("registre", rank=0, mapping="registre"), source("vide", visibility=3)]
    changes = change_set(*given, sources=sources, a="b")
    changes.signatures = [signature("s1", "n:1"), signature("s2", "n:1", "n:2")]
    changes.matches = [Match("s1", "s2", 0.125, "modele-1")]
    changes.judgements = [Judgement("a", "absent", "different", "agent", "2024", "vu sur place")]
    return changes


class CopiesContract:
    """Copy both ways, backup, identity."""

    def test_copy_there_and_back_loses_nothing(self, store: GraphStore, tmp_path: Path) -> None:
        first = open_sqlite(tmp_path / "first.db", "https://brezelle.example/")
        first.apply(_workspace())
        copy_store(first, store)
        back = open_sqlite(tmp_path / "back.db", "https://other.example/")
        counts = copy_store(store, back)
        assert said(first) == said(store) == said(back)
        for role in range(4):
            assert shown(first, role) == shown(store, role) == shown(back, role)
        assert first.hash_key == store.hash_key == back.hash_key
        assert back.base_iri == store.base_iri == "https://brezelle.example/"
        assert (counts.sources, counts.records) == (3, 3)
        first.close()
        back.close()

    def test_copy_into_a_store_that_holds_something_is_refused(
        self, store: GraphStore, tmp_path: Path
    ) -> None:
        store.apply(change_set(record("z")))
        first = open_sqlite(tmp_path / "first.db", "https://brezelle.example/")
        first.apply(_workspace())
        before = said(store)
        with pytest.raises(TisserandError):
            copy_store(first, store)
        assert said(store) == before
        first.close()

    def test_backup_opens_with_equal_content(self, store: GraphStore, tmp_path: Path) -> None:
        store.apply(_workspace())
        store.backup(tmp_path / "backup.db")
        backup = open_sqlite(tmp_path / "backup.db", "https://unused.example/")
        assert said(backup) == said(store)
        assert (backup.base_iri, backup.hash_key) == (store.base_iri, store.hash_key)
        assert shown(backup, 2) == shown(store, 2)
        backup.close()

    def test_backup_never_overwrites(self, store: GraphStore, tmp_path: Path) -> None:
        target = tmp_path / "backup.db"
        target.write_text("déjà là", encoding="utf-8")
        with pytest.raises(TisserandError):
            store.backup(target)
        assert target.read_text(encoding="utf-8") == "déjà là"

    def test_identity_is_adopted_only_by_an_empty_store(self, store: GraphStore) -> None:
        store.adopt("https://brezelle.example/", bytes(32))
        assert (store.base_iri, store.hash_key) == ("https://brezelle.example/", bytes(32))
        store.apply(change_set(record("a")))
        with pytest.raises(TisserandError):
            store.adopt("https://other.example/", bytes(32))
        assert store.base_iri == "https://brezelle.example/"

    def test_hash_key_is_secret_and_kept(self, store: GraphStore) -> None:
        assert len(store.hash_key) == 32
        assert len(set(store.hash_key)) > 8
        with store.read(STEWARD) as reader:
            assert reader.view == STEWARD
