"""Loading the projection of a View: from its cache file when that is still true, else by scan."""

from pathlib import Path

from tisserand.ontology.records import Visibility
from tisserand.recommend.arrays import Graph, Projection
from tisserand.recommend.cache import identify, read_cache, write_cache
from tisserand.recommend.evidence import find_funders, find_holders, find_seekers
from tisserand.recommend.incidence import transpose
from tisserand.recommend.network import tie_actors
from tisserand.recommend.scan import scan
from tisserand.store.port import GraphReader

__all__ = ["Projection", "build_projection", "load_projection"]


def load_projection(reader: GraphReader, cache: Path | None = None, store: str = "") -> Projection:
    """The projection of a reader's View.

    Args:
        cache: folder of the workspace's caches; None keeps nothing.
        store: what tells this store from another that shares the folder.
    """
    if cache is None:
        return build_projection(reader)
    identity = identify(reader, store)
    file = cache / f"projection-{reader.view.role.name.lower()}-{identity.store}.npy"
    projection = read_cache(file, identity)
    if projection is None:
        projection = build_projection(reader)
        write_cache(file, identity, projection)
    return projection


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
