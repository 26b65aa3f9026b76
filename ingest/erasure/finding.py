"""Which person is meant by a name, an e-mail, a telephone, an IRI or a key."""

from collections.abc import Iterable
from typing import NamedTuple

from tisserand.errors import NotFoundError, RefusedError
from tisserand.ingest.erasure.fingerprint import CIVILITIES, Traits, is_person, name_of, telephone
from tisserand.ingest.erasure.telling import told_of
from tisserand.ontology.namespaces import entity_iri
from tisserand.ontology.records import Entity, Record
from tisserand.reference.places import load_gazetteer
from tisserand.reference.text import STOP_WORDS, words
from tisserand.store.port import GraphReader, GraphStore, ResolutionReader

_HITS = 200
_KINDS = ("Person", "Company", "Organization")


class Meant(NamedTuple):
    """Who is meant.

    Attributes:
        entity: None when no record is of them: they are perhaps named in passing.
        own: their records as a person.
        traits: what tells them.
    """

    name: str
    entity: Entity | None
    own: list[Record]
    traits: Traits


def who_is_meant(
    store: GraphStore, reader: GraphReader, identity: ResolutionReader, given: str
) -> Meant:
    """The one person that these words mean, or somebody of whom no record is.

    Raises:
        NotFoundError: nobody; RefusedError: several, or what is no person bears this name.
    """
    try:
        person = one_person(store, reader, given)
    except NotFoundError:
        traits = named_in_passing(given)
        if traits is None:
            raise
        if others := _others_so_named(reader, given):
            listed = ", ".join(others)
            raise RefusedError("persons.name_of_others", name=given, others=listed) from None
        return Meant(given, None, [], traits)
    own = [record for record in records_of(reader, person) if is_person(record)]
    return Meant(person.name, person, own, told_of(reader, identity, own))


def find_persons(
    reader: GraphReader, identity: ResolutionReader, given: str, base_iri: str
) -> list[Entity]:
    """The persons that these words may mean, by key; those of exactly that name when any is.

    The enterprise of one person counts as that person.
    """
    key = given.strip().removeprefix(base_iri).removeprefix("id/").removeprefix("record/")
    if key.isalnum() and (entity := reader.entity(key)) is not None:
        return _persons(reader, [entity])
    keys = set(_by_contact(identity, given.strip()))
    if keys:
        return _persons(reader, _entities(reader, keys))
    wanted = name_of(given)
    hits = [hit.key for hit in reader.find(" ".join(wanted), _HITS, _KINDS)]
    found = _persons(reader, list(reader.entities(hits).values()))
    exact = [one for one in found if wanted in {name_of(name) for name in _names(reader, one)}]
    return exact or [one for one in found if one.kind == "Person"]


def one_person(store: GraphStore, reader: GraphReader, given: str) -> Entity:
    """The one person that these words mean.

    Raises:
        NotFoundError: nobody.
        RefusedError: several; the message lists them.
    """
    with store.resolution() as identity:
        found = find_persons(reader, identity, given, store.base_iri)
    if not found:
        raise NotFoundError("persons.nobody", name=given)
    if len(found) > 1:
        iris = ", ".join(f"{one.name} ({entity_iri(store.base_iri, one.key)})" for one in found)
        raise RefusedError("persons.several", name=given, persons=iris)
    return found[0]


def named_in_passing(given: str) -> Traits | None:
    """What tells somebody whom no record is of, by a whole name; None when it is not one."""
    name = name_of(given)
    is_name = len(name) > 1 and all(word.isalpha() for word in name)
    return Traits((name,)) if is_name else None


def _others_so_named(reader: GraphReader, given: str) -> list[str]:
    """Names of the actors and places, no persons, that bear this name; a civility before it says
    that a person is meant."""
    told = [word.folded for word in words(given)]
    if told[0] in CIVILITIES:
        return []
    wanted = _significant(given)
    hits = reader.entities([hit.key for hit in reader.find(given, _HITS)]).values()
    others = (one for one in hits if one.kind != "Person" and not _persons(reader, [one]))
    actors = {one.name for one in others if wanted in map(_significant, _names(reader, one))}
    places = {place.name for place in load_gazetteer().candidates(given)}
    return sorted(actors | places)


def _significant(name: str) -> set[str]:
    return {word.folded for word in words(name)} - STOP_WORDS


def records_of(reader: GraphReader, entity: Entity) -> list[Record]:
    """Every record of an entity, by key."""
    found = reader.records(sorted(entity.records))
    return [found[key] for key in sorted(found)]


def _by_contact(identity: ResolutionReader, given: str) -> Iterable[str]:
    """Keys of the records that bear this e-mail or telephone."""
    families = ("person", "organization")
    if "@" in given:
        blocks = [f"mail:{family}:{given.lower()}" for family in families]
    else:
        blocks = [f"tel:{family}:{telephone(given)}" for family in families]
    digests = [signature.digest for _, signature in identity.signatures_in_blocks(blocks)]
    return [m.key for members in identity.members_of(digests).values() for m in members]


def _entities(reader: GraphReader, keys: Iterable[str]) -> list[Entity]:
    owners = sorted(set(reader.record_owners(sorted(keys)).values()))
    return [one for _, one in sorted(reader.entities(owners).items())]


def _persons(reader: GraphReader, entities: Iterable[Entity]) -> list[Entity]:
    known = {entity.key: entity for entity in entities}
    return [
        entity
        for _, entity in sorted(known.items())
        if any(map(is_person, records_of(reader, entity)))
    ]


def _names(reader: GraphReader, entity: Entity) -> set[str]:
    records = records_of(reader, entity)
    others = {v.value for one in records for v in one.values if v.property == "altName"}
    return {one.name for one in records} | others
