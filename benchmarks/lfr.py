"""Network of Lancichinetti, Fortunato and Radicchi (2008), by networkit; run by `.venv-baselines`.

    .venv-baselines/bin/python benchmarks/lfr.py NODES MIXING SEED NETWORK.npz

Mean degree some 14, at most 50, exponent 2.5; communities of 20 to 500 nodes, to 1,000 from 100,000
nodes up, exponent 1.5. The file holds `nodes`, `ends` (ties, 2), `weight` (ones) and `labels`.
"""

import sys

import networkit
import numpy as np

MEAN_DEGREE, MOST_DEGREE, DEGREE_EXPONENT = 13, 50, -2.5
SMALLEST, SIZE_EXPONENT = 20, -1.5


def main(nodes: int, mixing: float, seed: int, file: str) -> None:
    """Draw it, and write it."""
    networkit.setSeed(seed, True)
    networkit.setNumberOfThreads(1)
    draw = networkit.generators.LFRGenerator(nodes)
    draw.generatePowerlawDegreeSequence(MEAN_DEGREE, MOST_DEGREE, DEGREE_EXPONENT)
    largest = 500 if nodes < 100_000 else 1000
    draw.generatePowerlawCommunitySizeSequence(SMALLEST, largest, SIZE_EXPONENT)
    draw.setMu(mixing)
    graph = draw.generate()
    ends = np.array(list(graph.iterEdges()), dtype=np.int64)
    labels = np.array(draw.getPartition().getVector(), dtype=np.int64)
    np.savez(file, nodes=nodes, ends=ends, weight=np.ones(len(ends)), labels=labels)


if __name__ == "__main__":
    main(int(sys.argv[1]), float(sys.argv[2]), int(sys.argv[3]), sys.argv[4])
