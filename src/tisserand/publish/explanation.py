"""Why a thing is shown as it is: each fact, who says it, what others say instead.

The value shown comes from the first record by the written rule (`store.fusion`); `because` names
what told the two apart: `register`, `newest`, `confidence` or `key`, in that order, or the care
taken with a kind (`specific`), a place (`finest`), the spelling of a name (`spelling`) or a number
that somebody looked up (`guessed`).
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, cast

from tisserand.messages import code_label
from tisserand.ontology.namespaces import PLACES
from tisserand.ontology.properties import PROPERTIES, is_kind_of
from tisserand.ontology.records import Entity, Record, Source
from tisserand.publish.description import Description, describe
from tisserand.reference.text import fold
from tisserand.store.citation import cite
from tisserand.store.fusion import Rule, confidence, rule
from tisserand.store.port import GraphReader

Labels = Callable[[str], str]
"""The words for a value: the name of a place or of a concept instead of its IRI."""

_STEPS = ("register", "newest", "confidence", "key")
_AREAS = ("epci", "bassin-de-vie", "departement", "region")
Statements = dict[str, dict[str, list[Rule]]]
"""Property → value → how each record that says it stands by the written rule."""


def explain(reader: GraphReader, key: str, base_iri: str, labels: Labels = str) -> Description:
    """Every fact and link of an entity, with its records and what other records say instead.

    Returns:
        `{iri, kind, name, facts, links}`, where a fact is `{property, value, text, since, until,
        chosen, records, instead: [{value, text, because, records}]}` and a record `{iri, source,
        title, licence, file, sheet?, row, date}`.

    Raises:
        NotFoundError: nothing of this key in the reader's View.
    """
    told = describe(reader, key, base_iri)
    entity = cast(Entity, reader.entity(key))
    sources = {source.id: source for source in reader.sources()}
    records = reader.records(sorted(entity.records))
    said = statements(records.values(), sources)
    facts = [*_kind(entity, records, base_iri), *cast(list[Any], told["facts"])]
    explained = _Explained(entity, facts, said).told(labels)
    return {
        "iri": told["iri"],
        "kind": told["kind"],
        "name": told["name"],
        "facts": [with_sources(one, sources) for one in explained],
        "links": [with_sources(link, sources) for link in cast(list[Any], told["links"])],
    }


def statements(records: Iterable[Record], sources: Mapping[str, Source]) -> Statements:
    """Who says what, each with its place by the written rule."""
    said: Statements = {}

    def add(name: str, value: str, order: Rule) -> None:
        said.setdefault(name, {}).setdefault(value, []).append(order)

    for record in records:
        order = rule(record, sources[record.source])
        add("kind", record.kind, order)
        add("name", record.name, order)
        for value in record.values:
            own = (*order[:2], -confidence(record, value), record.key)
            add(value.property, value.value, own)
        for identifier in record.identifiers:
            if identifier.role == "self" and not identifier.guessed:
                add(identifier.scheme, identifier.value, order)
    return said


def because(winners: Iterable[Rule], losers: Iterable[Rule]) -> str:
    """What puts the first of some records before the first of others, by the written rule."""
    pairs = zip(_STEPS, min(winners), min(losers), strict=True)
    return next((step for step, mine, other in pairs if mine != other), "key")


def with_sources(told: Description, sources: Mapping[str, Source]) -> Description:
    """What cites records, each with the title and licence of its source."""
    changed = dict(told)
    changed["records"] = [_sourced(one, sources) for one in cast(list[Any], told["records"])]
    if "instead" in told:
        others = cast(list[Description], told["instead"])
        changed["instead"] = [with_sources(one, sources) for one in others]
    return changed


def _sourced(cited: Description, sources: Mapping[str, Source]) -> Description:
    source = sources.get(str(cited["source"]))
    told = {"title": source.title or source.id, "licence": source.licence} if source else {}
    return {"iri": cited["iri"], "source": cited["source"], **told, **cited}


def _kind(entity: Entity, records: Mapping[str, Record], base_iri: str) -> list[Description]:
    """The kinds that records give, as facts; the one shown first."""
    by_kind: dict[str, list[Description]] = {}
    for key in sorted(records):
        cited = cite(entity.records[key], base_iri)
        by_kind.setdefault(records[key].kind, []).append(cited)
    return [
        {"property": "kind", "value": kind, "records": by_kind[kind], "chosen": True}
        for kind in sorted(by_kind, key=lambda kind: (kind != entity.kind, kind))
    ]


class _Explained:
    """The facts of an entity, sorted into those shown and those that they were preferred to."""

    def __init__(self, entity: Entity, facts: list[Description], said: Statements) -> None:
        self.facts = facts
        self.said = said
        self.shown: dict[str, str] = {"kind": entity.kind, "name": entity.name}
        if entity.place is not None:
            self.shown["locatedIn"] = entity.place
        for fact in facts:
            name = str(fact["property"])
            if fact["chosen"] and name not in self.shown and _is_single(name):
                self.shown[name] = self._first(name)

    def _first(self, name: str) -> str:
        """Of several values that are all valid (two SIREN), the first by the rule."""
        values = [value for one, value in map(_named, self.facts) if one == name]
        kept = [v for v in values if self._is_chosen(name, v)]
        orders = self.said.get(name, {})
        return min(kept, key=lambda value: (min(orders[value]) if value in orders else (), value))

    def _is_chosen(self, name: str, value: str) -> bool:
        return any(fact["chosen"] for fact in self.facts if _named(fact) == (name, value))

    def told(self, labels: Labels) -> Iterator[Description]:
        """Facts as they are explained."""
        for fact in self.facts:
            name, value = _named(fact)
            if self.shown.get(name, value) != value:
                continue
            yield {
                "property": name,
                "value": value,
                "text": code_label(name, value) or labels(value),
                "since": fact.get("since"),
                "until": fact.get("until"),
                "chosen": fact["chosen"],
                "records": fact["records"],
                "instead": [
                    {
                        "value": one["value"],
                        "text": code_label(name, str(one["value"])) or labels(str(one["value"])),
                        "because": self._because(name, value, one),
                        "records": one["records"],
                    }
                    for one in self._rivals(name, value)
                ],
            }

    def _rivals(self, name: str, value: str) -> Iterator[Description]:
        """What other records say where this is shown."""
        if name not in self.shown:
            return
        for fact in self.facts:
            other = _named(fact)
            is_name = name == "name" and other[0] == "altName" and other[1] in self.said["name"]
            if other != (name, value) and (other[0] == name or is_name):
                yield fact

    def _because(self, name: str, value: str, other: Description) -> str:
        rival = str(other["value"])
        if name == "kind" and is_kind_of(value, rival):
            return "specific"
        if name == "name" and fold(value) == fold(rival):
            return "spelling"
        if name == "locatedIn" and _coarseness(value) < _coarseness(rival):
            return "finest"
        values = self.said.get(name, {})
        if value not in values or rival not in values:
            return "guessed"
        return because(values[value], values[rival])


def _named(fact: Description) -> tuple[str, str]:
    return str(fact["property"]), str(fact["value"])


def _is_single(name: str) -> bool:
    known = PROPERTIES.get(name)
    return known is not None and known.functional


def _coarseness(place: str) -> int:
    kind = place.removeprefix(PLACES).split("/", 1)[0]
    return _AREAS.index(kind) + 1 if kind in _AREAS else 0
