"""Communities of the network of actors, as one run finds them."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from tisserand.errors import InputError
from tisserand.messages import Language
from tisserand.ontology.namespaces import entity_iri
from tisserand.recommend.arrays import Integers, Projection
from tisserand.recommend.naming import name_communities
from tisserand.recommend.partition import Algorithm, Quality, assess, modularity, partition
from tisserand.recommend.records import Json
from tisserand.reference.places import Gazetteer
from tisserand.reference.thesaurus import Thesaurus
from tisserand.store.port import GraphReader

__all__ = ["Communities", "Community", "describe_communities", "detect", "modularity"]

SEED = 1
LEAST_SIZE = 3
ALGORITHMS: tuple[Algorithm, ...] = ("leiden", "louvain")


class Community(NamedTuple):
    """A community. Its id comes from the least key of its members, so it survives small changes.

    `members`: numbers of actors, ascending.
    """

    id: str
    members: Integers


class Communities(NamedTuple):
    """Communities, the largest first, then by id; and how much better than chance they are."""

    found: list[Community]
    quality: Quality


def detect(
    projection: Projection,
    algorithm: str = "leiden",
    seed: int = SEED,
    resolution: float = 1.0,
) -> Communities:
    """Find the communities of actors who have ties; those of under `LEAST_SIZE` are left out.

    Raises:
        InputError: an algorithm that is not known.
    """
    chosen = _algorithm(algorithm)
    actors, ties = actor_ties(projection)
    if not len(actors):
        return Communities([], Quality(0.0, 0.0, 0.0))
    labels = partition(ties, chosen, seed, resolution)
    order = np.argsort(labels, kind="stable")
    groups = np.split(actors[order], np.flatnonzero(np.diff(labels[order])) + 1)
    found = [
        Community(f"community-{projection.keys[int(group[0])]}", group)
        for group in groups
        if len(group) >= LEAST_SIZE
    ]
    found.sort(key=lambda community: (-len(community.members), community.id))
    return Communities(found, assess(ties, labels, chosen, seed, resolution))


def _algorithm(name: str) -> Algorithm:
    for algorithm in ALGORITHMS:
        if algorithm == name:
            return algorithm
    raise InputError("recommend.unknown_algorithm", algorithm=name, known=", ".join(ALGORITHMS))


def actor_ties(projection: Projection) -> tuple[NDArray[np.int32], sparse.csr_array]:
    """Actors who have ties, ascending, and the network between them, symmetric."""
    network = projection.network
    degree = np.diff(network.start)
    actors = np.flatnonzero(degree).astype(np.int32)
    number = np.full(len(projection), -1, dtype=np.int32)
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
    resolution: float = 1.0,
    language: Language = "fr",
) -> list[Json]:
    """`[{id, name, size, members: [{iri, name, kind}]}]`, the largest first.

    Empty when there are none, or none that chance does not explain: say
    `recommend.no_communities` then.

    Raises:
        InputError: an algorithm that is not known.
    """
    communities = detect(projection, algorithm, seed, resolution)
    if not communities.quality.is_clear:
        return []
    groups = [community.members for community in communities.found]
    names = name_communities(projection, groups, gazetteer, thesaurus, language)
    return [
        {
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
        for community, name in zip(communities.found, names, strict=True)
    ]
