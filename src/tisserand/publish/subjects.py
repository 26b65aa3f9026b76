"""The default graph, one subject at a time, in an order that does not depend on arrival."""

from collections.abc import Iterator
from typing import NamedTuple

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad

from tisserand.publish.quads import batches, owned_quads, references_in, source_quads
from tisserand.publish.reference import known_vocabulary
from tisserand.publish.vocabulary import Vocabulary, closure, reference_quads
from tisserand.store.port import GraphReader


class Subject(NamedTuple):
    """What the default graph says of one thing: predicates in order, objects in order."""

    iri: str
    objects: dict[str, list[NamedNode | Literal]]


def subjects(
    reader: GraphReader, base_iri: str, vocabulary: Vocabulary | None = None
) -> Iterator[Subject]:
    """Sources by id, entities by key, each with its identifiers, then places and concepts."""
    used: set[str] = set()
    for source in reader.sources():
        yield from grouped(list(source_quads(source, base_iri)))
    for keys in batches(reader):
        owned = owned_quads(reader, keys, base_iri)
        for key in sorted(owned):
            chosen = [quad for quad in owned[key] if quad.graph_name == DefaultGraph()]
            used |= references_in(chosen)
            yield from grouped(chosen)
    described = closure(used, vocabulary or known_vocabulary())
    for reference in sorted(described):
        yield from grouped(list(reference_quads(reference, described[reference])))


def subjects_of_thing(reader: GraphReader, key: str, base_iri: str) -> Iterator[Subject]:
    """One entity with its identifiers, and the places and concepts that it names."""
    owned = owned_quads(reader, [key], base_iri)[key]
    chosen = [quad for quad in owned if quad.graph_name == DefaultGraph()]
    yield from grouped(chosen)
    described = closure(references_in(chosen), known_vocabulary())
    for reference in sorted(described):
        yield from grouped(list(reference_quads(reference, described[reference])))


def grouped(quads: list[Quad]) -> Iterator[Subject]:
    found: dict[str, dict[str, set[NamedNode | Literal]]] = {}
    for quad in quads:
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, (NamedNode, Literal)):
            said = found.setdefault(quad.subject.value, {})
            said.setdefault(quad.predicate.value, set()).add(quad.object)
    for iri in sorted(found):
        said = found[iri]
        yield Subject(iri, {name: sorted(said[name], key=str) for name in sorted(said)})
