"""Cooperations foreseen, split in time: the learnt hybrid against the usual indices.

    python benchmarks/links.py --memberships CSV --until YEAR [--later CSV] [--horizon YEARS]

Protocol. Memberships that start by UNTIL (rows of `--memberships`) are all that any method reads.
An actor is known when it has one. Two actors are tied from the year when both are members of one
project (see `links.history`). Truth: pairs of known actors tied in a later year (by rows of
`--later`, or else the later rows of `--memberships`) and never by UNTIL. Sources: every known actor
with such a new tie. Candidates: every known actor not tied to the source yet, itself left out.
Each method ranks all of them; equal scores are ordered by one seeded draw. Means over sources, with
standard errors; differences by paired bootstrap over sources. The hybrid chooses and tunes itself
on cuts of the years up to UNTIL. Confidence is of a tie within HORIZON years (as many as the later
rows cover), checked on the ten best candidates of every known actor, source or not.
"""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from scipy import sparse

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
from benchmarks.link_baselines import als, ease
from benchmarks.measure import cpu_time
from benchmarks.membership_files import Row, build_history
from tisserand.recommend.links.evaluation import evaluate, sources_of
from tisserand.recommend.links.foresight import Foreseen
from tisserand.recommend.links.history import History, tie_members
from tisserand.recommend.links.indices import INDICES, Score
from tisserand.recommend.links.learning import learn
from tisserand.recommend.links.snapshot import Snapshot, new_ties, take_snapshot
from tisserand.recommend.links.training import is_tied

BASELINES: dict[str, Callable[[Snapshot], Score]] = {**INDICES, "als": als, "ease": ease}


class Split(NamedTuple):
    """What is known, and what came later."""

    past: History
    snapshot: Snapshot
    truth: sparse.csr_array
    last_year: int


def split(memberships: list[Row], later: list[Row], until: int) -> Split:
    """Cut in time; later rows only tell the truth."""
    known = [row for row in memberships if row.since <= until]
    after = [row for row in later if row.since > until]
    actors = sorted({row.actor for row in known + after})
    projects = sorted({row.project for row in known + after})
    past = build_history(known, actors, projects)
    whole = build_history(known + after, actors, projects)
    snapshot = take_snapshot(past, tie_members(past), until)
    last = max([row.since for row in after], default=until)
    return Split(past, snapshot, new_ties(snapshot, tie_members(whole), last), last)


def measure(cut: Split, until: int, horizon: int, skipped: list[str]) -> dict[str, Any]:
    """Every method on one cut."""
    foresight, learning = cpu_time(lambda: learn(cut.past, until, horizon))
    foreseen = Foreseen(foresight, cut.snapshot)
    made = {name: make for name, make in BASELINES.items() if name not in skipped}
    made[HYBRID] = lambda _: foreseen.score
    report = compare_methods(
        {
            name: lambda make=make: evaluate(cut.snapshot, cut.truth, make(cut.snapshot))
            for name, make in made.items()
        }
    )
    report["cpu_s"]["learning"] = learning
    return report | {
        "chosen": told_choice(foresight.method, foresight.choice),
        "confidence": _confidence(foreseen, cut.truth),
    }


def _confidence(foreseen: Foreseen, truth: sparse.csr_array) -> dict[str, Any] | None:
    """What was said of the ten best candidates of every known actor, and what happened."""
    if foreseen.foresight.calibration is None:
        return None
    best = foreseen.best(np.arange(foreseen.snapshot.size))
    told = told_confidence(best.confidence, is_tied(truth, best.source, best.other))
    return {"within_years": foreseen.foresight.horizon} | told


def main() -> None:
    parser = arguments(__doc__, "links")
    parser.add_argument("--horizon", type=int)
    parser.add_argument("--skip", nargs="*", default=[], choices=sorted(BASELINES))
    options = parser.parse_args()
    cut = split(*read_files(options))
    if not len(sources_of(cut.truth)):
        raise too_little(options)
    horizon = options.horizon or cut.last_year - options.until
    result = {
        "actors_known": cut.snapshot.size,
        "sources": len(sources_of(cut.truth)),
        "new_ties": cut.truth.nnz // 2,
        "until": options.until,
        "later_until": cut.last_year,
    } | measure(cut, options.until, horizon, options.skip)
    keep(options.name, result)


if __name__ == "__main__":
    run(main)
