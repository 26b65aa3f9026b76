"""Factorisation baselines of link prediction: implicit ALS and EASE, on actors × actors.

Rows are actors, items are the actors each is tied to, so that a row's scores are its candidates.
"""

import numpy as np
from scipy import sparse
from scipy.linalg import lapack

from tisserand.recommend.links.indices import Score
from tisserand.recommend.links.snapshot import Floats, Snapshot

FACTORS = 64
SWEEPS = 10
TRUST = 20.0
PENALTY = 1.0
EASE_PENALTY = 100.0


def als(snapshot: Snapshot) -> Score:
    """Alternating least squares on implicit feedback (Hu, Koren, Volinsky, 2008)."""
    random = np.random.default_rng(1)
    items = random.normal(0.0, 0.1, (snapshot.size, FACTORS))
    users = items
    for _ in range(SWEEPS):
        users = _solve(snapshot.ties, items)
        items = _solve(snapshot.ties, users)  # ties are symmetric
    return lambda actors: users[actors] @ items.T


def _solve(ties: sparse.csr_array, fixed: Floats) -> Floats:
    """The least squares of every row, the other side being fixed."""
    gram = fixed.T @ fixed + PENALTY * np.eye(FACTORS)
    solved = np.zeros_like(fixed)
    for row in range(ties.shape[0]):
        near = fixed[ties.indices[ties.indptr[row] : ties.indptr[row + 1]]]
        if len(near):
            left = gram + TRUST * near.T @ near
            solved[row] = np.linalg.solve(left, (1.0 + TRUST) * near.sum(axis=0))
    return solved


def ease(snapshot: Snapshot) -> Score:
    """Embarrassingly shallow autoencoder (Steck, 2019); in single precision, by Cholesky."""
    gram = (snapshot.ties.T @ snapshot.ties).toarray().astype(np.float32)
    gram[np.diag_indices_from(gram)] += EASE_PENALTY
    factor, _ = lapack.spotrf(gram.T, overwrite_a=True)
    inverse, _ = lapack.spotri(factor, overwrite_c=True)
    weights = np.triu(inverse)
    weights += np.triu(weights, 1).T
    weights /= -np.diag(weights).copy()
    np.fill_diagonal(weights, 0.0)
    return lambda actors: snapshot.ties[actors].astype(np.float32) @ weights
