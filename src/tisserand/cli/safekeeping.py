"""A workspace kept safe: `backup`, `restore`."""

import shutil
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Annotated, Any

import typer

from tisserand.bootstrap import (
    BASSINS_DE_VIE_FILE,
    TOMBSTONES_FILE,
    Workspace,
    open_store,
)
from tisserand.cli.calls import Call, add_command, store_file
from tisserand.cli.options import Role, argument, option
from tisserand.errors import RefusedError, StoreError
from tisserand.graph_api import tokens
from tisserand.ingest.erasure.keeping import merge
from tisserand.messages import text
from tisserand.ontology.records import Visibility
from tisserand.reference.learned import FILE as LEARNED
from tisserand.reference.vocabularies import FOLDER as VOCABULARIES
from tisserand.reference.vocabularies import is_vocabulary_file, vocabulary_files
from tisserand.settings import Settings
from tisserand.store.archive import STORE, unpack_backup, write_backup
from tisserand.store.copying import copy_store
from tisserand.store.port import GraphStore, View
from tisserand.store.sqlite import open_sqlite
from tisserand.store.sqlite.occupation import is_open_elsewhere

BESIDE = (tokens.FILE, BASSINS_DE_VIE_FILE, LEARNED)
"""What a workspace keeps beside its store and cannot be made again, with its vocabularies."""
DERIVED = ("published", "cache")
"""What is made again from the store."""
ForceOption = Annotated[bool, option("--force")]
FileArgument = Annotated[Path, argument("backup_file", "file")]


def backup(call: Call, file: FileArgument, force: ForceOption = False) -> None:
    if file.exists() and not force:
        raise RefusedError("review.backup_exists", file=file)
    with call.existing() as work:
        folder = work.settings.workspace
        write_backup(work.store, _beside(folder), file)
        counts = _counts(work.store)
    told = {"file": str(file), "bytes": file.stat().st_size, **counts}
    call.tell(told, lambda done: print(text("review.backed_up", **done)))


def restore(
    call: Call,
    file: FileArgument,
    force: ForceOption = False,
    tombstones: Annotated[Path | None, option("--tombstones", metavar="file")] = None,
) -> None:
    settings = call.settings
    goal = store_file(settings)
    if goal is not None:
        _check_free(goal, force)
    settings.workspace.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=settings.workspace, prefix="restore.") as unpacked:
        folder = Path(unpacked)
        unpack_backup(file, folder, _is_beside)
        _checked(folder / STORE)
        if tombstones is not None:
            merge(settings.workspace / TOMBSTONES_FILE, tombstones)
        for name in DERIVED:
            shutil.rmtree(settings.workspace / name, ignore_errors=True)
        if goal is None:
            _copy_into(settings, folder / STORE)
        else:
            _put_in_place(folder / STORE, goal)
        _put_beside(folder, settings.workspace)
    counts = _caught_up(settings)
    told = {"workspace": str(settings.workspace), **counts}
    call.tell(told, lambda done: print(text("review.restored", **done)))


def _caught_up(settings: Settings) -> dict[str, Any]:
    """What the store holds, once people who asked something since the backup are heard again."""
    work = Workspace(settings)
    try:
        return _counts(work.store)
    finally:
        work.close()


def _check_free(goal: Path, force: bool) -> None:
    """Refuse to lose a workspace, or to change one under a program that reads it."""
    if not goal.exists():
        return
    if not force:
        raise RefusedError("review.workspace_exists", workspace=goal.parent)
    if is_open_elsewhere(goal):
        raise RefusedError("review.workspace_in_use", workspace=goal.parent)


def _checked(file: Path) -> None:
    """Refuse a backup whose store cannot be read.

    Raises:
        StoreError: it does not open, or a newer Tisserand wrote it.
    """
    store = open_sqlite(file, "")
    try:
        _counts(store)
    finally:
        store.close()


def _counts(store: GraphStore) -> dict[str, Any]:
    with store.read(View(Visibility.STEWARD)) as reader:
        counts = reader.counts()
    return {"base_iri": store.base_iri, "sources": counts.sources, "records": counts.records}


def _copy_into(settings: Settings, file: Path) -> None:
    """Into a server, which must be empty."""
    source = open_sqlite(file, "")
    try:
        target = open_store(settings)
        try:
            copy_store(source, target)
        finally:
            target.close()
    finally:
        source.close()


def _put_in_place(file: Path, goal: Path) -> None:
    """Replace the store; the log of the one before is folded into it first, and goes with it."""
    if goal.exists():
        with suppress(StoreError):
            open_sqlite(goal, "").close()
    for suffix in ("-wal", "-shm"):
        goal.with_name(goal.name + suffix).unlink(missing_ok=True)
    goal.parent.mkdir(parents=True, exist_ok=True)
    file.replace(goal)


def _beside(folder: Path) -> dict[str, Path]:
    """Name in a backup → file, for those that a workspace keeps beside its store."""
    imported = vocabulary_files(folder / VOCABULARIES)
    return {name: folder / name for name in BESIDE} | {
        f"{VOCABULARIES}/{file.name}": file for file in imported
    }


def _is_beside(name: str) -> bool:
    folder, _, file = name.rpartition("/")
    return name in BESIDE or (folder == VOCABULARIES and is_vocabulary_file(file))


def _put_beside(folder: Path, workspace: Path) -> None:
    """The files of the backup, and only these."""
    kept = _beside(folder)
    for name, file in _beside(workspace).items():
        if name not in kept:
            file.unlink(missing_ok=True)
    for name, file in kept.items():
        if file.exists():
            (workspace / name).parent.mkdir(exist_ok=True)
            file.replace(workspace / name)
        else:
            (workspace / name).unlink(missing_ok=True)


def register(app: typer.Typer) -> None:
    """Add these commands to the application."""
    for command in (backup, restore):
        add_command(app, command.__name__, command, role=Role.steward)
