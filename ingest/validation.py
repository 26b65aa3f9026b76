"""Hold each record to the class of the ontology it is of, before it reaches the store."""

from collections.abc import Callable, Iterator
from functools import cache, lru_cache, partial
from typing import Annotated, Any, NamedTuple, get_args, get_origin

from pydantic import StringConstraints, TypeAdapter, ValidationError
from pydantic.fields import FieldInfo

from tisserand.ingest.draft import Draft
from tisserand.ontology.model import CLASSES
from tisserand.ontology.properties import PROPERTIES, markers_of
from tisserand.ontology.types import Text

_ANY_TEXT = next(one for one in get_args(Text) if isinstance(one, StringConstraints))
Fact = tuple[str, str, bool]
"""Property, value or target, and whether it is a link."""


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
    if _is_sound(draft):
        return draft, ()
    said = tuple((value.property, value.value, False) for value in draft.values)
    linked = tuple((link.property, link.target, True) for link in draft.links)
    refused = _refused(draft.kind, draft.name, said + linked)
    if not refused:
        return draft, ()
    values = [v for number, v in enumerate(draft.values) if number not in refused]
    links = [v for number, v in enumerate(draft.links, len(said)) if number not in refused]
    return draft._replace(values=tuple(values), links=tuple(links)), tuple(
        Refusal(*(said + linked)[number][:2], message) for number, message in refused.items()
    )


def _is_sound(draft: Draft) -> bool:
    """Whether nothing of a draft is refused: what most are, and soon known."""
    rules = _rules(draft.kind)
    if not rules["name"].takes(draft.name):
        return False
    met: set[str] = set()
    for is_link, facts in ((False, draft.values), (True, draft.links)):
        for fact in facts:
            name = fact[0]
            rule = rules.get(name)
            if (
                rule is None
                or rule.is_link != is_link
                or (rule.is_functional and name in met)
                or not (is_link or rule.takes(fact[1]))
            ):
                return False
            met.add(name)
    return "name" not in met and met.issuperset(_required(draft.kind))


class _Rule(NamedTuple):
    """What a class takes of one property."""

    is_link: bool
    is_functional: bool
    takes: Callable[[str], bool]


@cache
def _rules(kind: str) -> dict[str, _Rule]:
    """The rules of a class, by property."""
    found = {}
    for field in CLASSES[kind].model_fields.values():
        name = str(field.alias)
        described = PROPERTIES[name]
        takes = partial(_is_valid, kind, name)
        if _is_any_text(field):
            takes = partial(_is_text, takes)
        found[name] = _Rule(described.takes == "link", described.functional, takes)
    return found


def _is_any_text(field: FieldInfo) -> bool:
    """Whether a field takes any text that holds no control character."""
    markers = [*field.metadata, *markers_of(field.annotation)]
    return [one for one in markers if isinstance(one, StringConstraints)] == [_ANY_TEXT]


def _is_text(check: Callable[[str], bool], value: str) -> bool:
    """Nothing that can be printed is a control character."""
    return (value.isprintable() and value != "") or check(value)


def _refused(kind: str, name: str, facts: tuple[Fact, ...]) -> dict[int, str]:
    """Why each fact that the class does not take is refused, by its number.

    Raises:
        InvalidRecordError: the name, or the absence of a required property.
    """
    if not _is_valid(kind, "name", name):
        raise InvalidRecordError("ingest.bad_name", kind=kind)
    refused = dict(_misplaced(kind, facts))
    for number, (property_name, value, is_link) in enumerate(facts):
        if number not in refused and not is_link and not _is_valid(kind, property_name, value):
            refused[number] = "ingest.invalid_value"
    given = {fact[0] for number, fact in enumerate(facts) if number not in refused}
    for property_name in _required(kind):
        if property_name not in given:
            raise InvalidRecordError("ingest.missing_property", kind=kind, property=property_name)
    return refused


@cache
def _validators(kind: str) -> dict[str, TypeAdapter[Any]]:
    """What one value of each property of a class must be, by the property's name."""
    found = {}
    for field in CLASSES[kind].model_fields.values():
        taken: Any = field.annotation
        if get_origin(taken) is list:
            (taken,) = get_args(taken)
        metadata = tuple(field.metadata)
        found[str(field.alias)] = TypeAdapter(Annotated[taken, *metadata] if metadata else taken)
    return found


@lru_cache(maxsize=100_000)
def _is_valid(kind: str, property_name: str, value: str) -> bool:
    """Cells repeat: a commune, a funder, a date are checked once."""
    try:
        _validators(kind)[property_name].validate_python(value)
    except ValidationError:
        return False
    return True


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


@cache
def _required(kind: str) -> tuple[str, ...]:
    """The properties that a record of this class must have besides its name."""
    fields = CLASSES[kind].model_fields.values()
    required = (str(field.alias) for field in fields if field.is_required())
    return tuple(name for name in required if name != "name")
