"""Leiden against python-louvain, networkx's Louvain and leidenalg: CPU time, modularity, NMI.

    python -m benchmarks.communities [--nodes 10000 100000] [--runs 2] [--gds] [--memberships CSV]
        [--name communities]

LFR networks (see `lfr`), seeded, and a real one. Each algorithm runs from several seeds: CPU time
and modularity are means, NMI is the agreement with what was planted. Making the graph of each
library is not counted. Up to `SLOW_UP_TO` nodes for the Louvains. leidenalg and igraph's constraint
run in `.venv-baselines`; with `--gds`, Leiden of Neo4j GDS on a real server, up to `GDS_UP_TO`
nodes: its CPU time is the server's, warm, without loading the network, which is given beside.
"""

import argparse
import csv
import json
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

import networkx as nx
import numpy as np
from community import best_partition
from numpy.typing import NDArray
from scipy import sparse

sys.path.insert(0, str(Path(__file__).parents[1]))
from benchmarks.gds import loaded
from benchmarks.measure import cpu_time, versions, write_result
from benchmarks.planted import plant
from tisserand.recommend.community_brokerage import constraint
from tisserand.recommend.community_updates import network_of
from tisserand.recommend.partition import modularity, partition

SEED = 1
SLOW_UP_TO = 20_000
GDS_UP_TO = 100_000
GDS_RUNS = 4  # the last is warm
CONSTRAINT_RUNS = 5
BASELINES = Path(__file__).parents[1] / ".venv-baselines" / "bin" / "python"
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


def measure(ties: sparse.csr_array, planted: Labels | None, runs: int, gds: bool) -> dict[str, Any]:
    """One network: each algorithm from `runs` seeds."""
    nodes = ties.shape[0]
    slow = nodes <= SLOW_UP_TO
    graph = nx.from_scipy_sparse_array(ties) if slow else nx.Graph()
    found: dict[str, Any] = {"nodes": nodes, "ties": ties.nnz // 2, "runs": runs}
    results: dict[str, list[tuple[Labels, float]]] = {}
    for name, find in ALGORITHMS.items():
        if name == "leiden" or slow:
            results[name] = [
                cpu_time(lambda find=find, seed=seed: find(ties, graph, seed))
                for seed in range(runs)
            ]
    results["leidenalg"], igraph_constraint = baselines(ties, runs)
    if gds and nodes <= GDS_UP_TO:
        results["gds"], found["gds_loading_cpu_s"] = graph_data_science(ties)
    for name, each in results.items():
        found[name] = {
            "cpu_s": round(float(np.mean([seconds for _, seconds in each])), 3),
            "modularity": round(float(np.mean([modularity(ties, lab) for lab, _ in each])), 5),
        }
        if planted is not None:
            found[name]["nmi"] = round(float(np.mean([nmi(lab, planted) for lab, _ in each])), 4)
    ours = found["leiden"]
    for name in results.keys() - {"leiden"}:
        theirs = found[name]
        theirs["times_slower"] = round(theirs["cpu_s"] / ours["cpu_s"], 1)
        theirs["leiden_share_of_modularity"] = round(ours["modularity"] / theirs["modularity"], 5)
    network = network_of(ties)
    seconds = median(cpu_time(lambda: constraint(*network))[1] for _ in range(CONSTRAINT_RUNS))
    found["constraint"] = {
        "cpu_s": round(seconds, 4),
        "igraph_cpu_s": round(igraph_constraint, 4),
        "times_slower": round(igraph_constraint / seconds, 1),
    }
    return found


def baselines(ties: sparse.csr_array, runs: int) -> tuple[list[tuple[Labels, float]], float]:
    """leidenalg from each seed, and the CPU seconds of igraph's constraint."""
    upper = sparse.triu(ties, 1).tocoo()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "network.npz"
        ends = np.column_stack([upper.row, upper.col])
        np.savez(file, nodes=ties.shape[0], ends=ends, weight=upper.data)
        script = Path(__file__).with_name("communities_baselines.py")
        done = subprocess.run([BASELINES, script, file, str(runs)], capture_output=True, check=True)
    told = json.loads(done.stdout)
    found = [(np.array(labels), seconds) for labels, seconds in told["leidenalg"]]
    return found, told["constraint"]


def graph_data_science(ties: sparse.csr_array) -> tuple[list[tuple[Labels, float]], float]:
    """Leiden of GDS, warm, and the CPU seconds of loading the network into its server."""
    upper = sparse.triu(ties, 1).tocoo()
    ends = np.column_stack([upper.row, upper.col]).astype(np.int64)
    with loaded(ties.shape[0], ends, upper.data) as server:
        return [server.leiden(SEED, GDS_RUNS)], round(server.loading, 1)


def draw_lfr(nodes: int, mixing: float) -> tuple[sparse.csr_array, Labels]:
    """Ties of weight 1, and the planted community of each node."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "network.npz"
        script = Path(__file__).with_name("lfr.py")
        command = [BASELINES, script, str(nodes), str(mixing), str(SEED), file]
        subprocess.run(command, check=True)
        with np.load(file) as held:
            ends, weight, labels = held["ends"], held["weight"], held["labels"]
    half = sparse.csr_array((weight, (ends[:, 0], ends[:, 1])), shape=(nodes, nodes))
    ties = sparse.csr_array(half + half.T)
    ties.sort_indices()
    return ties, labels


def read_network(file: Path) -> sparse.csr_array:
    """Actors tied by 1 / (members - 1) for each project together, at most 200 members."""
    with file.open(encoding="utf-8", newline="") as opened:
        pairs = sorted({(row["actor"], row["project"]) for row in csv.DictReader(opened)})
    actor, project = (
        np.unique([pair[side] for pair in pairs], return_inverse=True)[1] for side in (0, 1)
    )
    members = np.bincount(project)[project]
    kept = (members > 1) & (members <= 200)
    weight = np.sqrt(1.0 / (members[kept] - 1))
    beside = sparse.csr_array((weight, (actor[kept], project[kept])))
    ties = sparse.csr_array(beside @ beside.T)
    ties.setdiag(0)
    ties.eliminate_zeros()
    ties.sort_indices()
    return ties


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
    parser.add_argument("--nodes", type=int, nargs="+", default=[10_000, 100_000])
    parser.add_argument("--runs", type=int, default=2)
    parser.add_argument("--name", default="communities", help="of the result file")
    parser.add_argument("--gds", action="store_true", help="Neo4j GDS too, on a real server")
    parser.add_argument("--memberships", type=Path, help="a real network: actor, project")
    options = parser.parse_args()
    small = plant(2000, 0.3, SEED).ties
    partition(small, "leiden", SEED, 1.0)
    constraint(*network_of(small))
    networks = []
    for nodes in options.nodes:
        for mixing in MIXINGS:
            drawn = draw_lfr(nodes, mixing)
            networks.append({"mixing": mixing} | measure(*drawn, options.runs, options.gds))
    if options.memberships:
        ties = read_network(options.memberships)
        networks.append({"real": True} | measure(ties, None, options.runs, options.gds))
    used = versions("python-louvain", "networkx", "numba", "numpy", "scipy")
    print(write_result(options.name, {"seed": SEED, "networks": networks, "versions": used}))


if __name__ == "__main__":
    main()
