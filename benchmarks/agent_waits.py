"""How long an agent's own write waits while a large import runs, and the memory of the import.

    python -m benchmarks.agent_waits [--rows 100000] [--store sqlite|neo4j]

The import is another process, as the command line is when the server runs. It was prepared on the
state of before: what the agent writes meanwhile does not bear on it, so it must end all the same.
The agent writes a need at once, then one that is ingested as a file of one row is: read, resolved
against what is stored, written. A small import comes first, with its waits told apart: a server
that has just started compiles each question that it meets, and that is not what imports cost.
"""

import argparse
import multiprocessing
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import Any

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.generated_associations import change_set, register
from benchmarks.measure import versions, write_result
from tisserand.ingest.draft import AcceptedRow, Draft
from tisserand.ingest.weaving import ingest_rows
from tisserand.ontology.records import Locator, Record, Visibility
from tisserand.reference.places import load_gazetteer
from tisserand.store.neo4j import open_neo4j
from tisserand.store.port import ChangeSet, GraphStore, View
from tisserand.store.sqlite import open_sqlite

BASE = "http://example.org/"
GOAL_SECONDS = 2.0
PAUSE_SECONDS = 0.05
WARM_ROWS = 4_000
"""Rows of the import that comes first."""
ALONE = 20
"""Writes before the import, when nothing makes them wait: what the machine itself takes."""

Place = tuple[str, ...]
"""A file, or the address of a Neo4j, its user and password."""


def open_at(place: Place) -> GraphStore:
    """The store of a place."""
    if len(place) == 1:
        return open_sqlite(Path(place[0]), BASE)
    address, user, password = place
    return open_neo4j(address, user, password, BASE)


@contextmanager
def empty_place(kind: str) -> Iterator[Place]:
    """A place without a store, or a server of our own."""
    if kind == "neo4j":
        from benchmarks.neo4j_process import SECOND, started

        with started() as (driver, _):
            host, port = driver.get_server_info().address[:2]
            yield (f"neo4j://{host}:{port}", *SECOND)
    else:
        with tempfile.TemporaryDirectory() as folder:
            yield (str(Path(folder) / "graph.sqlite"),)


def run_import(place: Place, name: str, rows: int, based_on: int, answers: Any) -> None:
    """Apply a register; tell the CPU seconds of the store and the most memory used."""
    changes = change_set(load_gazetteer(), 0, rows, register(name))
    changes.based_on = based_on
    store = open_at(place)
    answers.put("ready")
    started, wall = time.process_time(), time.monotonic()
    store.apply(changes)
    answers.put(
        {
            "import_cpu_s": round(time.process_time() - started, 2),
            "import_wall_s": round(time.monotonic() - wall, 1),
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


def ingest_need(store: GraphStore, number: int) -> None:
    """The same, as the file of one row that an agent drops."""
    source = register(f"application-{number}")
    draft = Draft("need", "Need", f"Besoin {number}")
    rows = [AcceptedRow(Locator(source.file, row=2), (draft,))]
    ingest_rows(store, source, rows, load_gazetteer())


def timed(work: Callable[[], object]) -> float:
    """Seconds that a call takes."""
    started = time.monotonic()
    work()
    return time.monotonic() - started


def measure(rows: int, place: Place, name: str, first: int = 0) -> dict[str, Any]:
    """Waits, import and what is there in the end.

    Args:
        name: of the register that is imported.
        first: number of the first need.
    """
    store = open_at(place)
    ingest_need(store, first)
    context = multiprocessing.get_context("spawn")
    answers: Any = context.Queue()
    alone = [
        timed(lambda number=number: store.apply(need(number)))  # type: ignore[misc]
        for number in range(first, first + ALONE)
    ]
    with store.read(View(Visibility.STEWARD)) as reader:
        based_on, held = reader.sequence, reader.counts().records
    process = context.Process(target=run_import, args=(place, name, rows, based_on, answers))
    process.start()
    answers.get()
    writes: list[float] = []
    ingests: list[float] = []
    while process.is_alive() and answers.empty():
        number = first + len(writes) + ALONE
        writes.append(timed(lambda number=number: store.apply(need(number))))  # type: ignore[misc]
        ingests.append(timed(lambda number=number: ingest_need(store, number)))  # type: ignore[misc]
        time.sleep(PAUSE_SECONDS)
    result: dict[str, Any] = answers.get()
    process.join()
    with store.read(View(Visibility.STEWARD)) as reader:
        assert reader.counts().records == held + rows + 2 * len(writes)
    store.close()
    return {
        **result,
        "longest_wait_s": round(max(writes), 3),
        "median_wait_s": round(median(writes), 3),
        "median_alone_s": round(median(alone), 3),
        "longest_ingest_of_one_row_s": round(max(ingests), 3),
        "writes": len(writes) + len(ingests),
        "rows": rows,
        "goal_s": GOAL_SECONDS,
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--store", choices=("sqlite", "neo4j"), default="sqlite")
    options = parser.parse_args()
    with empty_place(options.store) as place:
        cold = measure(WARM_ROWS, place, "other")
        result = measure(options.rows, place, "register", first=cold["writes"] + ALONE)
    result["longest_wait_just_started_s"] = cold["longest_wait_s"]
    result["versions"] = versions()
    name = "agent_waits" if options.store == "sqlite" else f"agent_waits_{options.store}"
    print(write_result(name, result))


if __name__ == "__main__":
    main()
