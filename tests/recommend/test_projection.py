"""The projection holds what the View holds, in an order that no adapter changes."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from tisserand.ontology.records import Link, Visibility
from tisserand.recommend.arrays import Projection
from tisserand.recommend.cache import _arrays
from tisserand.recommend.projection import build_projection, load_projection
from tisserand.recommend.ties import find_ties
from tisserand.store.port import ChangeSet, View
from tisserand.store.sqlite import open_sqlite

from .conftest import BASE, OVEN, actors, record, weave


def same(one: Projection, other: Projection) -> bool:
    """Whether two projections hold the same arrays."""
    pairs = zip(_arrays(one), _arrays(other), strict=True)
    return all(np.array_equal(a, b, equal_nan=a.dtype.kind == "f") for (_, a), (_, b) in pairs)


def test_keys_are_sorted(reader) -> None:
    projection = build_projection(reader)
    assert list(projection.keys) == sorted(one.key for one in actors())


def test_order_of_records_does_not_count(reader, tmp_path: Path) -> None:
    store = open_sqlite(tmp_path / "other.sqlite", BASE)
    weave(store, actors()[::-1])
    with store.read(View(Visibility.AGENT)) as other:
        assert same(build_projection(reader), build_projection(other))
    store.close()


def test_public_projection_holds_no_person(territory) -> None:
    with territory.read(View(Visibility.PUBLIC)) as reader:
        projection = build_projection(reader)
    assert projection.find("claire") == -1
    assert projection.find("fournil") >= 0


def test_holders_are_who_masters_the_skill(reader) -> None:
    projection = build_projection(reader)
    members, weights = projection.holders.row(projection.concepts.find(OVEN))
    assert [projection.keys[int(member)] for member in members] == ["four", "fournil"]
    assert weights.tolist() == pytest.approx([0.9, 0.9])


def test_need_is_sought_by_who_bears_it(reader) -> None:
    projection = build_projection(reader)
    members, _ = projection.seekers.row(projection.concepts.find(OVEN))
    assert [projection.keys[int(member)] for member in members] == ["mairie"]


def test_offer_and_project_show_a_skill(store) -> None:
    weave(
        store,
        [
            record("offre", "Offer", "Aide", ("offersSkill", OVEN), links=[("offeredBy", "a")]),
            record("projet", "Project", "Four", ("requiresSkill", OVEN), links=[("ledBy", "b")]),
            record("a", "Association", "A"),
            record("b", "Association", "B"),
        ],
    )
    with store.read(View(Visibility.AGENT)) as reader:
        projection = build_projection(reader)
    members, weights = projection.holders.row(0)
    assert [projection.keys[int(member)] for member in members] == ["a", "b"]
    assert weights[0] > weights[1] > 0


def test_small_project_ties_more_than_a_large_one(store) -> None:
    takes = [("takesPartIn", "petit")]
    weave(
        store,
        [
            record("petit", "Project", "Petit"),
            record("grand", "Project", "Grand"),
            *(record(key, "Association", key, links=takes) for key in ("a", "b")),
            *(record(f"c{i}", "Company", "C", links=[("takesPartIn", "grand")]) for i in range(5)),
        ],
    )
    with store.read(View(Visibility.AGENT)) as reader:
        projection = build_projection(reader)
    network = projection.network
    assert network.row(projection.find("a"))[1].tolist() == [1.0]
    assert network.row(projection.find("c0"))[1].tolist() == pytest.approx([0.25] * 4)


def test_event_of_a_crowd_ties_nobody(store) -> None:
    crowd = [
        record(f"a{i}", "Association", "A", links=[("participatedIn", "forum")]) for i in range(201)
    ]
    weave(store, [record("forum", "Event", "Forum"), *crowd])
    with store.read(View(Visibility.AGENT)) as reader:
        assert build_projection(reader).network.start[-1] == 0


def test_beneficiaries_of_one_funder_are_weakly_tied(store) -> None:
    grants = [
        record(f"g{i}", "Grant", "Aide", links=[("funder", "ville"), ("beneficiary", f"a{i}")])
        for i in range(2)
    ]
    weave(
        store,
        [*grants, record("ville", "PublicBody", "Ville"),
         *(record(f"a{i}", "Association", "A") for i in range(2))],
    )  # fmt: skip
    with store.read(View(Visibility.AGENT)) as reader:
        projection = build_projection(reader)
    a, b, ville = (projection.find(key) for key in ("a0", "a1", "ville"))
    members, ties = projection.network.row(a)
    assert dict(zip(members.tolist(), ties.tolist(), strict=True)) == {b: 0.1, ville: 0.2}
    assert find_ties(projection, a, b) == []


def test_cached_projection_is_the_one_built(reader, tmp_path: Path) -> None:
    built = load_projection(reader, tmp_path / "cache")
    assert len(list((tmp_path / "cache").iterdir())) == 1
    assert same(built, load_projection(reader, tmp_path / "cache"))


def test_projection_of_another_state_is_not_reused(territory, tmp_path: Path) -> None:
    with territory.read(View(Visibility.AGENT)) as reader:
        load_projection(reader, tmp_path)
    territory.apply(ChangeSet(removed_records=["four"]))
    with territory.read(View(Visibility.AGENT)) as reader:
        assert load_projection(reader, tmp_path).find("four") == -1


def test_projection_of_another_role_is_not_reused(territory, tmp_path: Path) -> None:
    with territory.read(View(Visibility.AGENT)) as reader:
        load_projection(reader, tmp_path)
    with territory.read(View(Visibility.PUBLIC)) as reader:
        assert load_projection(reader, tmp_path).find("claire") == -1


@pytest.mark.parametrize("damage", ["cut", "flipped", "empty", "foreign"])
def test_damaged_cache_is_ignored(reader, tmp_path: Path, damage: str) -> None:
    built = load_projection(reader, tmp_path / "cache")
    (file,) = (tmp_path / "cache").iterdir()
    content = bytearray(file.read_bytes())
    content[-20] ^= 255
    damaged = {
        "cut": file.read_bytes()[:-100],
        "flipped": bytes(content),
        "empty": b"",
        "foreign": b"PK\x03\x04 something else",
    }
    file.write_bytes(damaged[damage])
    assert same(built, load_projection(reader, tmp_path / "cache"))


def test_link_years_span_all_that_is_said(store) -> None:
    said = record("a", "Association", "A")
    dated = [Link("memberOf", "b", since="2019"), Link("memberOf", "b", until="2023-05")]
    weave(store, [record("b", "Association", "B"), replace(said, links=tuple(dated))])
    with store.read(View(Visibility.AGENT)) as reader:
        links = build_projection(reader).links
    assert (links.since.tolist(), links.until.tolist()) == ([2019], [2023])
