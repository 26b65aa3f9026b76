"""An entity described: every fact with the records that say it, for `show` and for pages."""

from tisserand.errors import NotFoundError
from tisserand.ontology.namespaces import entity_iri
from tisserand.ontology.properties import family_of
from tisserand.ontology.records import Entity, EntityLink, Identifier, RecordReference
from tisserand.publish.namesakes import NamesakesError
from tisserand.publish.plans import uncarried_actions
from tisserand.reference.text import fold
from tisserand.store.citation import cite_all
from tisserand.store.port import GraphReader

Description = dict[str, object]


def describe(reader: GraphReader, key: str, base_iri: str) -> Description:
    """Facts and links of an entity: `{iri, kind, name, facts, links, uncarried}`.

    `uncarried`: the actions of a plan, at or under it, that nobody carries; see
    `publish.plans.uncarried_actions`.

    Raises:
        NotFoundError: nothing of this key in the reader's View.
    """
    entity = reader.entity(key)
    if entity is None:
        raise NotFoundError("publish.unknown_entity", name=key)
    links = reader.links(entity.key)
    cited = {record for link in links for record in link.records} - entity.records.keys()
    references = dict(entity.records)
    for owner in reader.entities(_owners(reader, sorted(cited))).values():
        references.update(owner.records)
    return {
        "iri": entity_iri(base_iri, entity.key),
        "kind": entity.kind,
        "name": entity.name,
        "facts": _identifier_facts(reader, entity, base_iri) + _facts(entity, base_iri),
        "links": [_link(link, references, base_iri) for link in links],
        "uncarried": uncarried_actions(reader, entity, links, base_iri),
    }


def _owners(reader: GraphReader, records: list[str]) -> list[str]:
    return sorted(set(reader.record_owners(records).values()))


def _facts(entity: Entity, base_iri: str) -> list[Description]:
    return [
        {
            "property": fact.property,
            "value": fact.value,
            "records": cite_all([entity.records[key] for key in fact.records], base_iri),
            "chosen": fact.chosen,
            "since": fact.since,
            "until": fact.until,
        }
        for fact in entity.facts
    ]


def _identifier_facts(reader: GraphReader, entity: Entity, base_iri: str) -> list[Description]:
    """Registered numbers; one that was guessed, or is that of who operates, is not chosen."""
    bearers: dict[Identifier, list[str]] = {}
    for key, record in sorted(reader.records(list(entity.records)).items()):
        for identifier in record.identifiers:
            bearers.setdefault(identifier, []).append(key)
    return [
        {
            "property": _property_of(identifier),
            "value": identifier.value,
            "records": cite_all([entity.records[key] for key in keys], base_iri),
            "chosen": identifier.role == "self" and not identifier.guessed,
            "since": None,
            "until": None,
        }
        for identifier, keys in sorted(bearers.items())
    ]


def _property_of(identifier: Identifier) -> str:
    scheme = identifier.scheme
    return scheme if identifier.role == "self" else f"operator{scheme.capitalize()}"


def _link(link: EntityLink, references: dict[str, RecordReference], base_iri: str) -> Description:
    return {
        "property": link.property,
        "direction": "out" if link.outward else "in",
        "iri": entity_iri(base_iri, link.key),
        "name": link.name,
        "kind": link.kind,
        "records": cite_all(
            [references[key] for key in link.records if key in references], base_iri
        ),
        "since": link.since,
        "until": link.until,
    }


ACTORS = ("organization", "person", "site")
"""Families that a name designates first, in this order."""


def find_key(reader: GraphReader, iri_or_name: str, base_iri: str) -> str:
    """Key of the entity that an IRI, a key or a name designates.

    Among namesakes an actor wins over what bears its name (its sites, grants, projects).

    Raises:
        NotFoundError: nothing by that name in the reader's View.
        NamesakesError: several actors bear exactly this name; the message tells them apart.
    """
    key = iri_or_name.removeprefix(base_iri).removeprefix("id/").removeprefix("record/")
    if key.isalnum() and (entity := reader.entity(key)) is not None:
        return entity.key
    hits = reader.find(iri_or_name, limit=50)
    wanted = fold(iri_or_name)
    exact = [hit for hit in hits if fold(hit.name) == wanted]
    for family in ACTORS:
        actors = [hit for hit in exact if family_of(hit.kind) == family]
        if len(actors) > 1:
            raise NamesakesError(iri_or_name, actors, base_iri)
        if actors:
            return actors[0].key
    if not hits:
        raise NotFoundError("publish.unknown_entity", name=iri_or_name)
    found = exact or hits
    actors = [hit for hit in found if family_of(hit.kind) in ACTORS]
    return (actors or found)[0].key
