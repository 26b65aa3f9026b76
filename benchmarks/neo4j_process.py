"""A real Neo4j in a process of its own, started from packages, and the CPU time it takes."""

import os
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from neo4j import Driver, GraphDatabase

TESTS = Path(__file__).parents[1] / "tests"
sys.path.append(str(TESTS))

from neo4j_server.jars import VERSION, fetch_jars  # noqa: E402  (tests/ is on no path before)

__all__ = ["VERSION", "server_cpu", "started"]

FIRST = ("neo4j", "neo4j")
SECOND = ("neo4j", "tisserand-benchmarks")


@contextmanager
def started(
    more_jars: Path | None = None, procedures: Sequence[str] = ()
) -> Iterator[tuple[Driver, int]]:
    """A driver of an empty server that stops at the end, and the server's process id.

    Jars of another lock, and procedures of theirs by class name, may be added.
    """
    with tempfile.TemporaryDirectory() as home, socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
        probe.close()
        jars = [*fetch_jars(), *(fetch_jars(lock=more_jars) if more_jars else ())]
        process = _start(home, port, jars, procedures)
        try:
            address = f"neo4j://127.0.0.1:{port}"
            _set_password(address)
            with GraphDatabase.driver(address, auth=SECOND) as driver:
                yield driver, process.pid
        finally:
            process.terminate()
            process.wait(60)


def server_cpu(pid: int) -> float:
    """CPU seconds that a process took until now, in user and system mode."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return sum(int(ticks) for ticks in fields[11:13]) / os.sysconf("SC_CLK_TCK")


def _start(
    home: str, port: int, jars: list[Path], procedures: Sequence[str]
) -> "subprocess.Popen[bytes]":
    program = TESTS / "neo4j_server" / "process.py"
    class_path = ":".join(map(str, jars))
    command = [sys.executable, str(program), home, str(port), class_path, *procedures]
    process = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    assert process.stdout is not None
    if not any(line.strip() == b"READY" for line in process.stdout):
        raise RuntimeError(f"Neo4j did not start (exit {process.wait()})")
    return process


def _set_password(address: str) -> None:
    with GraphDatabase.driver(address, auth=FIRST) as driver:
        driver.execute_query(
            "ALTER CURRENT USER SET PASSWORD FROM $first TO $next",
            first=FIRST[1],
            next=SECOND[1],
            database_="system",
        )
