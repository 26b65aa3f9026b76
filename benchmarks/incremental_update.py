"""The CPU that an update of 100 rows takes in a large workspace, against its full import.

    python -m benchmarks.incremental_update [--rows 200000] [--changed 100] [--published 20000]

- `commands`: the command line as people run it, one process a command, started cold: a register of
  associations (30 columns) goes in, then 100 of its rows otherwise, then `show` (search) and `ask`
  (suggestions) answer with them. The CPU and memory of processes, as the system counts them, at two
  sizes: what grows with the workspace shows. The package is compiled, as an installation is.
- `woven`: associations with skills, federations and places, from the change set on: store and
  search, the projection. This tells apart what each takes.
- `published`: the dataset of agents, brought up to date by the change log, against a rebuild.
"""

import argparse
import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.generated_associations import change_set, key_of, register
from benchmarks.generated_register import write_register
from benchmarks.measure import cpu_time, versions, write_result
from benchmarks.million_rows import NEED, SEED, Cost, ingest, run
from tisserand.ontology.records import Visibility
from tisserand.publish.dataset import Publisher
from tisserand.recommend.projection import load_projection
from tisserand.reference.places import load_gazetteer
from tisserand.store.port import ChangeSet, View
from tisserand.store.sqlite import open_sqlite

BASE = "http://example.org/"
GOAL = 200
ROLE = Visibility.AGENT
REPEATED = 3
SEARCHED = "association musicale"


def measure_commands(rows: int, changed: int, folder: Path) -> dict[str, Any]:
    """A full import, and updates of some of its rows: the median of several."""
    file, workspace = folder / "register.csv", folder / "workspace"
    folder.mkdir()
    whole = ingest(write_register(file, rows, SEED), workspace)
    first = run("ask", NEED, workspace=workspace)
    said = folder / "update.csv"
    spread = {"seed": SEED, "every": max(1, rows // changed)}
    ingest(write_register(said, changed, **spread), workspace)
    updates = []
    for version in range(1, REPEATED + 1):
        write_register(said, changed, **spread, version=version)
        updates.append(
            {
                "ingest": ingest(said, workspace),
                "show": run("show", SEARCHED, workspace=workspace),
                "ask": run("ask", NEED, workspace=workspace),
            }
        )
    return {"rows": rows} | compare_commands(whole, first, updates)


def compare_commands(whole: Cost, first: Cost, updates: list[dict[str, Cost]]) -> dict[str, Any]:
    """The full import beside the update, command by command."""
    parts = {
        f"{name}_cpu_s": round(median(one[name].seconds for one in updates), 3)
        for name in updates[0]
    }
    total = sum(parts.values())
    return {
        "import": {"cpu_s": round(whole.seconds, 2), "mb": whole.megabytes},
        "first_ask_cpu_s": round(first.seconds, 2),
        "update": parts
        | {
            "cpu_s": round(total, 3),
            "mb": max(cost.megabytes for one in updates for cost in one.values()),
        },
        "times_import": round(whole.seconds / total, 1),
    }


def update_of(rows: int, changed: int) -> ChangeSet:
    """The same associations say something else, one in so many; a tenth are new."""
    gazetteer, source = load_gazetteer(), register("register")
    changes = ChangeSet(sources=[source])
    for part in range(changed):
        is_new = part % 10 == 0
        number = rows + part if is_new else part * (rows // changed) + 1
        one = change_set(gazetteer, number, 1, source, version=0 if is_new else 1)
        changes.records += one.records
        changes.signatures += one.signatures
        changes.assignments = {**changes.assignments, **one.assignments}
        changes.removed_records += [] if is_new else [key_of(source, number)]
    return changes


def measure_woven(rows: int, changed: int, folder: Path) -> dict[str, Any]:
    """CPU seconds of the store and of the projection, read from its file as a command does."""

    def projected() -> None:
        with store.read(View(ROLE)) as reader:
            load_projection(reader, folder / "cache")

    def parts(changes: ChangeSet) -> dict[str, float]:
        return shares({"store_s": lambda: store.apply(changes), "projection_s": projected})

    store = open_sqlite(folder / "graph.sqlite", BASE)
    found = {"import": parts(change_set(load_gazetteer(), 0, rows, register("register")))}
    found["update"] = parts(update_of(rows, changed))
    store.close()
    return {"rows": rows} | found | {"times": times(found)}


def measure_published(rows: int, changed: int, folder: Path) -> dict[str, Any]:
    """CPU seconds of the dataset: from nothing, then brought up to date."""
    store = open_sqlite(folder / "published.sqlite", BASE)
    publisher = Publisher(store, folder)
    found = {}
    store.apply(change_set(load_gazetteer(), 0, rows, register("register")))
    found["import"] = shares({"dataset_s": lambda: publisher.refresh(ROLE)})
    store.apply(update_of(rows, changed))
    found["update"] = shares({"dataset_s": lambda: publisher.refresh(ROLE)})
    store.close()
    return {"rows": rows} | found | {"times": times(found)}


def shares(works: dict[str, Callable[[], Any]]) -> dict[str, float]:
    """CPU seconds of each work, in turn."""
    return {name: round(cpu_time(work)[1], 4) for name, work in works.items()}


def times(found: dict[str, dict[str, float]]) -> dict[str, float]:
    """How many updates each part of the import is worth."""
    pairs = {name: (whole, found["update"][name]) for name, whole in found["import"].items()}
    return {name.removesuffix("_s"): round(a / b, 1) for name, (a, b) in pairs.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=200_000)
    parser.add_argument("--changed", type=int, default=100)
    parser.add_argument("--published", type=int, default=20_000, help="rows of the dataset")
    options = parser.parse_args()
    rows, changed = options.rows, options.changed
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        os.environ["PYTHONPYCACHEPREFIX"] = str(folder / "compiled")
        ingest(write_register(folder / "few.csv", changed, SEED), folder / "few")  # compiles
        run("ask", NEED, workspace=folder / "few")
        result: dict[str, Any] = {
            "commands": [
                measure_commands(size, changed, folder / f"{size}") for size in (rows // 10, rows)
            ],
            "woven": measure_woven(rows // 2, changed, folder),
            "published": measure_published(options.published, changed, folder),
        }
    result |= {"changed": changed, "goal_times": GOAL, "versions": versions("numpy", "pyoxigraph")}
    print(write_result("incremental_update", result))


if __name__ == "__main__":
    main()
