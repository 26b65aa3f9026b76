"""From records to the entity that they describe: the written rule, shared by every adapter.

Where records disagree, all values are kept with their records; the one shown comes from the
first record by the rule: lowest register rank, then newest source, then most confident, then
key. Three things are shown with more care than the rule alone:

- the kind: the most specific class compatible with that of the first record;
- the place: the finest one that a record gives (a commune before a region), then the rule;
- the coordinates: both from one record, the first by the rule that gives the pair.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from tisserand.ontology.namespaces import PLACES
from tisserand.ontology.properties import PROPERTIES, is_kind_of
from tisserand.ontology.records import (
    Entity,
    Fact,
    Identifier,
    Link,
    Record,
    RecordReference,
    Source,
    Value,
)
from tisserand.reference.text import fold
from tisserand.store.port import Member

_COARSE_PLACES = ("epci", "bassin-de-vie", "departement", "region")
_LATITUDE, _LONGITUDE = "latitude", "longitude"

Rule = tuple[int, int, float, str]


class Shown(NamedTuple):
    """What is shown first of an entity, in lists and on maps."""

    kind: str
    name: str
    place: str | None
    latitude: float | None
    longitude: float | None


def least_key(members: Iterable[Member]) -> str:
    """Key of the entity that these records describe: its least record by (rank, key)."""
    return min((member.rank, member.key) for member in members)[1]


def as_seen(record: Record, role: int) -> Record | None:
    """The record with the values and links that a role may see; None when it is above it."""
    if record.visibility > role:
        return None
    values = tuple(value for value in record.values if value.visibility <= role)
    links = tuple(link for link in record.links if link.visibility <= role)
    if len(values) == len(record.values) and len(links) == len(record.links):
        return record
    return replace(record, values=values, links=links)


def levels(record: Record) -> set[int]:
    """The visibilities at which something more of a record is seen."""
    floor = int(record.visibility)
    return {floor, *[int(value[2]) for value in record.values if value[2] > floor]}


def period(record: Record, statement: Value | Link) -> tuple[str | None, str | None]:
    """Between which dates a statement held: its own dates, else those of its record."""
    return statement.since or record.since, statement.until or record.until


def confidence(record: Record, statement: Value | Link) -> float:
    """Confidence in a statement: its own times that of its record."""
    return float(statement.confidence) * float(record.confidence)


def rule(record: Record, source: Source) -> Rule:
    """The written rule as a sort key: register rank, newest source, most confident, key."""
    return (source.rank, -_day(source.date), -float(record.confidence), record.key)


def in_order(records: Iterable[Record], sources: Mapping[str, Source]) -> list[Record]:
    """Records by the rule."""
    return sorted(records, key=lambda record: rule(record, sources[record.source]))


def fuse(key: str, records: Sequence[Record], sources: Mapping[str, Source]) -> Entity:
    """The entity that these records, as one View sees them, describe together.

    Args:
        key: key of the entity.
        records: at least one; already without what the View does not show (`as_seen`).
        sources: the source of each record, by id.
    """
    ordered = in_order(records, sources)
    shown = show(ordered)
    return Entity(
        key=key,
        kind=shown.kind,
        name=shown.name,
        place=shown.place,
        latitude=shown.latitude,
        longitude=shown.longitude,
        identifiers=identifiers(ordered),
        facts=tuple(_facts(ordered, sources, shown)),
        records={
            record.key: _reference(record, sources[record.source])
            for record in sorted(records, key=lambda record: record.key)
        },
    )


def show(ordered: Sequence[Record]) -> Shown:
    """What is shown first of records given by the rule."""
    latitude, longitude = _coordinates(ordered)
    names = [record.name for record in ordered if not _is_number(record)]
    name = _best_spelling(names or [ordered[0].name])
    return Shown(_kind(ordered), name, _place(ordered), latitude, longitude)


def _is_number(record: Record) -> bool:
    """Whether a record names the thing by its number, as who knows it by its number alone does."""
    return any(identifier.value == record.name for identifier in record.identifiers)


def _best_spelling(names: Sequence[str]) -> str:
    """The first name, as whoever spells it best does: not all in capitals, accents kept."""
    if len(names) == 1:
        return names[0]
    folded = fold(names[0])
    same = [name for name in dict.fromkeys(names) if name == names[0] or fold(name) == folded]
    return min(same, key=lambda name: (name.isupper(), -sum(map(_is_accented, name))))


def _is_accented(character: str) -> bool:
    return character.isalpha() and not character.isascii()


def identifiers(records: Iterable[Record]) -> tuple[Identifier, ...]:
    """Every identifier once, in order; a guessed one only where no record gives it plainly."""
    found = {identifier for record in records for identifier in record.identifiers}
    return tuple(
        sorted(one for one in found if not one.guessed or one._replace(guessed=False) not in found)
    )


def _day(date: str | None) -> int:
    """A partial ISO date as a number that grows with it; 0 when there is none."""
    digits = (date or "")[:10].replace("-", "")
    return int(digits.ljust(8, "0")) if digits.isascii() and digits.isdigit() else 0


def _reference(record: Record, source: Source) -> RecordReference:
    return RecordReference(
        record.key, source.id, source.title, source.date, record.locator, float(record.confidence)
    )


def _kind(ordered: Sequence[Record]) -> str:
    """The first class, by the rule, of the most specific ones compatible with the first."""
    kinds = [record.kind for record in ordered]
    first = kinds[0]
    if all(kind == first for kind in kinds):
        return first
    compatible = [kind for kind in kinds if is_kind_of(kind, first)]
    return next(
        kind
        for kind in compatible
        if not any(other != kind and is_kind_of(other, kind) for other in compatible)
    )


def _place(ordered: Sequence[Record]) -> str | None:
    places = [value[1] for record in ordered for value in record.values if value[0] == "locatedIn"]
    return min(places, key=_coarseness) if len(places) > 1 else next(iter(places), None)


def _coarseness(place: str) -> int:
    kind = place.removeprefix(PLACES).split("/", 1)[0]
    return _COARSE_PLACES.index(kind) + 1 if kind in _COARSE_PLACES else 0


def _coordinates(ordered: Sequence[Record]) -> tuple[float, float] | tuple[None, None]:
    for record in ordered:
        if _LATITUDE not in [value[0] for value in record.values]:
            continue
        latitude, longitude = record.get(_LATITUDE), record.get(_LONGITUDE)
        if latitude is not None and longitude is not None:
            return float(latitude), float(longitude)
    return None, None


class _Statement(NamedTuple):
    """A value as a record says it, ready to be compared with what others say."""

    order: tuple[int, int, float, str, int]
    value: str
    since: str | None
    until: str | None


def _statements(
    ordered: Sequence[Record], sources: Mapping[str, Source], name: str
) -> Iterator[tuple[str, _Statement]]:
    """(property, statement) of every record; a name that is not shown is an `altName`, unless
    it is a number."""
    for record in ordered:
        rank, day, _, key = rule(record, sources[record.source])
        own = (rank, day, -float(record.confidence), key, -1)
        if record.name == name:
            yield "name", _Statement(own, record.name, record.since, record.until)
        elif not _is_number(record):
            yield "altName", _Statement(own, record.name, record.since, record.until)
        for position, value in enumerate(record.values):
            order = (rank, day, -confidence(record, value), key, position)
            statement = _Statement(order, value.value, *period(record, value))
            is_name = value.property == "altName" and value.value == name
            yield "name" if is_name else value.property, statement


def _facts(
    ordered: Sequence[Record], sources: Mapping[str, Source], shown: Shown
) -> Iterator[Fact]:
    """One fact for each property and value: by property, the chosen first, then by value."""
    said: dict[str, dict[str, list[_Statement]]] = {}
    for name, statement in _statements(ordered, sources, shown.name):
        said.setdefault(name, {}).setdefault(statement.value, []).append(statement)
    for name in sorted(said):
        values = said[name]
        best = {value: min(statements) for value, statements in values.items()}
        chosen = _chosen(name, best, shown)
        for value in sorted(values, key=lambda value: (value not in chosen, value)):
            keys = tuple(sorted({statement.order[3] for statement in values[value]}))
            dates = best[value]
            yield Fact(name, value, keys, value in chosen, dates.since, dates.until)


def _chosen(name: str, best: Mapping[str, _Statement], shown: Shown) -> set[str]:
    """Values shown: every one of a list, one of a functional property."""
    known = PROPERTIES.get(name)
    if known is None or not known.functional:
        return set(best)
    coordinate = {_LATITUDE: shown.latitude, _LONGITUDE: shown.longitude}.get(name)
    if coordinate is not None:
        equal = [value for value in best if float(value) == coordinate]
        return {min(equal, key=lambda value: best[value].order)}
    return {min(best, key=lambda value: best[value].order)}
