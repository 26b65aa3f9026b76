"""A backup: one ZIP file with the store, what is kept beside it, and their checksums.

`manifest.json` is `{format, base_iri, files: {name: {sha256, bytes}}}`. The file appears whole or
not at all: it is written beside its place, made durable, then renamed. What a backup that was
killed leaves (`FILE.part`) is swept by the next one.
"""

import hashlib
import json
import os
import shutil
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from tisserand.errors import InputError
from tisserand.store.port import GraphStore

FORMAT = 1
MANIFEST, STORE = "manifest.json", "graph.sqlite"
_LARGEST_MANIFEST = 1 << 20
_CHUNK = 1 << 20


def write_backup(store: GraphStore, beside: Mapping[str, Path], target: Path) -> None:
    """Back up a store while it is read and written, with the files kept beside it.

    Args:
        beside: name in the backup → file; those that do not exist are left out.
        target: replaced if it exists.

    Raises:
        StoreError: the store cannot be copied.
        OSError: the backup cannot be written.
    """
    part = target.with_name(target.name + ".part")
    shutil.rmtree(part, ignore_errors=True)
    try:
        part.mkdir(mode=0o700)
        store.backup(part / STORE)
        files = {STORE: part / STORE}
        files |= {name: file for name, file in sorted(beside.items()) if file.exists()}
        whole = part / "backup.zip"
        _write(whole, files, store.base_iri)
        whole.replace(target)
        _make_durable(target.parent)
    finally:
        shutil.rmtree(part, ignore_errors=True)


def _write(whole: Path, files: Mapping[str, Path], base_iri: str) -> None:
    descriptor = os.open(whole, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w+b") as stream:
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
            told = {name: _add(archive, name, file) for name, file in files.items()}
            manifest = {"format": FORMAT, "base_iri": base_iri, "files": told}
            archive.writestr(zipfile.ZipInfo(MANIFEST), json.dumps(manifest, indent=1))
        stream.flush()
        os.fsync(stream.fileno())


def _add(archive: zipfile.ZipFile, name: str, file: Path) -> dict[str, Any]:
    """Add a file; the time of the archive's entry says nothing, so it is left at zero."""
    digest, size = hashlib.sha256(), 0
    entry = zipfile.ZipInfo(name)
    entry.compress_type = zipfile.ZIP_DEFLATED
    with file.open("rb") as source, archive.open(entry, "w", force_zip64=True) as goal:
        while chunk := source.read(_CHUNK):
            digest.update(chunk)
            size += len(chunk)
            goal.write(chunk)
    return {"sha256": digest.hexdigest(), "bytes": size}


def _make_durable(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def unpack_backup(file: Path, folder: Path, is_known: Callable[[str], bool]) -> str:
    """Unpack the known files of a backup into an empty folder, each checked.

    Args:
        is_known: tells the names that are taken, in this folder or below; the store is always.

    Returns:
        The prefix of the workspace's IRIs.

    Raises:
        InputError: not a backup, damaged, or written by a newer Tisserand; the folder may then
            hold some of its files.
    """
    try:
        with zipfile.ZipFile(file) as archive:
            manifest = _read_manifest(archive, file)
            for name in sorted(manifest["files"]):
                if name != STORE and not is_known(name):
                    continue
                (folder / name).parent.mkdir(exist_ok=True)
                _unpack(archive, file, name, manifest["files"][name], folder / name)
    except (zipfile.BadZipFile, KeyError, TypeError, ValueError, EOFError) as error:
        raise InputError("review.not_a_backup", file=file.name, reason=error) from error
    return str(manifest["base_iri"])


def _read_manifest(archive: zipfile.ZipFile, file: Path) -> dict[str, Any]:
    if archive.getinfo(MANIFEST).file_size > _LARGEST_MANIFEST:
        raise ValueError(MANIFEST)
    manifest: dict[str, Any] = json.loads(archive.read(MANIFEST))
    if int(manifest["format"]) > FORMAT:
        raise InputError("review.newer_backup", file=file.name, found=manifest["format"])
    if STORE not in manifest["files"]:
        raise KeyError(STORE)
    return manifest


def _unpack(
    archive: zipfile.ZipFile, file: Path, name: str, expected: Mapping[str, Any], goal: Path
) -> None:
    """Write one file, never more bytes than the manifest says.

    Raises:
        InputError: its checksum is not the one of the manifest.
    """
    digest, left = hashlib.sha256(), int(expected["bytes"])
    descriptor = os.open(goal, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as stream, archive.open(name) as source:
            while left >= 0 and (chunk := source.read(_CHUNK)):
                digest.update(chunk)
                left -= len(chunk)
                stream.write(chunk)
            stream.flush()
            os.fsync(stream.fileno())
    except (zipfile.BadZipFile, EOFError) as error:
        raise InputError("review.damaged_backup", file=file.name, part=name) from error
    if left != 0 or digest.hexdigest() != expected["sha256"]:
        raise InputError("review.damaged_backup", file=file.name, part=name)
