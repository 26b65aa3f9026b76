"""What each source says, in its own graph, and who says it, in its provenance graph.

Plain RDF 1.1: each value and each link of a record is an `rdf:Statement` with an IRI, made from
the record's key and a digest of what it says, never from an order of arrival.
"""

from collections.abc import Iterator, Mapping
from hashlib import sha256
from typing import NamedTuple
from urllib.parse import quote

from pyoxigraph import Literal, NamedNode, Quad

from tisserand.ontology.namespaces import PROV, RDF, TIS, entity_iri, record_iri, source_iri
from tisserand.ontology.properties import PROPERTIES
from tisserand.ontology.records import Link, Record, Value
from tisserand.publish.entities import TYPE, identifier_property, identifier_text
from tisserand.publish.terms import literal, object_of, term
from tisserand.store.fusion import confidence, period

Qualifiers = tuple[float, str | None, str | None]
"""Confidence in [0, 1], and the dates between which it held."""


class Assertion(NamedTuple):
    """One thing that a record says: `digest` names it within its record."""

    digest: str
    predicate: NamedNode
    object: NamedNode | Literal
    qualifiers: Qualifiers


def source_graph(base_iri: str, source: str) -> NamedNode:
    """The named graph of what a source says; also the source's own IRI."""
    return NamedNode(source_iri(base_iri, quote(source)))


def provenance_graph(base_iri: str, source: str) -> NamedNode:
    """The named graph of who says what a source says."""
    return NamedNode(source_iri(base_iri, quote(source)) + "/provenance")


def record_quads(
    record: Record,
    entity: str,
    owners: Mapping[str, str],
    base_iri: str,
    with_passages: bool = False,
) -> Iterator[Quad]:
    """Quads of the two graphs of its source that one record makes.

    Args:
        record: the record, with its visible values and links only.
        entity: key of the entity it describes.
        owners: key of the entity that each linked record describes, in this View.
        base_iri: prefix of the IRIs of the workspace.
        with_passages: whether the verbatim passages of reports are told; a passage may name a
            person whom the fact it supports does not.
    """
    subject = NamedNode(entity_iri(base_iri, entity))
    said = source_graph(base_iri, record.source)
    told = provenance_graph(base_iri, record.source)
    yield Quad(subject, TYPE, term(TIS, record.kind), said)
    yield from _record_description(record, subject, base_iri, with_passages)
    for assertion in assertions(record, entity, owners, base_iri):
        yield Quad(subject, assertion.predicate, assertion.object, said)
        yield from _statement(record, subject, assertion, told, base_iri)


def assertions(
    record: Record, entity: str, owners: Mapping[str, str], base_iri: str
) -> Iterator[Assertion]:
    """All that a record says and that may be published: name, identifiers, values, links."""
    own = (record.confidence, record.since, record.until)
    yield _assertion("name", record.name, literal(record.name), own)
    for identifier in record.identifiers:
        name = identifier_property(identifier)
        if name is not None:
            number = identifier_text(identifier)
            yield _assertion(name, number, literal(number), own)
    for value in record.values:
        if value.property in PROPERTIES:
            node = object_of(PROPERTIES[value.property], value.value)
            if node is not None:
                yield _assertion(value.property, value.value, node, _qualified(record, value))
    for link in record.links:
        owner = owners.get(link.target, entity)
        if owner != entity and link.property in PROPERTIES:
            target = NamedNode(entity_iri(base_iri, owner))
            yield _assertion(link.property, link.target, target, _qualified(record, link))


def _qualified(record: Record, statement: Value | Link) -> Qualifiers:
    return (confidence(record, statement), *period(record, statement))


def _assertion(
    name: str,
    lexical: str,
    node: NamedNode | Literal,
    qualifiers: Qualifiers,
) -> Assertion:
    trust, since, until = qualifiers
    content = "\x1f".join((name, lexical, repr(trust), since or "", until or ""))
    digest = sha256(content.encode("utf-8", "surrogatepass")).hexdigest()[:16]
    return Assertion(digest, term(TIS, name), node, qualifiers)


def _statement(
    record: Record, subject: NamedNode, assertion: Assertion, graph: NamedNode, base_iri: str
) -> Iterator[Quad]:
    source = record_iri(base_iri, record.key)
    node = NamedNode(f"{source}#{assertion.digest}")
    yield Quad(node, TYPE, term(RDF, "Statement"), graph)
    yield Quad(node, term(RDF, "subject"), subject, graph)
    yield Quad(node, term(RDF, "predicate"), assertion.predicate, graph)
    yield Quad(node, term(RDF, "object"), assertion.object, graph)
    yield Quad(node, term(PROV, "wasDerivedFrom"), NamedNode(source), graph)
    yield from _qualifiers(node, assertion.qualifiers, graph)


def _qualifiers(node: NamedNode, qualifiers: Qualifiers, graph: NamedNode) -> Iterator[Quad]:
    trust, since, until = qualifiers
    yield Quad(node, term(TIS, "confidence"), literal(repr(trust), "double"), graph)
    if since:
        yield Quad(node, term(TIS, "since"), literal(since), graph)
    if until:
        yield Quad(node, term(TIS, "until"), literal(until), graph)


def _record_description(
    record: Record, subject: NamedNode, base_iri: str, with_passages: bool
) -> Iterator[Quad]:
    graph = provenance_graph(base_iri, record.source)
    node = NamedNode(record_iri(base_iri, record.key))
    yield Quad(node, TYPE, term(TIS, "Record"), graph)
    yield Quad(node, term(TIS, "describes"), subject, graph)
    yield Quad(node, term(TIS, "fromSource"), source_graph(base_iri, record.source), graph)
    yield from _qualifiers(node, (record.confidence, record.since, record.until), graph)
    place = record.locator
    for name, where in (("file", place.file), ("sheet", place.sheet)):
        if where:
            yield Quad(node, term(TIS, name), literal(where), graph)
    for name, number in (("row", place.row), ("page", place.page)):
        if number is not None:
            yield Quad(node, term(TIS, name), literal(str(number), "integer"), graph)
    if place.passage and with_passages:
        yield Quad(node, term(TIS, "passage"), literal(place.passage), graph)
