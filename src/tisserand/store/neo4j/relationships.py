"""The relationships of an entity, from what its records say: to things and to vocabularies.

There is one for each (subject, property, object, visibility, since, until); what its records say
of it stays side by side in `records`, `sources` and `confidences`.
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from tisserand.ontology.records import Record
from tisserand.store.fusion import confidence, period
from tisserand.store.neo4j.encoding import Properties
from tisserand.store.neo4j.naming import LONGEST_IRI, is_reference


class Target(NamedTuple):
    """The record at the end of a link: the entity that it describes, and who sees it."""

    entity: str
    visibility: int


class Saying(NamedTuple):
    """One record's statement of a relationship."""

    record: str
    source: str
    confidence: float
    target: str


class Relationship(NamedTuple):
    """What makes a relationship; `object` is a key of entity, or an IRI of a vocabulary."""

    property: str
    object: str
    visibility: int
    since: str | None
    until: str | None


Said = dict[Relationship, list[Saying]]


def links_of(key: str, records: Sequence[Record], targets: Mapping[str, Target]) -> Said:
    """The relationships of entity `key` with others; `targets` are the stored records."""
    said: Said = {}
    for record in records:
        for link in record.links:
            target = targets.get(link.target)
            if target is None or target.entity == key:
                continue
            level = max(int(record.visibility), int(link.visibility), target.visibility)
            made = Relationship(link.property, target.entity, level, *period(record, link))
            saying = Saying(record.key, record.source, confidence(record, link), link.target)
            said.setdefault(made, []).append(saying)
    return said


def references_of(records: Sequence[Record]) -> Said:
    """The relationships of an entity with places, skills, themes and other concepts."""
    said: Said = {}
    for record in records:
        for value in record.values:
            if is_reference(value.property):
                level = max(int(record.visibility), int(value.visibility))
                made = Relationship(value.property, value.value, level, *period(record, value))
                saying = Saying(record.key, record.source, confidence(record, value), "")
                said.setdefault(made, []).append(saying)
    return said


def relationship_rows(key: str, said: Said) -> Iterator[tuple[str, Properties]]:
    """(property, row to write) of each relationship of entity `key`, in order."""
    for made, sayings in said.items():
        ordered = sorted(sayings)
        properties = {
            "property": made.property,
            "visibility": made.visibility,
            "since": made.since,
            "until": made.until,
            "records": [one.record for one in ordered],
            "sources": sorted({one.source for one in ordered}),
            "confidences": [one.confidence for one in ordered],
            "confidence": max(one.confidence for one in ordered),
        }
        if ordered[0].target:
            properties["targets"] = [one.target for one in ordered]
            end = made.object
        else:
            end = reference_key(made.object)
            properties["value"] = None if end == made.object else made.object
        yield made.property, {"subject": key, "object": end, "properties": properties}


def reference_key(iri: str) -> str:
    """The IRI, or a short form that an index takes."""
    if len(iri) <= LONGEST_IRI:
        return iri
    digest = hashlib.sha256(iri.encode()).hexdigest()
    return f"{iri[:LONGEST_IRI]}#{digest}"
