"""Making weighted incidences (CSR) out of triples."""

import numpy as np
from numpy.typing import NDArray

from tisserand.recommend.arrays import Incidence, rows_of


def combine(
    rows: NDArray[np.integer],
    members: NDArray[np.integer],
    weights: NDArray[np.floating],
    count: int,
) -> Incidence:
    """The incidence of (row, member, weight) triples, in any order.

    Several proofs of one pair add up as independent ones: 1 - Π(1 - weight). They are multiplied
    in a fixed order, so that the result does not depend on that of the triples.
    """
    order = np.lexsort((weights, members, rows))
    rows, members, weights = rows[order], members[order], weights[order]
    first = np.flatnonzero(_starts_pair(rows, members))
    if not len(first):
        return Incidence(
            np.zeros(count + 1, np.int64), np.zeros(0, np.int32), np.zeros(0, np.float64)
        )
    doubt = np.multiply.reduceat(1.0 - weights.astype(np.float64), first)
    return Incidence(rows_of(rows[first], count), members[first].astype(np.int32), 1.0 - doubt)


def transpose(incidence: Incidence, count: int) -> Incidence:
    """The same pairs by member; `count` is the number of members there may be."""
    rows = np.repeat(np.arange(len(incidence.start) - 1), np.diff(incidence.start))
    order = np.argsort(incidence.member, kind="stable")
    return Incidence(
        rows_of(incidence.member[order], count),
        rows[order].astype(np.int32),
        incidence.weight[order],
    )


def _starts_pair(rows: NDArray[np.integer], members: NDArray[np.integer]) -> NDArray[np.bool_]:
    """Where, in sorted columns, a pair differs from the one before."""
    starts = np.ones(len(rows), dtype=bool)
    starts[1:] = (rows[1:] != rows[:-1]) | (members[1:] != members[:-1])
    return starts
