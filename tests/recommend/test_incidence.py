"""Triples become rows, whatever their order."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tisserand.recommend.incidence import combine, transpose

TRIPLES = st.lists(
    st.tuples(st.integers(0, 4), st.integers(0, 6), st.floats(0.1, 0.9)), max_size=30
)


def incidence_of(triples):
    rows, members, weights = (np.array(c) for c in zip(*triples, strict=True))
    return combine(rows, members, weights, 5)


def columns(incidence):
    return incidence.start, incidence.member, incidence.weight


@given(TRIPLES.filter(bool), st.randoms(use_true_random=False))
def test_order_of_triples_does_not_count(triples, random) -> None:
    shuffled = list(triples)
    random.shuffle(shuffled)
    for one, other in zip(
        columns(incidence_of(triples)), columns(incidence_of(shuffled)), strict=True
    ):
        assert np.array_equal(one, other)


def test_two_proofs_are_surer_than_one() -> None:
    incidence = incidence_of([(1, 3, 0.5), (1, 3, 0.5)])
    members, weights = incidence.row(1)
    assert members.tolist() == [3]
    assert weights[0] == pytest.approx(0.75)


@given(TRIPLES.filter(bool))
def test_transposing_twice_changes_nothing(triples) -> None:
    incidence = incidence_of(triples)
    twice = transpose(transpose(incidence, 7), 5)
    for one, other in zip(columns(incidence), columns(twice), strict=True):
        assert np.array_equal(one, other)
