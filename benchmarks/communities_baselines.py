"""leidenalg and igraph's constraint on a network; run by `.venv-baselines`, told by files.

.venv-baselines/bin/python benchmarks/communities_baselines.py NETWORK.npz RUNS > results
"""

import json
import statistics
import sys
import time
from typing import Any

import igraph
import leidenalg
import numpy as np

CONSTRAINT_RUNS = 5


def main(file: str, runs: int) -> dict[str, Any]:
    """CPU seconds; building the graph is not counted."""
    with np.load(file) as held:
        weight = held["weight"].tolist()
        graph = igraph.Graph(n=int(held["nodes"]), edges=held["ends"].tolist())
    found = []
    for seed in range(runs):
        start = time.process_time()
        kind = leidenalg.ModularityVertexPartition
        labels = leidenalg.find_partition(graph, kind, weights=weight, seed=seed).membership
        found.append((labels, time.process_time() - start))
    spent = []
    for _ in range(CONSTRAINT_RUNS):
        start = time.process_time()
        graph.constraint(weights=weight)
        spent.append(time.process_time() - start)
    return {"leidenalg": found, "constraint": statistics.median(spent)}


if __name__ == "__main__":
    json.dump(main(sys.argv[1], int(sys.argv[2])), sys.stdout)
