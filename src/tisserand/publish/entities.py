"""The default graph: the chosen values and the links of each entity."""

from collections.abc import Iterator, Mapping
from functools import cache
from urllib.parse import quote

from pyoxigraph import NamedNode, Quad

from tisserand.ontology.model import CLASSES, Thing
from tisserand.ontology.namespaces import (
    ADMS,
    DCT,
    PROV,
    RDF,
    RDFS,
    SKOS,
    TIS,
    entity_iri,
    source_iri,
)
from tisserand.ontology.properties import PROPERTIES
from tisserand.ontology.records import Entity, Identifier, Record
from tisserand.publish.terms import literal, object_of, predicate, term

REGISTERED = ("siren", "siret", "rna")
"""Schemes that are properties of the model; the others are values of `identifier`."""

TYPE = term(RDF, "type")


@cache
def classes_of(kind: str) -> tuple[NamedNode, ...]:
    """The class of a kind and its superclasses in the model, the most general last."""
    lineage = CLASSES[kind].__mro__
    return tuple(term(TIS, c.__name__) for c in lineage if issubclass(c, Thing))


def identifier_property(identifier: Identifier) -> str | None:
    """The property that gives an identifier; None for those that are not the thing's own, or
    that somebody's join guessed."""
    if identifier.role != "self" or identifier.guessed:
        return None
    return identifier.scheme if identifier.scheme in REGISTERED else "identifier"


def identifier_text(identifier: Identifier) -> str:
    """The number; preceded by its scheme when it is a value of `identifier`."""
    registered = identifier.scheme in REGISTERED
    return identifier.value if registered else f"{identifier.scheme}:{identifier.value}"


def entity_quads(
    entity: Entity, records: Mapping[str, Record], owners: Mapping[str, str], base_iri: str
) -> Iterator[Quad]:
    """Quads of the default graph whose subject is an entity or one of its identifiers.

    `dct:type` is its class itself, among the classes that `rdf:type` gives with it.

    Args:
        entity: the entity, as one View shows it.
        records: its visible records, by key.
        owners: key of the entity that each linked record describes, in this View.
        base_iri: prefix of the IRIs of the workspace.
    """
    subject = NamedNode(entity_iri(base_iri, entity.key))
    for node in classes_of(entity.kind):
        yield Quad(subject, TYPE, node)
    yield Quad(subject, term(DCT, "type"), term(TIS, entity.kind))
    yield Quad(subject, term(RDFS, "label"), literal(entity.name))
    yield Quad(subject, term(TIS, "name"), literal(entity.name))
    yield from _chosen_values(subject, entity)
    for identifier in entity.identifiers:
        yield from _identifier_quads(subject, identifier)
    for record in records.values():
        yield Quad(
            subject,
            term(PROV, "wasDerivedFrom"),
            NamedNode(source_iri(base_iri, quote(record.source))),
        )
        yield from _links(subject, record, owners, base_iri)


def _chosen_values(subject: NamedNode, entity: Entity) -> Iterator[Quad]:
    said = set()
    for fact in entity.facts:
        relation = predicate(fact.property)
        if not fact.chosen or relation is None or fact.property == "name":
            continue
        value = object_of(PROPERTIES[fact.property], fact.value)
        if value is not None:
            said.add(fact.property)
            yield Quad(subject, relation, value)
    for name, degrees in (("latitude", entity.latitude), ("longitude", entity.longitude)):
        if degrees is not None and name not in said:
            yield Quad(subject, term(TIS, name), literal(repr(degrees), "double"))


def _identifier_quads(subject: NamedNode, identifier: Identifier) -> Iterator[Quad]:
    name = identifier_property(identifier)
    if name is None:
        return
    yield Quad(subject, term(TIS, name), literal(identifier_text(identifier)))
    part = quote(f"{identifier.scheme}-{identifier.value}", safe="-._~")
    node = NamedNode(f"{subject.value}#{part}")
    yield Quad(subject, term(ADMS, "identifier"), node)
    yield Quad(node, TYPE, term(ADMS, "Identifier"))
    yield Quad(node, term(SKOS, "notation"), literal(identifier.value))
    yield Quad(node, term(ADMS, "schemeAgency"), literal(identifier.scheme))


def _links(
    subject: NamedNode, record: Record, owners: Mapping[str, str], base_iri: str
) -> Iterator[Quad]:
    for link in record.links:
        relation = predicate(link.property)
        if link.target in owners and relation is not None:
            target = NamedNode(entity_iri(base_iri, owners[link.target]))
            if target != subject:
                yield Quad(subject, relation, target)
