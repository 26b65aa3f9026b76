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

import sys
from pathlib import Path
from typing import Any

import numpy as np

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.foresight_report import (
    HYBRID,
    arguments,
    compare_methods,
    keep,
    read_files,
    run,
    told_choice,
    told_confidence,
    too_little,
)
from benchmarks.measure import cpu_time
from benchmarks.membership_files import Row, build_history
from tisserand.recommend.links.evaluation import sources_of
from tisserand.recommend.links.history import tie_members
from tisserand.recommend.links.joining.cases import Cases, cases_of
from tisserand.recommend.links.joining.foresight import JoinForesight, JoinsForeseen
from tisserand.recommend.links.joining.indices import INDICES, Lifted
from tisserand.recommend.links.joining.learning import Cut, learn_joins, measure_joins
from tisserand.recommend.links.snapshot import take_snapshot
from tisserand.recommend.links.training import is_tied


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
    methods[HYBRID] = foreseen.score
    report = compare_methods(
        {name: lambda score=score: measure_joins(cut, score) for name, score in methods.items()}
    )
    return report | {
        "chosen": told_choice(foresight.method, foresight.choice),
        "confidence": _confidence(foreseen, cut),
    }


def _confidence(foreseen: JoinsForeseen, cut: Cut) -> dict[str, Any] | None:
    """What was said of the ten best candidates of every project carried, and what happened."""
    if foreseen.foresight.calibration is None:
        return None
    carried = np.flatnonzero(np.diff(cut.cases.given.indptr))
    best = foreseen.best(Cases(cut.cases.project[carried], cut.cases.given[carried]))
    return told_confidence(best.confidence, is_tied(cut.joined, carried[best.row], best.other))


def main() -> None:
    options = arguments(__doc__, "joins").parse_args()
    cut, foresight, learning = split(*read_files(options))
    if not cut.joined.nnz:
        raise too_little(options)
    result = {
        "actors_known": cut.snapshot.size,
        "projects": cut.cases.size,
        "projects_joined": len(sources_of(cut.joined)),
        "joined": cut.joined.nnz,
        "until": options.until,
        "cpu_learning_s": round(learning, 2),
    } | measure(cut, foresight)
    keep(options.name, result)


if __name__ == "__main__":
    run(main)
