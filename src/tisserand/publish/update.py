"""Bring a published dataset up to date: rewrite what the touched entities and sources make."""

from collections.abc import Iterable, Iterator, Sequence

from pyoxigraph import DefaultGraph, NamedNode, Quad, Store

from tisserand.ontology.namespaces import ADMS, PROV, TIS, entity_iri
from tisserand.publish.entities import TYPE
from tisserand.publish.quads import BATCH, owned_quads, references_in, source_quads
from tisserand.publish.terms import iri, term
from tisserand.publish.vocabulary import Vocabulary, closure, reference_quads
from tisserand.store.port import GraphReader


def rewrite(
    dataset: Store, reader: GraphReader, keys: Sequence[str], base_iri: str, vocabulary: Vocabulary
) -> bool:
    """Replace all that these entities make in a dataset by what the reader says now.

    All is removed before anything is added, since a record may pass from one entity to another.

    Args:
        dataset: the dataset of the reader's View.
        keys: the touched entities, gone ones included.

    Returns:
        Whether something may have changed.
    """
    before: set[str] = set()
    after: set[str] = set()
    for key in keys:
        stale = set(_owned(dataset, NamedNode(entity_iri(base_iri, key))))
        before |= references_in(stale)
        for quad in stale:
            dataset.remove(quad)
    for start in range(0, len(keys), BATCH):
        made = owned_quads(reader, keys[start : start + BATCH], base_iri)
        for fresh in made.values():
            after |= references_in(fresh)
        dataset.extend(quad for fresh in made.values() for quad in fresh)
    _add_references(dataset, after, vocabulary)
    _drop_unused_references(dataset, before - after)
    return _rewrite_sources(dataset, reader, base_iri) or bool(keys)


def _owned(dataset: Store, subject: NamedNode) -> Iterator[Quad]:
    """The quads that an entity makes: its own, and those of its identifiers and its records."""
    for quad in dataset.quads_for_pattern(subject, None, None, None):
        yield quad
        if quad.predicate == term(ADMS, "identifier"):
            yield from dataset.quads_for_pattern(_node(quad.object), None, None, None)
    for description in dataset.quads_for_pattern(None, term(TIS, "describes"), subject, None):
        record = _node(description.subject)
        yield from dataset.quads_for_pattern(record, None, None, None)
        derived = term(PROV, "wasDerivedFrom")
        for statement in dataset.quads_for_pattern(None, derived, record, None):
            yield from dataset.quads_for_pattern(_node(statement.subject), None, None, None)


def _node(node: object) -> NamedNode:
    if not isinstance(node, NamedNode):
        raise TypeError(f"a dataset holds IRIs only, not {node}")
    return node


def _add_references(dataset: Store, used: Iterable[str], vocabulary: Vocabulary) -> None:
    for reference, description in closure(used, vocabulary).items():
        dataset.extend(reference_quads(reference, description))


def _drop_unused_references(dataset: Store, candidates: Iterable[str]) -> None:
    """Remove the descriptions that nothing refers to any more, then those above them."""
    waiting = sorted(candidates)
    while waiting:
        node = iri(waiting.pop())
        if node is None or _has(dataset.quads_for_pattern(None, None, node, DefaultGraph())):
            continue
        for quad in list(dataset.quads_for_pattern(node, None, None, DefaultGraph())):
            dataset.remove(quad)
            if isinstance(quad.object, NamedNode) and quad.predicate != TYPE:
                waiting.append(quad.object.value)


def _has(quads: Iterator[Quad]) -> bool:
    return next(quads, None) is not None


def _rewrite_sources(dataset: Store, reader: GraphReader, base_iri: str) -> bool:
    kind = term(TIS, "Source")
    known = list(dataset.quads_for_pattern(None, TYPE, kind, DefaultGraph()))
    stale = {
        quad
        for source in known
        for quad in dataset.quads_for_pattern(source.subject, None, None, DefaultGraph())
    }
    fresh = {quad for source in reader.sources() for quad in source_quads(source, base_iri)}
    for quad in stale - fresh:
        dataset.remove(quad)
    dataset.extend(fresh - stale)
    for graph in list(dataset.named_graphs()):
        if not _has(dataset.quads_for_pattern(None, None, None, graph)):
            dataset.remove_graph(graph)
    return stale != fresh
