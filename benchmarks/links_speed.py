"""First-stage top 10 for every actor: Tisserand's kernel against plain scipy, same run, CPU time.

    python benchmarks/links_speed.py --memberships CSV [--runs 5]

Both give the ten best candidates of each actor by Adamic–Adar, those it is tied to left out. Making
the ties is counted apart: both start from them. The answers are compared. Neo4j GDS is not run
here: its CPU time, measured warm on the network of research projects, is given beside.
"""

import argparse
import sys
from pathlib import Path

import numpy as np
from scipy import sparse

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.measure import cpu_time, versions, write_result
from benchmarks.membership_files import build_history, read_rows
from tisserand.recommend.links.first_stage import nearest
from tisserand.recommend.links.history import tie_members
from tisserand.recommend.links.snapshot import Floats, take_snapshot

LIMIT = 10
GDS_WARM_CPU_S = 8.4  # node similarity, top 10, on the network of research projects


def plain(ties: sparse.csr_array) -> Floats:
    """Scores of the ten best of each actor: a product of sparse matrices, then a sort per row."""
    rarity = 1.0 / np.log(np.maximum(np.diff(ties.indptr), 2))
    scores = sparse.csr_array(ties @ sparse.diags_array(rarity) @ ties)
    scores = sparse.csr_array(scores - scores.multiply(ties))
    scores.setdiag(0)
    scores.eliminate_zeros()
    best = np.zeros((ties.shape[0], LIMIT))
    for row in range(ties.shape[0]):
        values = scores.data[scores.indptr[row] : scores.indptr[row + 1]]
        top = np.sort(values)[::-1][:LIMIT]
        best[row, : len(top)] = top
    return best


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--memberships", type=Path, required=True)
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    rows = read_rows(options.memberships)
    names = sorted({row.actor for row in rows}), sorted({row.project for row in rows})
    history = build_history(rows, *names)
    last = history.years[1]
    ties, weaving = cpu_time(lambda: take_snapshot(history, tie_members(history), last).ties)
    nearest(ties[:0, :0], LIMIT)  # compiled once, or loaded from where it is kept
    ours = [cpu_time(lambda: nearest(ties, LIMIT)) for _ in range(options.runs)]
    theirs = [cpu_time(lambda: plain(ties)) for _ in range(max(1, options.runs // 2))]
    same = bool(np.allclose(ours[0][0].score, theirs[0][0]))
    spent = float(np.median([seconds for _, seconds in ours]))
    scipy_spent = float(np.median([seconds for _, seconds in theirs]))
    result = {
        "actors": ties.shape[0],
        "ties": ties.nnz // 2,
        "cpu_s": {
            "first_stage": round(spent, 4),
            "scipy": round(scipy_spent, 3),
            "ties": round(weaving, 3),
        },
        "scipy_times_slower": round(scipy_spent / spent, 1),
        "gds_warm_cpu_s_measured_before": GDS_WARM_CPU_S,
        "share_of_gds": round(spent / GDS_WARM_CPU_S, 4),
        "same_scores": same,
        "versions": versions("numpy", "scipy", "numba"),
    }
    print(result)
    print(write_result("links_speed", result))


if __name__ == "__main__":
    main()
