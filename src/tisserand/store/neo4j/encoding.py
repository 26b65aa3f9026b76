"""Records, sources and judgements as properties of nodes, and back.

A record's whole content is the JSON of its property `body`; the other properties repeat what an
analyst or a query looks at.
"""

import json
from typing import Any

from tisserand.ontology.namespaces import record_iri, source_iri
from tisserand.ontology.records import (
    Identifier,
    Judgement,
    Link,
    Locator,
    Match,
    Record,
    Signature,
    Source,
    Value,
)

_SOURCE_FIELDS = tuple(Source.__dataclass_fields__)

Properties = dict[str, Any]


def record_properties(record: Record, base_iri: str) -> Properties:
    """Properties of a `:Record`; what is None is left out."""
    properties = {
        "key": record.key,
        "iri": record_iri(base_iri, record.key),
        "source": record.source,
        "kind": record.kind,
        "name": record.name,
        "file": record.locator.file,
        "sheet": record.locator.sheet,
        "row": record.locator.row,
        "page": record.locator.page,
        "visibility": int(record.visibility),
        "confidence": float(record.confidence),
        "since": record.since,
        "until": record.until,
        "signature": record.signature or None,
        "body": _body(record),
    }
    return {name: value for name, value in properties.items() if value is not None}


def _body(record: Record) -> str:
    body = [
        record.source,
        record.kind,
        record.name,
        record.locator,
        record.identifiers,
        record.values,
        record.links,
        record.visibility,
        record.confidence,
        record.since,
        record.until,
        record.signature,
    ]
    return json.dumps(dict(zip(_BODY, body, strict=True)), ensure_ascii=False)


_BODY = (
    "source", "kind", "name", "locator", "identifiers", "values", "links",
    "visibility", "confidence", "since", "until", "signature",
)  # fmt: skip


def decode_record(key: str, body: str) -> Record:
    """The record of a `:Record`."""
    held = json.loads(body)
    return Record(
        key=key,
        source=held["source"],
        kind=held["kind"],
        name=held["name"],
        locator=Locator(*held["locator"]),
        identifiers=tuple(Identifier(*one) for one in held["identifiers"]),
        values=tuple(Value(*one) for one in held["values"]),
        links=tuple(Link(*one) for one in held["links"]),
        visibility=held["visibility"],
        confidence=held["confidence"],
        since=held["since"],
        until=held["until"],
        signature=held["signature"],
    )


def source_properties(source: Source, base_iri: str) -> Properties:
    """Properties of a `:Source`, with its IRI and its title as name."""
    properties = {name: getattr(source, name) for name in _SOURCE_FIELDS}
    properties["visibility"] = int(source.visibility)
    body = json.dumps({name: value for name, value in properties.items() if value is not None})
    properties |= {"iri": source_iri(base_iri, source.id), "name": source.title, "body": body}
    return {name: value for name, value in properties.items() if value is not None}


def decode_source(properties: Properties) -> Source:
    """The source of a `:Source`."""
    return Source(**{name: properties[name] for name in _SOURCE_FIELDS if name in properties})


def decode_judgement(properties: Properties) -> Judgement:
    """The judgement of a `:Judgement`."""
    return Judgement(**properties)


def decode_match(row: tuple[Any, ...]) -> Match:
    """The match of a relationship `:MATCHES`: ends, probability, model."""
    return Match(*row)


def decode_signature(properties: Properties) -> Signature:
    """The signature of a `:Signature`."""
    return Signature(properties["digest"], properties["features"], tuple(properties["blocks"]))
