"""Reading in one View: entities, links, words, records, counts, changes."""

from collections.abc import Iterator, Sequence
from functools import cached_property

from tisserand.ontology.records import Entity, EntityLink, Record, Source, Visibility
from tisserand.store.fusion import as_seen, fuse
from tisserand.store.neo4j import scanning
from tisserand.store.neo4j.connection import Row, Transaction
from tisserand.store.neo4j.encoding import decode_record, decode_source
from tisserand.store.neo4j.refreshing import read_members
from tisserand.store.neo4j.schema import DOCUMENT_INDEX
from tisserand.store.neo4j.touched import read_sources
from tisserand.store.port import (
    Change,
    Counts,
    Hit,
    LinkBatch,
    NodeBatch,
    ReferenceBatch,
    View,
)
from tisserand.store.search import query_words, score

_OWNERS = (
    "UNWIND $rows AS key MATCH (r:Record {key: key})-[:DESCRIBES]->(e)"
    " WHERE r.visibility <= $view RETURN key, e.key"
)
_LINKS = (
    "WHERE r.visibility <= $view RETURN r.property, o.key, o.names[$view], o.kinds[$view],"
    " r.records, r.since, r.until ORDER BY r.property, o.key, r.since, r.until LIMIT $limit"
)
_LEVELS = len(Visibility)


