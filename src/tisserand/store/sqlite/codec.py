"""A record as two short JSON texts, where it is said and what is said, and back.

Integers stand for interned terms: kinds, properties, file names, and the values that are IRIs of
a reference vocabulary; a literal value stays a string. Trailing defaults are left out.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from pydantic_core import from_json, to_json

from tisserand.ontology.properties import PROPERTIES
from tisserand.ontology.records import Identifier, Link, Locator, Record, Source, Value

REFERENCES = frozenset(name for name, known in PROPERTIES.items() if known.takes == "reference")
_TAIL: list[Any] = [1.0, None, None]
_PLAIN = (0, *_TAIL)
"""Visibility, confidence and dates of most statements."""


def encode_locator(locator: Locator, terms: Mapping[str, int]) -> str:
    """Where a record is said."""
    file, sheet, *rest = locator
    return to_json(_trimmed([terms[file], None if sheet is None else terms[sheet], *rest])).decode()


def encode_said(record: Record, terms: Mapping[str, int]) -> str:
    """What a record says."""
    values = [
        _statement(terms[one[0]], terms[one[1]] if one[0] in REFERENCES else one[1], one)
        for one in record.values
    ]
    links = [_statement(terms[link[0]], link[1], link) for link in record.links]
    identifiers = [_identifier(identifier) for identifier in record.identifiers]
    since, until = record.since, record.until
    tail = _trimmed([float(record.confidence), since, until], _TAIL)
    said = [terms[record.kind], record.name, int(record.visibility), identifiers, values, links]
    return to_json(said + tail).decode()


def decode(row: Sequence[Any], sources: Mapping[int, Source], terms: Mapping[int, str]) -> Record:
    """A record from (key, number of its source, locator, said, signature)."""
    key, source, locator, body, signature = row
    where: list[Any] = [*from_json(locator), None]
    told: list[Any] = from_json(body)
    kind, name, visibility, identifiers, values, links = told[:6]
    confidence, since, until = told[6:] + _TAIL[len(told) - 6 :]
    return Record(
        key=key,
        source=sources[source].id,
        kind=terms[kind],
        name=name,
        locator=_locator(where, terms),
        identifiers=tuple(Identifier(*identifier) for identifier in identifiers),
        values=tuple(_value(value, terms) for value in values),
        links=tuple(Link(terms[link[0]], *link[1:]) for link in links),
        visibility=visibility,
        confidence=confidence,
        since=since,
        until=until,
        signature=signature or "",
    )


def _locator(told: list[Any], terms: Mapping[int, str]) -> Locator:
    sheet = None if told[1] is None else terms[told[1]]
    return Locator(terms[told[0]], sheet, *told[2:7])


def _value(told: Sequence[Any], terms: Mapping[int, str]) -> Value:
    value = told[1]
    return Value(terms[told[0]], terms[value] if type(value) is int else value, *told[2:])


def _statement(name: int, value: int | str, told: Value | Link) -> list[Any]:
    if told[2:] == _PLAIN:
        return [name, value]
    if told.until is not None or told.since is not None:
        dates = [told.since] if told.until is None else [told.since, told.until]
        return [name, value, int(told.visibility), float(told.confidence), *dates]
    if told.confidence != 1.0:
        return [name, value, int(told.visibility), float(told.confidence)]
    return [name, value, int(told.visibility)] if told.visibility else [name, value]


def _identifier(told: Identifier) -> list[Any]:
    if told.guessed:
        return list(told)
    return [told.scheme, told.value] if told.role == "self" else list(told[:3])


def _trimmed(values: list[Any], defaults: Sequence[Any] = (None,) * 7) -> list[Any]:
    """Without the defaults at the end."""
    length = len(values)
    while length and values[length - 1] == defaults[length - 1]:
        length -= 1
    return values[:length]
