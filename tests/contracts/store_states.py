"""What a store holds, as plain values that compare equal when the stores do."""

from itertools import chain

from tisserand.ontology.records import Entity, EntityLink, Record, Visibility
from tisserand.store.port import Change, Counts, GraphStore, Hit, View

STEWARD = View(Visibility.STEWARD)


def view(role: int) -> View:
    return View(Visibility(role))


def entity(store: GraphStore, key: str, role: int = 3) -> Entity | None:
    with store.read(view(role)) as reader:
        return reader.entity(key)


def keys(store: GraphStore, role: int = 3) -> list[str]:
    with store.read(view(role)) as reader:
        return reader.entity_keys()


def links(store: GraphStore, key: str, role: int = 3) -> list[EntityLink]:
    with store.read(view(role)) as reader:
        return reader.links(key)


def find(store: GraphStore, text: str, role: int = 3) -> list[Hit]:
    with store.read(view(role)) as reader:
        return reader.find(text)


def counts(store: GraphStore, role: int = 3) -> Counts:
    with store.read(view(role)) as reader:
        return reader.counts()


def changes(store: GraphStore, since: int, role: int = 3) -> list[Change]:
    with store.read(view(role)) as reader:
        return list(reader.changes(since))


def records(store: GraphStore, role: int = 3) -> dict[str, Record]:
    with store.read(view(role)) as reader:
        every = chain.from_iterable(
            reader.records_of_source(source.id) for source in reader.sources()
        )
        return {record.key: record for record in every}


def facts(store: GraphStore, key: str, name: str, role: int = 3) -> list[str]:
    """Values of one property, the one shown first."""
    found = entity(store, key, role)
    return [fact.value for fact in found.facts if fact.property == name] if found else []


def said(store: GraphStore) -> dict[str, object]:
    """Everything the store holds, but its change log and its identity."""
    with store.read(STEWARD) as reader:
        sources = reader.sources()
        held = [record for one in sources for record in reader.records_of_source(one.id)]
        owners = reader.record_owners([record.key for record in held])
    with store.resolution() as reader:
        digests = list(reader.signature_digests())
        return {
            "sources": sources,
            "records": held,
            "owners": owners,
            "signatures": reader.signatures(digests),
            "matches": reader.matches_of(digests),
            "judgements": list(reader.judgements()),
        }


def shown(store: GraphStore, role: int) -> dict[str, object]:
    """Everything that one View shows."""
    with store.read(view(role)) as reader:
        every = reader.entity_keys(limit=10**6)
        return {
            "entities": reader.entities(every),
            "links": {key: reader.links(key) for key in every},
            "counts": reader.counts(),
        }
