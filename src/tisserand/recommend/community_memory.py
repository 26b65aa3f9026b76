"""What is remembered of communities from one state of the graph to the next.

One file for each View, algorithm and level: the network as it was last, who was in what, and
the snapshots taken, each with its algorithm, seed and parent. Snapshots name communities, never
actors: who leaves the graph leaves the file at the next run.
"""

import json
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple
from zipfile import BadZipFile

import numpy as np
from scipy import sparse

from tisserand.recommend.community_events import LEAST_SIZE, Event, tell_events
from tisserand.recommend.community_kernel import Labels
from tisserand.recommend.community_updates import update_communities
from tisserand.recommend.partition import Algorithm, modularity, partition

VERSION = 1
FOLDER = "communities"
MOST_SNAPSHOTS = 200


class Method(NamedTuple):
    """How communities are found."""

    algorithm: Algorithm
    seed: int
    resolution: float


class Memory(NamedTuple):
    """Who is in what, in one state of the graph.

    Attributes:
        keys: of the actors who have ties, ascending.
        labels: of each; a community keeps its label from one state to the next.
        ids: of the communities, by label.
        names: of the communities when last told, by id.
        reference: what the next update is judged by: see `Update`.
        snapshots: `{number, sequence, algorithm, seed, resolution, parent, full, modularity,
            communities}`, the oldest first.
        events: what the last snapshot changed.
    """

    keys: list[str]
    ties: sparse.csr_array
    labels: Labels
    ids: dict[int, str]
    names: dict[str, str]
    reference: float
    snapshots: list[dict[str, Any]]
    events: list[Event]


def remember(
    keys: list[str], ties: sparse.csr_array, sequence: int, method: Method, last: Memory | None
) -> Memory:
    """Communities of a state of the graph: from scratch, or from those of the state before."""
    if last is not None and last.keys == keys and _are_equal(last.ties, ties):
        return last
    if last is None or not len(last.keys) or not len(keys):
        labels, full = partition(ties, *method), True
        reference = modularity(ties, labels, method.resolution)
    else:
        before, after, kept = align(last, keys, ties)
        update = update_communities(last.labels, before, after, method.resolution, last.reference)
        labels, full, reference = update.labels[kept], update.is_full, update.reference
    found = modularity(ties, labels, method.resolution)
    ids = name_labels(keys, labels, last)
    snapshot = {
        "number": last.snapshots[-1]["number"] + 1 if last else 1,
        "sequence": sequence,
        **method._asdict(),
        "parent": last.snapshots[-1]["number"] if last else None,
        "full": full,
        "modularity": round(found, 6),
        "communities": int((np.bincount(labels) >= LEAST_SIZE).sum()) if len(labels) else 0,
    }
    events = tell_events(_members(last), _members_of(keys, labels, ids)) if last else []
    snapshots = [*(last.snapshots if last else []), snapshot][-MOST_SNAPSHOTS:]
    names = last.names if last else {}
    return Memory(keys, ties, labels, ids, names, reference, snapshots, events)


def align(
    last: Memory, keys: list[str], ties: sparse.csr_array
) -> tuple[sparse.csr_array, sparse.csr_array, Labels]:
    """Both networks over the actors of the last state, in its order, then the newcomers.

    Returns:
        The network before, the one after, and the number in them of each actor of `keys`.
    """
    number = {key: i for i, key in enumerate(last.keys)}
    kept = np.array([number.setdefault(key, len(number)) for key in keys], dtype=np.int64)
    entries = ties.tocoo()
    shape = (len(number), len(number))
    after = sparse.csr_array((entries.data, (kept[entries.row], kept[entries.col])), shape=shape)
    after.sort_indices()
    return last.ties, after, kept


def name_labels(keys: list[str], labels: Labels, last: Memory | None) -> dict[int, str]:
    """Ids of the labels borne: those they had, else the least key of the members."""
    known = last.ids if last else {}
    ids = {label: known[label] for label in map(int, np.unique(labels)) if label in known}
    used = {*known.values()}
    for position in np.unique(labels, return_index=True)[1]:
        label = int(labels[position])
        if label in ids:
            continue
        name, again = f"community-{keys[position]}", 2
        while name in used:
            name, again = f"community-{keys[position]}-{again}", again + 1
        ids[label] = name
        used.add(name)
    return ids


def _are_equal(a: sparse.csr_array, b: sparse.csr_array) -> bool:
    return (
        a.shape == b.shape
        and np.array_equal(a.indptr, b.indptr)
        and np.array_equal(a.indices, b.indices)
        and np.array_equal(a.data, b.data)
    )


def _members(memory: Memory | None) -> dict[str, frozenset[str]]:
    return _members_of(memory.keys, memory.labels, memory.ids) if memory else {}


def _members_of(keys: list[str], labels: Labels, ids: dict[int, str]) -> dict[str, frozenset[str]]:
    groups: dict[str, list[str]] = {}
    for key, label in zip(keys, labels.tolist(), strict=True):
        groups.setdefault(ids[label], []).append(key)
    return {name: frozenset(group) for name, group in groups.items()}


def write_memory(file: Path, memory: Memory) -> None:
    """Write the file whole or not at all; a folder that cannot be written keeps nothing."""
    told = {
        "version": VERSION,
        "ids": {str(label): name for label, name in memory.ids.items()},
        "names": memory.names,
        "reference": memory.reference,
        "snapshots": memory.snapshots,
        "events": memory.events,
    }
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=file.parent, delete=False) as target:
            np.savez(
                target,
                told=np.array(json.dumps(told, ensure_ascii=False)),
                keys=np.array(memory.keys, dtype=np.str_),
                labels=memory.labels,
                start=memory.ties.indptr,
                member=memory.ties.indices,
                weight=memory.ties.data,
            )
        Path(target.name).replace(file)
    except OSError:
        return


def read_memory(file: Path) -> Memory | None:
    """What the file remembers; None when there is none, or it is damaged or of another version."""
    try:
        with file.open("rb") as opened, np.load(opened, allow_pickle=False) as held:
            told = json.loads(str(held["told"]))
            if told["version"] != VERSION:
                return None
            keys, labels = held["keys"].tolist(), held["labels"].astype(np.int64)
            shape = (len(keys), len(keys))
            arrays = (held["weight"], held["member"], held["start"])
            ties = sparse.csr_array(arrays, shape=shape)
            ids = {int(label): str(name) for label, name in told["ids"].items()}
            if len(labels) != len(keys) or not {*labels.tolist()} <= ids.keys():
                return None
            events = [Event(*event) for event in told["events"]]
            reference, snapshots = float(told["reference"]), list(told["snapshots"])
            if not snapshots:
                return None
            return Memory(keys, ties, labels, ids, told["names"], reference, snapshots, events)
    except (OSError, ValueError, KeyError, TypeError, EOFError, AttributeError, BadZipFile):
        return None


def forget_names(folder: Path, tells: Callable[[str], bool]) -> None:
    """Forget the names of communities that tell of somebody, as « autour de » an erased person,
    in every file of a folder."""
    for file in sorted(folder.rglob("*.npz")):
        memory = read_memory(file)
        if memory is None:
            file.unlink()
        elif any(map(tells, memory.names.values())):
            names = {id: name for id, name in memory.names.items() if not tells(name)}
            write_memory(file, memory._replace(names=names))
