"""Bring a published dataset up to date: rewrite what the touched entities and sources make."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

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

    Only what differs is written, and all is removed before anything is added, since a record may
    pass from one entity to another.

    Args:
        dataset: the dataset of the reader's View.
        keys: the touched entities, gone ones included.

    Returns:
        Whether something may have changed.
    """
    before: set[str] = set()
    after: set[str] = set()
    batches = [keys[start : start + BATCH] for start in range(0, len(keys), BATCH)]
    fresh: set[Quad] = set()
    for batch in batches:
        subjects = (NamedNode(entity_iri(base_iri, key)) for key in batch)
        stale = {quad for subject in subjects for quad in _owned(dataset, subject)}
        fresh = _made(reader, batch, base_iri)
        before |= references_in(stale)
        after |= references_in(fresh)
        for quad in stale - fresh:
            dataset.remove(quad)
    for batch in batches:
        _add(dataset, fresh if len(batches) == 1 else _made(reader, batch, base_iri))
    described = closure(after, vocabulary).items()
    _add(dataset, chain.from_iterable(reference_quads(*one) for one in described))
    _drop_unused_references(dataset, before - after)
    return _rewrite_sources(dataset, reader, base_iri) or bool(keys)


def _made(reader: GraphReader, keys: Sequence[str], base_iri: str) -> set[Quad]:
    return set(chain.from_iterable(owned_quads(reader, keys, base_iri).values()))


def _add(dataset: Store, quads: Iterable[Quad]) -> None:
    """Add those that are not there, at once."""
    missing = [quad for quad in quads if quad not in dataset]
    if missing:
        dataset.extend(missing)


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
