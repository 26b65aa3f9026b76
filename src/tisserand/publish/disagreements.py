"""Where sources contradict each other, the heaviest contradictions first.

A contradiction opposes at least two sources. Values that only one source gives, or that say the
same at another grain (a commune and its département), are none.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from tisserand.errors import InputError
from tisserand.messages import code_label, text
from tisserand.ontology.namespaces import PLACES, entity_iri
from tisserand.ontology.properties import PROPERTIES, family_of, is_kind_of
from tisserand.ontology.records import Entity, Record, RecordReference, Source
from tisserand.publish.closures import DISSOLVED, Side, closure_sides
from tisserand.publish.description import Description
from tisserand.publish.explanation import Labels, with_sources
from tisserand.reference.places import Gazetteer
from tisserand.reference.text import fold, tokens
from tisserand.store.citation import cite_all
from tisserand.store.fusion import rule
from tisserand.store.port import GraphReader

IMPORTANCE = {
    "identifier": 100.0,
    "closure": 90.0,
    "place": 60.0,
    "name": 40.0,
    "nature": 30.0,
    "amount": 25.0,
    "date": 20.0,
    "address": 15.0,
    "other": 5.0,
}
"""Kinds of contradictions, and what each weighs: a wrong number misleads every other answer."""

_IDENTIFIERS = ("siren", "rna")
_AMOUNTS = ("amount", "budget", "maximumAmount")
_ADDRESSES = ("address", "postcode")
_LEFT_OUT = ("name", "description", "latitude", "longitude", "purpose", "openingHours", "reason")
_ACTORS = ("organization", "site", "person")
_PAGE = 500

Statement = tuple[str, Record]


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Values of one property that sources oppose; `sides` by the written rule."""

    entity: Entity
    kind: str
    property: str
    weight: float
    sides: tuple[Side, ...]


def contradictions(
    reader: GraphReader, gazetteer: Gazetteer, kind: str | None = None
) -> list[Contradiction]:
    """Every contradiction between sources in a View: by falling weight, name, then key.

    Args:
        kind: of `IMPORTANCE`, to keep these only.

    Raises:
        InputError: no such kind.
    """
    if kind is not None and kind not in IMPORTANCE:
        known = ", ".join(IMPORTANCE)
        raise InputError("review.unknown_disagreement", kind=kind, known=known)
    sources = {source.id: source for source in reader.sources()}
    found = [
        one
        for entity in _told_by_several(reader)
        for one in _of_entity(reader, entity, sources, gazetteer)
        if kind in (None, one.kind)
    ]
    return sorted(found, key=lambda one: (-one.weight, one.entity.name, one.entity.key, one.kind))


def describe_contradiction(
    one: Contradiction, sources: Mapping[str, Source], base_iri: str, labels: Labels = str
) -> Description:
    """`{iri, name, kind, disagreement, property, weight, sides: [{value, text, records}]}`.

    The side that says nothing of a closure, but speaks of it later, has no value.
    """
    sides: list[Description] = [
        {
            "value": side.value if side.seen_on is None else None,
            "text": code_label(one.property, side.value) or labels(side.value)
            if side.seen_on is None
            else text("review.still_active", date=side.seen_on),
            "records": cite_all([_reference(each, sources) for each in side.records], base_iri),
        }
        for side in one.sides
    ]
    return {
        "iri": entity_iri(base_iri, one.entity.key),
        "name": one.entity.name,
        "kind": one.entity.kind,
        "disagreement": one.kind,
        "property": one.property,
        "weight": one.weight,
        "sides": [with_sources(side, sources) for side in sides],
    }


def _reference(record: Record, sources: Mapping[str, Source]) -> RecordReference:
    source = sources[record.source]
    return RecordReference(
        record.key, source.id, source.title, source.date, record.locator, float(record.confidence)
    )


def _told_by_several(reader: GraphReader) -> Iterator[Entity]:
    """Entities that two sources or more describe, by key."""
    after = ""
    while keys := reader.entity_keys(after, _PAGE):
        after = keys[-1]
        for _, entity in sorted(reader.entities(keys).items()):
            if len({reference.source for reference in entity.records.values()}) > 1:
                yield entity


