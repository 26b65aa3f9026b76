"""The projection in one file that is memory-mapped: header, then arrays end to end.

The file is a `.npy` of bytes. Its header says which state of which store it holds; a file of
another state, of another version of this code, or damaged, is as if it were not there.
"""

import hashlib
import json
import tempfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from tisserand.ontology.records import Visibility
from tisserand.recommend.arrays import KINDS, MARKS, PREDICATES, Incidence, Links, Marks, Projection
from tisserand.recommend.evidence import FUNDING, MASTERY, SAID, SEEKING
from tisserand.recommend.network import DIRECT, LARGEST_GROUP, SAME_FUNDER, SAME_GRANT, TOGETHER
from tisserand.recommend.strings import Strings
from tisserand.store.port import GraphReader

VERSION = 2
ALIGNMENT = 64
HEADER_LENGTH = 8  # bytes that hold the length of the header
GROUPS: dict[str, Any] = {
    "keys": Strings,
    "names": Strings,
    "concepts": Strings,
    "places": Strings,
    "links": Links,
    "marks": Marks,
    "holders": Incidence,
    "masteries": Incidence,
    "funders": Incidence,
    "seekers": Incidence,
    "network": Incidence,
}
COLUMNS = ("kind", "place", "latitude", "longitude")


class Identity(NamedTuple):
    """Which store, seen by which role, projected by which rules."""

    role: int
    store: str
    rules: str


def identify(reader: GraphReader, store: str) -> Identity:
    """Sequence numbers start again in a new store: `store` tells it from the one before."""
    rules = [VERSION, KINDS, MARKS, PREDICATES, SAID, MASTERY, SEEKING, FUNDING, DIRECT]
    limits = [TOGETHER, LARGEST_GROUP, SAME_GRANT, SAME_FUNDER]
    return Identity(int(reader.view.role), _digest(store), _digest([*rules, *limits]))


def write_cache(file: Path, identity: Identity, projection: Projection) -> None:
    """Write the file whole or not at all; a folder that cannot be written keeps nothing."""
    content = _pack(identity, projection.sequence, dict(_arrays(projection)))
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=file.parent, delete=False) as target:
            np.save(target, content)
        Path(target.name).replace(file)
    except OSError:
        return


def read_cache(file: Path, identity: Identity) -> Projection | None:
    """The projection of this identity, or None."""
    try:
        # Copy on write: compiled code takes writable arrays; the file itself never changes.
        content = np.asarray(np.lib.format.open_memmap(file, mode="c"))
        found = _unpack(content, identity)
        return None if found is None else _projection(Visibility(identity.role), *found)
    except (OSError, ValueError, KeyError, TypeError, EOFError):
        return None


def _arrays(projection: Projection) -> Iterator[tuple[str, NDArray[Any]]]:
    for column in COLUMNS:
        yield column, getattr(projection, column)
    for group, type_ in GROUPS.items():
        for field in type_.__annotations__:
            yield f"{group}.{field}", getattr(getattr(projection, group), field)


def settle(projection: Projection) -> Projection:
    """The same projection with all its arrays made, which keeps nothing of those before."""
    return _projection(projection.role, projection.sequence, dict(_arrays(projection)))


def _projection(role: Visibility, sequence: int, arrays: dict[str, NDArray[Any]]) -> Projection:
    groups = {
        group: type_(**{field: arrays[f"{group}.{field}"] for field in type_.__annotations__})
        for group, type_ in GROUPS.items()
    }
    fields: dict[str, Any] = {column: arrays[column] for column in COLUMNS} | groups
    return Projection(sequence=sequence, role=role, **fields)


def _pack(identity: Identity, sequence: int, arrays: dict[str, NDArray[Any]]) -> NDArray[np.uint8]:
    """Header length, header, then each array at a multiple of `ALIGNMENT`."""
    layout: dict[str, tuple[str, int, int]] = {}
    body = bytearray()
    for name, array in arrays.items():
        body += b"\0" * (-len(body) % ALIGNMENT)
        layout[name] = (array.dtype.str, len(body), len(array))
        body += np.ascontiguousarray(array).tobytes()
    header: dict[str, Any] = {
        "identity": identity,
        "sequence": sequence,
        "layout": layout,
        "checksum": zlib.crc32(body),
    }
    text = json.dumps(header).encode()
    text += b" " * (-(len(text) + HEADER_LENGTH) % ALIGNMENT)
    length = len(text).to_bytes(HEADER_LENGTH, "little")
    return np.frombuffer(length + text + bytes(body), dtype=np.uint8)


def _unpack(
    content: NDArray[np.uint8], identity: Identity
) -> tuple[int, dict[str, NDArray[Any]]] | None:
    """Sequence number, views on the arrays; None for another identity or a wrong checksum."""
    if content.dtype != np.uint8 or content.ndim != 1:
        return None
    end = HEADER_LENGTH + int.from_bytes(content[:HEADER_LENGTH].tobytes(), "little")
    header = json.loads(content[HEADER_LENGTH:end].tobytes())
    body = content[end:]
    if tuple(header["identity"]) != identity or zlib.crc32(body.data) != header["checksum"]:
        return None
    return int(header["sequence"]), {
        name: body[offset : offset + length * np.dtype(dtype).itemsize].view(dtype)
        for name, (dtype, offset, length) in header["layout"].items()
    }


def _digest(value: object) -> str:
    return hashlib.sha256(json.dumps(value).encode()).hexdigest()[:16]
