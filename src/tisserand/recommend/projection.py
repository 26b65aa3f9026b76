"""Loading the projection of a View: kept up to date by the change log, else built by scan."""

from pathlib import Path

from tisserand.ontology.records import Visibility
from tisserand.recommend.arrays import Graph, Projection
from tisserand.recommend.cache import identify, read_cache, settle, write_cache
from tisserand.recommend.evidence import find_funders, find_holders, find_seekers
from tisserand.recommend.following import FollowedProjection
from tisserand.recommend.incidence import transpose
from tisserand.recommend.network import tie_actors
from tisserand.recommend.scan import scan
from tisserand.recommend.updating import update_projection
from tisserand.store.port import GraphReader

FOLLOWED_CHANGES = 2_000

__all__ = ["Projection", "build_projection", "load_projection"]


def load_projection(
    reader: GraphReader,
    cache: Path | None = None,
    store: str = "",
    held: Projection | None = None,
) -> Projection:
    """The projection of a reader's View: the one held or cached, brought up to the reader by the
    change log, else one built by scan.

    Args:
        cache: folder of the workspace's caches; None keeps nothing.
        store: what tells this store from another that shares the folder.
        held: a projection of the same store and role, in memory.
    """
    if held is not None and (followed := _follow(held, reader)) is not None:
        return settle(followed) if _has_aged(followed) else followed
    if cache is None:
        return build_projection(reader)
    identity = identify(reader, store)
    file = cache / f"projection-{reader.view.role.name.lower()}-{identity.store}.npy"
    kept = read_cache(file, identity)
    projection = None if kept is None else _follow(kept, reader)
    if projection is not None and not _has_aged(projection):
        return projection
    projection = settle(projection) if projection else build_projection(reader)
    write_cache(file, identity, projection)
    return projection


def _follow(projection: Projection, reader: GraphReader) -> Projection | None:
    if projection.sequence > reader.sequence or projection.role != reader.view.role:
        return None
    return update_projection(projection, reader)


def _has_aged(projection: Projection) -> bool:
    """Whether following from what is at hand begins to cost more than making it again."""
    return isinstance(projection, FollowedProjection) and projection.changes > FOLLOWED_CHANGES


def build_projection(reader: GraphReader) -> Projection:
    """The projection from nothing: one scan of the reader, O(links log links)."""
    return project(scan(reader), reader.sequence, reader.view.role)


def project(graph: Graph, sequence: int, role: Visibility) -> Projection:
    """What recommendations are computed on, from what a View holds."""
    holders = find_holders(graph)
    return Projection(
        sequence=sequence,
        role=role,
        keys=graph.keys,
        names=graph.names,
        kind=graph.kind,
        place=graph.place,
        latitude=graph.latitude,
        longitude=graph.longitude,
        concepts=graph.concepts,
        places=graph.places,
        links=graph.links,
        marks=graph.marks,
        holders=holders,
        masteries=transpose(holders, len(graph)),
        funders=find_funders(graph),
        seekers=find_seekers(graph),
        network=tie_actors(graph),
    )
