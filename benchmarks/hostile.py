"""Hostile files given to `tisserand inspect` and `tisserand ingest`: seconds, memory, what is left.

    python benchmarks/hostile.py [--only NAME ...]

Each file is given to each command in a process of its own, and measured with the processes that
it starts: CPU seconds, wall seconds, and the most memory that they held together. An ordinary
file of two rows is measured beside them. A file is refused when the command says why it takes
nothing, and neutralised when it ends well; the store must hold nothing more when it is refused.
"""

import argparse
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import Any

if __package__ is None or __package__ == "":
    sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.hostile_files import HOSTILE, ORDINARY
from benchmarks.measure import versions, write_result
from tisserand.ontology.records import Visibility
from tisserand.store.port import View
from tisserand.store.sqlite import open_sqlite

SECONDS, MEGABYTES = 2.0, 512
DEADLINE = 60
"""Seconds after which a command is stopped, and counted as a failure."""
_PAGE = os.sysconf("SC_PAGE_SIZE")


def main() -> None:
    """Measure every file with both commands and write the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", nargs="+", help="names of the files to measure")
    only = parser.parse_args().only
    wanted = [name for name in HOSTILE if not only or name in only or name == ORDINARY]
    files: dict[str, dict[str, Any]] = {}
    for name in wanted:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "files"
            path.mkdir()
            file = HOSTILE[name](path)
            files[name] = {
                command: measure(name, command, file, Path(folder) / command)
                for command in ("inspect", "ingest")
            }
    hostile = {name: by for name, by in files.items() if not name.startswith(ORDINARY)}
    figures = [one for by in hostile.values() for one in by.values()]
    result = {
        "files": files,
        "commands": len(figures),
        "within": sum(is_within(one) for one in figures),
        "worst_cpu_s": max(one["cpu_s"] for one in figures),
        "worst_mb": max(one["mb"] for one in figures),
        "versions": versions("tisserand"),
    }
    if not only:
        print(f"-> {write_result('hostile', result)}")


def is_within(figures: dict[str, Any]) -> bool:
    """Whether a command kept to the limits, ended by itself, and left the store as it must."""
    is_light = figures["cpu_s"] <= SECONDS and figures["mb"] <= MEGABYTES
    is_clean = figures["outcome"] == "neutralised" or figures["entities"] == 0
    return bool(is_light and is_clean and figures["outcome"] != "broken")


def measure(name: str, command: str, file: Path, workspace: Path) -> dict[str, Any]:
    """Give a file to a command, in a workspace of its own."""
    tool = str(Path(sys.executable).with_name("tisserand"))
    start = time.monotonic()
    with tempfile.TemporaryFile() as errors:
        process = subprocess.Popen(
            [tool, command, str(file), "--workspace", str(workspace)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=errors,
            start_new_session=True,
        )
        watch = _Watch(process.pid)
        watch.start()
        killer = threading.Timer(DEADLINE, os.killpg, (process.pid, signal.SIGKILL))
        killer.start()
        _, status, used = os.wait4(process.pid, 0)
        killer.cancel()
        watch.is_over = True
        watch.join()
        errors.seek(0)
        said = errors.read()
    process.returncode = os.waitstatus_to_exitcode(status)
    figures = {
        "outcome": _outcome(process.returncode, said),
        "cpu_s": round(used.ru_utime + used.ru_stime, 2),
        "wall_s": round(time.monotonic() - start, 2),
        "mb": watch.peak >> 20,
        "entities": _entities(workspace),
    }
    told = said.decode("utf-8", "replace").strip().splitlines()
    print(name, command, figures, told[-1][:150] if told else "", flush=True)
    return figures


def _entities(workspace: Path) -> int:
    """How many things the store of a workspace holds; 0 when there is none."""
    found = next(workspace.glob("*.sqlite"), None) if workspace.exists() else None
    if found is None:
        return 0
    store = open_sqlite(found, "https://example.org/")
    try:
        with store.read(View(Visibility.STEWARD)) as reader:
            return sum(reader.counts().entities.values())
    finally:
        store.close()


def _outcome(code: int, said: bytes) -> str:
    if code == 0:
        return "neutralised"
    return "refused" if code > 0 and said.strip() and b"Traceback" not in said else "broken"


class _Watch(threading.Thread):
    """The most memory that a process and those that it starts hold together, every 10 ms."""

    def __init__(self, root: int) -> None:
        super().__init__(daemon=True)
        self.root = root
        self.peak = 0
        self.is_over = False

    def run(self) -> None:
        """Look until it is over."""
        while not self.is_over:
            self.peak = max(self.peak, _memory(self.root))
            time.sleep(0.01)


def _memory(root: int) -> int:
    """Bytes in memory of a live process and its descendants, shared pages counted in each."""
    parents: dict[int, int] = {}
    held: dict[int, int] = {}
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit():
            continue
        try:
            fields = (entry / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        parents[int(entry.name)] = int(fields[1])
        held[int(entry.name)] = int(fields[21]) * _PAGE
    return sum(size for pid, size in held.items() if _is_under(pid, root, parents))


def _is_under(pid: int, root: int, parents: dict[int, int]) -> bool:
    while pid in parents and pid != root:
        pid = parents[pid]
    return pid == root


if __name__ == "__main__":
    main()
