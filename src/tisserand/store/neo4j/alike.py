"""Entities that one record describes and that every role sees alike, as short rows.

In a map, each row would repeat the names of its properties, and values that several properties
hold: packing and unpacking them costs more than writing them. So a row is a list, and the
statement says once which property takes which of its items.
"""

from collections.abc import Mapping, Sequence
from math import nan
from typing import Any

from tisserand.ontology.namespaces import entity_iri, record_iri
from tisserand.ontology.records import Record, Source, Visibility
from tisserand.store.fusion import levels
from tisserand.store.neo4j.encoding import Properties, record_properties
from tisserand.store.neo4j.entities import NOBODY, document_rows, entity_properties
from tisserand.store.neo4j.naming import labels, quoted

Items = list[Any]

_ENTITY = ("key", "name", "identifiers", "location", "factValues")
_RECORD = (
    "key", "file", "sheet", "row", "page", "confidence", "since", "until", "signature", "body",
)  # fmt: skip
_DOCUMENT = ("place", "title", "text")
_COORDINATES = ("latitude", "longitude")
_FIXED = (
    *(f"e.{name}" for name in _ENTITY),
    *(f"r.{name}" for name in _RECORD),
    *(f"d.{name}" for name in _DOCUMENT),
    *_COORDINATES,
    "facts",
)
_TOLD_ELSEWHERE = {
    *_ENTITY, "iri", "visibility", "kind", "names", "kinds", "places", "latitudes", "longitudes",
    "factProperties", "factVisibilities", "factSources",
}  # fmt: skip


def is_seen_alike(record: Record) -> bool:
    """Whether every role sees all of a record."""
    return levels(record) == {int(Visibility.PUBLIC)}


def single_saying(row: Properties) -> Items | None:
    """What one record alone says of a relationship, after its ends; None when several do."""
    said = row["properties"]
    if len(said["records"]) > 1:
        return None
    end = said["targets"][0] if "targets" in said else said["value"]
    return [
        *(said[name] for name in ("visibility", "since", "until", "confidence")),
        said["records"][0],
        said["sources"][0],
        end,
    ]


def single_properties(is_reference: bool) -> str:
    """The properties of a relationship, from a row of two ends then a `single_saying`."""
    end = "value: row[8]" if is_reference else "targets: [row[8]]"
    return (
        "{property: $property, visibility: row[2], since: row[3], until: row[4],"
        " confidence: row[5], confidences: [row[5]], records: [row[6]], sources: [row[7]],"
        f" {end}}}"
    )


class AlikeRows:
    """Rows of the entities of one source and one class, and the statement that creates them."""

    def __init__(self, source: str, kind: str, base_iri: str) -> None:
        self._source, self._kind, self._base_iri = source, kind, base_iri
        self._literals: dict[str, bool] = {}
        self._facts: dict[tuple[str, ...], int] = {}

    def row(self, key: str, record: Record, sources: Mapping[str, Source]) -> Items:
        """The row of an entity. Later ones may be longer: what a row lacks is null."""
        entity = entity_properties(key, [record], sources, self._base_iri)
        stored = record_properties(record, self._base_iri)
        (document,) = document_rows(key, [record], sources)
        facts = self._facts.setdefault(tuple(entity["factProperties"]), len(self._facts))
        return [
            *map(entity.get, _ENTITY),
            *map(stored.get, _RECORD),
            *map(document.get, _DOCUMENT),
            *(entity.get(name, nan) for name in _COORDINATES),
            facts,
            *self._literals_of(entity),
        ]

    def _literals_of(self, entity: Properties) -> Items:
        """Under the property's own name, and once more for the value that each role is shown."""
        for name in sorted(entity.keys() - _TOLD_ELSEWHERE - self._literals.keys()):
            if not (name.endswith("At") and name.removesuffix("At") in entity):
                self._literals[name] = f"{name}At" in entity
        return list(map(entity.get, self._literals))

    def parameters(self) -> Properties:
        """What the statement takes beside its rows."""
        return {
            "source": self._source,
            "kind": self._kind,
            "entities": entity_iri(self._base_iri, ""),
            "records": record_iri(self._base_iri, ""),
            "facts": [list(names) for names in self._facts],
        }

    def statement(self) -> str:
        """Creates the entities of `$rows`, their records and documents; their keys and ids."""
        named = "".join(f":{label}" for label in labels(self._kind))
        return (
            "MATCH (s:Source {id: $source}) UNWIND $rows AS row"
            f" CREATE (e:Entity{named} {{{', '.join(self._entity())}}})"
            f" CREATE (r:Record {{{', '.join(self._record())}}})"
            " CREATE (s)<-[:FROM]-(r)-[:DESCRIBES]->(e)"
            f" CREATE (d:Document {{{', '.join(self._document())}}})"
            f" RETURN collect({_at('e.key')}), collect(id(e))"
        )

    def _entity(self) -> list[str]:
        values = _at("e.factValues")
        told = [
            *(f"{name}: {_at(f'e.{name}')}" for name in _ENTITY),
            f"iri: $entities + {_at('e.key')}",
            "visibility: 0",
            "write: $write",
            "kind: $kind",
            f"kinds: {_for_all('$kind')}",
            f"names: {_for_all(_at('e.name'))}",
            f"places: {_for_all(_at('d.place', ''))}",
            f"latitudes: {_for_all(_at('latitude'))}",
            f"longitudes: {_for_all(_at('longitude'))}",
            f"factProperties: $facts[{_at('facts')}]",
            f"factVisibilities: [one IN {values} | 0]",
            f"factSources: [one IN {values} | $source]",
        ]
        for position, (name, for_each_role) in enumerate(self._literals.items(), len(_FIXED)):
            told.append(f"{quoted(name)}: row[{position}]")
            if for_each_role:
                shown = f"CASE WHEN row[{position}] IS NULL THEN null ELSE"
                told.append(f"{quoted(name + 'At')}: {shown} {_for_all(f'row[{position}]')} END")
        return told

    def _record(self) -> list[str]:
        return [
            *(f"{name}: {_at(f'r.{name}')}" for name in _RECORD),
            f"iri: $records + {_at('r.key')}",
            "source: $source, kind: $kind, visibility: 0",
            f"name: {_at('e.name')}",
        ]

    def _document(self) -> list[str]:
        return [
            *(f"{name}: {_at(f'd.{name}')}" for name in _DOCUMENT),
            f"entity: {_at('e.key')}, name: {_at('e.name')}, kind: $kind",
            f"level: 0, last: {NOBODY - 1}, write: $write",
        ]


def _at(item: str, default: str | None = None) -> str:
    found = f"row[{_FIXED.index(item)}]"
    return found if default is None else f"coalesce({found}, '{default}')"


def _for_all(expression: str) -> str:
    """A value once for each role."""
    return f"[{', '.join([expression] * NOBODY)}]"


def pairs(answer: Sequence[Sequence[Any]]) -> dict[Any, Any]:
    """What rows of two collected columns say together."""
    return {key: value for keys, values in answer for key, value in zip(keys, values, strict=True)}
