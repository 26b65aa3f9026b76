"""Checkpoints: frozen copies of a dataset, by hard links, that worker processes open.

A process that reads a checkpoint holds a shared lock on its folder, so nobody removes it: opening
the live dataset while somebody writes it is undefined behaviour.
"""

import fcntl
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

PREFIX = "checkpoint-"


@dataclass(frozen=True, slots=True)
class State:
    """What is published for a role, kept beside its dataset in `state.json`.

    Attributes:
        format: version of what is written; another one is rebuilt from nothing.
        base_iri: prefix of the IRIs published.
        sequence: change set up to which the checkpoint tells the graph.
        generation: number of the current checkpoint.
        clean: false while the dataset is being changed: a crash then leaves it to be rebuilt.
    """

    format: int
    base_iri: str
    sequence: int
    generation: int
    clean: bool

    @property
    def name(self) -> str:
        """Name of the folder of the current checkpoint."""
        return f"{PREFIX}{self.generation}"


def read_state(folder: Path) -> State | None:
    """The state of a published folder; None when there is none or it cannot be read."""
    try:
        return State(**json.loads((folder / "state.json").read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def write_state(folder: Path, state: State) -> None:
    """Replace the state file in one step, on disk when this returns."""
    draft = folder / "state.json.new"
    with draft.open("w", encoding="utf-8") as file:
        json.dump(asdict(state), file)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(folder / "state.json")


@contextmanager
def exclusive(folder: Path) -> Iterator[None]:
    """Be the only process, and the only thread, that writes in a published folder."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def hold(checkpoint: Path) -> int:
    """Open a checkpoint's folder with a shared lock, kept until the descriptor is closed.

    Raises:
        OSError: the checkpoint is gone or going.
    """
    descriptor = os.open(checkpoint, os.O_RDONLY)
    fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    return descriptor


def remove_unused(folder: Path, kept: str) -> None:
    """Remove the checkpoints of a folder that nobody holds, but the one to keep."""
    for checkpoint in sorted(folder.glob(f"{PREFIX}*")):
        if checkpoint.name != kept:
            _remove_if_free(checkpoint)


def _remove_if_free(checkpoint: Path) -> None:
    descriptor = os.open(checkpoint, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        shutil.rmtree(checkpoint)
    except BlockingIOError:
        return
    finally:
        os.close(descriptor)
