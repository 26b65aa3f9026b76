"""kill -9 at random moments of an ingest: does the store open, whole, and does the ingest resume?

    python -m benchmarks.kills [--kills 100] [--rows 600] [--seed 1]

Each time the ingest of a directory over another version of it is killed at a moment drawn from
the seed, over the time that a whole one takes. The store must open within 2 s, show the change
set wholly or not at all, and the same ingest must then complete.
"""

import argparse
import multiprocessing
import random
import shutil
import signal
import sys
import tempfile
import time
from pathlib import Path
from typing import Any, NamedTuple

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.measure import versions, write_result
from tisserand.ingest.pipeline import ingest_file
from tisserand.ontology.records import Visibility
from tisserand.reference.places import load_gazetteer
from tisserand.reference.thesaurus import load_thesaurus
from tisserand.store.port import View
from tisserand.store.sqlite import bulk, open_sqlite, turns

BASE = "http://example.org/"
LONGEST_OPENING = 2.0
COLUMNS = "id;nom;commune;description"
_FORK = multiprocessing.get_context("fork")


def ingest(store: Path, directory: Path, large: int) -> None:
    """Ingest a directory; a change set of `large` records is staged, in turns of a few rows."""
    bulk.LARGE, turns.HOLD, turns.CHUNK = large, 0.0, 50
    opened = open_sqlite(store, BASE)
    ingest_file(opened, directory, source_id="annuaire")
    opened.close()


class Seen(NamedTuple):
    """What a store shows of the directory: records, entities found by the word of a version."""

    records: int
    first: int
    second: int


def write_directory(path: Path, rows: int, word: str) -> Path:
    """A directory of invented associations; another word is another version of it."""
    lines = [f"A{number};Amicale {word} {number};Angers;Foyer" for number in range(rows)]
    path.write_text("\n".join([COLUMNS, *lines]) + "\n", encoding="utf-8")
    return path


def start(store: Path, directory: Path, large: int) -> "multiprocessing.process.BaseProcess":
    """An ingest in a process of its own, that has begun: it shares what is read once."""
    process = _FORK.Process(target=ingest, args=(store, directory, large))
    process.start()
    return process


def finish(process: "multiprocessing.process.BaseProcess") -> int | None:
    """Its exit status."""
    process.join()
    return process.exitcode


def look(store: Path, rows: int) -> tuple[Seen, float]:
    """What a store shows, and the seconds that opening it took."""
    started = time.monotonic()
    opened = open_sqlite(store, BASE)
    seconds = time.monotonic() - started
    with opened.read(View(Visibility.STEWARD)) as reader:
        found = [len(reader.find(f"Amicale {word}", rows + 1)) for word in ("Ancienne", "Nouvelle")]
        seen = Seen(reader.counts().records, *found)
    opened.close()
    return seen, seconds


def kill_once(before: Path, folder: Path, second: Path, delay: float, rows: int, large: int) -> Any:
    """Kill an ingest after a delay, look, ingest again; (what was seen, opening, ended, again)."""
    store = folder / "killed.sqlite"
    for leftover in folder.glob("killed.sqlite*"):
        leftover.unlink()
    shutil.copyfile(before, store)
    process = start(store, second, large)
    time.sleep(delay)
    process.kill()
    was_killed = finish(process) == -signal.SIGKILL
    seen, seconds = look(store, rows)
    status = finish(start(store, second, large))
    return seen, seconds, was_killed, (status, look(store, rows)[0])


def run(kills: int, rows: int, seed: int, large: int, folder: Path) -> dict[str, Any]:
    """Counts of what happened; `halves` and `not_resumed` are to be 0."""
    load_gazetteer(), load_thesaurus()
    drawn = random.Random(seed)
    first = write_directory(folder / "annuaire-2023.csv", rows, "Ancienne")
    second = write_directory(folder / "annuaire-2024.csv", rows, "Nouvelle")
    before = folder / "before.sqlite"
    assert finish(start(before, first, large)) == 0
    whole = folder / "whole.sqlite"
    shutil.copyfile(before, whole)
    started = time.monotonic()
    assert finish(start(whole, second, large)) == 0
    lasts = time.monotonic() - started
    old, new = look(before, rows)[0], look(whole, rows)[0]
    told = {"killed": 0, "before": 0, "after": 0, "halves": 0, "not_resumed": 0}
    slowest = 0.0
    for _ in range(kills):
        seen, seconds, was_killed, again = kill_once(
            before, folder, second, drawn.uniform(0, lasts), rows, large
        )
        told["killed"] += was_killed
        told["before" if seen == old else "after" if seen == new else "halves"] += 1
        told["not_resumed"] += again != (0, new)
        slowest = max(slowest, seconds)
    return {**told, "slowest_opening_s": round(slowest, 3), "kills": kills, "rows": rows}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--rows", type=int, default=600)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--large", type=int, default=100)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        result = run(options.kills, options.rows, options.seed, options.large, Path(name))
    result |= {"seed": options.seed, "longest_opening_s": LONGEST_OPENING, "versions": versions()}
    print(write_result("kills", result))


if __name__ == "__main__":
    main()
