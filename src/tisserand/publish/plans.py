"""The actions of a plan that nobody carries, told of the plan, of its parts and of themselves."""

from collections.abc import Iterator, Sequence
from typing import Any

from tisserand.ontology.namespaces import entity_iri
from tisserand.ontology.properties import family_of
from tisserand.ontology.records import Entity, EntityLink
from tisserand.store.port import GraphReader

_DEEPEST = 4
_MOST = 500


def uncarried_actions(
    reader: GraphReader, entity: Entity, links: Sequence[EntityLink], base_iri: str
) -> list[dict[str, Any]]:
    """Actions at or under a thing, with no part of their own, that the View knows led by nobody.

    Returns:
        `{iri, name, number}` of each, in the order of their numbers, then of their names.
    """
    if family_of(entity.kind) != "project":
        return []
    keys = list(dict.fromkeys(_without_leader(reader, entity.key, entity.kind, links, _DEEPEST)))
    found = reader.entities(keys[:_MOST])
    told = [
        {"iri": entity_iri(base_iri, key), "name": one.name, "number": _number(one)}
        for key, one in found.items()
    ]
    return sorted(told, key=lambda one: (_rank(one["number"]), str(one["name"])))


def _without_leader(
    reader: GraphReader, key: str, kind: str, links: Sequence[EntityLink], depth: int
) -> Iterator[str]:
    parts = [one for one in links if one.property == "partOf" and not one.outward]
    is_part = any(one.property == "partOf" and one.outward for one in links)
    is_led = any(one.property == "ledBy" and one.outward for one in links)
    if kind == "Action" and is_part and not parts and not is_led:
        yield key
    for part in parts if depth else ():
        below = reader.links(part.key, _MOST)
        yield from _without_leader(reader, part.key, part.kind, below, depth - 1)


def _number(entity: Entity) -> str | None:
    return next((fact.value for fact in entity.facts if fact.property == "number"), None)


def _rank(number: str | None) -> list[tuple[bool, int, str]]:
    """« 2.10 » after « 2.9 »."""
    parts = (number or "").replace("-", ".").split(".")
    return [(not part.isdigit(), int(part) if part.isdigit() else 0, part) for part in parts]
