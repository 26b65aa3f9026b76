"""Hold each record to the class of the ontology it is of, before it reaches the store."""

from collections.abc import Iterator
from dataclasses import replace
from functools import cache, lru_cache
from typing import Any, NamedTuple

from pydantic import ValidationError

from tisserand.ingest.draft import Draft
from tisserand.ontology.model import CLASSES
from tisserand.ontology.properties import PROPERTIES

Fact = tuple[str, str, bool]
"""Property, value or target, and whether it is a link."""

_LINKED = "urn:tisserand:record"
"""Stands for the IRI of any record that a link targets."""


class InvalidRecordError(Exception):
    """The record cannot be: `message` as in `tisserand.errors`, with its details."""

    def __init__(self, message: str, **details: object) -> None:
        super().__init__(message)
        self.message = message
        self.details = details


class Refusal(NamedTuple):
    """A value or a link that the ontology does not take; `message` names why."""

    property: str
    value: str
    message: str


def validate(draft: Draft) -> tuple[Draft, tuple[Refusal, ...]]:
    """The draft without the values and links that its class does not take, and those.

    Raises:
        InvalidRecordError: no name, an unknown class, or a required link missing.
    """
    if draft.kind not in CLASSES:
        raise InvalidRecordError("ingest.unknown_kind", kind=draft.kind)
    if not draft.name.strip():
        raise InvalidRecordError("ingest.no_name", kind=draft.kind)
    said = tuple((value.property, value.value, False) for value in draft.values)
    linked = tuple((link.property, link.target, True) for link in draft.links)
    refused = _refused(draft.kind, draft.name, said + linked)
    if not refused:
        return draft, ()
    values = [v for number, v in enumerate(draft.values) if number not in refused]
    links = [v for number, v in enumerate(draft.links, len(said)) if number not in refused]
    return replace(draft, values=tuple(values), links=tuple(links)), tuple(
        Refusal(*(said + linked)[number][:2], message) for number, message in refused.items()
    )


@lru_cache(maxsize=20_000)
def _refused(kind: str, name: str, facts: tuple[Fact, ...]) -> dict[int, str]:
    """Why each fact that the class does not take is refused, by its number.

    Raises:
        InvalidRecordError: the name, or the absence of a required property.
    """
    refused = dict(_misplaced(kind, facts))
    given: dict[str, list[int]] = {}
    for number, (property_name, _, _) in enumerate(facts):
        if number not in refused:
            given.setdefault(property_name, []).append(number)
    data: dict[str, Any] = {"name": name}
    for property_name, numbers in given.items():
        values = [_LINKED if facts[number][2] else facts[number][1] for number in numbers]
        data[property_name] = values[0] if PROPERTIES[property_name].functional else values
    try:
        CLASSES[kind].model_validate(data)
    except ValidationError as error:
        refused |= dict.fromkeys(_located(kind, error, given), "ingest.invalid_value")
    return refused


def _misplaced(kind: str, facts: tuple[Fact, ...]) -> Iterator[tuple[int, str]]:
    """Properties the class does not have, links as values, second values of functional ones."""
    met: set[str] = set()
    for number, (name, _, is_link) in enumerate(facts):
        known = PROPERTIES.get(name)
        if known is None or kind not in known.domains or name == "name":
            yield number, "ingest.unknown_property"
        elif (known.takes == "link") != is_link:
            yield number, "ingest.link_or_value"
        elif known.functional and name in met:
            yield number, "ingest.one_value"
        met.add(name)


def _located(kind: str, error: ValidationError, given: dict[str, list[int]]) -> Iterator[int]:
    """Numbers of the facts that an error is about."""
    for one in error.errors(include_url=False, include_input=False, include_context=False):
        name, *place = one["loc"]
        if name == "name":
            raise InvalidRecordError("ingest.bad_name", kind=kind)
        if name not in given or str(name) in _required(kind):
            raise InvalidRecordError("ingest.missing_property", kind=kind, property=name)
        index = next((part for part in place if isinstance(part, int)), 0)
        yield given[str(name)][index]


@cache
def _required(kind: str) -> frozenset[str]:
    fields = CLASSES[kind].model_fields.values()
    return frozenset(str(field.alias) for field in fields if field.is_required())
