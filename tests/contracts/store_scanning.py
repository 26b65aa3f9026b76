"""Scans give by columns what entity reads give one by one, in the same View."""

from itertools import pairwise

import numpy as np
import pytest
from contracts.sample import BREZELLE, MASONRY, change_set, record
from contracts.store_states import view

from tisserand.ontology.records import Value
from tisserand.store.port import ChangeSet, GraphReader, GraphStore


def _territory() -> ChangeSet:
    """Forty actors at every visibility, in a ring of links, merged two by two now and then."""
    given = [
        record(
            f"a{number:02}",
            name=f"Acteur {number}",
            kind="Company" if number % 5 == 0 else "Association",
            visibility=number % 4,
            values=[
                Value("locatedIn", BREZELLE, number % 3, 0.5),
                ("latitude", f"48.{number}"),
                ("longitude", "-1.5"),
                Value("hasSkill", MASONRY, number % 2),
            ],
            links=[
                ("memberOf", f"a{(number * 7 + 1) % 40:02}", number % 2, 0.25, "2020"),
                ("partnerOf", f"a{(number * 3) % 40:02}"),
            ],
            confidence=0.5,
        )
        for number in range(40)
    ]
    return change_set(*given, a11="a10", a21="a20", a12="a10", a30="a29")


def _links(reader: GraphReader) -> list[tuple[str, str, str, float, str | None, str | None]]:
    keys = {
        int(id): key
        for batch in reader.scan_nodes()
        for id, key in zip(batch.ids, batch.keys, strict=True)
    }
    return [
        (keys[int(row[0])], row[1], keys[int(row[2])], float(row[3]), row[4], row[5])
        for batch in reader.scan_links()
        for row in zip(*batch, strict=True)
    ]


every_role = pytest.mark.parametrize("role", [0, 1, 2, 3])


class ScanningContract:
    """Nodes, links and references of a View, as numpy batches."""

    @every_role
    def test_nodes_scanned_are_the_entities(self, store: GraphStore, role: int) -> None:
        store.apply(_territory())
        with store.read(view(role)) as reader:
            batches = list(reader.scan_nodes())
            keys = [key for batch in batches for key in batch.keys]
            assert keys == reader.entity_keys()
            for batch in batches:
                assert len(set(batch.ids.tolist())) == len(batch.keys)
                assert batch.ids.dtype == np.int64
                for position, key in enumerate(batch.keys):
                    found = reader.entity(key)
                    assert found is not None
                    assert (batch.kinds[position], batch.names[position]) == (
                        found.kind,
                        found.name,
                    )
                    assert batch.places[position] == found.place
                    assert batch.latitudes[position] == found.latitude
                    assert batch.longitudes[position] == found.longitude

    @every_role
    def test_links_scanned_are_those_of_the_entities(self, store: GraphStore, role: int) -> None:
        store.apply(_territory())
        with store.read(view(role)) as reader:
            scanned = _links(reader)
            read = {
                (key, link.property, link.key, link.since, link.until)
                for key in reader.entity_keys()
                for link in reader.links(key)
                if link.outward
            }
            counted = reader.counts().links
        assert {(row[0], row[1], row[2], row[4], row[5]) for row in scanned} == read
        assert len(scanned) == sum(counted.values())
        assert all(before[:3] <= after[:3] for before, after in pairwise(scanned))
        assert all(row[3] == (0.125 if row[1] == "memberOf" else 0.5) for row in scanned)

    @every_role
    def test_references_scanned_are_facts(self, store: GraphStore, role: int) -> None:
        store.apply(_territory())
        with store.read(view(role)) as reader:
            keys = {
                int(id): key
                for batch in reader.scan_nodes()
                for id, key in zip(batch.ids, batch.keys, strict=True)
            }
            scanned = [
                (keys[int(row[0])], row[1], row[2], float(row[3]))
                for batch in reader.scan_references()
                for row in zip(*batch, strict=True)
            ]
            read = {
                (key, fact.property, fact.value)
                for key, found in reader.entities(list(keys.values())).items()
                for fact in found.facts
                if fact.property in ("locatedIn", "hasSkill")
            }
        assert {row[:3] for row in scanned} == read
        assert scanned == sorted(scanned, key=lambda row: row[:3])
        assert {row[3] for row in scanned if row[1] == "locatedIn"} == {0.25}

    @every_role
    def test_empty_store_scans_nothing(self, store: GraphStore, role: int) -> None:
        with store.read(view(role)) as reader:
            assert [batch.keys for batch in reader.scan_nodes() if batch.keys] == []
            assert [batch.properties for batch in reader.scan_links() if batch.properties] == []
            assert [batch.values for batch in reader.scan_references() if batch.values] == []

    @every_role
    def test_unknown_coordinates_are_not_a_number(self, store: GraphStore, role: int) -> None:
        store.apply(change_set(record("a")))
        with store.read(view(role)) as reader:
            (batch,) = reader.scan_nodes()
        assert np.isnan(batch.latitudes[0]) and np.isnan(batch.longitudes[0])
        assert batch.places == [None]
