"""A real server on the demonstration territory, as its operator starts it."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest
from clients.demonstration import weave

from tisserand.graph_api.tokens import TokenRegister
from tisserand.ontology.records import Visibility

START_SECONDS = 60
DEADLINE = 2.0
"""Seconds that a query may take on this server."""

COMUNICA = Path(__file__).parent / "comunica"


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    workspace = tmp_path_factory.mktemp("workspace")
    work = weave(workspace)
    for role in (Visibility.PUBLIC, Visibility.AGENT):
        work.sparql.refresh(role)
    work.close()
    return workspace


@pytest.fixture(scope="session")
def token(folder: Path) -> str:
    """An agent's token."""
    return TokenRegister(folder).create(Visibility.AGENT)


@pytest.fixture(scope="session")
def server(folder: Path) -> Iterator[str]:
    """Address of `tisserand serve`, on another port than that of the workspace's IRIs."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "tisserand.cli.main", "serve", "--port", str(port)]
    process = subprocess.Popen(
        [*command, "--workspace", str(folder)],
        env=os.environ | {"TISSERAND_SPARQL_DEADLINE": str(DEADLINE)},
    )
    address = f"http://127.0.0.1:{port}"
    try:
        _wait(address, process)
        yield address
    finally:
        process.terminate()
        process.wait(timeout=30)


@pytest.fixture(scope="session")
def endpoint(server: str) -> str:
    return f"{server}/sparql"


def _wait(address: str, process: subprocess.Popen[bytes]) -> None:
    limit = time.monotonic() + START_SECONDS
    while time.monotonic() < limit:
        assert process.poll() is None, "the server stopped"
        try:
            with urlopen(f"{address}/api/v1/questions"):
                return
        except OSError:
            time.sleep(0.1)
    raise AssertionError("the server does not answer")


@pytest.fixture(scope="session")
def comunica() -> Path:
    """The folder where Comunica is installed, by its lock, once for this lock."""
    npm = shutil.which("npm")
    if npm is None or shutil.which("node") is None:
        assert not os.environ.get("CI"), "Node is not on this machine: Comunica must be tried"
        pytest.skip("Node is not on this machine")
    cache = (
        Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "tisserand" / "comunica"
    )
    cache.mkdir(parents=True, exist_ok=True)
    lock = (COMUNICA / "package-lock.json").read_bytes()
    stamp = cache / "installed-lock.json"
    if not stamp.exists() or stamp.read_bytes() != lock:
        for name in ("package.json", "package-lock.json"):
            shutil.copy(COMUNICA / name, cache / name)
        install = [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
        subprocess.run(install, cwd=cache, check=True, timeout=600, stdout=subprocess.DEVNULL)
        stamp.write_bytes(lock)
    return cache
