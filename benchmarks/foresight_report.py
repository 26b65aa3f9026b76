"""What the measures of foresight share: their arguments, and the report of methods compared."""

import argparse
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.measure import cpu_time, versions, write_result
from benchmarks.membership_files import Row, read_rows
from tisserand.errors import InputError, TisserandError
from tisserand.recommend.links.calibration import calibration_error, reliability
from tisserand.recommend.links.evaluation import compare, summarise
from tisserand.recommend.links.foresight import Choice
from tisserand.recommend.links.snapshot import Floats

HYBRID = "hybrid"
COMPARED = ("hits@10", "map@10")


def arguments(description: str, name: str) -> argparse.ArgumentParser:
    """The files, the year and the result that every such measure takes."""
    parser = argparse.ArgumentParser(description=description.splitlines()[0])
    parser.add_argument("--memberships", type=Path, required=True)
    parser.add_argument("--until", type=int, required=True)
    parser.add_argument("--later", type=Path)
    parser.add_argument("--name", default=name, help="of the result file")
    return parser


def read_files(options: argparse.Namespace) -> tuple[list[Row], list[Row], int]:
    """The memberships that the arguments name, those that tell the truth, and the year between."""
    memberships = read_rows(options.memberships)
    later = read_rows(options.later) if options.later else memberships
    return memberships, later, options.until


def too_little(options: argparse.Namespace) -> InputError:
    """Nothing that comes later can be foreseen of these files."""
    return InputError("links.too_little", file=options.memberships.name, year=options.until)


def compare_methods(methods: Mapping[str, Callable[[], Floats]]) -> dict[str, Any]:
    """Measures of each method, the CPU seconds it took, and the hybrid against the others."""
    found: dict[str, Floats] = {}
    seconds: dict[str, float] = {}
    for name, evaluated in methods.items():
        found[name], seconds[name] = cpu_time(evaluated)
        print(name, summarise(found[name]), flush=True)
    return {
        "measures": {name: summarise(rows) for name, rows in found.items()},
        "cpu_s": {name: round(spent, 2) for name, spent in seconds.items()},
        "hybrid_against": against(found),
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


def told_confidence(confidence: Floats, happened: NDArray[np.bool_]) -> dict[str, Any]:
    """How sure the method was of its best candidates, and how often it was right."""
    table = reliability(confidence, happened)
    return {
        "pairs": len(happened),
        "happened": round(float(happened.mean()), 4),
        "expected_calibration_error": calibration_error(table),
        "reliability": table,
    }


def keep(name: str, result: dict[str, Any]) -> None:
    """Write the result with what it was measured on."""
    print(write_result(name, result | {"versions": versions("numpy", "scipy", "numba")}))


def run(main: Callable[[], None]) -> None:
    """Run a command; a file that cannot be used is told in a sentence."""
    try:
        main()
    except TisserandError as error:
        sys.exit(str(error))
