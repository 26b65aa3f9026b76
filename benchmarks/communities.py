"""Leiden against python-louvain and networkx's Louvain: CPU time and modularity.

    python -m benchmarks.communities [--nodes 10000 20000] [--runs 2]

Networks with planted communities, seeded. Each algorithm runs from several seeds: CPU time and
modularity are means, NMI is the agreement with what was planted. Making the networkx graph is not
counted.
"""

import argparse
from collections.abc import Callable
from typing import Any

import networkx as nx
import numpy as np
from community import best_partition
from numpy.typing import NDArray
from scipy import sparse

from benchmarks.measure import cpu_time, versions, write_result
from benchmarks.planted import plant
from tisserand.recommend.partition import modularity, partition

SEED = 1
MIXINGS = (0.2, 0.5)
Labels = NDArray[np.int64]


def leiden(ties: sparse.csr_array, _graph: nx.Graph, seed: int) -> Labels:
    """As Tisserand runs it."""
    return partition(ties, "leiden", seed, 1.0)


def python_louvain(ties: sparse.csr_array, graph: nx.Graph, seed: int) -> Labels:
    found = best_partition(graph, random_state=seed)
    return np.array([found[node] for node in range(ties.shape[0])])


def networkx_louvain(ties: sparse.csr_array, graph: nx.Graph, seed: int) -> Labels:
    labels = np.empty(ties.shape[0], dtype=np.int64)
    for label, members in enumerate(nx.community.louvain_communities(graph, seed=seed)):
        labels[list(members)] = label
    return labels


ALGORITHMS: dict[str, Callable[[sparse.csr_array, nx.Graph, int], Labels]] = {
    "leiden": leiden,
    "python_louvain": python_louvain,
    "networkx_louvain": networkx_louvain,
}


def measure(nodes: int, mixing: float, runs: int) -> dict[str, Any]:
    """One network: each algorithm from `runs` seeds."""
    planted = plant(nodes, mixing, SEED)
    graph = nx.from_scipy_sparse_array(planted.ties)
    found: dict[str, Any] = {}
    for name, find in ALGORITHMS.items():
        results = [
            cpu_time(lambda find=find, seed=seed: find(planted.ties, graph, seed))
            for seed in range(runs)
        ]
        qualities = [modularity(planted.ties, labels) for labels, _ in results]
        found[name] = {
            "cpu_s": round(float(np.mean([seconds for _, seconds in results])), 3),
            "modularity": round(float(np.mean(qualities)), 5),
            "nmi": round(float(np.mean([nmi(lab, planted.labels) for lab, _ in results])), 4),
        }
    ours = found["leiden"]
    for name in ("python_louvain", "networkx_louvain"):
        theirs = found[name]
        theirs["times_slower"] = round(theirs["cpu_s"] / ours["cpu_s"], 1)
        gain = ours["modularity"] / theirs["modularity"] - 1
        theirs["leiden_modularity_gain_percent"] = round(100 * gain, 3)
    ties = planted.ties.nnz // 2
    return {"nodes": nodes, "ties": ties, "mixing": mixing, "runs": runs} | found


def nmi(a: Labels, b: Labels) -> float:
    """Normalised mutual information (Danon et al., 2005): 1 when two partitions are the same."""
    counts = sparse.coo_array((np.ones(len(a)), (a, b))).tocsr()
    joint = counts.data / len(a)
    rows = np.repeat(np.arange(counts.shape[0]), np.diff(counts.indptr))
    p, q = counts.sum(axis=1) / len(a), counts.sum(axis=0) / len(a)
    mutual = float((joint * np.log(joint / (p[rows] * q[counts.indices]))).sum())
    return 2 * mutual / (_entropy(p) + _entropy(q))


def _entropy(shares: NDArray[np.float64]) -> float:
    shares = shares[shares > 0]
    return float(-(shares * np.log(shares)).sum())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--nodes", type=int, nargs="+", default=[10_000, 20_000])
    parser.add_argument("--runs", type=int, default=2)
    options = parser.parse_args()
    networks = [measure(n, mixing, options.runs) for n in options.nodes for mixing in MIXINGS]
    used = versions("graspologic-native", "python-louvain", "networkx", "numpy", "scipy")
    print(write_result("communities", {"seed": SEED, "networks": networks, "versions": used}))


if __name__ == "__main__":
    main()
