"""A record as a list that JSON takes, and back: for what is kept outside every View."""

from typing import Any

from tisserand.ontology.records import Identifier, Link, Locator, Record, Value

Told = list[Any]


def encode_record(record: Record) -> Told:
    """Everything that a record holds."""
    return [
        record.key, record.source, record.kind, record.name, list(record.locator),
        [list(one) for one in record.identifiers], [list(one) for one in record.values],
        [list(one) for one in record.links], int(record.visibility), record.confidence,
        record.since, record.until, record.signature,
    ]  # fmt: skip


def decode_record(told: Told) -> Record:
    """The record that `encode_record` told."""
    key, source, kind, name, locator, identifiers, values, links, *rest = told
    visibility, confidence, since, until, signature = rest
    return Record(
        key=key,
        source=source,
        kind=kind,
        name=name,
        locator=Locator(*locator),
        identifiers=tuple(Identifier(*one) for one in identifiers),
        values=tuple(Value(*one) for one in values),
        links=tuple(Link(*one) for one in links),
        visibility=visibility,
        confidence=confidence,
        since=since,
        until=until,
        signature=signature,
    )
