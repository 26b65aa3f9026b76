"""Files of a workspace, and exports made of it, that may still tell what was erased."""

import fcntl
import json
import os
import re
import shutil
import time
import zipfile
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from tisserand.publish.checkpoint import PREFIX, exclusive, read_state, remove_unused, write_state

EXPORTS = "exports.json"
TOKENS = "tokens.json"
DERIVED = ("cache",)
_PATIENCE_SECONDS = 2.0
_LARGEST = 512 << 20
_ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})")
Redact = Callable[[str], str]


def note_export(workspace: Path, file: Path, role: str) -> None:
    """Remember a file that was made of this workspace, to find it again after an erasure.

    Args:
        role: who may read what it holds.
    """
    if not workspace.is_dir():
        return
    _write_noted(workspace, _noted(workspace) | {str(file.resolve()): role})


def _noted(workspace: Path) -> dict[str, str]:
    """Role by file; an empty one for those noted before roles were."""
    with suppress(OSError, ValueError):
        told = json.loads((workspace / EXPORTS).read_text("utf-8"))
        return dict.fromkeys(map(str, told), "") if isinstance(told, list) else dict(told)
    return {}


def _write_noted(workspace: Path, noted: Mapping[str, str]) -> None:
    told = json.dumps(noted, ensure_ascii=False, indent=1)
    (workspace / EXPORTS).write_text(told, encoding="utf-8")


def forget_noted(workspace: Path, redact: Redact) -> None:
    """Remember no more the exports that are gone, nor those whose name tells."""
    noted = _noted(workspace)
    kept = {file: role for file, role in noted.items() if Path(file).is_file()}
    kept = {file: role for file, role in kept.items() if redact(Path(file).name) == Path(file).name}
    if kept != noted:
        _write_noted(workspace, kept)


def forget_bearers(workspace: Path, redact: Redact) -> None:
    """Forget the name of who bears a token of access; the token itself is revoked apart."""
    file = workspace / TOKENS
    if not file.is_file():
        return
    with file.with_suffix(".lock").open("w") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        told = file.read_text("utf-8")
        if redact(told) != told:
            draft = file.with_suffix(".part")
            with os.fdopen(
                os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w"
            ) as out:
                out.write(redact(told))
            draft.replace(file)


def open_exports_of(workspace: Path, signs: Container[str]) -> list[Path]:
    """Exports for others than agents that hold one of these SIREN, or keys of records."""
    noted = sorted(file for file, role in _noted(workspace).items() if role in _OPEN)
    files = [file for file in map(Path, noted) if file.is_file()]
    return [
        file
        for file in files
        if any(sign[0] in signs for text in _texts(file) for sign in _SIGN.finditer(text))
    ]


def telling_files(workspace: Path, redact: Redact) -> list[Path]:
    """Exports made of the workspace, and reports kept in it, that name who is to be forgotten.

    Args:
        redact: gives back a text without what names them.
    """
    beside = [file for file in sorted(workspace.glob("*")) if file.suffix in _REPORTS]
    noted = [file for file in map(Path, _noted(workspace)) if file.is_file()]
    found = dict.fromkeys([*beside, *noted])
    return [file for file in found if file.name not in _OURS and _tells(file, redact)]


_OPEN = ("public", "partner", "")
_SIGN = re.compile(r"(?<![a-z2-7])[a-z2-7]{26}(?![a-z2-7])|(?<!\d)\d{9}(?=(?:\d{5})?(?!\d))")
_REPORTS = (".csv", ".txt", ".html", ".json", ".nq", ".ttl", ".jsonld", ".zip", ".log")
_OURS = (EXPORTS, "tombstones.json", TOKENS)


def _tells(file: Path, redact: Redact) -> bool:
    return any(redact(text) != text for text in _texts(file))


def _texts(file: Path) -> Iterator[str]:
    """The text of a file, or of each file of an archive; a backup is not an export."""
    with suppress(OSError, zipfile.BadZipFile):
        if not zipfile.is_zipfile(file):
            yield _readable(file.read_bytes())
            return
        with zipfile.ZipFile(file) as archive:
            if "manifest.json" in archive.namelist():
                return
            for one in archive.infolist():
                if one.file_size <= _LARGEST:
                    yield _readable(archive.read(one))


def _readable(content: bytes) -> str:
    text = content.decode(
        "utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8", "replace"
    )
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)


def forget_files(files: Iterable[Path], redact: Redact) -> list[str]:
    """Remove exports that name who is to be forgotten; a report of import keeps its other rows.

    Returns:
        What was removed or rewritten.
    """
    done = []
    for file in files:
        if file.suffix == ".csv":
            text = file.read_text("utf-8-sig", errors="replace")
            file.write_text(redact(text), "utf-8-sig")
        else:
            file.unlink(missing_ok=True)
        done.append(str(file))
    return done


def forget_derived(workspace: Path) -> None:
    """Drop what is made of the store: projections, published datasets and their checkpoints.

    They are made again when they are next asked for, under a new number: a worker that still
    reads an old checkpoint is never taken for a current one.
    """
    for name in DERIVED:
        shutil.rmtree(workspace / name, ignore_errors=True)
    for folder in sorted((workspace / "published").glob("*/")):
        with exclusive(folder):
            state = read_state(folder)
            if state is not None:
                write_state(folder, replace(state, clean=False))
            for name in ("dataset", "building", "stale"):
                shutil.rmtree(folder / name, ignore_errors=True)
            _drop_checkpoints(folder)


def _drop_checkpoints(folder: Path) -> None:
    """Those that nobody holds at once, the others after a moment: what is erased is erased."""
    give_up = time.monotonic() + _PATIENCE_SECONDS
    while list(folder.glob(f"{PREFIX}*")) and time.monotonic() < give_up:
        remove_unused(folder, kept="")
        time.sleep(0.05)
    for checkpoint in folder.glob(f"{PREFIX}*"):
        shutil.rmtree(checkpoint, ignore_errors=True)
