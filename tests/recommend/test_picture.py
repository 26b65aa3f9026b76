"""The network as it is drawn: who stands where, with whom, and how much of it."""

import numpy as np
import pytest
from scipy import sparse

from tisserand.recommend.layout import lay_out


def two_groups(size: int) -> sparse.csr_array:
    """Two cliques joined by one tie."""
    half = size // 2
    matrix = np.zeros((size, size))
    matrix[:half, :half] = matrix[half:, half:] = 1.0
    matrix[0, half] = matrix[half, 0] = 1.0
    np.fill_diagonal(matrix, 0.0)
    return sparse.csr_array(matrix)


def test_those_who_work_together_stand_together() -> None:
    points = lay_out(two_groups(40))
    apart = np.linalg.norm(points[:20].mean(axis=0) - points[20:].mean(axis=0))
    within = points[:20].std(axis=0).mean() + points[20:].std(axis=0).mean()
    assert apart > 2 * within


@pytest.mark.parametrize("size", [0, 1, 2, 7, 8, 60])
def test_points_are_within_the_frame_whatever_the_size(size: int) -> None:
    points = lay_out(two_groups(size)) if size > 1 else lay_out(sparse.csr_array((size, size)))
    assert points.shape == (size, 2)
    assert np.isfinite(points).all() and np.abs(points).max(initial=0) <= 1


def test_equal_networks_are_drawn_alike() -> None:
    assert np.array_equal(lay_out(two_groups(40)), lay_out(two_groups(40)))
