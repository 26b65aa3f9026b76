"""Writing a change set: one transaction, all or nothing, one writer at a time."""

from collections.abc import Iterable

from tisserand.ontology.records import Record
from tisserand.store.neo4j.checks import check
from tisserand.store.neo4j.connection import Transaction, batches
from tisserand.store.neo4j.encoding import record_properties, source_properties
from tisserand.store.neo4j.entities import NOBODY
from tisserand.store.neo4j.matching import sweep_signatures, write_identity
from tisserand.store.neo4j.past import current_sequence, keep_before
from tisserand.store.neo4j.refreshing import refresh
from tisserand.store.neo4j.touched import Before, read_before, read_sources
from tisserand.store.port import ChangeSet

_CHANGES_PER_NODE = 5000


def is_empty(changes: ChangeSet) -> bool:
    """Whether a change set changes nothing."""
    return not any(getattr(changes, name) for name in ChangeSet.__dataclass_fields__)


def write(transaction: Transaction, changes: ChangeSet, base_iri: str) -> int:
    """Write a change set in an open transaction.

    Returns:
        Its sequence number.

    Raises:
        StoreError: see `GraphWriter.apply`; the transaction must then be undone.
    """
    transaction.run("MATCH (w:Workspace) SET w.writes = w.writes + 1")  # holds the writers' lock
    sequence = current_sequence(transaction) + 1
    before = read_before(transaction, changes)
    keep_before(transaction, sequence, before)
    orphans = _remove(transaction, changes, before)
    check(transaction, changes, before)
    _write_sources(transaction, changes, base_iri)
    write_identity(transaction, changes)
    _write_records(transaction, changes, base_iri)
    orphans += _relocate(transaction, changes, base_iri)
    _assign(transaction, changes, before)
    sources = read_sources(transaction)
    levels = refresh(transaction, before.touched, before.levels, sources, base_iri)
    sweep_signatures(transaction, sorted(set(orphans)))
    _sweep_missing(transaction, changes.records)
    _log(transaction, sequence, before, levels)
    transaction.run("MATCH (w:Workspace) SET w.sequence = $sequence", sequence=sequence)
    return sequence


def _remove(transaction: Transaction, changes: ChangeSet, before: Before) -> list[str]:
    """Remove the records and sources that go; signatures that these records bore."""
    orphans = transaction.rows_each(
        "UNWIND $rows AS key MATCH (r:Record {key: key}) WHERE r.signature IS NOT NULL"
        " RETURN DISTINCT r.signature",
        before.gone,
    )
    transaction.run_each(
        "UNWIND $rows AS key MATCH (r:Record {key: key}) DETACH DELETE r", before.gone
    )
    transaction.run(
        "MATCH (s:Source) WHERE s.id IN $ids DETACH DELETE s", ids=changes.removed_sources
    )
    return [digest for (digest,) in orphans]


def _write_sources(transaction: Transaction, changes: ChangeSet, base_iri: str) -> None:
    transaction.run_each(
        "UNWIND $rows AS row MERGE (s:Source {id: row.id}) SET s = row",
        (source_properties(source, base_iri) for source in changes.sources),
    )


def _write_records(transaction: Transaction, changes: ChangeSet, base_iri: str) -> None:
    transaction.run_each(
        "UNWIND $rows AS row MATCH (s:Source {id: row.properties.source})"
        " MERGE (e:Entity {key: row.entity})"
        " CREATE (r:Record)-[:FROM]->(s) SET r = row.properties CREATE (r)-[:DESCRIBES]->(e)",
        (
            {
                "entity": changes.assignments[record.key],
                "properties": record_properties(record, base_iri),
            }
            for record in changes.records
        ),
    )


def _relocate(transaction: Transaction, changes: ChangeSet, base_iri: str) -> list[str]:
    """Write records again in their place; signatures that they bore."""
    keys = [record.key for record in changes.relocated]
    orphans = transaction.rows_each(
        "UNWIND $rows AS key MATCH (r:Record {key: key}) WHERE r.signature IS NOT NULL"
        " RETURN DISTINCT r.signature",
        keys,
    )
    transaction.run_each(
        "UNWIND $rows AS row MATCH (r:Record {key: row.key}) SET r = row",
        (record_properties(record, base_iri) for record in changes.relocated),
    )
    return [digest for (digest,) in orphans]


def _assign(transaction: Transaction, changes: ChangeSet, before: Before) -> None:
    """Move stored records to the entity that they now describe."""
    transaction.run_each(
        "UNWIND $rows AS row MATCH (r:Record {key: row[0]})-[old:DESCRIBES]->() DELETE old"
        " MERGE (e:Entity {key: row[1]}) CREATE (r)-[:DESCRIBES]->(e)",
        (
            [key, entity]
            for key, entity in changes.assignments.items()
            if before.owners.get(key, entity) != entity and key not in before.gone
        ),
    )


def _sweep_missing(transaction: Transaction, added: Iterable[Record]) -> None:
    """Nothing waits for what has come, nor for what nobody names any more."""
    transaction.run_each(
        "UNWIND $rows AS key MATCH (m:Missing {key: key}) DETACH DELETE m",
        (record.key for record in added),
    )
    transaction.run("MATCH (m:Missing) WHERE NOT (m)<--() DELETE m")


def _log(transaction: Transaction, sequence: int, before: Before, levels: dict[str, int]) -> None:
    """Remember which entities were touched, and who saw them before and after."""
    for part, keys in enumerate(batches(before.touched, _CHANGES_PER_NODE)):
        transaction.run(
            "CREATE (:Change {sequence: $sequence, part: $part, keys: $keys, before: $before,"
            " after: $after})",
            sequence=sequence,
            part=part,
            keys=keys,
            before=[before.levels.get(key, NOBODY) for key in keys],
            after=[levels[key] for key in keys],
        )
