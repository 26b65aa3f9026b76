"""How long an agent's own write waits while a large import runs, and the memory of the import.

    python -m benchmarks.agent_waits [--rows 100000]

The import is another process, as the command line is when the server runs. It was prepared on the
state of before: what the agent writes meanwhile does not bear on it, so it must end all the same.
"""

import argparse
import multiprocessing
import resource
import tempfile
import time
from pathlib import Path
from typing import Any

from benchmarks.generated_associations import change_set, register
from benchmarks.measure import versions, write_result
from tisserand.ontology.records import Locator, Record, Visibility
from tisserand.reference.places import load_gazetteer
from tisserand.store.port import ChangeSet, View
from tisserand.store.sqlite import open_sqlite

BASE = "http://example.org/"
GOAL_SECONDS = 2.0
PAUSE_SECONDS = 0.05


def run_import(path: Path, rows: int, based_on: int, answers: Any) -> None:
    """Apply a register; tell the CPU seconds of the store and the most memory used."""
    changes = change_set(load_gazetteer(), 0, rows, register("register"))
    changes.based_on = based_on
    store = open_sqlite(path, BASE)
    answers.put("ready")
    started = time.process_time()
    store.apply(changes)
    answers.put(
        {
            "import_cpu_s": round(time.process_time() - started, 2),
            "import_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        }
    )
    store.close()


def need(number: int) -> ChangeSet:
    """What an agent writes down."""
    source = register("application")
    key = f"besoin{number:06}"
    where = Locator(source.file, row=number + 1)
    record = Record(key, source.id, "Need", f"Besoin {number}", where)
    return ChangeSet(sources=[source], records=[record], assignments={key: key})


def measure(rows: int, folder: Path) -> dict[str, Any]:
    path = folder / "graph.sqlite"
    store = open_sqlite(path, BASE)
    context = multiprocessing.get_context("spawn")
    answers: Any = context.Queue()
    based_on = store.apply(need(0))
    process = context.Process(target=run_import, args=(path, rows, based_on, answers))
    process.start()
    answers.get()
    waits: list[float] = []
    while process.is_alive() and answers.empty():
        started = time.monotonic()
        store.apply(need(len(waits) + 1))
        waits.append(time.monotonic() - started)
        time.sleep(PAUSE_SECONDS)
    result: dict[str, Any] = answers.get()
    process.join()
    with store.read(View(Visibility.STEWARD)) as reader:
        assert reader.counts().records == rows + len(waits) + 1
    store.close()
    longest = {"longest_wait_s": round(max(waits), 3), "writes": len(waits)}
    return {**result, **longest, "rows": rows, "goal_s": GOAL_SECONDS}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=100_000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        result = measure(options.rows, Path(name)) | {"versions": versions()}
    print(write_result("agent_waits", result))


if __name__ == "__main__":
    main()