def _of_entity(
    reader: GraphReader, entity: Entity, sources: Mapping[str, Source], gazetteer: Gazetteer
) -> Iterator[Contradiction]:
    found = reader.records(sorted(entity.records)).values()
    records = sorted(found, key=lambda record: rule(record, sources[record.source]))

    def against(kind: str, name: str, sides: tuple[Side, ...]) -> Iterator[Contradiction]:
        if sides:
            weight = _weight(kind, sides, sources)
            yield Contradiction(entity, kind, name, weight, sides)

    def opposed(
        kind: str, name: str, said: Sequence[Statement], differ: Callable[[str, str], bool]
    ) -> Iterator[Contradiction]:
        yield from against(kind, name, _sides(said, differ))

    for scheme in _IDENTIFIERS:
        yield from opposed("identifier", scheme, _numbers(records, scheme), _unequal)
    yield from against("closure", DISSOLVED, closure_sides(reader, entity, records, sources))
    if family_of(entity.kind) in _ACTORS:
        places = list(_values(records, "locatedIn"))
        yield from opposed("place", "locatedIn", places, _elsewhere(gazetteer))
        names = [(record.name, record) for record in records]
        yield from opposed("name", "name", names, _named_otherwise)
    kinds = [(record.kind, record) for record in records]
    yield from opposed("nature", "kind", kinds, _of_another_nature)
    for name in sorted({value.property for record in records for value in record.values}):
        kind = _kind_of_property(name)
        if kind:
            yield from opposed(kind, name, list(_values(records, name)), _comparison_of(kind))


def _kind_of_property(name: str) -> str | None:
    """The kind of contradiction that values of a property make; None for free text and lists."""
    known = PROPERTIES.get(name)
    if known is None or not known.functional or name in (*_LEFT_OUT, *_IDENTIFIERS):
        return None
    if name in _AMOUNTS:
        return "amount"
    if name in _ADDRESSES:
        return "address"
    return "date" if name.endswith(("On", "Date")) or name == "year" else "other"


def _comparison_of(kind: str) -> Callable[[str, str], bool]:
    found = {"amount": _unequal_amounts, "date": _other_date, "address": _other_address}
    return found.get(kind, _unequal_words)


def _sides(said: Sequence[Statement], differ: Callable[[str, str], bool]) -> tuple[Side, ...]:
    """The values that another one, of another source, contradicts; each with its records."""
    by_value: dict[str, dict[str, Record]] = {}
    for value, record in said:
        by_value.setdefault(value, {})[record.key] = record
    opposed: set[str] = set()
    for one, other in combinations(by_value, 2):
        mine, theirs = ({r.source for r in by_value[v].values()} for v in (one, other))
        if len(mine | theirs) > 1 and mine != theirs and differ(one, other):
            opposed |= {one, other}
    return tuple(
        Side(value, tuple(found.values())) for value, found in by_value.items() if value in opposed
    )


def _weight(kind: str, sides: Iterable[Side], sources: Mapping[str, Source]) -> float:
    """Importance × the voices of the sources opposed: 1 for a national register, ½ for an
    official list, ⅓ for another source, ¼ for what people say."""
    heard = {record.source for side in sides for record in side.records}
    voices = sum(1 / (1 + sources[source].rank) for source in sorted(heard))
    return round(IMPORTANCE[kind] * voices, 3)


def _numbers(records: Iterable[Record], scheme: str) -> list[Statement]:
    """Numbers of the thing itself that nobody guessed."""
    return [
        (identifier.value, record)
        for record in records
        for identifier in record.identifiers
        if identifier.scheme == scheme and identifier.role == "self" and not identifier.guessed
    ]


def _values(records: Iterable[Record], name: str) -> Iterator[Statement]:
    for record in records:
        for value in record.values:
            if value.property == name:
                yield value.value, record


def _unequal(one: str, other: str) -> bool:
    return one != other


def _unequal_words(one: str, other: str) -> bool:
    return fold(one) != fold(other)


def _unequal_amounts(one: str, other: str) -> bool:
    return float(one) != float(other)


def _other_date(one: str, other: str) -> bool:
    """« 2019 » does not contradict « 2019-05-02 »."""
    shared = min(len(one), len(other))
    return one[:shared] != other[:shared]


def _other_address(one: str, other: str) -> bool:
    """« 4 impasse du Puits » does not contradict « 4, impasse du Puits, Segré »."""
    mine, theirs = (set(tokens(address)) for address in (one, other))
    return not (mine <= theirs or theirs <= mine)


def _named_otherwise(one: str, other: str) -> bool:
    """Whether each has a word that the other has not, most of them different."""
    mine, theirs = (set(_words(name)) for name in (one, other))
    if not mine or not theirs or mine <= theirs or theirs <= mine:
        return False
    return 2 * len(mine & theirs) < min(len(mine), len(theirs))


def _words(name: str) -> list[str]:
    return [word for word in fold(name).replace("-", " ").replace("'", " ").split() if word[3:]]


def _of_another_nature(one: str, other: str) -> bool:
    return not is_kind_of(one, other) and not is_kind_of(other, one)


def _elsewhere(gazetteer: Gazetteer) -> Callable[[str, str], bool]:
    def differ(one: str, other: str) -> bool:
        if not (one.startswith(PLACES) and other.startswith(PLACES)):
            return False
        here, there = (gazetteer.current(iri) for iri in (one, other))
        if here is None or there is None or here.iri == there.iri:
            return False
        areas = (*gazetteer.ancestors(here.iri), *gazetteer.ancestors(there.iri))
        return here.iri not in areas and there.iri not in areas

    return differ
