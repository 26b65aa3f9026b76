"""Communities are remembered: who they are survives changes, and what became of them is told."""

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from scipy import sparse

from tisserand.recommend.community_events import Event, sentence, tell_events
from tisserand.recommend.community_memory import (
    Memory,
    Method,
    read_memory,
    remember,
    write_memory,
)

LEIDEN = Method("leiden", 1, 1.0)


def cliques(*groups: str) -> tuple[list[str], sparse.csr_array]:
    """A clique for each word, a member for each letter; each tied to the next by one tie."""
    keys = sorted("".join(groups))
    number = {key: i for i, key in enumerate(keys)}
    pairs = [(a, b) for group in groups for a in group for b in group if a != b]
    ends = [(a[-1], b[0]) for a, b in pairwise(groups)]
    rows, columns = zip(*pairs, *ends, *((b, a) for a, b in ends), strict=True)
    at = [[number[key] for key in side] for side in (rows, columns)]
    ties = sparse.csr_array((np.ones(len(rows)), at), shape=(len(keys), len(keys)))
    ties.sort_indices()
    return keys, ties


def groups_of(memory: Memory) -> dict[str, str]:
    found: dict[str, str] = {}
    for key, label in zip(memory.keys, memory.labels.tolist(), strict=True):
        id = memory.ids[label]
        found[id] = found.get(id, "") + key
    return found


@pytest.fixture
def first() -> Memory:
    return remember(*cliques("abcdef", "mnopqr"), 1, LEIDEN, None)


def test_first_ids_are_the_least_keys(first) -> None:
    assert groups_of(first) == {"community-a": "abcdef", "community-m": "mnopqr"}
    assert first.snapshots[0]["parent"] is None
    assert not first.events


def test_ids_outlive_the_member_that_they_come_from(first) -> None:
    second = remember(*cliques("bcdef", "mnopqrs"), 2, LEIDEN, first)
    assert groups_of(second) == {"community-a": "bcdef", "community-m": "mnopqrs"}
    assert second.snapshots[-1]["parent"] == 1


def test_community_that_splits_is_told(first) -> None:
    second = remember(*cliques("abc", "def", "mnopqr"), 2, LEIDEN, first)
    kinds = {(event.kind, event.other) for event in second.events}
    assert ("split", "community-a") in kinds
    assert sorted(groups_of(second).values()) == ["abc", "def", "mnopqr"]


def test_communities_that_merge_are_told(first) -> None:
    second = remember(*cliques("abcdefmnopqr"), 2, LEIDEN, first)
    assert [event.kind for event in second.events][-1] == "merged"
    assert len(groups_of(second)) == 1


def test_newcomers_and_the_gone_are_told(first) -> None:
    second = remember(*cliques("mnopqr", "uvwxyz"), 2, LEIDEN, first)
    assert {(e.kind, e.id) for e in second.events} == {
        ("born", "community-u"),
        ("died", "community-a"),
    }


def test_same_network_is_no_new_snapshot(first) -> None:
    assert remember(*cliques("abcdef", "mnopqr"), 2, LEIDEN, first) is first


def test_network_that_empties_and_comes_back_is_followed(first) -> None:
    empty = remember([], sparse.csr_array((0, 0)), 2, LEIDEN, first)
    again = remember(*cliques("abcdef"), 3, LEIDEN, empty)
    assert len(groups_of(again)) == 1
    assert [snapshot["number"] for snapshot in again.snapshots] == [1, 2, 3]


def test_memory_survives_its_file(first, tmp_path: Path) -> None:
    file = tmp_path / "memory.npz"
    second = remember(*cliques("abc", "def", "mnopqr"), 2, LEIDEN, first)
    write_memory(file, second)
    held = read_memory(file)
    assert held is not None
    assert (groups_of(held), held.events) == (groups_of(second), second.events)
    assert held.snapshots == second.snapshots
    assert remember(*cliques("abc", "def", "mnopqr"), 3, LEIDEN, held) is held


@pytest.mark.parametrize("damage", [b"", b"PK\x03\x04", b"not a file of arrays"])
def test_damaged_memory_is_as_if_there_were_none(damage: bytes, tmp_path: Path) -> None:
    file = tmp_path / "memory.npz"
    file.write_bytes(damage)
    assert read_memory(file) is None
    assert read_memory(tmp_path / "none.npz") is None


def test_truncated_memory_is_as_if_there_were_none(first, tmp_path: Path) -> None:
    file = tmp_path / "memory.npz"
    write_memory(file, first)
    file.write_bytes(file.read_bytes()[:-200])
    assert read_memory(file) is None


def test_growth_of_a_tenth_is_told_and_less_is_not() -> None:
    members = frozenset(map(str, range(30)))
    grown = members | {"x", "y", "z"}
    assert tell_events({"c": members}, {"c": grown}) == [Event("grown", "c", 30, 33)]
    assert tell_events({"c": members}, {"c": members | {"x"}}) == []


def test_events_are_told_in_french_by_name() -> None:
    told = sentence(Event("split", "b", 0, 4, "a"), {"a": "Maraîchage", "b": "Pain"})
    assert told == "« Pain » s'est séparée de « Maraîchage » : 4 acteurs."
