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

import argparse
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from scipy import sparse

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.link_baselines import als, ease
from benchmarks.measure import cpu_time, versions, write_result
from benchmarks.membership_files import Row, build_history, read_rows
from tisserand.errors import InputError, TisserandError
from tisserand.recommend.links.calibration import calibration_error, reliability
from tisserand.recommend.links.evaluation import compare, evaluate, sources_of, summarise
from tisserand.recommend.links.foresight import Choice, Foreseen
from tisserand.recommend.links.history import History, tie_members
from tisserand.recommend.links.indices import INDICES, Score
from tisserand.recommend.links.learning import learn
from tisserand.recommend.links.snapshot import Floats, Snapshot, new_ties, take_snapshot
from tisserand.recommend.links.training import is_tied

HYBRID = "hybrid"
COMPARED = ("hits@10", "map@10")
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
    found: dict[str, Floats] = {}
    seconds: dict[str, float] = {}
    for name, make in BASELINES.items():
        if name not in skipped:
            found[name], seconds[name] = cpu_time(
                lambda make=make: evaluate(cut.snapshot, cut.truth, make(cut.snapshot))
            )
            print(name, summarise(found[name]), flush=True)
    found[HYBRID], seconds[HYBRID] = cpu_time(
        lambda: evaluate(cut.snapshot, cut.truth, foreseen.score)
    )
    print(HYBRID, summarise(found[HYBRID]), flush=True)
    return {
        "measures": {name: summarise(rows) for name, rows in found.items()},
        "cpu_s": {name: round(s, 2) for name, s in seconds.items()} | {"learning": learning},
        "hybrid_against": against(found),
        "chosen": told_choice(foresight.method, foresight.choice),
        "confidence": _confidence(foreseen, cut.truth),
    }


def against(found: dict[str, Floats]) -> dict[str, Any]:
    """Ratio and paired difference of the hybrid with each baseline."""
    told: dict[str, Any] = {}
    for name in found.keys() - {HYBRID}:
        told[name] = {}
        for measured in COMPARED:
            gain = compare(found[HYBRID], found[name], measured)
            theirs = summarise(found[name])[measured]["mean"]
            told[name][measured] = {
                "ratio": round(summarise(found[HYBRID])[measured]["mean"] / max(theirs, 1e-9), 3),
                "gain": round(gain.mean, 4),
                "gain_95": [round(gain.low, 4), round(gain.high, 4)],
            }
    return told


def told_choice(method: str, choice: Choice) -> dict[str, Any]:
    """What the method decided by itself, and on what."""
    return {
        "method": method,
        "window_years": choice.window,
        "validated_on_ties_after": choice.validated_on,
        "validation": {
            name: {m: round(value, 4) for m, value in measures.items()}
            for name, measures in choice.measures.items()
        },
    }


def _confidence(foreseen: Foreseen, truth: sparse.csr_array) -> dict[str, Any] | None:
    """What was said of the ten best candidates of every known actor, and what happened."""
    if foreseen.foresight.calibration is None:
        return None
    best = foreseen.best(np.arange(foreseen.snapshot.size))
    happened = is_tied(truth, best.source, best.other)
    table = reliability(best.confidence, happened)
    return {
        "within_years": foreseen.foresight.horizon,
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
    parser.add_argument("--horizon", type=int)
    parser.add_argument("--skip", nargs="*", default=[], choices=sorted(BASELINES))
    parser.add_argument("--name", default="links", help="of the result file")
    options = parser.parse_args()
    memberships = read_rows(options.memberships)
    later = read_rows(options.later) if options.later else memberships
    cut = split(memberships, later, options.until)
    if not len(sources_of(cut.truth)):
        raise InputError("links.too_little", file=options.memberships.name, year=options.until)
    horizon = options.horizon or cut.last_year - options.until
    result = {
        "actors_known": cut.snapshot.size,
        "sources": len(sources_of(cut.truth)),
        "new_ties": cut.truth.nnz // 2,
        "until": options.until,
        "later_until": cut.last_year,
    } | measure(cut, options.until, horizon, options.skip)
    result["versions"] = versions("numpy", "scipy", "numba")
    print(write_result(options.name, result))


if __name__ == "__main__":
    try:
        main()
    except TisserandError as error:
        sys.exit(str(error))
