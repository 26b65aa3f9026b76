"""A register of a million associations into SQLite: rows per CPU-second, memory, and updates.

    python -m benchmarks.million_rows [--rows 1000000] [--seed 1] [--no-crowded] [--name FILE]

Every figure is of the command line as people run it, one process a command, started cold: CPU
time and peak memory as the system counts them. The register is in the Waldec schema, 30 columns
(`generated_register`). Publishing is apart: nothing is published here.

- `import`: `tisserand ingest` of the whole register into a new workspace.
- `crowded`: a tenth as many other rows, where as many are there already, and where ten times are.
- `update`: 100 rows said anew, then `show` (search) and `ask` (suggestions), which must follow.
- `plain`: the same file through `csv` into one table and one FTS5 index, with nothing understood:
  what no import can be faster than.
"""

import argparse
import csv
import os
import sqlite3
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.generated_register import write_register
from benchmarks.measure import cpu_time, versions, write_result

SEED = 1
UPDATED = 100
NEED = "une association pour organiser des rencontres"


class Cost(NamedTuple):
    """What a process took: seconds of CPU of it and its children, and its peak of memory."""

    seconds: float
    megabytes: int

    def per_row(self, rows: int) -> dict[str, float]:
        speed = round(rows / self.seconds)
        return {"cpu_s": round(self.seconds, 2), "rows_per_cpu_s": speed, "mb": self.megabytes}


def run(*arguments: object, workspace: Path) -> Cost:
    """Run one command of the product.

    Raises:
        RuntimeError: it failed.
    """
    command = [sys.executable, "-m", "tisserand.cli.main", *map(str, arguments)]
    with tempfile.TemporaryFile() as told:
        process = subprocess.Popen(
            [*command, "--workspace", workspace], stdout=subprocess.DEVNULL, stderr=told
        )
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            told.seek(0)
            raise RuntimeError(f"{command}: {told.read().decode()}")
    return Cost(usage.ru_utime + usage.ru_stime, usage.ru_maxrss // 1024)


def ingest(file: Path, workspace: Path) -> Cost:
    return run("ingest", file, "--as", file.stem, workspace=workspace)


def plain_import(file: Path, folder: Path) -> None:
    """The rows in a table, the titles and objects in an index: nothing is understood."""
    database = sqlite3.connect(folder / "plain.sqlite")
    with file.open(encoding="utf-8", newline="") as stream, database:
        reader = csv.reader(stream, delimiter=";")
        columns = next(reader)
        database.execute(f"CREATE TABLE row ({', '.join(columns)})")
        database.execute("CREATE VIRTUAL TABLE word USING fts5 (titre, objet, content=row)")
        marks = ", ".join("?" * len(columns))
        database.executemany(f"INSERT INTO row VALUES ({marks})", reader)
        database.execute("INSERT INTO word (word) VALUES ('rebuild')")
    database.close()


def measure(rows: int, seed: int, is_crowded: bool, folder: Path) -> dict[str, Any]:
    """Every figure, at one size; the crowded imports only when they are wanted."""
    register = write_register(folder / "register.csv", rows, seed)
    _, plain = cpu_time(lambda: plain_import(register, folder))
    full = folder / "full"
    whole = ingest(register, full)
    projection = run("ask", NEED, workspace=full)
    measured = {
        "rows": rows,
        "import": whole.per_row(rows),
        "plain": {"cpu_s": round(plain, 2), "rows_per_cpu_s": round(rows / plain)},
        "times_plain": round(whole.seconds / plain, 2),
        "projection_cpu_s": round(projection.seconds, 2),
        "store_mb": sum(file.stat().st_size for file in full.glob("graph.sqlite*")) >> 20,
        "update": measure_update(rows, seed, folder, full, whole.seconds),
    }
    return measured | ({"crowded": measure_crowded(rows, seed, folder)} if is_crowded else {})


def measure_crowded(rows: int, seed: int, folder: Path) -> dict[str, Any]:
    """A tenth as many rows, where as many are there, and where ten times are."""
    part = rows // 10
    first = write_register(folder / "first.csv", part, seed, first=rows + part)
    more = write_register(folder / "more.csv", part, seed, first=rows)
    ingest(first, folder / "roomy")
    empty, crowded = (ingest(more, folder / name) for name in ("roomy", "full"))
    return {
        "as_many_there": empty.per_row(part),
        "ten_times_there": crowded.per_row(part),
        "times_slower": round(crowded.seconds / empty.seconds, 2),
    }


def measure_update(rows: int, seed: int, folder: Path, full: Path, whole: float) -> dict[str, Any]:
    """100 associations of the register, said again, then otherwise; and what must follow."""
    spread = {"seed": seed, "every": max(1, rows // UPDATED)}
    said = write_register(folder / "update.csv", UPDATED, **spread)
    ingest(said, full)
    run("ask", NEED, workspace=full)
    again = run("ask", NEED, workspace=full)
    write_register(said, UPDATED, **spread, version=1)
    update = ingest(said, full)
    show = run("show", _title_of_one(said, folder / "register.csv"), workspace=full)
    ask = run("ask", NEED, workspace=full)
    total = update.seconds + show.seconds + ask.seconds
    return {
        "rows": UPDATED,
        "ingest_cpu_s": round(update.seconds, 2),
        "show_cpu_s": round(show.seconds, 2),
        "ask_cpu_s": round(ask.seconds, 2),
        "ask_unchanged_cpu_s": round(again.seconds, 2),
        "cpu_s": round(total, 2),
        "mb": max(update.megabytes, show.megabytes, ask.megabytes),
        "share_of_import": round(total / whole, 5),
        "share_without_ask": round((update.seconds + show.seconds) / whole, 5),
    }


def _title_of_one(said: Path, register: Path) -> str:
    """A title of the update that nobody else bears: `show` asks which one is meant otherwise."""
    borne = Counter(_titles(register)) + Counter(_titles(said))
    return next((title for title in _titles(said) if borne[title] <= 2), next(_titles(said)))


def _titles(file: Path) -> Iterator[str]:
    with file.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream, delimiter=";"):
            yield row["titre"]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--no-crowded", action="store_true", help="one import, and its update")
    parser.add_argument("--name", default="million_rows", help="of the result file")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        measured = measure(options.rows, options.seed, not options.no_crowded, Path(name))
    used = versions("numpy", "pydantic") | {"sqlite": sqlite3.sqlite_version}
    print(write_result(options.name, {"seed": options.seed, "versions": used} | measured))


if __name__ == "__main__":
    main()
