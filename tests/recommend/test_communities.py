"""Communities: found when they are there, named, stable; not invented."""

from collections.abc import Iterator

import networkx
import numpy as np
import pytest

from tisserand.errors import InputError
from tisserand.messages import text
from tisserand.ontology.namespaces import SKILLS
from tisserand.ontology.records import Record, Visibility
from tisserand.recommend.communities import actor_ties, describe_communities, detect
from tisserand.recommend.partition import modularity, rewire
from tisserand.recommend.projection import build_projection
from tisserand.reference.places import load_gazetteer
from tisserand.reference.thesaurus import load_thesaurus
from tisserand.store.port import View

from .conftest import BASE, OVEN, place, record, weave

BAKERS, GROWERS = 12, 9
GARDENING = f"{SKILLS}maraichage"


def group(letter: str, size: int, town: str, skill: str) -> list[Record]:
    """Associations of one town who are members of one another, each of the next three."""
    return [
        record(
            f"{letter}{i:02}",
            "Association",
            f"Association {letter}{i}",
            place(town),
            ("hasSkill", skill),
            links=[("memberOf", f"{letter}{(i + hop) % size:02}") for hop in (1, 2, 3)],
        )
        for i in range(size)
    ]


@pytest.fixture
def two_groups(store) -> Iterator:
    """Bakers of Saumur, growers of Nantes, and one tie between them."""
    bridge = record("z", "Company", "Pont", links=[("memberOf", "b00"), ("memberOf", "g00")])
    bakers = group("b", BAKERS, "saumur", OVEN)
    weave(store, [*bakers, *group("g", GROWERS, "nantes", GARDENING), bridge])
    with store.read(View(Visibility.AGENT)) as reader:
        yield reader


def described(reader, **options):
    return describe_communities(
        reader,
        build_projection(reader),
        gazetteer=load_gazetteer(),
        thesaurus=load_thesaurus(),
        base_iri=BASE,
        **options,
    )["communities"]


@pytest.mark.parametrize("algorithm", ["leiden", "louvain"])
def test_two_groups_are_two_communities(two_groups, algorithm: str) -> None:
    found = described(two_groups, algorithm=algorithm)
    firsts = [{member["name"][12] for member in c["members"] if member["name"] != "Pont"}
              for c in found]  # fmt: skip
    assert firsts == [{"b"}, {"g"}]


def test_the_largest_comes_first_and_says_its_size(two_groups) -> None:
    found = described(two_groups)
    assert [c["size"] for c in found] == [len(c["members"]) for c in found]
    assert found[0]["size"] > found[1]["size"]
    assert found[0].keys() == {"id", "name", "size", "members"}


def test_name_says_what_sets_the_community_apart(two_groups) -> None:
    names = [c["name"] for c in described(two_groups)]
    assert names[0] == "Maçonnerie de four à bois · Saumur"
    assert names[1].endswith("· Nantes")


def test_id_is_that_of_the_least_member(two_groups) -> None:
    assert [c["id"] for c in described(two_groups)] == ["community-b00", "community-g00"]


def test_same_seed_gives_the_same_communities(two_groups) -> None:
    assert described(two_groups, seed=3) == described(two_groups, seed=3)


def test_random_ties_are_no_communities(store) -> None:
    random = np.random.default_rng(4)
    ties = random.integers(0, 80, (80, 4))
    weave(
        store,
        [
            record(f"a{i:02}", "Association", f"A{i}",
                   links=[("memberOf", f"a{j:02}") for j in sorted({*map(int, row)} - {i})])
            for i, row in enumerate(ties)
        ],
    )  # fmt: skip
    with store.read(View(Visibility.AGENT)) as reader:
        assert described(reader) == []
        assert not detect(build_projection(reader)).quality.is_clear
    assert "Pas de communautés nettes" in text("recommend.no_communities")


def test_empty_store_has_no_communities(store) -> None:
    with store.read(View(Visibility.AGENT)) as reader:
        assert described(reader) == []


def test_unknown_algorithm_is_refused(two_groups) -> None:
    with pytest.raises(InputError):
        described(two_groups, algorithm="infomap")


def test_modularity_is_that_of_networkx(two_groups) -> None:
    _, ties = actor_ties(build_projection(two_groups).network)
    labels = np.arange(ties.shape[0]) % 3
    graph = networkx.from_scipy_sparse_array(ties)
    parts = [set(np.flatnonzero(labels == part).tolist()) for part in range(3)]
    expected = networkx.community.modularity(graph, parts)
    assert modularity(ties, labels) == pytest.approx(expected)


def test_rewiring_keeps_nearly_all_degrees(two_groups) -> None:
    _, ties = actor_ties(build_projection(two_groups).network)
    rewired = rewire(ties, np.random.default_rng(1))
    assert rewired.sum() == pytest.approx(ties.sum(), rel=0.2)
    assert abs(rewired - rewired.T).max() == 0
