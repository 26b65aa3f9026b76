"""Which entities a change set touches: asked before anything is written."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tisserand.ontology.records import Source
from tisserand.store.neo4j.connection import Transaction
from tisserand.store.neo4j.encoding import decode_source
from tisserand.store.port import ChangeSet

_UNHIDDEN = "NOT coalesce(e.write, 0) IN $unseen"


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


def read_sources(transaction: Transaction, unseen: Sequence[int]) -> dict[str, Source]:
    """Every source, by id, but those that unseen writes add."""
    rows = transaction.rows(
        "MATCH (s:Source) WHERE NOT coalesce(s.write, 0) IN $unseen"
        " RETURN properties(s) ORDER BY s.id",
        unseen=list(unseen),
    )
    return {source.id: source for source in (decode_source(row[0]) for row in rows)}


def read_before(transaction: Transaction, changes: ChangeSet, unseen: Sequence[int]) -> Before:
    """What a change set finds, and the entities that it touches.

    Args:
        unseen: writes of which nothing is found.
    """
    sources = read_sources(transaction, unseen)
    gone = _gone(transaction, changes, unseen)
    added = {record.key for record in changes.records}
    named = {*changes.assignments, *(record.key for record in changes.relocated)} - added
    owners = owners_of(transaction, sorted(named), unseen)
    moved = gone | {key: owner for key, owner in owners.items() if key in changes.assignments}
    touched = {
        *gone.values(),
        *owners.values(),
        *changes.assignments.values(),
        *(key for key, write in linking(transaction, moved) if write not in unseen),
        *(key for key, write in waiting(transaction, sorted(added)) if write not in unseen),
        *_of_changed_sources(transaction, changes, sources, unseen),
    }
    ordered = sorted(touched)
    return Before(sources, gone, owners, levels_of(transaction, ordered, unseen), ordered)


def owners_of(transaction: Transaction, keys: list[str], unseen: Sequence[int]) -> dict[str, str]:
    """Entity of each stored record."""
    question = (
        "UNWIND $rows AS key MATCH (r:Record {key: key})-[:DESCRIBES]->(e)"
        f" WHERE {_UNHIDDEN} RETURN key, e.key"
    )
    return dict(transaction.rows_each(question, keys, unseen=list(unseen)))


def _gone(transaction: Transaction, changes: ChangeSet, unseen: Sequence[int]) -> dict[str, str]:
    withdrawn = transaction.rows_each(
        "MATCH (s:Source)<-[:FROM]-(r:Record)-[:DESCRIBES]->(e) WHERE s.id IN $rows"
        f" AND {_UNHIDDEN} RETURN r.key, e.key",
        changes.removed_sources,
        unseen=list(unseen),
    )
    removed = owners_of(transaction, sorted(set(changes.removed_records)), unseen)
    return dict(withdrawn) | removed


def linking(transaction: Transaction, moved: Mapping[str, str]) -> list[tuple[str, int]]:
    """Entities with a link to a record that goes or changes entity, and who marked them."""
    by_entity: dict[str, list[str]] = {}
    for record, entity in moved.items():
        by_entity.setdefault(entity, []).append(record)
    rows: list[dict[str, Any]] = [
        {"entity": entity, "records": records} for entity, records in by_entity.items()
    ]
    question = (
        "UNWIND $rows AS row MATCH (e:Entity {key: row.entity})<-[r]-(s:Entity)"
        " WHERE any(target IN r.targets WHERE target IN row.records)"
        " RETURN DISTINCT s.key, coalesce(s.write, 0)"
    )
    return [(key, write) for key, write in transaction.rows_each(question, rows)]


def waiting(transaction: Transaction, added: list[str]) -> list[tuple[str, int]]:
    """Entities with a link to a record that was not stored and now is, and who marked them."""
    if not added or not _some_missing(transaction):
        return []
    question = (
        "UNWIND $rows AS key MATCH (:Missing {key: key})<-[:AWAITS]-(:Record)-[:DESCRIBES]->(e)"
        " RETURN DISTINCT e.key, coalesce(e.write, 0)"
    )
    return [(key, write) for key, write in transaction.rows_each(question, added)]


def _some_missing(transaction: Transaction) -> bool:
    """Whether a link waits for its target."""
    return bool(transaction.rows("MATCH (m:Missing) RETURN m.key LIMIT 1"))


def changed_sources(changes: ChangeSet, sources: Mapping[str, Source]) -> list[str]:
    """Ids of the stored sources that a change set tells otherwise."""
    return [one.id for one in changes.sources if sources.get(one.id, one) != one]


def _of_changed_sources(
    transaction: Transaction,
    changes: ChangeSet,
    sources: Mapping[str, Source],
    unseen: Sequence[int],
) -> list[str]:
    rows = transaction.rows_each(
        "MATCH (s:Source)<-[:FROM]-(:Record)-[:DESCRIBES]->(e) WHERE s.id IN $rows"
        f" AND {_UNHIDDEN} RETURN DISTINCT e.key",
        changed_sources(changes, sources),
        unseen=list(unseen),
    )
    return [key for (key,) in rows]


def levels_of(transaction: Transaction, keys: list[str], unseen: Sequence[int]) -> dict[str, int]:
    """The least role that sees each of these entities, for those that exist."""
    question = (
        f"UNWIND $rows AS key MATCH (e:Entity {{key: key}}) WHERE {_UNHIDDEN}"
        " RETURN key, e.visibility"
    )
    return dict(transaction.rows_each(question, keys, unseen=list(unseen)))
