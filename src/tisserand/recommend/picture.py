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
LEAST_TIE = 0.01
"""Below it two actors have a funder of many in common, and nothing else."""


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
    actors, ties = _worth_drawing(*actor_ties(projection.network))
    community = np.full(len(actors), NO_COMMUNITY, dtype=np.int32)
    detected = detect(projection)
    groups = [found.members for found in detected.found] if detected.quality.is_clear else []
    for rank, members in enumerate(groups):
        drawn = members[np.isin(members, actors)]
        community[np.searchsorted(actors, drawn)] = rank
    names = name_communities(projection, groups, gazetteer, thesaurus)
    return Picture(actors, ties, lay_out(ties), community, names, projection.sequence)


def _worth_drawing(actors: Integers, ties: sparse.csr_array) -> tuple[Integers, sparse.csr_array]:
    """Without the ties that say next to nothing, and those who have no other."""
    kept = ties.copy()
    kept.data[kept.data < LEAST_TIE] = 0.0
    kept.eliminate_zeros()
    tied = np.flatnonzero(np.diff(kept.indptr))
    return actors[tied], sparse.csr_array(kept[tied][:, tied])


def whole_network(projection: Projection, picture: Picture, limit: int) -> Json:
    """The best tied actors, as many as `limit`, and the ties between them."""
    degree = np.diff(picture.ties.indptr)
    kept = np.sort(np.lexsort((picture.actors, -degree))[:limit])
    return _columns(projection, picture, kept)


def neighbourhood(projection: Projection, picture: Picture, key: str, limit: int) -> Json:
    """An actor and those closest tied to it, as many as `limit`, and the ties between them."""
    actor = projection.find(key)
    centre = int(np.searchsorted(picture.actors, actor))
    if centre == len(picture.actors) or picture.actors[centre] != actor:
        return _columns(projection, picture, np.empty(0, dtype=np.int64)) | {"ties": 0}
    row = slice(picture.ties.indptr[centre], picture.ties.indptr[centre + 1])
    members, weights = picture.ties.indices[row], picture.ties.data[row]
    closest = members[np.lexsort((members, -weights))[:limit]]
    return _columns(projection, picture, np.union1d(closest, [centre])) | {"ties": len(members)}


def _columns(projection: Projection, picture: Picture, kept: NDArray[np.integer]) -> Json:
    """Nodes and edges by column: 40 % smaller than one object each."""
    actors = picture.actors[kept]
    drawn = sparse.triu(picture.ties[kept][:, kept], k=1).tocoo()
    degree = np.diff(picture.ties.indptr)[kept]
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
        "edges": {
            "source": drawn.row.tolist(),
            "target": drawn.col.tolist(),
            "weight": np.round(drawn.data, 4).tolist(),
        },
    }
