"""The network between actors: who is tied to whom, and how closely.

Direct links tie two actors by 1. Being together in something ties by 1 / (members - 1), so a small
project says more than a large event (Newman, 2001); things of over 200 members tie nobody.
Money ties less than work done together.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from tisserand.recommend.arrays import IS_ACTOR, KINDS, PREDICATES, Graph, Incidence, rows_of

if TYPE_CHECKING:
    from scipy import sparse

DIRECT = ("memberOf", "operatedBy", "partnerOf", "subOrganizationOf", "worksFor")
TOGETHER = ("Project", "Action", "Event", "Membership", "Need", "Offer", "Introduction")
FUNDED = ("Grant",)
LARGEST_GROUP = 200
SAME_GRANT = 0.2
SAME_FUNDER = 0.1


def tie_actors(graph: Graph) -> Incidence:
    """Actor × actor, symmetric, without self-ties; other entities have empty rows."""
    return _tie(graph, with_money=True)


def tie_acquainted(graph: Graph) -> Incidence:
    """`tie_actors` without money: a funder is beside everyone, and joins nobody to anybody."""
    return _tie(graph, with_money=False)


def _tie(graph: Graph, with_money: bool) -> Incidence:
    size = len(graph)
    if not len(graph.links.subject):
        return Incidence(
            np.zeros(size + 1, np.int64), np.empty(0, np.int32), np.empty(0, np.float64)
        )
    from scipy import sparse

    ties = _direct(graph) + _together(*_groups(graph, TOGETHER), size)
    if with_money:
        granted = _together(*_groups(graph, FUNDED), size)
        granted.data = np.minimum(granted.data, 1.0)  # ten grants say no more than one
        ties = ties + SAME_GRANT * granted
        ties = ties + SAME_FUNDER * _together(*_beneficiaries(graph), size)
    ties = sparse.csr_array(ties)
    ties.setdiag(0)
    ties.eliminate_zeros()
    ties.sort_indices()
    return Incidence(
        ties.indptr.astype(np.int64),
        ties.indices.astype(np.int32),
        np.round(ties.data, 9).astype(np.float64),
    )


def _direct(graph: Graph) -> sparse.csr_array:
    """Links that two actors have without a third thing."""
    from scipy import sparse

    links = graph.links
    at = links.said_by(*DIRECT)
    both = IS_ACTOR[graph.kind[links.subject[at]]] & IS_ACTOR[graph.kind[links.object[at]]]
    at = at[both]
    shape = (len(graph), len(graph))
    weight = links.confidence[at].astype(np.float64)
    one_way = sparse.csr_array((weight, (links.subject[at], links.object[at])), shape=shape)
    return sparse.csr_array(one_way + one_way.T)


def _groups(
    graph: Graph, kinds: tuple[str, ...]
) -> tuple[NDArray[np.integer], NDArray[np.integer]]:
    """(thing, actor) for every actor of a project, an event, a grant…"""
    links = graph.links
    shared = np.isin(graph.kind, [KINDS.index(kind) for kind in kinds])
    acts = IS_ACTOR[graph.kind]
    out = np.flatnonzero(acts[links.subject] & shared[links.object])
    into = np.flatnonzero(shared[links.subject] & acts[links.object])
    return (
        np.concatenate([links.object[out], links.subject[into]]),
        np.concatenate([links.subject[out], links.object[into]]),
    )


def _beneficiaries(graph: Graph) -> tuple[NDArray[np.integer], NDArray[np.integer]]:
    """(funder, beneficiary) of every grant."""
    from scipy import sparse

    links = graph.links
    is_funder = links.predicate == PREDICATES.index("funder")
    is_beneficiary = links.predicate == PREDICATES.index("beneficiary")
    shape = (len(graph), len(graph))
    ones = np.ones(int(is_funder.sum()))
    gives = sparse.csr_array((ones, (links.object[is_funder], links.subject[is_funder])), shape)
    ones = np.ones(int(is_beneficiary.sum()))
    receives = sparse.csr_array(
        (ones, (links.subject[is_beneficiary], links.object[is_beneficiary])), shape
    )
    pairs = (gives @ receives).tocoo()
    return pairs.row, pairs.col


def _together(
    thing: NDArray[np.integer], actor: NDArray[np.integer], size: int
) -> sparse.csr_array:
    """Ties between the actors of one thing."""
    from scipy import sparse

    pairs = np.unique(np.column_stack([thing, actor]).astype(np.int64), axis=0)
    thing, actor = pairs[:, 0], pairs[:, 1]
    start = rows_of(thing, size)
    members = np.diff(start)[thing]
    kept = (members > 1) & (members <= LARGEST_GROUP)
    weight = np.sqrt(1.0 / (members[kept] - 1))
    beside = sparse.csr_array((weight, (actor[kept], thing[kept])), shape=(size, size))
    return sparse.csr_array(beside @ beside.T)
