"""One Neo4j for a whole test run, and an empty graph for each test that asks for it.

A server that does not start fails its tests: they are never skipped.
"""

import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from neo4j import GraphDatabase

from neo4j_server.jars import fetch_jars

USER = "neo4j"
FIRST_PASSWORD = "neo4j"
PASSWORD = "tisserand-tests"
LOG = "server.log"
READY_SECONDS = 180
STOP_SECONDS = 30


@dataclass(frozen=True, slots=True)
class Neo4jServer:
    """A running server: its address (`neo4j://127.0.0.1:port`), its only user and the password."""

    address: str
    user: str = USER
    password: str = PASSWORD

    def empty(self) -> None:
        """Remove every node and relationship; indexes and constraints stay."""
        with GraphDatabase.driver(self.address, auth=(self.user, self.password)) as driver:
            driver.execute_query("MATCH (n) DETACH DELETE n")


class ServerProcess:
    """The process of a server, that may be killed and started again."""

    def __init__(self, home: Path) -> None:
        self._home, self.port = home, _free_port()
        self._process = _start(home, self.port)

    def wait_until_ready(self) -> None:
        _wait_until_ready(self._process, self._home)

    def kill_and_start(self) -> None:
        """End it without a warning, and start another on the same files."""
        self._process.kill()
        _stop(self._process)
        self._process = _start(self._home, self.port)
        threading.Thread(target=self.wait_until_ready).start()

    def stop(self) -> None:
        _stop(self._process)


@pytest.fixture(scope="session")
def neo4j_process(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServerProcess]:
    """A real Neo4j 5.26 Community, started once."""
    process = ServerProcess(tmp_path_factory.mktemp("neo4j"))
    try:
        process.wait_until_ready()
        yield process
    finally:
        process.stop()


@pytest.fixture(scope="session")
def neo4j_server(neo4j_process: ServerProcess) -> Neo4jServer:
    """Its address."""
    server = Neo4jServer(f"neo4j://127.0.0.1:{neo4j_process.port}")
    _set_password(server)
    return server


@pytest.fixture
def empty_neo4j(neo4j_server: Neo4jServer) -> Neo4jServer:
    """The server, its graph emptied."""
    neo4j_server.empty()
    return neo4j_server


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _start(home: Path, port: int) -> "subprocess.Popen[bytes]":
    class_path = ":".join(map(str, fetch_jars()))
    program = Path(__file__).with_name("process.py")
    with (home / LOG).open("wb") as log:
        return subprocess.Popen(
            [sys.executable, str(program), str(home), str(port), class_path],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=log,
        )


def _wait_until_ready(process: "subprocess.Popen[bytes]", home: Path) -> None:
    """Read the output up to READY; Neo4j prints its own lines before."""
    assert process.stdout is not None
    deadline = threading.Timer(READY_SECONDS, process.kill)
    deadline.start()
    try:
        for line in process.stdout:
            if line.strip() == b"READY":
                return
    finally:
        deadline.cancel()
    log = (home / LOG).read_text(encoding="utf-8", errors="replace")
    raise RuntimeError(f"Neo4j did not start (exit {process.wait()}):\n{log[-4000:]}")


def _set_password(server: Neo4jServer) -> None:
    """A new server asks for another password than its first one."""
    with GraphDatabase.driver(server.address, auth=(USER, FIRST_PASSWORD)) as driver:
        driver.execute_query(
            "ALTER CURRENT USER SET PASSWORD FROM $first TO $next",
            first=FIRST_PASSWORD,
            next=server.password,
            database_="system",
        )


def _stop(process: "subprocess.Popen[bytes]") -> None:
    process.terminate()
    try:
        process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    for stream in (process.stdin, process.stdout):
        if stream is not None:
            stream.close()
