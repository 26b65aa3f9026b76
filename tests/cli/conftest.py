"""The command line, as a process and in this one, on workspaces made by hand."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tisserand.cli.application import run

PROGRAM = [sys.executable, "-m", "tisserand.cli.main"]


class Outcome(NamedTuple):
    """What a command did."""

    code: int
    out: bytes
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Command = Callable[..., Outcome]


def run_process(*arguments: object, **environment: str) -> Outcome:
    """The real program."""
    done = subprocess.run(
        [*PROGRAM, *map(str, arguments)],
        capture_output=True,
        env=os.environ | environment,
        timeout=300,
        check=False,
    )
    return Outcome(done.returncode, done.stdout, done.stderr.decode())


@pytest.fixture
def tisserand(capfdbinary: pytest.CaptureFixture[bytes]) -> Command:
    """The same commands without the cost of a process."""

    def command(*arguments: object) -> Outcome:
        capfdbinary.readouterr()
        code = run([str(one) for one in arguments])
        sys.stdout.flush()
        out, err = capfdbinary.readouterr()
        return Outcome(code, out, err.decode())

    return command


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace where `demo` ran, to read only."""
    workspace = tmp_path_factory.mktemp("demo") / "workspace"
    assert run_process("demo", "--no-serve", "--workspace", workspace).code == 0
    return workspace


@pytest.fixture
def demo_copy(demo: Path, tmp_path: Path) -> Path:
    """The same, to write."""
    return Path(shutil.copytree(demo, tmp_path / "copied"))


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """Where a workspace may be made."""
    return tmp_path / "workspace"
