"""A store of every released schema opens, and holds what it held."""

import gzip
from pathlib import Path

import pytest
from contracts.sample import MASONRY, change_set, record
from contracts.store_states import changes, entity, facts, find, links

from tisserand.store.sqlite import open_sqlite
from tisserand.store.sqlite.schema import MIGRATIONS, VERSION

STORES = Path(__file__).parents[1] / "fixtures" / "stores"


def test_every_version_before_has_a_migration_and_a_file() -> None:
    assert sorted(MIGRATIONS) == list(range(1, VERSION))
    assert len(list(STORES.iterdir())) == VERSION - 1


@pytest.mark.parametrize("version", sorted(MIGRATIONS))
def test_older_store_opens_and_holds_what_it_held(tmp_path: Path, version: int) -> None:
    path = tmp_path / "graph.sqlite"
    path.write_bytes(gzip.decompress((STORES / f"version-{version}.sqlite.gz").read_bytes()))
    store = open_sqlite(path, "")
    actor = entity(store, "a")
    assert actor is not None and list(actor.records) == ["a", "c"]
    assert facts(store, "a", "hasSkill") == [MASONRY]
    assert [link.key for link in links(store, "a")] == ["b"]
    assert [hit.key for hit in find(store, "oeuvre")] == ["a"]
    assert [change.key for change in changes(store, 0)] == ["a", "b"]
    with store.resolution() as reader:
        asked = reader.signatures_in_blocks(["nom:four", "cp:35", "nom:fournil"])
        assert [(block, one.digest) for block, one in asked] == [
            ("cp:35", "s1"),
            ("nom:four", "s1"),
            ("nom:fournil", "s2"),
        ]
        assert [one.verdict for one in reader.judgements()] == ["different"]
    store.apply(change_set(record("d", name="Nouveau")))
    assert [hit.key for hit in find(store, "nouveau")] == ["d"]
    store.close()
