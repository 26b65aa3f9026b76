"""The network as the explorer draws it: positions, communities, and as much as a screen bears."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from tisserand.recommend.arrays import Integers, Projection
from tisserand.recommend.communities import actor_ties, detect
from tisserand.recommend.layout import Points, lay_out
from tisserand.recommend.naming import name_communities
from tisserand.recommend.records import Json
from tisserand.reference.places import Gazetteer
from tisserand.reference.thesaurus import Thesaurus

NO_COMMUNITY = -1


@dataclass(frozen=True, slots=True, eq=False)
class Picture:
    """Where each tied actor stands, and in which community.

    Attributes:
        actors: numbers of the actors in the projection, ascending.
        ties: between them, in that order, symmetric.
        points: shape (n, 2), within [-1, 1].
        community: rank of the community of each, -1 for none.
        names: name of each community, by rank.
        sequence: state of the graph it pictures.
    """

    actors: Integers
    ties: sparse.csr_array
    points: Points
    community: NDArray[np.int32]
    names: list[str]
    sequence: int


def draw(projection: Projection, gazetteer: Gazetteer, thesaurus: Thesaurus) -> Picture:
    """Picture a whole View: done once for a state of the graph."""
    actors, ties = actor_ties(projection)
    community = np.full(len(actors), NO_COMMUNITY, dtype=np.int32)
    detected = detect(projection)
    groups = [found.members for found in detected.found] if detected.quality.is_clear else []
    for rank, members in enumerate(groups):
        community[np.searchsorted(actors, members)] = rank
    names = name_communities(projection, groups, gazetteer, thesaurus)
    return Picture(actors, ties, lay_out(ties), community, names, projection.sequence)


def whole_network(projection: Projection, picture: Picture, limit: int) -> Json:
    """The best tied actors, as many as `limit`, and the ties between them."""
    degree = np.diff(projection.network.start)[picture.actors]
    kept = np.sort(np.lexsort((picture.actors, -degree))[:limit])
    return _columns(projection, picture, kept)


def neighbourhood(projection: Projection, picture: Picture, key: str, limit: int) -> Json:
    """An actor and those closest tied to it, as many as `limit`, and the ties between them."""
    centre = projection.find(key)
    members, weights = projection.network.row(centre)
    closest = members[np.lexsort((members, -weights))[:limit]]
    shown = np.union1d(closest, [centre])
    kept = np.searchsorted(picture.actors, shown[np.isin(shown, picture.actors)])
    return _columns(projection, picture, kept) | {"ties": len(members)}


def _columns(projection: Projection, picture: Picture, kept: NDArray[np.integer]) -> Json:
    """Nodes and edges by column: 40 % smaller than one object each."""
    actors = picture.actors[kept]
    drawn = sparse.triu(picture.ties[kept][:, kept], k=1).tocoo()
    degree = np.diff(projection.network.start)[actors]
    return {
        "total": len(picture.actors),
        "communities": picture.names,
        "nodes": {
            "key": [projection.keys[int(actor)] for actor in actors],
            "name": [projection.names[int(actor)] for actor in actors],
            "kind": [projection.kind_of(int(actor)) for actor in actors],
            "community": picture.community[kept].tolist(),
            "degree": degree.tolist(),
            "x": picture.points[kept, 0].tolist(),
            "y": picture.points[kept, 1].tolist(),
        },
        "edges": {"source": drawn.row.tolist(), "target": drawn.col.tolist()},
    }
