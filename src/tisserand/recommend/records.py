"""Records as reasons cite them, and things as answers show them. All dicts are JSON-ready."""

from collections.abc import Iterable, Mapping
from typing import Any

from tisserand.ontology.namespaces import entity_iri
from tisserand.ontology.records import Entity
from tisserand.recommend.arrays import Projection
from tisserand.reference.places import Gazetteer
from tisserand.store.citation import Citation, cite_all

Json = dict[str, Any]


class Citations:
    """The records of a few entities, to cite them by key."""

    def __init__(self, entities: Iterable[Entity], base_iri: str) -> None:
        self.base_iri = base_iri
        self._references = {
            key: reference for entity in entities for key, reference in entity.records.items()
        }

    def of(self, keys: Iterable[str]) -> list[Citation]:
        """Those of these records that are visible, each once."""
        found = set(keys) & self._references.keys()
        return cite_all([self._references[key] for key in found], self.base_iri)


def place_card(iri: str | None, gazetteer: Gazetteer) -> Json | None:
    """A place: `{iri, name}`."""
    place = gazetteer.get(iri) if iri else None
    return {"iri": place.iri, "name": place.name} if place else None


def actor_card(projection: Projection, index: int, gazetteer: Gazetteer, base_iri: str) -> Json:
    """An actor: `{iri, name, kind, place}`."""
    return {
        "iri": entity_iri(base_iri, projection.keys[index]),
        "name": projection.names[index],
        "kind": projection.kind_of(index),
        "place": place_card(projection.place_of(index), gazetteer),
    }


def dates_of(facts: Mapping[str, str]) -> tuple[str | None, str | None]:
    """When a project, a grant or an event began and ended, from the facts shown."""
    first = facts.get("startDate") or facts.get("year") or facts.get("grantedOn")
    return first, facts.get("endDate")


def chosen_facts(entity: Entity) -> dict[str, str]:
    """The value shown of each property."""
    return {fact.property: fact.value for fact in entity.facts if fact.chosen}
