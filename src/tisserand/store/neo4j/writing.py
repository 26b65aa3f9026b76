"""Writing sources and records, and which entity each one describes."""

from collections.abc import Iterable, Mapping

from tisserand.ontology.records import Record, Source
from tisserand.store.neo4j.connection import Transaction
from tisserand.store.neo4j.encoding import record_properties, source_properties
from tisserand.store.neo4j.past import Write
from tisserand.store.neo4j.touched import Before
from tisserand.store.port import ChangeSet


def remove_records(transaction: Transaction, keys: Iterable[str]) -> None:
    """Remove records; their signatures stay for now."""
    transaction.run_each("UNWIND $rows AS key MATCH (r:Record {key: key}) DETACH DELETE r", keys)


def remove_sources(transaction: Transaction, ids: list[str]) -> None:
    """Remove sources whose records are gone."""
    transaction.run_each("MATCH (s:Source) WHERE s.id IN $rows DETACH DELETE s", ids)


def borne_signatures(transaction: Transaction, keys: Iterable[str]) -> set[str]:
    """Signatures that these records bear."""
    rows = transaction.rows_each(
        "UNWIND $rows AS key MATCH (r:Record {key: key}) WHERE r.signature IS NOT NULL"
        " RETURN DISTINCT r.signature",
        keys,
    )
    return {digest for (digest,) in rows}


def stage_sources(transaction: Transaction, sources: Iterable[Source], write: Write) -> None:
    """Add the sources that are missing, marked: records can come from them."""
    transaction.run_each(
        "UNWIND $rows AS row MERGE (s:Source {id: row.id}) ON CREATE SET s = row, s.write = $write",
        (source_properties(source, write.base_iri) for source in sources),
        write=write.number,
    )


def write_sources(transaction: Transaction, sources: Iterable[Source], base_iri: str) -> None:
    """Add sources, or replace them."""
    transaction.run_each(
        "UNWIND $rows AS row MERGE (s:Source {id: row.id}) SET s = row",
        (source_properties(source, base_iri) for source in sources),
    )


def write_records(
    transaction: Transaction,
    records: Iterable[Record],
    assignments: Mapping[str, str],
    write: Write,
) -> None:
    """Add records, with the entities that they describe."""
    transaction.run_each(
        "UNWIND $rows AS row MATCH (s:Source {id: row.properties.source})"
        " MERGE (e:Entity {key: row.entity}) ON CREATE SET e.write = $write"
        " CREATE (r:Record)-[:FROM]->(s) SET r = row.properties CREATE (r)-[:DESCRIBES]->(e)",
        (
            {
                "entity": assignments[record.key],
                "properties": record_properties(record, write.base_iri),
            }
            for record in records
        ),
        write=write.number,
    )


def relocate(transaction: Transaction, records: Iterable[Record], base_iri: str) -> None:
    """Write records again in their place."""
    transaction.run_each(
        "UNWIND $rows AS row MATCH (r:Record {key: row.key}) SET r = row",
        (record_properties(record, base_iri) for record in records),
    )


def assign(transaction: Transaction, changes: ChangeSet, before: Before, write: Write) -> None:
    """Move stored records to the entity that they now describe."""
    transaction.run_each(
        "UNWIND $rows AS row MATCH (r:Record {key: row[0]})-[old:DESCRIBES]->() DELETE old"
        " MERGE (e:Entity {key: row[1]}) ON CREATE SET e.write = $write"
        " CREATE (r)-[:DESCRIBES]->(e)",
        (
            [key, entity]
            for key, entity in changes.assignments.items()
            if before.owners.get(key, entity) != entity
        ),
        write=write.number,
    )


def sweep_missing(transaction: Transaction) -> None:
    """Forget what nobody waits for any more."""
    transaction.run("MATCH (m:Missing) WHERE NOT (m)<--() DELETE m")
