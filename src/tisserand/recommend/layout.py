"""Positions of actors on a plane: those who work together stand together.

A spectral start (the first eigenvectors of the normalised adjacency: Koren, 2005) is refined by
stochastic gradient descent with negative sampling (LargeVis: Tang et al., 2016).
"""

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.sparse.linalg import eigsh

Points = NDArray[np.float64]

EPOCHS = 150
NEGATIVES = 4  # random vertices pushed away for each end of a tie
STEP = 0.15
LARGEST_MOVE = 2.0
SPREAD = 10.0
SMALLEST_SPECTRAL = 8


def lay_out(ties: sparse.csr_array, seed: int = 1) -> Points:
    """Place the vertices of a symmetric weighted graph.

    Returns:
        Array of shape (n, 2), centred, within [-1, 1]; equal for equal graphs and seeds.
    """
    size = ties.shape[0]
    random = np.random.default_rng(seed)
    if size < SMALLEST_SPECTRAL:
        points = _circle(size)
    else:
        points = _refine(ties, _spectral(ties, random), random)
    points -= points.mean(axis=0) if size else 0.0
    largest = np.abs(points).max(initial=0.0)
    return np.round(points / largest, 5) if largest else points


def _circle(size: int) -> Points:
    angles = 2 * np.pi * np.arange(size) / max(size, 1)
    return np.column_stack([np.cos(angles), np.sin(angles)])


def _spectral(ties: sparse.csr_array, random: np.random.Generator) -> Points:
    """Second and third eigenvectors of D^-1/2 A D^-1/2, spread over the plane."""
    root = 1.0 / np.sqrt(np.maximum(ties.sum(axis=1), 1e-12))
    normalised = sparse.diags_array(root) @ ties @ sparse.diags_array(root)
    start = random.uniform(-1, 1, ties.shape[0])
    _, vectors = eigsh(normalised, k=3, which="LA", v0=start, tol=1e-3, maxiter=5000)
    points = vectors[:, :2] * root[:, None]
    points *= np.sign(points[np.abs(points).argmax(axis=0), [0, 1]])
    spread = points.std(axis=0)
    jitter = random.normal(0, 0.01 * SPREAD, points.shape)
    start_points: Points = SPREAD * points / np.where(spread > 0, spread, 1.0) + jitter
    return start_points


def _refine(ties: sparse.csr_array, points: Points, random: np.random.Generator) -> Points:
    """Draw tied vertices together and push random pairs apart, less and less."""
    upper = sparse.triu(ties, k=1).tocoo()
    source, target = upper.row, upper.col
    pull = np.minimum(upper.data / np.median(upper.data), 4.0) if len(upper.data) else upper.data
    size = len(points)
    for epoch in range(EPOCHS):
        step = STEP * (1 - epoch / EPOCHS)
        apart = points[source] - points[target]
        distance = (apart**2).sum(axis=1)
        move = (-2 * pull / (1 + distance))[:, None] * apart
        points = points + step * _gather(source, target, move, size)
        one = np.repeat(np.concatenate([source, target]), NEGATIVES)
        other = random.integers(0, size, len(one))
        apart = points[one] - points[other]
        distance = (apart**2).sum(axis=1)
        move = (2 / ((0.1 + distance) * (1 + distance)))[:, None] * apart
        points = points + step * _gather(one, other, move, size)
    return points


def _gather(
    one: NDArray[np.integer], other: NDArray[np.integer], move: Points, size: int
) -> Points:
    """Sum of the moves of each vertex: forward on one end, backward on the other; bounded."""
    columns = [
        np.bincount(one, move[:, axis], size) - np.bincount(other, move[:, axis], size)
        for axis in (0, 1)
    ]
    return np.clip(np.column_stack(columns), -LARGEST_MOVE, LARGEST_MOVE)
