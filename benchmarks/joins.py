"""Who joins a project, split in time: the learnt hybrid against the usual indices.

    python benchmarks/joins.py --memberships CSV --until YEAR [--later CSV]

Protocol. Memberships that start by UNTIL are all that any method reads of the past. Asked about:
every project that begins later (by rows of `--later`, or else the later rows of `--memberships`),
its carrier (column `coord`, else the first row) and its first partner being given, and its theme
where the file tells it. Truth: its other members known by UNTIL. Candidates: every actor known by
UNTIL, those given left out; each method ranks all of them, equal scores by one seeded draw. Means
over the projects that somebody known joins, with standard errors; differences by paired bootstrap.
The hybrid chooses and tunes itself on cuts of the years up to UNTIL. Confidence is checked on the
ten best candidates of every project that somebody known carries, joined or not.
"""

import argparse
import sys
from pathlib import Path
from typing import Any

import numpy as np

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.links import against, told_choice
from benchmarks.measure import cpu_time, versions, write_result
from benchmarks.membership_files import Row, build_history, read_rows
from tisserand.errors import InputError, TisserandError
from tisserand.recommend.links.calibration import calibration_error, reliability
from tisserand.recommend.links.evaluation import sources_of, summarise
from tisserand.recommend.links.history import tie_members
from tisserand.recommend.links.joining.cases import Cases, cases_of
from tisserand.recommend.links.joining.foresight import JoinForesight, JoinsForeseen
from tisserand.recommend.links.joining.indices import INDICES, Lifted
from tisserand.recommend.links.joining.learning import Cut, learn_joins, measure_joins
from tisserand.recommend.links.snapshot import Floats, take_snapshot
from tisserand.recommend.links.training import is_tied

HYBRID = "hybrid"


def split(memberships: list[Row], later: list[Row], until: int) -> tuple[Cut, JoinForesight, float]:
    """The projects that came later, what was learnt before, and the CPU seconds of learning.

    Learning is given the rows of the past alone.
    """
    known = [row for row in memberships if row.since <= until]
    begun = {row.project for row in known}
    after = [row for row in later if row.since > until and row.project not in begun]
    actors = sorted({row.actor for row in known + after})
    projects = sorted({row.project for row in known + after})
    past = build_history(known, actors, projects)
    whole = build_history(known + after, actors, projects)
    foresight, seconds = cpu_time(lambda: learn_joins(past, until))
    snapshot = take_snapshot(whole, tie_members(past), until)
    last = max([row.since for row in after], default=until)
    return Cut(snapshot, *cases_of(whole, snapshot, until, last)), foresight, seconds


def measure(cut: Cut, foresight: JoinForesight) -> dict[str, Any]:
    """Every method on one cut."""
    foreseen = JoinsForeseen(foresight, cut.snapshot)
    methods: dict[str, Lifted] = {name: make(cut.snapshot) for name, make in INDICES.items()}
    found: dict[str, Floats] = {}
    seconds: dict[str, float] = {}
    for name, score in (methods | {HYBRID: foreseen.score}).items():
        found[name], seconds[name] = cpu_time(lambda score=score: measure_joins(cut, score))
        print(name, summarise(found[name]), flush=True)
    return {
        "measures": {name: summarise(rows) for name, rows in found.items()},
        "cpu_s": {name: round(spent, 2) for name, spent in seconds.items()},
        "hybrid_against": against(found),
        "chosen": told_choice(foresight.method, foresight.choice),
        "confidence": _confidence(foreseen, cut),
    }


def _confidence(foreseen: JoinsForeseen, cut: Cut) -> dict[str, Any] | None:
    """What was said of the ten best candidates of every project carried, and what happened."""
    if foreseen.foresight.calibration is None:
        return None
    carried = np.flatnonzero(np.diff(cut.cases.given.indptr))
    best = foreseen.best(Cases(cut.cases.project[carried], cut.cases.given[carried]))
    happened = is_tied(cut.joined, carried[best.row], best.other)
    table = reliability(best.confidence, happened)
    return {
        "pairs": len(happened),
        "happened": round(float(happened.mean()), 4),
        "expected_calibration_error": calibration_error(table),
        "reliability": table,
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--memberships", type=Path, required=True)
    parser.add_argument("--until", type=int, required=True)
    parser.add_argument("--later", type=Path)
    parser.add_argument("--name", default="joins", help="of the result file")
    options = parser.parse_args()
    memberships = read_rows(options.memberships)
    later = read_rows(options.later) if options.later else memberships
    cut, foresight, learning = split(memberships, later, options.until)
    if not cut.joined.nnz:
        raise InputError("links.too_little", file=options.memberships.name, year=options.until)
    result = {
        "actors_known": cut.snapshot.size,
        "projects": cut.cases.size,
        "projects_joined": len(sources_of(cut.joined)),
        "joined": cut.joined.nnz,
        "until": options.until,
        "cpu_learning_s": round(learning, 2),
    } | measure(cut, foresight)
    result["versions"] = versions("numpy", "scipy", "numba")
    print(write_result(options.name, result))


if __name__ == "__main__":
    try:
        main()
    except TisserandError as error:
        sys.exit(str(error))
