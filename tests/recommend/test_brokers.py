"""Brokers, weak bridges and silos: measured as others measure them, told with records."""

import networkx
import numpy as np
import pytest
from scipy import sparse

from tisserand.ontology.records import Visibility
from tisserand.recommend import brokers as brokers_
from tisserand.recommend import community_brokerage as brokerage
from tisserand.recommend.brokers import find_brokers, find_weak_bridges, measure_betweenness
from tisserand.recommend.community_silos import find_silos
from tisserand.recommend.community_updates import network_of
from tisserand.recommend.projection import build_projection
from tisserand.reference.places import load_gazetteer
from tisserand.reference.thesaurus import load_thesaurus
from tisserand.store.port import View

from .conftest import BASE, OVEN, record, weave
from .test_communities import group, two_groups  # noqa: F401


@pytest.fixture(scope="module")
def graph() -> networkx.Graph:
    """A connected small world with weights, and two pendant chains."""
    made = networkx.connected_watts_strogatz_graph(60, 4, 0.2, seed=1)
    made.add_edges_from([(0, 60), (60, 61), (61, 62), (30, 63)])
    for a, b in made.edges:
        made[a][b]["weight"] = 1.0 + (a * 7 + b) % 5
    return made


@pytest.fixture(scope="module")
def ties(graph) -> sparse.csr_array:
    return sparse.csr_array(networkx.to_scipy_sparse_array(graph, nodelist=range(64), dtype=float))


def test_betweenness_is_that_of_networkx(graph, ties) -> None:
    expected = networkx.betweenness_centrality(graph)
    found = measure_betweenness(network_of(ties))
    assert found.share == pytest.approx([expected[node] for node in range(64)])
    assert not found.error.any()


def test_sampled_betweenness_is_within_its_error(monkeypatch, graph, ties) -> None:
    monkeypatch.setattr(brokers_, "EXACT_UP_TO", 10)
    monkeypatch.setattr(brokers_, "PIVOTS", 30)
    expected = networkx.betweenness_centrality(graph)
    found = measure_betweenness(network_of(ties))
    off = np.abs(found.share - [expected[node] for node in range(64)])
    assert (off <= found.error + 1e-12).mean() >= 0.9
    assert found.sources == 30


def test_constraint_is_that_of_networkx(graph, ties) -> None:
    expected = networkx.constraint(graph, weight="weight")
    found = brokerage.constraint(*network_of(ties))
    assert found == pytest.approx([expected[node] for node in range(64)])


def test_bridges_are_those_of_networkx_and_tell_what_they_hold(graph, ties) -> None:
    a, b, alone, whole = brokerage.find_bridges(ties.indptr.astype(np.int64), ties.indices)
    found = {frozenset(pair) for pair in zip(a.tolist(), b.tolist(), strict=True)}
    assert found == {frozenset(pair) for pair in networkx.bridges(graph)}
    held = dict(zip(b.tolist(), alone.tolist(), strict=True))
    assert held[60] == 3 and set(whole.tolist()) == {64}


def test_bridge_that_cuts_off_three_actors_is_weak(ties) -> None:
    found = find_weak_bridges(network_of(ties), np.full(64, -1))
    assert [(sorted(bridge[:2]), bridge.separated) for bridge in found] == [([0, 60], 3)]


def test_only_tie_of_two_communities_is_weak(ties) -> None:
    pairs = networkx.complete_graph(8)
    pairs.remove_edges_from([(a, b) for a in range(4) for b in range(4, 8) if (a, b) != (1, 6)])
    network = network_of(sparse.csr_array(networkx.to_scipy_sparse_array(pairs, dtype=float)))
    alone = find_weak_bridges(network, np.repeat([0, 1], 4))
    assert [bridge[:3] for bridge in alone] == [(1, 6, 4)]


def silos(far_apart: bool) -> sparse.csr_array:
    """Two cliques with a chain of three between them, or nothing."""
    made = networkx.disjoint_union(networkx.complete_graph(12), networkx.complete_graph(12))
    if not far_apart:
        made.add_edges_from([(11, 24), (24, 25), (25, 12)])
    return sparse.csr_array(networkx.to_scipy_sparse_array(made, dtype=float))


def test_joining_silos_shortens_the_way_between_their_members() -> None:
    ties = silos(far_apart=False)
    community = np.concatenate([np.repeat([0, 1], 12), [-1, -1]])
    (found,) = find_silos(network_of(ties), ties, community, 5, 1)
    graph = networkx.from_scipy_sparse_array(ties)
    before = np.mean([networkx.shortest_path_length(graph, a, b)
                      for a in range(12) for b in range(12, 24)])  # fmt: skip
    graph.add_edge(found.a, found.b)
    after = np.mean([networkx.shortest_path_length(graph, a, b)
                     for a in range(12) for b in range(12, 24)])  # fmt: skip
    assert (found.before, found.after) == pytest.approx((before, after), abs=1e-3)
    assert found.network_after < found.network_before


def test_silos_that_nothing_joins_have_no_distance_before() -> None:
    ties = silos(far_apart=True)
    (found,) = find_silos(network_of(ties), ties, np.repeat([0, 1], 12), 5, 1)
    assert found.before is None
    assert found.after == pytest.approx(1 + 2 * 11 / 12, abs=1e-3)
    assert found.network_after == found.network_before


def test_who_joins_two_groups_is_a_broker_and_cites_records(two_groups) -> None:  # noqa: F811
    found = find_brokers(
        two_groups,
        build_projection(two_groups),
        gazetteer=load_gazetteer(),
        thesaurus=load_thesaurus(),
        base_iri=BASE,
    )
    bridge = next(one for one in found["brokers"] if one["actor"]["name"] == "Pont")
    assert len(bridge["communities"]) == 2
    assert all(reason["records"] for reason in bridge["reasons"])
    assert found["bridges"][0]["separated"] >= 9
    assert all(bridge["reasons"] for bridge in found["bridges"])


def brokers_of(store, records) -> dict:
    weave(store, records)
    with store.read(View(Visibility.AGENT)) as reader:
        return find_brokers(
            reader,
            build_projection(reader),
            gazetteer=load_gazetteer(),
            thesaurus=load_thesaurus(),
            base_iri=BASE,
        )


def test_money_is_no_tie_that_anyone_holds_or_loses(store) -> None:
    groups = [one for letter in "bfg" for one in group(letter, 12, "saumur", OVEN)]
    funder = record("fonds", "Organization", "Fonds",
                    links=[("memberOf", f"f{i:02}") for i in range(12)])  # fmt: skip
    grants = [
        record(f"aide {key}", "Grant", "Aide", links=[("funder", "fonds"), ("beneficiary", key)])
        for key in ("b03", "g03")
    ]
    found = brokers_of(store, [*groups, funder, *grants])
    assert found["bridges"] == []
    assert all(one["communities"] for one in found["silos"])


def test_two_of_one_name_are_not_told_to_meet(store) -> None:
    made = []
    for letter, town in (("b", "saumur"), ("g", "nantes")):
        made += group(letter, 12, town, OVEN)
        spokes = [("memberOf", f"{letter}{i:02}") for i in range(12)]
        made.append(record(f"{letter}z", "Association", "Le Fil", links=spokes))
    found = brokers_of(store, made)
    names = [(one["a"]["name"], one["b"]["name"]) for one in found["silos"]]
    assert ("Le Fil", "Le Fil") not in names


def test_empty_store_has_no_brokers(store) -> None:
    assert brokers_of(store, []) == {"brokers": [], "bridges": [], "silos": [], "sampled": None}
