"""What a `:Entity` and its search documents hold: the same thing as each role sees it.

A list of four values is indexed by `$view`: public, partner, agent, steward. The scheme is told
to those who write Cypher in `docs/neo4j.md`.
"""

from collections.abc import Mapping, Sequence
from math import nan
from typing import Any

from neo4j.spatial import WGS84Point

from tisserand.ontology.namespaces import entity_iri
from tisserand.ontology.properties import PROPERTIES
from tisserand.ontology.records import Entity, Fact, Record, Source, Visibility
from tisserand.store.fusion import as_seen, fuse, levels
from tisserand.store.neo4j.encoding import Properties
from tisserand.store.neo4j.naming import is_reference
from tisserand.store.search import documents

ROLES = tuple(int(role) for role in Visibility)
NOBODY = len(ROLES)
_COORDINATES = ("latitude", "longitude")


def least_visibility(records: Sequence[Record]) -> int:
    """The least role that sees one of these records; above every role when there is none."""
    return min((int(record.visibility) for record in records), default=NOBODY)


def entity_properties(
    key: str, records: Sequence[Record], sources: Mapping[str, Source], base_iri: str
) -> Properties:
    """Properties of the `:Entity` that these records, one at least, describe."""
    seen = _by_role(key, records, sources)
    steward = next(entity for entity in reversed(seen) if entity is not None)
    properties: Properties = {
        "key": key,
        "iri": entity_iri(base_iri, key),
        "visibility": least_visibility(records),
        "name": steward.name,
        "kind": steward.kind,
        "names": [entity.name if entity else "" for entity in seen],
        "kinds": [entity.kind if entity else "" for entity in seen],
        "places": [(entity.place or "") if entity else "" for entity in seen],
        "latitudes": [_coordinate(entity, "latitude") for entity in seen],
        "longitudes": [_coordinate(entity, "longitude") for entity in seen],
        "identifiers": [
            f"{one.scheme}:{one.value}" for one in steward.identifiers if one.role == "self"
        ],
    }
    if steward.latitude is not None and steward.longitude is not None:
        properties["location"] = WGS84Point((steward.longitude, steward.latitude))
    return properties | _shown_literals(steward) | _functional_by_role(seen) | _facts(records)


def document_rows(
    key: str, records: Sequence[Record], sources: Mapping[str, Source]
) -> list[Properties]:
    """Properties of the `:Document`s of an entity: what search looks into, for each role."""
    return [
        {
            "entity": key,
            "level": one.level,
            "last": one.last,
            "kind": one.kind,
            "name": one.name,
            "place": one.place,
            "title": one.title,
            "text": one.text,
        }
        for one in documents(records, sources)
    ]


def _by_role(
    key: str, records: Sequence[Record], sources: Mapping[str, Source]
) -> list[Entity | None]:
    """The entity as each role sees it; roles that see the same share one."""
    changing = set().union(*map(levels, records))
    seen: list[Entity | None] = []
    for role in ROLES:
        if role not in changing:
            seen.append(seen[-1] if seen else None)
            continue
        visible = [part for record in records if (part := as_seen(record, role)) is not None]
        seen.append(fuse(key, visible, sources))
    return seen


def _coordinate(entity: Entity | None, name: str) -> float:
    value = getattr(entity, name) if entity else None
    return nan if value is None else float(value)


def _is_literal(fact: Fact) -> bool:
    return fact.property != "name" and not is_reference(fact.property)


def _is_functional(name: str) -> bool:
    known = PROPERTIES.get(name)
    return known is not None and known.functional


def _shown_literals(steward: Entity) -> Properties:
    """For the analyst, under the property's own name: a value, or a list."""
    shown: dict[str, Any] = {}
    for fact in filter(_is_literal, steward.facts):
        if fact.property in _COORDINATES:
            shown[fact.property] = getattr(steward, fact.property)
        elif not _is_functional(fact.property):
            shown.setdefault(fact.property, []).append(fact.value)
        elif fact.chosen:
            shown[fact.property] = fact.value
    return shown


def _functional_by_role(seen: Sequence[Entity | None]) -> Properties:
    """`amountAt`, `yearAt`…: the value that each role is shown, "" when there is none."""
    found: dict[str, list[str]] = {}
    for role, entity in enumerate(seen):
        for fact in entity.facts if entity else ():
            if fact.chosen and _is_literal(fact) and _is_functional(fact.property):
                found.setdefault(f"{fact.property}At", [""] * NOBODY)[role] = fact.value
    return {
        name: values
        for name, values in found.items()
        if name.removesuffix("At") not in _COORDINATES
    }


def _facts(records: Sequence[Record]) -> Properties:
    """Every literal once for each property, value and visibility, with the sources that say it."""
    said: dict[tuple[str, str, int], set[str]] = {}
    for record in records:
        own = int(record.visibility)
        said.setdefault(("name", record.name, own), set()).add(record.source)
        for value in record.values:
            if not is_reference(value.property):
                level = max(own, int(value.visibility))
                said.setdefault((value.property, value.value, level), set()).add(record.source)
    ordered = sorted(said)
    return {
        "factProperties": [one[0] for one in ordered],
        "factValues": [one[1] for one in ordered],
        "factVisibilities": [one[2] for one in ordered],
        "factSources": [" ".join(sorted(said[one])) for one in ordered],
    }
