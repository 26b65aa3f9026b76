"""The CPU that an update of 100 rows takes in a large workspace, against its full import.

    python -m benchmarks.incremental_update [--rows 100000] [--changed 100] [--no-dataset]

The workspace holds associations of a register, with skills, federations and places. Both are
measured from the change set on: store and search, the published dataset of agents, the projection
that suggestions are computed on. Reading and resolution come on top of both.
"""

import argparse
import tempfile
from pathlib import Path
from typing import Any

from benchmarks.generated_associations import change_set, key_of, register
from benchmarks.measure import cpu_time, versions, write_result
from tisserand.ontology.records import Visibility
from tisserand.publish.dataset import Publisher
from tisserand.recommend.projection import load_projection
from tisserand.reference.places import load_gazetteer
from tisserand.store.port import ChangeSet, View
from tisserand.store.sqlite import open_sqlite

BASE = "http://example.org/"
GOAL = 200
ROLE = Visibility.AGENT


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


def measure(rows: int, changed: int, folder: Path, with_dataset: bool) -> dict[str, Any]:
    """CPU seconds of each part, of the import and of the update."""
    store = open_sqlite(folder / "graph.sqlite", BASE)
    publisher = Publisher(store, folder)
    held = None
    result: dict[str, Any] = {}
    given = {
        "import": change_set(load_gazetteer(), 0, rows, register("register")),
        "update": update_of(rows, changed),
    }
    for name in ("import", "update"):
        changes = given.pop(name)
        _, stored = cpu_time(lambda changes=changes: store.apply(changes))  # type: ignore[misc]
        del changes
        with store.read(View(ROLE)) as reader:
            held, projected = cpu_time(lambda held=held: load_projection(reader, held=held))  # type: ignore[misc]
        published = cpu_time(lambda: publisher.refresh(ROLE))[1] if with_dataset else None
        result[name] = shares(stored, projected, published)
    store.close()
    for part in result["import"]:
        result[f"times_{part.removesuffix('_s')}"] = round(
            result["import"][part] / result["update"][part], 1
        )
    return result


def shares(stored: float, projected: float, published: float | None) -> dict[str, float]:
    """CPU seconds by part; the whole is without the dataset, which is reported apart."""
    named = {"store_s": stored, "projection_s": projected, "whole_s": stored + projected}
    named |= {} if published is None else {"dataset_s": published}
    return {name: round(seconds, 4) for name, seconds in named.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--changed", type=int, default=100)
    parser.add_argument("--no-dataset", action="store_true", help="without publishing")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        result = measure(options.rows, options.changed, Path(name), not options.no_dataset)
    result |= {"rows": options.rows, "changed": options.changed, "goal_times": GOAL}
    result["versions"] = versions("numpy", "pyoxigraph")
    print(write_result("incremental_update", result))


if __name__ == "__main__":
    main()
