"""First-stage top 10 for every actor: Tisserand's kernel against plain scipy and Neo4j GDS.

    python benchmarks/links_speed.py --memberships CSV [--runs 5] [--no-gds]
    python benchmarks/links_speed.py --generated 1000000 [--runs 1] [--no-gds]

CPU time, in the same run. Ours and scipy give the ten best candidates of each actor by Adamic–Adar,
those it is tied to left out; the answers are compared. GDS gives its node similarity, top 10, on
the same ties, warm, on a real server. Making the ties, and loading them, are counted apart.
A generated network has five memberships an actor, in projects of seven on average.
"""

import argparse
import sys
from pathlib import Path
from typing import Any

import numpy as np
from scipy import sparse

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.gds import loaded
from benchmarks.measure import cpu_time, versions, write_result
from benchmarks.membership_files import Row, build_history, read_rows
from tisserand.recommend.links.first_stage import nearest
from tisserand.recommend.links.history import tie_members
from tisserand.recommend.links.snapshot import Floats, take_snapshot

LIMIT = 10
GDS_RUNS = 4
SEED = 1
EACH, TOGETHER = 5, 7
FIRST_YEAR, YEARS = 2010, 10


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


def draw_rows(actors: int) -> list[Row]:
    """Memberships of actors in projects of their surroundings, drawn from a seed."""
    random = np.random.default_rng([SEED, actors])
    projects = actors * EACH // TOGETHER
    actor = np.repeat(np.arange(actors), EACH)
    around = actor * projects // actors + random.geometric(0.02, len(actor))
    project = around % projects
    year = FIRST_YEAR + random.integers(0, YEARS, projects)
    pairs = zip(actor.tolist(), project.tolist(), year[project].tolist(), strict=True)
    return [Row(f"a{a:07}", f"p{p:07}", y, y, y, "") for a, p, y in pairs]


def measure_gds(ties: sparse.csr_array, spent: float) -> dict[str, Any]:
    """Node similarity of the same ties on a real Neo4j, warm."""
    upper = sparse.triu(ties, 1).tocoo()
    ends = np.column_stack([upper.row, upper.col]).astype(np.int64)
    with loaded(ties.shape[0], ends, np.ones(len(ends))) as server:
        pairs, warm = server.similar(LIMIT, GDS_RUNS)
        return {
            "pairs": pairs,
            "loading_cpu_s": round(server.loading, 1),
            "warm_cpu_s": round(warm, 2),
            "share": round(spent / warm, 4),
        }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    given = parser.add_mutually_exclusive_group(required=True)
    given.add_argument("--memberships", type=Path)
    given.add_argument("--generated", type=int, help="number of actors of a generated network")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--no-gds", action="store_true", help="without Neo4j")
    options = parser.parse_args()
    rows = draw_rows(options.generated) if options.generated else read_rows(options.memberships)
    names = sorted({row.actor for row in rows}), sorted({row.project for row in rows})
    history = build_history(rows, *names)
    memberships = len(rows)
    del rows, names
    last = history.years[1]
    ties, weaving = cpu_time(lambda: take_snapshot(history, tie_members(history), last).ties)
    nearest(ties[:0, :0], LIMIT)  # compiled once, or loaded from where it is kept
    ours = [cpu_time(lambda: nearest(ties, LIMIT)) for _ in range(options.runs)]
    theirs = [cpu_time(lambda: plain(ties)) for _ in range(max(1, options.runs // 2))]
    spent = float(np.median([seconds for _, seconds in ours]))
    scipy_spent = float(np.median([seconds for _, seconds in theirs]))
    result = {
        "actors": ties.shape[0],
        "memberships": memberships,
        "ties": ties.nnz // 2,
        "cpu_s": {
            "first_stage": round(spent, 4),
            "scipy": round(scipy_spent, 3),
            "ties": round(weaving, 3),
        },
        "scipy_times_slower": round(scipy_spent / spent, 1),
        "same_scores": bool(np.allclose(ours[0][0].score, theirs[0][0])),
        "gds": None if options.no_gds else measure_gds(ties, spent),
        "versions": versions("numpy", "scipy", "numba"),
    }
    print(result)
    name = "links_speed_generated" if options.generated else "links_speed"
    print(write_result(name, result))


if __name__ == "__main__":
    main()
