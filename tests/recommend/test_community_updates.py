"""Communities brought up to date keep who they were, and stay as good as from scratch."""

from typing import NamedTuple

import networkx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis.strategies import floats, integers
from scipy import sparse
from scipy.optimize import linear_sum_assignment

from tisserand.recommend.community_leiden import find_communities
from tisserand.recommend.community_updates import update_communities
from tisserand.recommend.partition import modularity

NODES = 2000
COMMUNITIES = 40


class Planted(NamedTuple):
    ties: sparse.csr_array
    labels: np.ndarray


def plant() -> Planted:
    """Five ties a node inside its community, two to anybody."""
    random = np.random.default_rng(1)
    labels = random.permutation(np.arange(NODES) % COMMUNITIES)
    members = np.argsort(labels, kind="stable").reshape(COMMUNITIES, -1)
    nodes = np.arange(NODES)
    inside = members[labels[:, None], random.integers(0, members.shape[1], (NODES, 5))]
    ends = np.hstack([inside, random.integers(0, NODES, (NODES, 2))])
    return Planted(both_ways(np.repeat(nodes, 7), ends.ravel()), labels)


def both_ways(rows: np.ndarray, columns: np.ndarray) -> sparse.csr_array:
    half = sparse.csr_array((np.ones(len(rows)), (rows, columns)), shape=(NODES, NODES))
    both = sparse.csr_array(half + half.T)
    both.setdiag(0)
    both.eliminate_zeros()
    both.sort_indices()
    return both


def changed(ties: sparse.csr_array, share: float, seed: int) -> sparse.csr_array:
    """The network without half that share of its ties, and with as many drawn at random."""
    random = np.random.default_rng(seed)
    upper = sparse.triu(ties, 1).tocoo()
    number = int(len(upper.row) * share / 2)
    kept = np.sort(random.permutation(len(upper.row))[number:])
    a, b = random.integers(0, ties.shape[0], (2, number))
    rows, columns = np.concatenate([upper.row[kept], a]), np.concatenate([upper.col[kept], b])
    return both_ways(rows, columns)


def share_kept(a: np.ndarray, b: np.ndarray) -> float:
    """Share of the nodes whose community is the same, by the best matching."""
    common = sparse.coo_array((np.ones(len(a)), (a, b))).toarray()
    rows, columns = linear_sum_assignment(-common)
    return float(common[rows, columns].sum() / len(a))


@pytest.fixture(scope="module")
def planted():
    return plant()


@pytest.fixture(scope="module")
def found(planted):
    return find_communities(planted.ties, 1)


def are_connected(ties: sparse.csr_array, labels: np.ndarray) -> bool:
    groups = (np.flatnonzero(labels == label) for label in np.unique(labels))
    return all(
        sparse.csgraph.connected_components(ties[group][:, group])[0] == 1 for group in groups
    )


def test_leiden_is_as_good_as_louvain_and_connected(planted, found) -> None:
    graph = networkx.from_scipy_sparse_array(planted.ties)
    louvain = networkx.community.louvain_communities(graph, seed=1)
    best = networkx.community.modularity(graph, louvain)
    assert modularity(planted.ties, found) > 0.999 * best
    assert are_connected(planted.ties, found)


def test_leiden_finds_what_was_planted(planted, found) -> None:
    assert share_kept(found, planted.labels) > 0.9


def test_higher_resolution_gives_more_communities(planted) -> None:
    coarse, fine = (find_communities(planted.ties, 1, r).max() for r in (0.3, 4.0))
    assert coarse < fine


def test_network_without_nodes_has_no_communities() -> None:
    assert len(find_communities(sparse.csr_array((0, 0)), 1)) == 0


def test_nodes_without_ties_stay_alone() -> None:
    assert sorted(find_communities(sparse.csr_array((3, 3)), 1)) == [0, 1, 2]


@pytest.mark.parametrize("share", [0.001, 0.01])
def test_small_changes_keep_who_is_with_whom(planted, found, share: float) -> None:
    after = changed(planted.ties, share, 2)
    update = update_communities(found, planted.ties, after)
    assert share_kept(found, update.labels) > 0.97
    scratch = modularity(after, find_communities(after, 1))
    assert update.modularity > 0.995 * scratch
    assert update.modularity == pytest.approx(modularity(after, update.labels))
    assert are_connected(after, update.labels)


@settings(max_examples=200, deadline=None)
@given(seed=integers(0, 10**6), mean=floats(0.8, 4.0), share=floats(0.01, 0.5))
def test_communities_stay_in_one_piece_on_sparse_networks(
    seed: int, mean: float, share: float
) -> None:
    random = np.random.default_rng(seed)
    ends = random.integers(0, 60, (2, int(30 * mean)))
    first = sparse.csr_array((np.ones(ends.shape[1]), tuple(ends)), shape=(NODES, NODES))
    before = both_ways(*(first + first.T).nonzero())
    after = changed(before, share, seed)
    update = update_communities(find_communities(before, 1), before, after)
    assert are_connected(after[:60, :60], update.labels[:60])
    assert update.modularity == pytest.approx(modularity(after, update.labels))


def test_nothing_changes_where_nothing_changed(planted, found) -> None:
    update = update_communities(found, planted.ties, planted.ties)
    assert (update.labels == found).mean() > 0.99
    assert not update.is_full


def cliques(*sizes: int) -> sparse.csr_array:
    """Cliques side by side, each tied to the next by one tie."""
    ties = sparse.block_diag([np.ones((size, size)) - np.eye(size) for size in sizes]).tolil()
    for first in np.cumsum(sizes)[:-1]:
        ties[first - 1, first] = ties[first, first - 1] = 1
    both = sparse.csr_array(ties)
    both.sort_indices()
    return both


def test_community_cut_in_two_becomes_two() -> None:
    before, after = cliques(6, 6), cliques(3, 3, 6)
    update = update_communities(np.repeat([0, 1], 6), before, after)
    assert len(set(update.labels[:6])) == 2
    assert set(update.labels[6:]) == {1}


def test_newcomers_join_those_they_are_tied_to() -> None:
    labels = np.repeat([0, 1], 5)
    after = cliques(5, 7)
    update = update_communities(labels, cliques(5, 5), after)
    assert list(update.labels) == [0] * 5 + [1] * 7


def test_newcomers_among_themselves_get_a_label_never_used() -> None:
    update = update_communities(np.repeat([4, 9], 5), cliques(5, 5), cliques(5, 5, 5))
    assert set(update.labels[10:]).isdisjoint({4, 9})
    assert len(set(update.labels[10:])) == 1


def test_poor_reference_calls_for_a_full_run(planted) -> None:
    start = np.arange(NODES) % 40
    update = update_communities(start, planted.ties, planted.ties, reference=0.9)
    assert update.is_full
    assert update.modularity > modularity(planted.ties, start) + 0.3
