"""What people asked, kept in a file outside the store and its backups.

The file is written before the store is. So an older backup that is restored, or a store put back
by hand, is told again what was asked since: see `replay`. It holds keyed hashes, and no name.
"""

import json
import os
from collections.abc import Mapping
from hashlib import blake2b
from pathlib import Path
from typing import Any

from tisserand.ingest.erasure.marks import Mark, MarkKind, unsealed
from tisserand.ingest.erasure.register import MARKS, read_marks
from tisserand.ontology.records import Sealed
from tisserand.store.port import GraphStore

FILE = "tombstones.json"
_FORMAT = 1
Asked = dict[str, dict[str, Any]]
"""`kind id` → `{kind, id, body, workspace, taken_back}`."""


def read_asked(file: Path) -> Asked:
    """What the file says; nothing when there is none."""
    try:
        told = json.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    return {f"{one['kind']} {one['id']}": one for one in told["asked"]}


def note(file: Path, store: GraphStore, mark: Mark, taken_back: bool = False) -> None:
    """Note in the file what a person asks, or takes back."""
    asked = read_asked(file)
    asked |= {f"{mark.kind} {mark.id}": _told(store, mark.sealed(), taken_back)}
    _write(file, asked)


def merge(file: Path, other: Path) -> None:
    """Add to the file what another one says; what was taken back in either stays so."""
    asked, given = read_asked(file), read_asked(other)
    for key, one in given.items():
        known = asked.get(key, one)
        asked[key] = one | {"taken_back": one["taken_back"] or known["taken_back"]}
    _write(file, asked)


def missing(file: Path, store: GraphStore) -> tuple[list[Mark], list[Mark]]:
    """What the file says of this workspace and the store does not know: asked, taken back.

    What the store knows and the file does not is noted in the file.
    """
    own = {k: v for k, v in read_asked(file).items() if v["workspace"] == _workspace(store)}
    with store.resolution() as identity:
        known = {f"{mark.kind} {mark.id}": mark for mark in read_marks(identity)}
    unknown = {key: mark for key, mark in known.items() if key not in own}
    if unknown:
        told = {key: _told(store, mark.sealed(), False) for key, mark in unknown.items()}
        _write(file, read_asked(file) | told)
    asked = [_mark(one) for key, one in own.items() if not one["taken_back"] and key not in known]
    gone = [known[key] for key, one in own.items() if one["taken_back"] and key in known]
    return asked, gone


def _told(store: GraphStore, sealed: Sealed, taken_back: bool) -> dict[str, Any]:
    return {
        "kind": sealed.kind,
        "id": sealed.key,
        "workspace": _workspace(store),
        "taken_back": taken_back,
        "body": json.loads(sealed.body),
    }


def _mark(told: Mapping[str, Any]) -> Mark:
    kind: MarkKind = "tombstone" if told["kind"] == MARKS[0] else "opposition"
    return unsealed(Sealed(kind, told["id"], json.dumps(told["body"])))


def _workspace(store: GraphStore) -> str:
    """What tells a workspace without telling its key: hashes of another one mean nothing here."""
    return blake2b(b"workspace", digest_size=8, key=store.hash_key).hexdigest()


def _write(file: Path, asked: Asked) -> None:
    """Replace the file in one step, on disk when this returns, for its owner only."""
    file.parent.mkdir(parents=True, exist_ok=True)
    draft = file.with_name(f"{file.name}.new")
    told = {"format": _FORMAT, "asked": [asked[key] for key in sorted(asked)]}
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
        json.dump(told, stream, ensure_ascii=False, indent=1)
        stream.flush()
        os.fsync(stream.fileno())
    draft.replace(file)