class Neo4jReader:
    """A `GraphReader` on one read transaction."""

    def __init__(self, transaction: Transaction, view: View, sequence: int) -> None:
        self._transaction = transaction
        self._view = view
        self._role = int(view.role)
        self._sequence = sequence

    @property
    def view(self) -> View:
        return self._view

    @property
    def sequence(self) -> int:
        return self._sequence

    @cached_property
    def _sources(self) -> dict[str, Source]:
        return read_sources(self._transaction)

    def entity(self, key: str) -> Entity | None:
        return self.entities([key]).get(key)

    def entities(self, keys: Sequence[str]) -> dict[str, Entity]:
        found = self._fused(list(dict.fromkeys(keys)))
        others = [key for key in keys if key not in found]
        if others:
            owners = self.record_owners(others)
            fused = self._fused(sorted(set(owners.values())))
            found |= {key: fused[owner] for key, owner in owners.items()}
        return {key: found[key] for key in keys if key in found}

    def _fused(self, keys: list[str]) -> dict[str, Entity]:
        fused = {}
        for key, records in read_members(self._transaction, keys).items():
            seen = [part for one in records if (part := as_seen(one, self._role)) is not None]
            if seen:
                fused[key] = fuse(key, seen, self._sources)
        return fused

    def entity_keys(self, after: str = "", limit: int = 1000, kind: str = "") -> list[str]:
        rows = self._rows(
            "MATCH (e:Entity) WHERE e.key > $after AND e.visibility <= $view"
            " AND ($kind = '' OR e.kinds[$view] = $kind) RETURN e.key ORDER BY e.key LIMIT $limit",
            after=after,
            kind=kind,
            limit=limit,
        )
        return [key for (key,) in rows]

    def links(self, key: str, limit: int = 1000) -> list[EntityLink]:
        found: list[EntityLink] = []
        key = self._entity_key(key)
        for outward, pattern in ((True, "-[r]->"), (False, "<-[r]-")):
            rows = self._rows(
                f"MATCH (e:Entity {{key: $key}}){pattern}(o:Entity) {_LINKS}",
                key=key,
                limit=limit * _LEVELS,
            )
            found += _entity_links(rows, outward)
        return found[:limit]

    def _entity_key(self, key: str) -> str:
        """The key itself when it is that of a visible entity, else that of its record's."""
        (held,) = self._rows(
            "RETURN EXISTS { MATCH (e:Entity {key: $key}) WHERE e.visibility <= $view }", key=key
        )[0]
        return key if held else self.record_owners([key]).get(key, key)

    def find(self, text: str, limit: int = 20, kinds: Sequence[str] = ()) -> list[Hit]:
        asked = query_words(text)
        if not asked:
            return []
        rows = self._rows(
            "CALL db.index.fulltext.queryNodes($index, $query) YIELD node AS d"
            " WHERE d.level <= $view AND d.last >= $view AND ($kinds = [] OR d.kind IN $kinds)"
            " RETURN d.entity, d.name, d.kind, d.place, d.title",
            index=DOCUMENT_INDEX,
            query=" ".join(f"+{word}" for word in asked) + "*",
            kinds=list(kinds),
        )
        hits = [
            Hit(key, name, kind, place, score(asked, title))
            for key, name, kind, place, title in rows
        ]
        return sorted(hits, key=lambda hit: (-hit.score, hit.key))[:limit]

    def sources(self) -> list[Source]:
        rows = self._rows(
            "MATCH (s:Source) WHERE $view = $steward"
            " OR EXISTS { (s)<-[:FROM]-(r:Record) WHERE r.visibility <= $view }"
            " RETURN properties(s) ORDER BY s.id",
            steward=int(Visibility.STEWARD),
        )
        return [decode_source(row[0]) for row in rows]

    def records(self, keys: Sequence[str]) -> dict[str, Record]:
        rows = self._transaction.rows_each(
            "UNWIND $rows AS key MATCH (r:Record {key: key}) RETURN key, r.body", keys
        )
        found = {key: as_seen(decode_record(key, body), self._role) for key, body in rows}
        return {key: record for key in keys if (record := found.get(key)) is not None}

    def records_of_source(self, source: str) -> Iterator[Record]:
        rows = self._transaction.stream(
            "MATCH (:Source {id: $source})<-[:FROM]-(r:Record) WHERE r.visibility <= $view"
            " RETURN r.key, r.body ORDER BY r.key",
            source=source,
            view=self._role,
        )
        for key, body in rows:
            if (record := as_seen(decode_record(key, body), self._role)) is not None:
                yield record

    def record_owners(self, keys: Sequence[str]) -> dict[str, str]:
        return dict(self._transaction.rows_each(_OWNERS, keys, view=self._role))

    def counts(self) -> Counts:
        (records,) = self._rows("MATCH (r:Record) WHERE r.visibility <= $view RETURN count(r)")[0]
        entities = self._rows(
            "MATCH (e:Entity) WHERE e.visibility <= $view"
            " WITH e.kinds[$view] AS kind, count(e) AS number RETURN kind, number ORDER BY kind"
        )
        links = self._rows(
            "MATCH (:Entity)-[r]->(:Entity) WHERE r.visibility <= $view"
            " WITH r.property AS name, sum(size(r.records)) AS number"
            " RETURN name, number ORDER BY name"
        )
        return Counts(len(self.sources()), records, dict(entities), dict(links))

    def scan_nodes(self) -> Iterator[NodeBatch]:
        return scanning.scan_nodes(self._transaction, self._role)

    @cached_property
    def _ids(self) -> dict[str, int]:
        return scanning.read_ids(self._transaction, self._role)

    def scan_links(self) -> Iterator[LinkBatch]:
        return scanning.scan_links(self._transaction, self._role, self._ids)

    def scan_references(self) -> Iterator[ReferenceBatch]:
        return scanning.scan_references(self._transaction, self._role, self._ids)

    def changes(self, since: int) -> Iterator[Change]:
        rows = self._transaction.stream(
            "MATCH (c:Change) WHERE c.sequence > $since AND c.sequence <= $sequence"
            " RETURN c.sequence, c.keys, c.before, c.after ORDER BY c.sequence, c.part",
            since=since,
            sequence=self._sequence,
        )
        for sequence, keys, before, after in rows:
            for key, was, became in zip(keys, before, after, strict=True):
                if min(was, became) <= self._role or self._role == Visibility.STEWARD:
                    yield Change(sequence, key, became > self._role)

    def close(self) -> None:
        """Nothing is held beyond the transaction, which its context closes."""

    def _rows(self, cypher: str, **parameters: object) -> list[Row]:
        return self._transaction.rows(cypher, view=self._role, **parameters)


def _entity_links(rows: list[Row], outward: bool) -> list[EntityLink]:
    """One link for each (property, other end, dates), whatever the visibility of who says it."""
    said: dict[tuple[str, str, str | None, str | None], set[str]] = {}
    shown: dict[str, tuple[str, str]] = {}
    for name, key, other, kind, records, since, until in rows:
        shown[key] = (other, kind)
        said.setdefault((name, key, since, until), set()).update(records)
    return [
        EntityLink(name, outward, key, *shown[key], tuple(sorted(records)), since, until)
        for (name, key, since, until), records in said.items()
    ]
