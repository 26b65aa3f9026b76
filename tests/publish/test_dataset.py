"""Published datasets follow the store, and show each role what it may see."""

import os
import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from contracts.sample import change_set
from contracts.territory import ACTORS, MERGED, RECORDS, SOURCES, territory
from pyoxigraph import Store

from tisserand.ontology.records import Record, Visibility
from tisserand.publish.checkpoint import hold, read_state
from tisserand.publish.dataset import Publisher
from tisserand.publish.quads import canonical_nquads, sorted_unique
from tisserand.store.port import ChangeSet, GraphStore, View
from tisserand.store.sqlite import open_sqlite

ROLES = (Visibility.PUBLIC, Visibility.PARTNER, Visibility.AGENT)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[GraphStore]:
    opened = open_sqlite(tmp_path / "graph.sqlite", "http://127.0.0.1:8000/")
    yield opened
    opened.close()


@pytest.fixture
def publisher(store: GraphStore, tmp_path: Path) -> Publisher:
    return Publisher(store, tmp_path)


def published(publisher: Publisher, role: Visibility) -> list[str]:
    publisher.refresh(role)
    return sorted(f"{quad} ." for quad in Store.read_only(str(publisher.checkpoint(role))))


def expected(store: GraphStore, role: Visibility) -> list[str]:
    with store.read(View(role)) as reader:
        return list(canonical_nquads(reader, store.base_iri))


def record_change(records: list[Record], **more: object) -> ChangeSet:
    given = change_set(*records, sources=SOURCES)
    given.assignments = {one.key: MERGED.get(one.key, one.key) for one in records}
    for name, value in more.items():
        setattr(given, name, value)
    return given


@pytest.mark.parametrize("role", ROLES)
def test_a_dataset_holds_what_its_role_may_see(
    role: Visibility, store: GraphStore, publisher: Publisher
) -> None:
    store.apply(territory())
    lines = published(publisher, role)
    assert lines == expected(store, role)
    assert any("Claire" in line for line in lines) == (role >= Visibility.AGENT)
    assert not any("Fonds discret" in line for line in lines)


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("seed", range(4))
def test_an_update_gives_what_a_rebuild_gives(
    role: Visibility, seed: int, store: GraphStore, publisher: Publisher
) -> None:
    """Records come and go, pass from one thing to another, in any order."""
    chance = random.Random(seed)
    outside, inside = list(RECORDS), list[Record]()
    publisher.refresh(role)
    for _ in range(6):
        coming = chance.sample(outside, min(len(outside), 5))
        going = chance.sample(inside, min(len(inside), 2))
        staying = [one for one in inside if one not in going]
        moved = chance.sample(staying, min(len(staying), 2))
        change = record_change(coming, removed_records=[one.key for one in going])
        change.assignments = dict(change.assignments) | {one.key: one.key for one in moved}
        store.apply(change)
        outside = [one for one in outside if one not in coming] + going
        inside = staying + coming
        assert published(publisher, role) == expected(store, role)


def test_a_withdrawn_source_leaves_nothing(store: GraphStore, publisher: Publisher) -> None:
    store.apply(territory())
    publisher.refresh(Visibility.AGENT)
    store.apply(ChangeSet(removed_sources=[source.id for source in SOURCES]))
    assert published(publisher, Visibility.AGENT) == []
    dataset = Store.read_only(str(publisher.checkpoint(Visibility.AGENT)))
    assert list(dataset.named_graphs()) == []


def test_the_order_of_sources_changes_nothing(tmp_path: Path) -> None:
    def woven(name: str, records: list[Record]) -> list[str]:
        store = open_sqlite(tmp_path / name, "http://127.0.0.1:8000/")
        for one in records:
            store.apply(record_change([one]))
        store.apply(ChangeSet(assignments=MERGED))
        lines = expected(store, Visibility.AGENT)
        store.close()
        return lines

    first = [one for one in RECORDS if one.key not in MERGED]
    last = [one for one in RECORDS if one.key in MERGED]
    assert woven("a.sqlite", first + last) == woven("b.sqlite", first[::-1] + last[::-1])


def test_a_dataset_left_half_written_is_rebuilt(
    store: GraphStore, publisher: Publisher, tmp_path: Path
) -> None:
    store.apply(territory())
    publisher.refresh(Visibility.PUBLIC)
    folder = tmp_path / "published" / "public"
    state = folder / "state.json"
    state.write_text(state.read_text().replace('"clean": true', '"clean": false'))
    live = Store(str(folder / "dataset"))
    live.clear()
    live.flush()
    del live
    assert published(publisher, Visibility.PUBLIC) == expected(store, Visibility.PUBLIC)


def test_a_refresh_without_change_keeps_the_checkpoint(
    store: GraphStore, publisher: Publisher
) -> None:
    store.apply(territory())
    sequence = publisher.refresh(Visibility.PUBLIC)
    before = publisher.checkpoint(Visibility.PUBLIC)
    assert publisher.refresh(Visibility.PUBLIC) == sequence
    assert publisher.checkpoint(Visibility.PUBLIC) == before


def test_what_a_role_may_not_see_makes_no_checkpoint(
    store: GraphStore, publisher: Publisher
) -> None:
    store.apply(record_change(ACTORS[:3]))
    publisher.refresh(Visibility.PUBLIC)
    before = publisher.checkpoint(Visibility.PUBLIC)
    private = next(one for one in ACTORS if one.key == "secret")
    sequence = store.apply(record_change([private]))
    assert publisher.refresh(Visibility.PUBLIC) == sequence
    assert publisher.checkpoint(Visibility.PUBLIC) == before


def test_a_checkpoint_that_is_read_is_kept_until_released(
    store: GraphStore, publisher: Publisher, tmp_path: Path
) -> None:
    store.apply(record_change(ACTORS[:3]))
    publisher.refresh(Visibility.PUBLIC)
    read = publisher.checkpoint(Visibility.PUBLIC)
    held = hold(read)
    store.apply(record_change(ACTORS[3:4]))
    publisher.refresh(Visibility.PUBLIC)
    assert read.is_dir()
    os.close(held)
    store.apply(record_change(ACTORS[5:6]))
    publisher.refresh(Visibility.PUBLIC)
    left = [path.name for path in (tmp_path / "published/public").glob("checkpoint-*")]
    state = read_state(tmp_path / "published/public")
    assert state is not None
    assert left == [state.name]


def test_a_steward_reads_the_dataset_of_agents(store: GraphStore, publisher: Publisher) -> None:
    store.apply(territory())
    publisher.refresh(Visibility.STEWARD)
    assert publisher.checkpoint(Visibility.STEWARD).parent.name == "agent"


def test_lines_are_sorted_once_each_through_files_too() -> None:
    lines = [f"{n % 7:03} é\u2028\x85" for n in range(40)]
    assert list(sorted_unique(iter(lines), in_memory=3)) == sorted(set(lines))
