"""Which entities a change set touches: asked before anything is written."""

from dataclasses import dataclass
from typing import Any

from tisserand.ontology.records import Source
from tisserand.store.neo4j.connection import Transaction
from tisserand.store.neo4j.encoding import decode_source
from tisserand.store.port import ChangeSet


@dataclass(frozen=True, slots=True)
class Before:
    """What the graph held before a change set.

    Attributes:
        sources: every source, by id.
        gone: stored records that go, with the key of their entity.
        owners: entity of each stored record that the change set relocates or assigns.
        levels: least role that saw each touched entity which existed.
        touched: keys of all entities touched, in order.
    """

    sources: dict[str, Source]
    gone: dict[str, str]
    owners: dict[str, str]
    levels: dict[str, int]
    touched: list[str]


def read_sources(transaction: Transaction) -> dict[str, Source]:
    """Every source, by id."""
    rows = transaction.rows("MATCH (s:Source) RETURN properties(s) ORDER BY s.id")
    return {source.id: source for source in (decode_source(row[0]) for row in rows)}


def read_before(transaction: Transaction, changes: ChangeSet) -> Before:
    """What a change set finds, and the entities that it touches."""
    sources = read_sources(transaction)
    gone = _gone(transaction, changes)
    added = {record.key for record in changes.records}
    named = {*changes.assignments, *(record.key for record in changes.relocated)} - added
    owners = owners_of(transaction, sorted(named))
    moved = gone | {key: owner for key, owner in owners.items() if key in changes.assignments}
    touched = {
        *gone.values(),
        *owners.values(),
        *changes.assignments.values(),
        *_linking(transaction, moved),
        *_waiting(transaction, sorted(added)),
        *_of_changed_sources(transaction, changes, sources),
    }
    ordered = sorted(touched)
    return Before(sources, gone, owners, _levels(transaction, ordered), ordered)


def owners_of(transaction: Transaction, keys: list[str]) -> dict[str, str]:
    """Entity of each stored record."""
    question = "UNWIND $rows AS key MATCH (r:Record {key: key})-[:DESCRIBES]->(e) RETURN key, e.key"
    return dict(transaction.rows_each(question, keys))


def _gone(transaction: Transaction, changes: ChangeSet) -> dict[str, str]:
    withdrawn = transaction.rows_each(
        "MATCH (s:Source)<-[:FROM]-(r:Record)-[:DESCRIBES]->(e) WHERE s.id IN $rows"
        " RETURN r.key, e.key",
        changes.removed_sources,
    )
    removed = owners_of(transaction, sorted(set(changes.removed_records)))
    return dict(withdrawn) | removed


def _linking(transaction: Transaction, moved: dict[str, str]) -> list[str]:
    """Entities with a link to a record that goes or changes entity."""
    by_entity: dict[str, list[str]] = {}
    for record, entity in moved.items():
        by_entity.setdefault(entity, []).append(record)
    rows: list[dict[str, Any]] = [
        {"entity": entity, "records": records} for entity, records in by_entity.items()
    ]
    question = (
        "UNWIND $rows AS row MATCH (e:Entity {key: row.entity})<-[r]-(s:Entity)"
        " WHERE any(target IN r.targets WHERE target IN row.records) RETURN DISTINCT s.key"
    )
    return [key for (key,) in transaction.rows_each(question, rows)]


def _waiting(transaction: Transaction, added: list[str]) -> list[str]:
    """Entities with a link to a record that was not stored and now is."""
    if not some_missing(transaction):
        return []
    question = (
        "UNWIND $rows AS key MATCH (:Missing {key: key})<-[:AWAITS]-(:Record)-[:DESCRIBES]->(e)"
        " RETURN DISTINCT e.key"
    )
    return [key for (key,) in transaction.rows_each(question, added)]


def some_missing(transaction: Transaction) -> bool:
    """Whether a link waits for its target."""
    return bool(transaction.rows("MATCH (m:Missing) RETURN m.key LIMIT 1"))


def _of_changed_sources(
    transaction: Transaction, changes: ChangeSet, sources: dict[str, Source]
) -> list[str]:
    changed = [one.id for one in changes.sources if sources.get(one.id, one) != one]
    rows = transaction.rows_each(
        "MATCH (s:Source)<-[:FROM]-(:Record)-[:DESCRIBES]->(e) WHERE s.id IN $rows"
        " RETURN DISTINCT e.key",
        changed,
    )
    return [key for (key,) in rows]


def _levels(transaction: Transaction, keys: list[str]) -> dict[str, int]:
    question = "UNWIND $rows AS key MATCH (e:Entity {key: key}) RETURN key, e.visibility"
    return dict(transaction.rows_each(question, keys))
