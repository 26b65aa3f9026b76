"""A fixed state of the graph: what is stored, with what was there before put back over it."""

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from tisserand.ontology.records import Record, Source, Visibility
from tisserand.store.fusion import as_seen
from tisserand.store.neo4j.connection import Row, Transaction
from tisserand.store.neo4j.encoding import Properties, decode_record
from tisserand.store.neo4j.past import Past, read_past, read_version
from tisserand.store.neo4j.refreshing import Members, read_members, read_targets
from tisserand.store.neo4j.touched import read_sources

Answer = TypeVar("Answer")


class State:
    """The graph at one sequence number, for one role."""

    def __init__(self, transaction: Transaction, role: int) -> None:
        self.transaction = transaction
        self.role = role
        self.sequence = read_version(transaction).sequence
        self._past: Past | None = None
        self._past_links: tuple[Past, list[Properties]] | None = None

    def settled(self, read: Callable[[Past], Answer]) -> Answer:
        """What `read` answers, read again when a write came in between."""
        while True:
            past = self._refreshed()
            answer = read(past)
            if read_version(self.transaction) == past.version:
                return answer

    def _refreshed(self) -> Past:
        if self._past is None or self._past.version != read_version(self.transaction):
            self._past = read_past(self.transaction, self.sequence)
        return self._past

    def rows(self, cypher: str, **parameters: object) -> list[Row]:
        """Rows of what is stored now; the question takes `$view`."""
        return self.transaction.rows(cypher, view=self.role, **parameters)

    def sources(self, past: Past) -> dict[str, Source]:
        """Every source, by id."""
        return read_sources(self.transaction) if past.sources is None else past.sources

    def members(self, past: Past, keys: Iterable[str]) -> Members:
        """What the role sees of the records of each entity that exists for it."""
        asked = list(dict.fromkeys(keys))
        stored = read_members(self.transaction, [key for key in asked if key not in past.members])
        stored |= {key: past.members[key] for key in asked if key in past.members}
        visible = {
            key: [part for one in held if (part := as_seen(one, self.role)) is not None]
            for key, held in stored.items()
        }
        return {key: held for key, held in visible.items() if held}

    def owners(self, past: Past, keys: Sequence[str]) -> dict[str, str]:
        """Entity of each visible record."""
        rows = self.transaction.rows_each(
            "UNWIND $rows AS key MATCH (r:Record {key: key})-[:DESCRIBES]->(e)"
            " WHERE r.visibility <= $view RETURN key, e.key",
            keys,
            view=self.role,
        )
        found = {key: entity for key, entity in rows if entity not in past.members}
        for key in keys:
            record = past.records.get(key)
            if record is not None and record.visibility <= self.role:
                found[key] = past.owners[key]
        return {key: found[key] for key in keys if key in found}

    def records(self, past: Past, keys: Sequence[str]) -> dict[str, Record]:
        """What the role sees of these records."""
        rows = self.transaction.rows_each(
            "UNWIND $rows AS key MATCH (r:Record {key: key})-[:DESCRIBES]->(e)"
            " WHERE r.visibility <= $view RETURN key, e.key, r.body",
            keys,
            view=self.role,
        )
        found = {
            key: decode_record(key, body)
            for key, entity, body in rows
            if entity not in past.members
        }
        found |= {key: past.records[key] for key in keys if key in past.records}
        seen = {key: as_seen(found[key], self.role) for key in keys if key in found}
        return {key: record for key, record in seen.items() if record is not None}

    def records_of_source(self, past: Past, source: str) -> list[str]:
        """Keys of the visible records of a source, in order."""
        rows = self.rows(
            "MATCH (:Source {id: $source})<-[:FROM]-(r:Record)-[:DESCRIBES]->(e)"
            " WHERE r.visibility <= $view RETURN r.key, e.key",
            source=source,
        )
        held = [key for key, entity in rows if entity not in past.members]
        held += [
            one.key
            for one in past.records.values()
            if one.source == source and one.visibility <= self.role
        ]
        return sorted(held)

    def speaking_sources(self, past: Past) -> set[str]:
        """Ids of the sources with a visible record; every one for a steward."""
        if self.role == Visibility.STEWARD:
            return set(self.sources(past))
        rows = self.rows(
            "MATCH (s:Source) WHERE EXISTS { MATCH (s)<-[:FROM]-(r:Record)-[:DESCRIBES]->(e)"
            " WHERE r.visibility <= $view AND NOT e.key IN $touched } RETURN s.id",
            touched=list(past.members),
        )
        before = {one.source for one in past.records.values() if one.visibility <= self.role}
        return before | {source for (source,) in rows}

    def past_links(self, past: Past) -> list[Properties]:
        """Visible relationships between things, whose subjects have been written since."""
        if self._past_links is None or self._past_links[0] is not past:
            rows = past.links(lambda keys: read_targets(self.transaction, keys))
            seen = [row for row in rows if row["properties"]["visibility"] <= self.role]
            self._past_links = past, seen
        return self._past_links[1]
