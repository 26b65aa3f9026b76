"""Writing entities again from their records: properties, labels, relationships, documents."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain

from tisserand.ontology.records import Source
from tisserand.store.neo4j.connection import Row, Transaction
from tisserand.store.neo4j.encoding import Properties, decode_record
from tisserand.store.neo4j.entities import (
    document_rows,
    entity_properties,
    least_visibility,
)
from tisserand.store.neo4j.naming import (
    CLASS_LABELS,
    is_reference,
    labels,
    quoted,
    reference_label,
    relationship_type,
)
from tisserand.store.neo4j.past import Members, Past, Write
from tisserand.store.neo4j.relationships import (
    Target,
    links_of,
    references_of,
    relationship_rows,
)


def refresh(
    transaction: Transaction,
    touched: Iterable[str],
    existing: Mapping[str, int],
    sources: Mapping[str, Source],
    write: Write,
) -> dict[str, int]:
    """Write the touched entities as their records now say; remove those without a record.

    Args:
        touched: keys of entities, in order.
        existing: those that were there before; the others have nothing to clear.
        sources: every source, by id.

    Returns:
        The least role that sees each touched entity; `NOBODY` when it is gone.
    """
    levels: dict[str, int] = {}
    cleared: set[str] = set()
    for keys in transaction.batches(touched):
        old = [key for key in keys if key in existing]
        transaction.run_each(
            "UNWIND $rows AS key MATCH (d:Document {entity: key}) WHERE d.until IS NULL"
            " SET d.until = $write",
            old,
            write=write.number,
        )
        members = read_members(transaction, keys)
        cleared.update(clear(transaction, old))
        write_entities(transaction, members, sources, write, dict.fromkeys(members, write.number))
        documents = chain.from_iterable(
            document_rows(key, records, sources) for key, records in members.items()
        )
        transaction.run_each(
            "UNWIND $rows AS row CREATE (d:Document) SET d = row, d.write = $write",
            documents,
            write=write.number,
        )
        absent = [key for key in keys if key not in members]
        transaction.run_each(
            "UNWIND $rows AS key MATCH (e:Entity {key: key}) DETACH DELETE e", absent
        )
        levels |= {key: least_visibility(members.get(key, [])) for key in keys}
    sweep_references(transaction, cleared)
    return levels


def write_entities(
    transaction: Transaction,
    members: Members,
    sources: Mapping[str, Source],
    write: Write,
    marks: Mapping[str, int],
) -> None:
    """Write entities that are cleared, and their relationships.

    Args:
        marks: number of the write of which each is.
    """
    by_kind: dict[str, list[Properties]] = {}
    for key, records in members.items():
        properties = entity_properties(key, records, sources, write.base_iri)
        properties["write"] = marks[key]
        by_kind.setdefault(properties["kind"], []).append(properties)
    for kind, rows in by_kind.items():
        named = "".join(f":{label}" for label in labels(kind))
        transaction.run(
            f"UNWIND $rows AS row MATCH (e:Entity {{key: row.key}}) SET e = row, e:Entity{named}",
            rows=rows,
        )
    _write_relationships(transaction, members, write.past)


def sweep_references(transaction: Transaction, iris: Iterable[str]) -> None:
    """Remove the nodes of vocabularies that nothing names any more."""
    transaction.run_each(
        "UNWIND $rows AS iri MATCH (n:Reference {iri: iri}) WHERE NOT (n)<--() DELETE n",
        sorted(iris),
    )


def read_members(transaction: Transaction, keys: list[str], unseen: Sequence[int] = ()) -> Members:
    """The records of each entity that has one and that no unseen write marked, by key."""
    rows = transaction.rows_each(
        "UNWIND $rows AS key MATCH (e:Entity {key: key})<-[:DESCRIBES]-(r:Record)"
        " WHERE NOT coalesce(e.write, 0) IN $unseen RETURN key, r.key, r.body",
        keys,
        unseen=list(unseen),
    )
    return members_of_rows(rows)


def members_of_rows(rows: Iterable[Row]) -> Members:
    """Records by entity, from rows of (entity, record, body)."""
    members: Members = {}
    for entity, key, body in sorted(rows):
        members.setdefault(entity, []).append(decode_record(key, body))
    return members


def clear(transaction: Transaction, keys: list[str]) -> list[str]:
    """Remove the relationships of entities and their labels; IRIs that may be orphans now."""
    freed = transaction.rows_each(
        "UNWIND $rows AS key MATCH (:Entity {key: key})-->(n:Reference) RETURN DISTINCT n.iri", keys
    )
    for statement in (
        "UNWIND $rows AS key MATCH (:Entity {key: key})-[r]->() DELETE r",
        "UNWIND $rows AS key MATCH (:Entity {key: key})<-[:DESCRIBES]-(:Record)-[r:AWAITS]->()"
        " DELETE r",
        f"UNWIND $rows AS key MATCH (e:Entity {{key: key}}) REMOVE e:{':'.join(CLASS_LABELS)}",
    ):
        transaction.run_each(statement, keys)
    return sorted({iri for (iri,) in freed})


def _write_relationships(transaction: Transaction, members: Members, past: Past) -> None:
    links = {
        link.target for records in members.values() for record in records for link in record.links
    }
    targets = read_targets(transaction, sorted(links), past)
    hold_ends(transaction, (one.entity for one in targets.values()), past)
    by_property: dict[str, list[Properties]] = {}
    for key, records in members.items():
        said = {**links_of(key, records, targets), **references_of(records)}
        for name, row in relationship_rows(key, said):
            by_property.setdefault(name, []).append(row)
    for name, rows in sorted(by_property.items()):
        transaction.run_each(_create_statement(name), rows)
    await_missing(transaction, members, links - targets.keys())


def read_targets(transaction: Transaction, keys: list[str], past: Past) -> dict[str, Target]:
    """What links to these records lead to, for those that are stored."""
    rows = transaction.rows_each(
        "UNWIND $rows AS key MATCH (r:Record {key: key})-[:DESCRIBES]->(e)"
        " WHERE NOT coalesce(e.write, 0) IN $unseen RETURN key, e.key, r.visibility",
        keys,
        unseen=past.unseen,
    )
    found = {key: Target(entity, visibility) for key, entity, visibility in rows}
    for key, (entity, record) in past.told(keys).items():
        found[key] = Target(entity, int(record.visibility))
    return found


def hold_ends(transaction: Transaction, keys: Iterable[str], past: Past) -> None:
    """Make the ends of relationships that an import under way has taken away: it is not seen."""
    if past.unseen:
        transaction.run_each(
            "UNWIND $rows AS key MERGE (e:Entity {key: key}) ON CREATE SET e.write = $write",
            sorted(set(keys)),
            write=past.version.pending,
        )


def _create_statement(name: str) -> str:
    end = "MATCH (b:Entity {key: row.object})"
    if is_reference(name):
        label = quoted(reference_label(name))
        end = f"MERGE (b:Reference {{iri: row.object}}) SET b:{label}"
    return (
        f"UNWIND $rows AS row MATCH (a:Entity {{key: row.subject}}) {end}"
        f" CREATE (a)-[r:{relationship_type(name)}]->(b) SET r = row.properties"
    )


def await_missing(transaction: Transaction, members: Members, missing: set[str]) -> None:
    """Remember the links whose target is absent: they wait for it."""
    rows = (
        [record.key, target]
        for records in members.values()
        for record in records
        for target in sorted({link.target for link in record.links} & missing)
    )
    transaction.run_each(
        "UNWIND $rows AS row MATCH (r:Record {key: row[0]}) MERGE (m:Missing {key: row[1]})"
        " CREATE (r)-[:AWAITS]->(m)",
        rows,
    )
