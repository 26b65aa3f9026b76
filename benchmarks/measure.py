"""Measuring CPU time, and result files that can be compared between machines."""

import json
import platform
import time
from collections.abc import Callable, Iterable
from importlib.metadata import version
from pathlib import Path
from typing import Any, TypeVar

import numpy as np

RESULTS = Path(__file__).parent / "results"
Result = TypeVar("Result")


def cpu_time(work: Callable[[], Result]) -> tuple[Result, float]:
    """What a call returns, and the CPU seconds of this process that it took."""
    start = time.process_time_ns()
    result = work()
    return result, (time.process_time_ns() - start) / 1e9


def percentiles(seconds: Iterable[float]) -> dict[str, float]:
    """Median and 99th percentile, in milliseconds."""
    values = np.array(list(seconds)) * 1e3
    return {
        "p50_ms": round(float(np.percentile(values, 50)), 4),
        "p99_ms": round(float(np.percentile(values, 99)), 4),
    }


def versions(*packages: str) -> dict[str, str]:
    """Versions of Python and of what was measured."""
    return {"python": platform.python_version()} | {name: version(name) for name in packages}


def write_result(name: str, result: dict[str, Any]) -> Path:
    """Write `results/{name}.json`, keys in a stable order."""
    file = RESULTS / f"{name}.json"
    file.write_text(json.dumps(result, indent=2, sort_keys=True) + "\n", encoding="utf-8")
    return file
