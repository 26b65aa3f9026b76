"""What a reader gives of a few entities is what its scans give of them."""

from contracts.sample import change_set
from contracts.store_scanning import _links, _territory, every_role
from contracts.store_states import view

from tisserand.store.batches import ReferenceRow
from tisserand.store.port import GraphReader, GraphStore


def _references(reader: GraphReader) -> list[ReferenceRow]:
    keys = [key for batch in reader.scan_nodes() for key in batch.keys]
    numbers = [int(id) for batch in reader.scan_nodes() for id in batch.ids]
    named = dict(zip(numbers, keys, strict=True))
    return [
        (named[int(row[0])], row[1], row[2], float(row[3]))
        for batch in reader.scan_references()
        for row in zip(*batch, strict=True)
    ]


class PartsContract:
    """Following the change log."""

    @every_role
    def test_part_of_everything_is_what_scans_give(self, store: GraphStore, role: int) -> None:
        store.apply(_territory())
        with store.read(view(role)) as reader:
            keys = reader.entity_keys()
            part = reader.part(keys[::-1])
            scanned = [key for batch in reader.scan_nodes() for key in batch.keys]
            assert part.nodes.keys == keys == scanned
            assert part.nodes.names == [reader.entity(key).name for key in keys]  # type: ignore[union-attr]
            assert sorted(part.links, key=str) == sorted(_links(reader), key=str)
            assert part.references == sorted(_references(reader))

    @every_role
    def test_part_holds_what_is_asked_and_no_more(self, store: GraphStore, role: int) -> None:
        store.apply(_territory())
        with store.read(view(role)) as reader:
            asked = {"a00", "a04", "absent", "a13"}
            part = reader.part(sorted(asked))
            assert set(part.nodes.keys) == asked & set(reader.entity_keys())
            assert part.links == [row for row in _links(reader) if row[0] in asked]
            assert part.references == [row for row in _references(reader) if row[0] in asked]

    def test_part_is_of_the_state_of_its_reader(self, store: GraphStore) -> None:
        store.apply(_territory())
        with store.read(view(3)) as reader:
            before = reader.part(["a00", "a01", "z"])
            changes = change_set()
            changes.removed_records, changes.assignments = ["a00"], {"a02": "a01"}
            store.apply(changes)
            after = reader.part(["a00", "a01", "z"])
        assert after.nodes.keys == before.nodes.keys == ["a00", "a01"]
        assert (after.links, after.references) == (before.links, before.references)
