"""Plain indices of link prediction: each a score for every pair, and what the ranker falls back on.

Lü, Zhou (2011) review them. Each gives, for some actors, one row of scores over all actors.
"""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from tisserand.recommend.links.history import Numbers
from tisserand.recommend.links.snapshot import Floats, Snapshot

Score = Callable[[Numbers], Floats]
"""Numbers of actors → scores, (actors, all actors of the snapshot)."""

HALF_LIFE = 3.0
RESTART = 0.15
STEPS = 8


def degree(snapshot: Snapshot) -> Score:
    return lambda actors: np.repeat(snapshot.degree[None], len(actors), axis=0)


def recent_activity(snapshot: Snapshot, half_life: float = HALF_LIFE) -> Score:
    """Memberships, the recent ones more."""
    active = np.asarray(snapshot.faded(half_life).sum(axis=1)).ravel()
    return lambda actors: np.repeat(active[None], len(actors), axis=0)


def common_neighbours(snapshot: Snapshot) -> Score:
    return two_steps(snapshot.ties, snapshot.ties)


def adamic_adar(snapshot: Snapshot) -> Score:
    """Σ over common neighbours of 1 / ln degree (Adamic, Adar, 2003)."""
    rarity = 1.0 / np.log(np.maximum(snapshot.degree, 2.0))
    return two_steps(scale(snapshot.ties, rarity), snapshot.ties)


def resource_allocation(snapshot: Snapshot) -> Score:
    """Σ over common neighbours of 1 / degree (Zhou, Lü, Zhang, 2009)."""
    return two_steps(scale(snapshot.ties, 1.0 / np.maximum(snapshot.degree, 1.0)), snapshot.ties)


def recent_walk(snapshot: Snapshot, half_life: float = HALF_LIFE) -> Score:
    """Personalised PageRank over ties that fade (Page et al., 1999)."""
    walk = walks(snapshot, half_life, (RESTART,))
    return lambda actors: walk(actors)[0]


def walks(
    snapshot: Snapshot, half_life: float, restarts: Sequence[float]
) -> Callable[[Numbers], list[Floats]]:
    """Walks of `STEPS` steps over ties that fade, one for each chance of starting again.

    They share their steps: the one of restart r is Σ over k of r (1 - r)^k × (k steps); what is
    left of it stays where the last step leads.
    """
    woven = snapshot.weigh(half_life)
    strength = np.asarray(woven.sum(axis=1)).ravel()
    leaving = 1.0 / np.maximum(strength, 1e-12)
    onward = scale(sparse.csr_array(woven.T), leaving).astype(np.float32)

    def walk(actors: Numbers) -> list[Floats]:
        at = np.zeros((snapshot.size, len(actors)), dtype=np.float32)
        at[actors, np.arange(len(actors))] = 1.0
        found = [restart * at for restart in restarts]
        for step in range(1, STEPS + 1):
            at = onward @ at
            for total, restart in zip(found, restarts, strict=True):
                stays = restart if step < STEPS else 1.0
                total += np.float32(stays * (1.0 - restart) ** step) * at
        return [np.ascontiguousarray(total.T, dtype=np.float64) for total in found]

    return walk


def two_steps(first: sparse.csr_array, second: sparse.csr_array) -> Score:
    """Weights of paths of two ties."""
    return lambda actors: (first[actors] @ second).toarray()


def scale(ties: sparse.csr_array, weight: NDArray[np.floating]) -> sparse.csr_array:
    """Columns multiplied by weights."""
    return sparse.csr_array(ties @ sparse.diags_array(weight))


INDICES: dict[str, Callable[[Snapshot], Score]] = {
    "degree": degree,
    "recent_activity": recent_activity,
    "common_neighbours": common_neighbours,
    "adamic_adar": adamic_adar,
    "resource_allocation": resource_allocation,
    "recent_walk": recent_walk,
}
"""What the ranker is compared with on the past, and falls back on when it does not win."""
