"""Communities brought up to date against communities from scratch.

    python -m benchmarks.communities_updates [--nodes 10000 100000] [--steps 4] [--memberships CSV]

From communities found once, chains of updates: of the ties, half of a share go and as many come,
drawn at random or between those who have a neighbour in common. Identity is the share of the nodes
whose community is the same under the best matching (Hungarian), before and after each update;
modularity and CPU time are beside those of our Leiden from scratch on the same network. The CPU
time of an update counts the search of what changed.
"""

import argparse
import sys
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.optimize import linear_sum_assignment

sys.path.insert(0, str(Path(__file__).parents[1]))
from benchmarks.communities import MIXINGS, SEED, baselines, draw_lfr, read_network
from benchmarks.measure import cpu_time, versions, write_result
from tisserand.recommend.community_updates import compacted, update_communities
from tisserand.recommend.partition import modularity, partition

SHARES = (0.001, 0.003, 0.01)
Labels = NDArray[np.int64]


def identity(a: Labels, b: Labels) -> float:
    """Share of the nodes that keep their community."""
    common = sparse.coo_array((np.ones(len(a)), (compacted(a)[1], compacted(b)[1]))).toarray()
    rows, columns = linear_sum_assignment(-common)
    return float(common[rows, columns].sum() / len(a))


def change(
    ties: sparse.csr_array, share: float, nearby: bool, random: np.random.Generator
) -> sparse.csr_array:
    """Half of a share of the ties go, and as many come, with weights of ties there are."""
    upper = sparse.triu(ties, 1).tocoo()
    count = len(upper.row)
    number = max(int(count * share / 2), 1)
    kept = np.ones(count, dtype=bool)
    kept[random.choice(count, number, replace=False)] = False
    a = random.integers(0, ties.shape[0], number)
    b = random.integers(0, ties.shape[0], number)
    if nearby:
        first, second = random.integers(0, ties.nnz, (2, number))
        third = ties.indices[first]
        a = np.searchsorted(ties.indptr, first, "right") - 1
        b = ties.indices[ties.indptr[third] + second % np.diff(ties.indptr)[third]]
    apart = a != b
    rows = np.concatenate([upper.row[kept], a[apart]])
    columns = np.concatenate([upper.col[kept], b[apart]])
    fresh = random.choice(upper.data, number)[apart]
    data = np.concatenate([upper.data[kept], fresh])
    half = sparse.csr_array((data, (rows, columns)), shape=ties.shape)
    both = sparse.csr_array(half + half.T)
    both.sort_indices()
    return both


def are_connected(ties: sparse.csr_array, labels: Labels) -> bool:
    """Whether each community is in one piece."""
    rows = np.repeat(np.arange(ties.shape[0]), np.diff(ties.indptr))
    inside = labels[rows] == labels[ties.indices]
    shape = ties.shape
    kept = sparse.csr_array((ties.data[inside], (rows[inside], ties.indices[inside])), shape=shape)
    parts, _ = sparse.csgraph.connected_components(kept, directed=False)
    return int(parts) == len(np.unique(labels))


def follow(ties: sparse.csr_array, share: float, nearby: bool, steps: int) -> dict[str, Any]:
    """A chain of updates; means over its steps, and the worst."""
    random = np.random.default_rng([SEED, ties.shape[0]])
    labels = partition(ties, "leiden", SEED, 1.0)
    reference = modularity(ties, labels)
    told: list[dict[str, float]] = []
    for step in range(steps):
        after = change(ties, share, nearby, random)
        scratch, slow = cpu_time(
            lambda after=after, seed=step: partition(after, "leiden", seed, 1.0)
        )
        update, quick = cpu_time(
            lambda labels=labels, ties=ties, after=after, reference=reference: update_communities(
                labels, ties, after, reference=reference
            )
        )
        told.append(
            {
                "identity": identity(labels, update.labels),
                "identity_from_scratch": identity(labels, scratch),
                "share_of_modularity": modularity(after, update.labels)
                / modularity(after, scratch),
                "cpu_s": quick,
                "scratch_cpu_s": slow,
                "full": float(update.is_full),
                "connected": float(are_connected(after, update.labels)),
            }
        )
        labels, ties, reference = compacted(update.labels)[1], after, update.reference
    means = {name: round(float(np.mean([one[name] for one in told])), 4) for name in told[0]}
    worst = {
        f"least_{name}": round(min(one[name] for one in told), 4)
        for name in ("identity", "share_of_modularity")
    }
    ratio = sum(one["scratch_cpu_s"] for one in told) / sum(one["cpu_s"] for one in told)
    leidenalg = baselines(ties, 1)[0][0][1] if share == SHARES[-1] and not nearby else None
    return (
        {"share": share, "nearby": nearby, "steps": steps, "times_cheaper": round(ratio, 1)}
        | means
        | worst
        | ({"leidenalg_cpu_s": round(leidenalg, 3)} if leidenalg else {})
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--nodes", type=int, nargs="+", default=[10_000, 100_000])
    parser.add_argument("--steps", type=int, default=4)
    parser.add_argument("--memberships", type=Path, help="a real network: actor, project")
    options = parser.parse_args()
    small = draw_lfr(2000, 0.3)[0]
    update_communities(partition(small, "leiden", SEED, 1.0), small, small, reference=9.0)
    made = [
        ({"nodes": n, "mixing": mixing}, draw_lfr(n, mixing)[0])
        for n in options.nodes
        for mixing in MIXINGS
    ]
    if options.memberships:
        ties = read_network(options.memberships)
        made.append(({"nodes": ties.shape[0], "real": True}, ties))
    updates = [
        about | follow(ties, share, nearby, options.steps)
        for about, ties in made
        for share in SHARES
        for nearby in (False, True)
    ]
    used = versions("numba", "numpy", "scipy")
    print(write_result("community_updates", {"updates": updates, "versions": used}))


if __name__ == "__main__":
    main()
