"""What the graph held when a reader opened, where it has been written since.

Neo4j reads what is committed: a long transaction sees the writes of others. So each write has a
number, with which it marks the entities that it writes, and it keeps what it replaces as
`:Before`, a node for each record. A reader leaves out what unseen writes marked, and puts back
what they replaced. An import under way is such a write: of a number, and of no sequence number
yet. What is older than `KEPT_SECONDS` is swept by the next writes.
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from tisserand.errors import StoreError
from tisserand.ontology.records import Record, Source
from tisserand.store.fusion import as_seen
from tisserand.store.neo4j.connection import Row, Transaction
from tisserand.store.neo4j.encoding import Properties, decode_record, decode_source
from tisserand.store.neo4j.relationships import Target, links_of, relationship_rows

_SEEN = "MATCH (w:Workspace) RETURN w.sequence, w.pending, w.kept"
_KEPT = "RETURN b.entity, b.write, b.since, b.record, b.body"

Members = dict[str, list[Record]]
FindTargets = Callable[[list[str]], dict[str, Target]]


class Version(NamedTuple):
    """What has been written.

    Attributes:
        sequence: number of the last change set.
        pending: number of the write that an import is staging; 0 when there is none.
        kept: moves whenever that import keeps more of what it is about to replace.
    """

    sequence: int
    pending: int
    kept: int


class Write(NamedTuple):
    """One write.

    Attributes:
        number: with which it marks what it writes.
        past: what an import under way marked and replaced, which this write must not see.
        base_iri: prefix of the IRIs of the workspace.
    """

    number: int
    past: "Past"
    base_iri: str


class Past:
    """What unseen writes replaced.

    Args:
        unseen: their numbers, in the order of their change sets; the pending one comes last.
        sources: every source as it was; None when they have not changed.
    """

    def __init__(
        self,
        transaction: Transaction,
        version: Version,
        unseen: Sequence[int],
        sources: dict[str, Source] | None = None,
    ) -> None:
        self.version = version
        self.unseen = list(unseen)
        self.sources = sources
        self._transaction = transaction

    def kept(self, keys: Iterable[str]) -> Members:
        """Records of those entities that unseen writes replaced; none when it did not exist."""
        if not self.unseen:
            return {}
        if "everything" in self.__dict__:
            return {key: self.everything[key] for key in keys if key in self.everything}
        return self._members(
            self._transaction.rows_each(
                "UNWIND $rows AS key MATCH (b:Before {entity: key})"
                f" WHERE b.write IN $unseen {_KEPT}",
                sorted(set(keys)),
                unseen=self.unseen,
            )
        )

    @cached_property
    def everything(self) -> Members:
        """Every entity that unseen writes replaced, with its records as they were."""
        if not self.unseen:
            return {}
        question = f"MATCH (b:Before) WHERE b.write IN $unseen {_KEPT}"
        return self._members(self._transaction.rows(question, unseen=self.unseen))

    def _members(self, rows: Iterable[Row]) -> Members:
        """An entity is as the first of its writes found it, unless an unseen write had made it."""
        order = {write: position for position, write in enumerate(self.unseen)}
        found: dict[str, list[Row]] = {}
        for row in rows:
            found.setdefault(row[0], []).append(row)
        members: Members = {}
        for entity, told in sorted(found.items()):
            first = min((row[1] for row in told), key=order.__getitem__)
            held = sorted(
                (key, body)
                for _, write, since, key, body in told
                if write == first and since not in order
            )
            members[entity] = [decode_record(key, body) for key, body in held]
        return members

    def told(self, keys: Iterable[str]) -> dict[str, tuple[str, Record]]:
        """(entity, record) of those records whose entities unseen writes replaced."""
        if not self.unseen:
            return {}
        asked = set(keys)
        rows = self._transaction.rows_each(
            "UNWIND $rows AS key MATCH (b:Before {record: key}) WHERE b.write IN $unseen"
            " RETURN DISTINCT b.entity",
            sorted(asked),
            unseen=self.unseen,
        )
        members = self.kept(entity for (entity,) in rows)
        return {
            one.key: (entity, one)
            for entity, held in members.items()
            for one in held
            if one.key in asked
        }

    def bearing(self, digests: Sequence[str]) -> list[tuple[str, Record]]:
        """(entity, record) of those that unseen writes replaced and that bear these signatures."""
        if not self.unseen:
            return []
        rows = self._transaction.rows_each(
            "UNWIND $rows AS digest MATCH (b:Before {signature: digest})"
            " WHERE b.write IN $unseen RETURN DISTINCT b.record",
            digests,
            unseen=self.unseen,
        )
        asked = set(digests)
        told = self.told(key for (key,) in rows)
        return [one for one in told.values() if one[1].signature in asked]

    def linking(self, keys: Sequence[str]) -> list[str]:
        """Entities that unseen writes replaced and that had, perhaps, links to these records."""
        if not self.unseen or not keys:
            return []
        rows = self._transaction.rows(
            "MATCH (b:Before) WHERE b.write IN $unseen AND any(one IN b.targets WHERE one IN $keys)"
            " RETURN DISTINCT b.entity ORDER BY b.entity",
            unseen=self.unseen,
            keys=list(keys),
        )
        return [entity for (entity,) in rows]

    def seen(self, role: int) -> Members:
        """Every replaced entity that existed for a role, with what it saw of their records."""
        return seen_members(self.everything, role)


def seen_members(members: Mapping[str, Sequence[Record]], role: int) -> Members:
    """The entities that exist for a role, with what it sees of their records."""
    visible = {
        entity: [part for one in held if (part := as_seen(one, role)) is not None]
        for entity, held in members.items()
    }
    return {entity: records for entity, records in visible.items() if records}


def link_rows(members: Mapping[str, Sequence[Record]], find: FindTargets) -> list[Properties]:
    """Rows of relationships between things, whose subjects are these entities.

    Args:
        find: gives the targets of records.
    """
    targets = find(sorted({link.target for held in members.values() for one in held
                           for link in one.links}))  # fmt: skip
    return [
        row
        for key, held in sorted(members.items())
        for _, row in relationship_rows(key, links_of(key, held, targets))
    ]


def read_version(transaction: Transaction, after: str = "") -> Version:
    """What has been written, read after a clause of Cypher."""
    return Version(*transaction.one(f"{after} {_SEEN}"))


def read_past(transaction: Transaction, since: int) -> Past:
    """What was there at sequence `since` and has been written after it, or is being written.

    Raises:
        StoreError: it was too long ago.
    """
    version = read_version(transaction)
    pending = [version.pending] if version.pending else []
    if version.sequence == since:
        return Past(transaction, version, pending)
    rows = transaction.rows(
        "MATCH (b:SourcesBefore) WHERE b.sequence > $since RETURN b.write ORDER BY b.sequence",
        since=since,
    )
    (kept_after,) = transaction.one("MATCH (w:Workspace) RETURN w.kept_after")
    if kept_after > since:
        raise StoreError("neo4j.too_old")
    writes = [write for (write,) in rows]
    return Past(transaction, version, writes + pending, _sources(transaction, since))


def _sources(transaction: Transaction, since: int) -> dict[str, Source] | None:
    for (bodies,) in transaction.rows(
        "MATCH (b:SourcesBefore) WHERE b.sequence > $since"
        " RETURN b.bodies ORDER BY b.sequence LIMIT 1",
        since=since,
    ):
        found = [decode_source(json.loads(body)) for body in bodies]
        return {source.id: source for source in found}
    return None
