"""What a small write and an import under way both write: the small one has it.

The import is put back, there, to what was before it; it looks at what others wrote before each of
its own transactions, finds itself outrun, and starts again.
"""

from tisserand.store.neo4j.connection import Transaction
from tisserand.store.neo4j.past import Write
from tisserand.store.neo4j.recovery import restore
from tisserand.store.neo4j.touched import changed_sources, read_sources
from tisserand.store.port import ChangeSet


def take_back(transaction: Transaction, changes: ChangeSet, write: Write) -> None:
    """Put back what the pending write did to all that a change set touches."""
    past = write.past
    added = {record.key for record in changes.records}
    named = {
        *changes.removed_records,
        *changes.assignments,
        *(one.key for one in changes.relocated),
    }
    kept = {key: entity for key, (entity, _) in past.told(named).items()}
    moved = (named - {record.key for record in changes.relocated}) | added
    withdrawn = _of_sources(transaction, changes, write)
    entities = {
        *kept.values(),
        *withdrawn,
        *changes.assignments.values(),
        *_staged_owners(transaction, sorted(named), write),
        *past.linking(sorted(moved)),
    }
    if pending := _pending(transaction, sorted(entities), write):
        restore(transaction, pending, write)


def _staged_owners(transaction: Transaction, keys: list[str], write: Write) -> set[str]:
    """Entities, marked by the pending write, that these records describe."""
    rows = transaction.rows_each(
        "UNWIND $rows AS key MATCH (:Record {key: key})-[:DESCRIBES]->(e)"
        " WHERE e.write IN $unseen RETURN e.key",
        keys,
        unseen=write.past.unseen,
    )
    return {entity for (entity,) in rows}


def _of_sources(transaction: Transaction, changes: ChangeSet, write: Write) -> set[str]:
    """Pending entities that a source speaks of, which goes or is told otherwise."""
    sources = read_sources(transaction, write.past.unseen)
    names = [*changes.removed_sources, *changed_sources(changes, sources)]
    if not names:
        return set()
    rows = transaction.rows(
        "MATCH (b:Before) WHERE b.write IN $unseen AND b.source IN $names"
        " RETURN DISTINCT b.entity AS key"
        " UNION MATCH (s:Source)<-[:FROM]-(:Record)-[:DESCRIBES]->(e) WHERE s.id IN $names"
        " AND e.write IN $unseen RETURN DISTINCT e.key AS key",
        unseen=write.past.unseen,
        names=names,
    )
    return {key for (key,) in rows}


def _pending(transaction: Transaction, keys: list[str], write: Write) -> list[str]:
    """Those that the pending write touched."""
    marked = transaction.rows_each(
        "UNWIND $rows AS key MATCH (e:Entity {key: key}) WHERE e.write IN $unseen RETURN key",
        keys,
        unseen=write.past.unseen,
    )
    return sorted({key for (key,) in marked} | write.past.kept(keys).keys())
