"""Hold each record to the class of the ontology it is of, before it reaches the store."""

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import Any, NamedTuple

from pydantic import ValidationError

from tisserand.ingest.draft import Draft
from tisserand.ontology.model import CLASSES
from tisserand.ontology.properties import PROPERTIES
from tisserand.ontology.records import Link, Value

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


def validate(draft: Draft) -> tuple[Draft, list[Refusal]]:
    """The draft without the values and links that its class does not take, and those.

    Raises:
        InvalidRecordError: no name, an unknown class, or a required link missing.
    """
    if draft.kind not in CLASSES:
        raise InvalidRecordError("ingest.unknown_kind", kind=draft.kind)
    if not draft.name.strip():
        raise InvalidRecordError("ingest.no_name", kind=draft.kind)
    facts: list[Value | Link] = [*draft.values, *draft.links]
    refused = dict(_misplaced(draft.kind, facts))
    errors = _errors(draft, [fact for fact in facts if fact not in refused])
    refused |= errors
    if not refused:
        return draft, []
    kept = replace(
        draft,
        values=tuple(value for value in draft.values if value not in refused),
        links=tuple(link for link in draft.links if link not in refused),
    )
    return kept, [Refusal(fact.property, fact[1], message) for fact, message in refused.items()]


def _misplaced(kind: str, facts: list[Value | Link]) -> Iterator[tuple[Value | Link, str]]:
    """Properties the class does not have, links as values, second values of functional ones."""
    met: set[str] = set()
    for fact in facts:
        known = PROPERTIES.get(fact.property)
        if known is None or kind not in known.domains or fact.property == "name":
            yield fact, "ingest.unknown_property"
        elif (known.takes == "link") != isinstance(fact, Link):
            yield fact, "ingest.link_or_value"
        elif known.functional and fact.property in met:
            yield fact, "ingest.one_value"
        met.add(fact.property)


def _errors(draft: Draft, facts: list[Value | Link]) -> dict[Value | Link, str]:
    """What pydantic refuses, by fact.

    Raises:
        InvalidRecordError: the name, or the absence of a required property.
    """
    given: dict[str, list[Value | Link]] = {}
    for fact in facts:
        given.setdefault(fact.property, []).append(fact)
    data: dict[str, Any] = {"name": draft.name}
    for name, group in given.items():
        values = [_LINKED if isinstance(fact, Link) else fact.value for fact in group]
        data[name] = values[0] if PROPERTIES[name].functional else values
    try:
        CLASSES[draft.kind].model_validate(data)
    except ValidationError as error:
        return dict.fromkeys(_located(draft, error, given), "ingest.invalid_value")
    return {}


def _located(
    draft: Draft, error: ValidationError, given: dict[str, list[Value | Link]]
) -> Iterator[Value | Link]:
    for one in error.errors(include_url=False, include_input=False, include_context=False):
        name, *place = one["loc"]
        if name == "name":
            raise InvalidRecordError("ingest.bad_name", kind=draft.kind)
        if name not in given or str(name) in _required(draft.kind):
            raise InvalidRecordError("ingest.missing_property", kind=draft.kind, property=name)
        index = next((part for part in place if isinstance(part, int)), 0)
        yield given[str(name)][index]


@cache
def _required(kind: str) -> frozenset[str]:
    fields = CLASSES[kind].model_fields.values()
    return frozenset(str(field.alias) for field in fields if field.is_required())
