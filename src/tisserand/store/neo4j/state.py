"""A fixed state of the graph: what is stored, with what was there before put back over it."""

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from tisserand.ontology.records import Record, Source, Visibility
from tisserand.store.fusion import as_seen
from tisserand.store.neo4j.connection import Row, Transaction
from tisserand.store.neo4j.encoding import Properties, decode_record
from tisserand.store.neo4j.past import (
    Members,
    Past,
    link_rows,
    read_past,
    read_version,
    seen_members,
)
from tisserand.store.neo4j.refreshing import read_members, read_targets
from tisserand.store.neo4j.touched import read_sources

Answer = TypeVar("Answer")
UNHIDDEN = "NOT coalesce(e.write, 0) IN $unseen"
"""Condition of Cypher on an entity `e`: no unseen write marked it."""


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

    def rows(self, past: Past, cypher: str, **parameters: object) -> list[Row]:
        """Rows of what is stored now; the question takes `$view` and `$unseen`."""
        return self.transaction.rows(cypher, view=self.role, unseen=past.unseen, **parameters)

    def rows_each(self, past: Past, cypher: str, rows: Sequence[object]) -> list[Row]:
        """The same for every batch of `$rows`."""
        return self.transaction.rows_each(cypher, rows, view=self.role, unseen=past.unseen)

    def sources(self, past: Past) -> dict[str, Source]:
        """Every source, by id."""
        if past.sources is not None:
            return past.sources
        return read_sources(self.transaction, past.unseen)

    def members(self, past: Past, keys: Iterable[str]) -> Members:
        """What the role sees of the records of each entity that exists for it."""
        asked = list(dict.fromkeys(keys))
        kept = past.kept(asked)
        stored = read_members(
            self.transaction, [key for key in asked if key not in kept], past.unseen
        )
        return seen_members(stored | kept, self.role)

    def told(self, past: Past, keys: Sequence[str]) -> dict[str, tuple[str, Record]]:
        """(entity, record) of each visible record, as it was."""
        kept = past.told(keys)
        return {key: one for key, one in kept.items() if one[1].visibility <= self.role}

    def owners(self, past: Past, keys: Sequence[str]) -> dict[str, str]:
        """Entity of each visible record."""
        found: dict[str, str] = dict(
            self.rows_each(
                past,
                "UNWIND $rows AS key MATCH (r:Record {key: key})-[:DESCRIBES]->(e)"
                f" WHERE r.visibility <= $view AND {UNHIDDEN} RETURN key, e.key",
                keys,
            )
        )
        found |= {key: entity for key, (entity, _) in self.told(past, keys).items()}
        return {key: found[key] for key in keys if key in found}

    def records(self, past: Past, keys: Sequence[str]) -> dict[str, Record]:
        """What the role sees of these records."""
        rows = self.rows_each(
            past,
            "UNWIND $rows AS key MATCH (r:Record {key: key})-[:DESCRIBES]->(e)"
            f" WHERE r.visibility <= $view AND {UNHIDDEN} RETURN key, r.body",
            keys,
        )
        found = {key: decode_record(key, body) for key, body in rows}
        found |= {key: record for key, (_, record) in self.told(past, keys).items()}
        seen = {key: as_seen(found[key], self.role) for key in keys if key in found}
        return {key: record for key, record in seen.items() if record is not None}

    def records_of_source(self, past: Past, source: str) -> list[str]:
        """Keys of the visible records of a source, in order."""
        rows = self.rows(
            past,
            "MATCH (:Source {id: $source})<-[:FROM]-(r:Record)-[:DESCRIBES]->(e)"
            f" WHERE r.visibility <= $view AND {UNHIDDEN} RETURN r.key, e.key",
            source=source,
        )
        held = [key for key, entity in rows if entity not in past.everything]
        held += [one.key for one in self._kept(past) if one.source == source]
        return sorted(held)

    def _kept(self, past: Past) -> list[Record]:
        """Visible records that have been replaced since."""
        every = (one for held in past.everything.values() for one in held)
        return [one for one in every if one.visibility <= self.role]

    def speaking_sources(self, past: Past) -> set[str]:
        """Ids of the sources with a visible record; every one for a steward."""
        if self.role == Visibility.STEWARD:
            return set(self.sources(past))
        rows = self.rows(
            past,
            "MATCH (s:Source) WHERE EXISTS { MATCH (s)<-[:FROM]-(r:Record)-[:DESCRIBES]->(e)"
            f" WHERE r.visibility <= $view AND {UNHIDDEN} AND NOT e.key IN $touched }} RETURN s.id",
            touched=list(past.everything),
        )
        return {one.source for one in self._kept(past)} | {source for (source,) in rows}

    def count_records(self, past: Past) -> int:
        """How many records are visible."""
        rows = self.rows(
            past,
            "MATCH (r:Record)-[:DESCRIBES]->(e) WHERE r.visibility <= $view"
            f" AND {UNHIDDEN} AND NOT e.key IN $touched RETURN count(r)",
            touched=list(past.everything),
        )
        return int(rows[0][0]) + len(self._kept(past))

    def past_links(self, past: Past, members: Members | None = None) -> list[Properties]:
        """Visible relationships between things, whose subjects have been written since.

        Args:
            members: these subjects with their records; every one when None.
        """
        if members is not None:
            return self._link_rows(past, members)
        if self._past_links is None or self._past_links[0] is not past:
            self._past_links = past, self._link_rows(past, past.everything)
        return self._past_links[1]

    def _link_rows(self, past: Past, members: Members) -> list[Properties]:
        rows = link_rows(members, lambda keys: read_targets(self.transaction, keys, past))
        return [row for row in rows if row["properties"]["visibility"] <= self.role]
