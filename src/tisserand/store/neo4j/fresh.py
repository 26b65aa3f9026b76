"""Entities that one new record describes, and that were not there: created, not merged.

All that is to be written is known beforehand, so nothing is read back: entity, record and
document are created together, then relationships between nodes found by their internal ids.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import filterfalse, groupby
from operator import attrgetter

from tisserand.ontology.records import Record, Source
from tisserand.store.neo4j.alike import (
    AlikeRows,
    Items,
    is_seen_alike,
    pairs,
    single_properties,
    single_saying,
)
from tisserand.store.neo4j.connection import Transaction
from tisserand.store.neo4j.encoding import Properties, record_properties
from tisserand.store.neo4j.entities import document_rows, entity_properties
from tisserand.store.neo4j.naming import (
    is_reference,
    labels,
    quoted,
    reference_label,
    relationship_type,
)
from tisserand.store.neo4j.past import Write
from tisserand.store.neo4j.refreshing import await_missing, hold_ends, read_targets
from tisserand.store.neo4j.relationships import (
    Target,
    links_of,
    references_of,
    relationship_rows,
)
from tisserand.store.port import ChangeSet

Numbers = dict[str, int]


def fresh_records(changes: ChangeSet, existing: Mapping[str, int]) -> list[Record]:
    """Records that alone describe an entity that is not `existing`."""
    assigned = changes.assignments
    once: set[str] = set()
    shared: set[str] = set()
    for entity in assigned.values():
        (shared if entity in once else once).add(entity)
    return [
        record
        for record in changes.records
        if assigned[record.key] not in shared and assigned[record.key] not in existing
    ]


class FreshWriter:
    """Writes the entities of new records, each its own.

    Args:
        assignments: record key → entity key.
        sources: every source as it will be, by id.
    """

    def __init__(
        self,
        transaction: Transaction,
        assignments: Mapping[str, str],
        sources: Mapping[str, Source],
        write: Write,
    ) -> None:
        self._transaction = transaction
        self._assignments = assignments
        self._sources = sources
        self._write = write
        self._base_iri = write.base_iri
        self._numbers: Numbers = {}
        self._ends: dict[str, Target] = {}
        self._outward: dict[str, set[str]] = {}

    def create_nodes(self, records: Sequence[Record]) -> None:
        """Entities, records and documents."""
        by_kind = attrgetter("source", "kind")
        alike = sorted(filter(is_seen_alike, records), key=by_kind)
        for (source, kind), told in groupby(alike, key=by_kind):
            self._create_alike(AlikeRows(source, kind, self._base_iri), told)
        others = sorted(filterfalse(is_seen_alike, records), key=by_kind)
        for (source, kind), told in groupby(others, key=by_kind):
            self._create_unlike(source, kind, told)

    def _create_alike(self, rows: AlikeRows, records: Iterable[Record]) -> None:
        for batch in self._transaction.batches(records):
            told = [rows.row(self._assignments[one.key], one, self._sources) for one in batch]
            created = self._transaction.rows(
                rows.statement(), rows=told, write=self._write.number, **rows.parameters()
            )
            self._numbers |= pairs(created)

    def _create_unlike(self, source: str, kind: str, records: Iterable[Record]) -> None:
        named = "".join(f":{label}" for label in labels(kind))
        created = self._transaction.rows_each(
            "MATCH (s:Source {id: $source}) UNWIND $rows AS row"
            f" CREATE (e:Entity{named}) SET e = row.entity, e.write = $write"
            " CREATE (r:Record) SET r = row.record"
            " CREATE (s)<-[:FROM]-(r)-[:DESCRIBES]->(e)"
            " FOREACH (one IN row.documents | CREATE (d:Document) SET d = one, d.write = $write)"
            " RETURN collect(row.entity.key), collect(id(e))",
            map(self._row, records),
            source=source,
            write=self._write.number,
        )
        self._numbers |= pairs(created)

    def _row(self, record: Record) -> Properties:
        key = self._assignments[record.key]
        return {
            "entity": entity_properties(key, [record], self._sources, self._base_iri),
            "record": record_properties(record, self._base_iri),
            "documents": document_rows(key, [record], self._sources),
        }

    def create_relationships(self, records: Sequence[Record]) -> None:
        """What these records say of their entities."""
        known = self._known(records)
        for record in records:
            for link in record.links:
                if link.target not in known:
                    self._outward.setdefault(link.target, set()).add(self._assignments[record.key])
        self._ends = read_targets(self._transaction, sorted(self._outward), self._write.past)
        targets = known | self._ends
        hold_ends(self._transaction, (one.entity for one in self._ends.values()), self._write.past)
        ends = {target.entity for target in targets.values()}
        numbers = self._numbers | self._numbers_of(sorted(ends - self._numbers.keys()))
        by_property: dict[str, list[Properties]] = {}
        for record in records:
            key = self._assignments[record.key]
            said = {**links_of(key, [record], targets), **references_of([record])}
            for name, row in relationship_rows(key, said):
                by_property.setdefault(name, []).append(row)
        for name, rows in sorted(by_property.items()):
            found = numbers
            if is_reference(name):
                found = self._references(name, sorted({row["object"] for row in rows}))
            self._create(name, rows, found)
        members = {self._assignments[record.key]: [record] for record in records}
        await_missing(self._transaction, members, self._outward.keys() - targets.keys())

    def linking(self, transaction: Transaction, written: Collection[str]) -> list[str]:
        """Entities of these records with a link to what others wrote since, or stored since.

        Args:
            written: keys of the entities that others wrote.
        """
        stored = transaction.rows_each(
            "UNWIND $rows AS key MATCH (:Entity {key: key})<-[:DESCRIBES]-(r:Record) RETURN r.key",
            sorted(written),
        )
        moved = {target for target, end in self._ends.items() if end.entity in written}
        moved |= {key for (key,) in stored} & self._outward.keys()
        return sorted({entity for target in moved for entity in self._outward[target]})

    def _known(self, records: Sequence[Record]) -> dict[str, Target]:
        """What links to these records lead to."""
        return {
            record.key: Target(self._assignments[record.key], int(record.visibility))
            for record in records
        }

    def _numbers_of(self, keys: Sequence[str]) -> Numbers:
        question = "UNWIND $rows AS key MATCH (e:Entity {key: key}) RETURN key, id(e)"
        return dict(self._transaction.rows_each(question, keys))

    def _references(self, name: str, iris: Iterable[str]) -> Numbers:
        """Internal ids of the nodes of a vocabulary, made when they are missing."""
        return pairs(
            self._transaction.rows_each(
                "UNWIND $rows AS iri MERGE (n:Reference {iri: iri})"
                f" SET n:{quoted(reference_label(name))} RETURN collect(iri), collect(id(n))",
                iris,
            )
        )

    def _create(self, name: str, rows: Iterable[Properties], ends: Numbers) -> None:
        alone: list[Items] = []
        together: list[Items] = []
        for row in rows:
            nodes = [self._numbers[row["subject"]], ends[row["object"]]]
            said = single_saying(row)
            if said is None:
                together.append([*nodes, row["properties"]])
            else:
                alone.append([*nodes, *said])
        between = (
            "UNWIND $rows AS row MATCH (a) WHERE id(a) = row[0] MATCH (b) WHERE id(b) = row[1]"
            f" CREATE (a)-[r:{relationship_type(name)}"
        )
        single = f"{between} {single_properties(is_reference(name))}]->(b)"
        self._transaction.run_each(single, alone, property=name)
        self._transaction.run_each(f"{between}]->(b) SET r = row[2]", together)
