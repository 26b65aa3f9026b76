"""Communities of the network of actors, as people are told of them."""

from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from tisserand.errors import InputError
from tisserand.messages import Language
from tisserand.ontology.namespaces import entity_iri
from tisserand.recommend.arrays import Incidence, Integers, Projection
from tisserand.recommend.community_events import LEAST_SIZE, Event, sentence
from tisserand.recommend.community_memory import (
    Memory,
    Method,
    read_memory,
    remember,
    write_memory,
)
from tisserand.recommend.naming import name_communities
from tisserand.recommend.partition import Algorithm, Quality, assess, modularity
from tisserand.recommend.records import Json
from tisserand.reference.places import Gazetteer
from tisserand.reference.thesaurus import Thesaurus
from tisserand.store.port import GraphReader

__all__ = ["Communities", "Community", "describe_communities", "detect", "modularity"]

SEED = 1
LEVELS = {"coarse": 0.5, "medium": 1.0, "fine": 2.5}
"""Resolution of each level."""
ALGORITHMS: tuple[Algorithm, ...] = ("leiden", "louvain")


class Community(NamedTuple):
    """A community: its id, which it keeps where there is a memory, and who is in it.

    `members`: numbers of actors, ascending.
    """

    id: str
    members: Integers


class Communities(NamedTuple):
    """Communities, the largest first, then by id; and how much better than chance they are."""

    found: list[Community]
    quality: Quality
    memory: Memory


def detect(
    projection: Projection,
    algorithm: str = "leiden",
    seed: int = SEED,
    resolution: float = 1.0,
    last: Memory | None = None,
) -> Communities:
    """Find the communities of actors who have ties; those of under `LEAST_SIZE` are left out.

    Args:
        last: what was found before, to bring up to date; from scratch when None.

    Raises:
        InputError: an algorithm that is not known.
    """
    method = Method(_algorithm(algorithm), seed, resolution)
    actors, ties = actor_ties(projection.network)
    keys = [projection.keys[int(actor)] for actor in actors]
    memory = remember(keys, ties, projection.sequence, method, last)
    labels = memory.labels
    order = np.argsort(labels, kind="stable")
    groups = np.split(order, np.flatnonzero(np.diff(labels[order])) + 1)
    found = [
        Community(memory.ids[int(labels[group[0]])], actors[group])
        for group in groups
        if len(group) >= LEAST_SIZE
    ]
    found.sort(key=lambda community: (-len(community.members), community.id))
    quality = assess(ties, labels, *method) if len(actors) else Quality(0.0, 0.0, 0.0)
    return Communities(found, quality, memory)


def _algorithm(name: str) -> Algorithm:
    for algorithm in ALGORITHMS:
        if algorithm == name:
            return algorithm
    raise InputError("recommend.unknown_algorithm", algorithm=name, known=", ".join(ALGORITHMS))


def actor_ties(network: Incidence) -> tuple[NDArray[np.int32], sparse.csr_array]:
    """Actors who have ties, ascending, and the network between them, symmetric."""
    degree = np.diff(network.start)
    actors = np.flatnonzero(degree).astype(np.int32)
    number = np.full(len(network), -1, dtype=np.int32)
    number[actors] = np.arange(len(actors))
    start = np.concatenate([[0], np.cumsum(degree[actors])])
    shape = (len(actors), len(actors))
    ties = sparse.csr_array((network.weight, number[network.member], start), shape=shape)
    return actors, ties


def describe_communities(
    reader: GraphReader,
    projection: Projection,
    *,
    gazetteer: Gazetteer,
    thesaurus: Thesaurus,
    base_iri: str,
    algorithm: str = "leiden",
    seed: int = SEED,
    level: str = "medium",
    folder: Path | None = None,
    language: Language = "fr",
) -> Json:
    """`{communities, snapshots, changes}`, in the folder's memory when one is given.

    `communities`: `[{id, name, size, members: [{iri, name, kind}]}]`, the largest first; empty
    when there are none, or none that chance does not explain: say `recommend.no_communities` then.
    `changes`: `[{event, id, name, before, after, other, text}]` since the snapshot before.

    Raises:
        InputError: an algorithm or a level that is not known.
    """
    if level not in LEVELS:
        raise InputError("recommend.unknown_community_level", level=level, known=", ".join(LEVELS))
    role = projection.role.name.lower()
    file = folder / f"{role}-{_algorithm(algorithm)}-{level}.npz" if folder else None
    last = read_memory(file) if file else None
    communities = detect(projection, algorithm, seed, LEVELS[level], last)
    if not communities.quality.is_clear:
        return {"communities": [], "snapshots": [], "changes": []}
    groups = [community.members for community in communities.found]
    names = name_communities(projection, groups, gazetteer, thesaurus, language)
    memory = _keep(communities, names, last, file)
    return {
        "communities": [
            _community_card(projection, community, name, base_iri)
            for community, name in zip(communities.found, names, strict=True)
        ],
        "snapshots": memory.snapshots,
        "changes": [_change(event, memory.names, language) for event in memory.events],
    }


def _keep(
    communities: Communities, names: list[str], last: Memory | None, file: Path | None
) -> Memory:
    """Remember what was found; names of those that events tell of stay known."""
    memory = communities.memory
    if last is not None and memory is last:
        return last
    told = {event.id for event in memory.events} | {event.other for event in memory.events}
    known = {id: name for id, name in memory.names.items() if id in told}
    now = {found.id: name for found, name in zip(communities.found, names, strict=True)}
    memory = memory._replace(names=known | now)
    if file:
        write_memory(file, memory)
    return memory


def _community_card(projection: Projection, community: Community, name: str, base_iri: str) -> Json:
    return {
        "id": community.id,
        "name": name,
        "size": len(community.members),
        "members": [
            {
                "iri": entity_iri(base_iri, projection.keys[int(member)]),
                "name": projection.names[int(member)],
                "kind": projection.kind_of(int(member)),
            }
            for member in community.members
        ],
    }


def _change(event: Event, names: dict[str, str], language: Language) -> Json:
    return {
        "event": event.kind,
        "id": event.id,
        "name": names.get(event.id, event.id),
        "before": event.before,
        "after": event.after,
        "other": event.other or None,
        "text": sentence(event, names, language),
    }
