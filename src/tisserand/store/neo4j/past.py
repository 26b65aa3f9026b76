"""What the graph held when a reader opened, where it has been written since.

Neo4j reads what is committed: a long transaction sees the writes of others. So each change set
keeps what it replaces, as `:Before` and `:SourcesBefore`, and a reader puts it back over what it
reads. What is older than `KEPT_SECONDS` is swept by the next write.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from tisserand.errors import StoreError
from tisserand.ontology.records import Record, Source
from tisserand.store.fusion import as_seen
from tisserand.store.neo4j.connection import BATCH, Transaction, batches
from tisserand.store.neo4j.encoding import Properties, decode_record, decode_source
from tisserand.store.neo4j.entities import NOBODY
from tisserand.store.neo4j.relationships import Target, links_of, relationship_rows
from tisserand.store.neo4j.touched import Before

KEPT_SECONDS = 3600
_CHANGES_PER_NODE = 5000
_SEEN = "MATCH (w:Workspace) RETURN w.sequence, w.pending, w.kept_after"

FindTargets = Callable[[list[str]], dict[str, Target]]


class Version(NamedTuple):
    """What has been written: the last change set, and the one being written in batches, or 0."""

    sequence: int
    pending: int


@dataclass(frozen=True)
class Past:
    """The touched part of the graph, as it was.

    Attributes:
        version: what this looks behind.
        members: records of each touched entity; none for one that did not exist.
        sources: every source as it was; None when they have not changed.
    """

    version: Version
    members: dict[str, list[Record]] = field(default_factory=dict)
    sources: dict[str, Source] | None = None

    @cached_property
    def owners(self) -> dict[str, str]:
        """Entity of each record of the touched entities."""
        return {one.key: entity for entity, held in self.members.items() for one in held}

    @cached_property
    def records(self) -> dict[str, Record]:
        """The records of the touched entities, by key."""
        return {one.key: one for held in self.members.values() for one in held}

    def seen(self, role: int) -> dict[str, list[Record]]:
        """The touched entities that existed for a role, with what it saw of their records."""
        visible = {
            entity: [part for one in held if (part := as_seen(one, role)) is not None]
            for entity, held in self.members.items()
        }
        return {entity: records for entity, records in visible.items() if records}

    def links(self, find_targets: FindTargets) -> list[Properties]:
        """Rows of relationships between things, whose subjects are the touched entities.

        Args:
            find_targets: gives the target of records that are stored now.
        """
        named = {link.target for one in self.records.values() for link in one.links}
        elsewhere = find_targets(sorted(named - self.records.keys()))
        targets = {key: one for key, one in elsewhere.items() if one.entity not in self.members}
        for key, record in self.records.items():
            targets[key] = Target(self.owners[key], int(record.visibility))
        return [
            row
            for key, held in sorted(self.members.items())
            for _, row in relationship_rows(key, links_of(key, held, targets))
        ]


def read_version(transaction: Transaction) -> Version:
    """What has been written."""
    sequence, pending, _ = transaction.one(_SEEN)
    return Version(sequence, pending)


def read_past(transaction: Transaction, since: int) -> Past:
    """What was there at sequence `since` and has been written after it, or is being written.

    Raises:
        StoreError: it was too long ago.
    """
    sequence, pending, kept_after = transaction.one(_SEEN)
    version = Version(sequence, pending)
    if sequence == since and not pending:
        return Past(version)
    if kept_after > since:
        raise StoreError("neo4j.too_old")
    firsts: dict[str, int] = {}
    for number, keys in transaction.rows(
        "MATCH (c:Change) WHERE c.sequence > $since RETURN c.sequence, c.keys ORDER BY c.sequence",
        since=since,
    ):
        for key in keys:
            firsts.setdefault(key, number)
    return Past(version, _members(transaction, since, firsts), _sources(transaction, since))


def _members(
    transaction: Transaction, since: int, firsts: dict[str, int]
) -> dict[str, list[Record]]:
    members: dict[str, list[Record]] = {key: [] for key in firsts}
    for number, entity, keys, bodies in transaction.rows(
        "MATCH (b:Before) WHERE b.sequence > $since RETURN b.sequence, b.entity, b.keys, b.bodies",
        since=since,
    ):
        if firsts.get(entity) == number:
            held = [decode_record(key, body) for key, body in zip(keys, bodies, strict=True)]
            members[entity] = sorted(held, key=lambda one: one.key)
    return members


def _sources(transaction: Transaction, sequence: int) -> dict[str, Source] | None:
    for (bodies,) in transaction.rows(
        "MATCH (b:SourcesBefore) WHERE b.sequence > $since"
        " RETURN b.bodies ORDER BY b.sequence LIMIT 1",
        since=sequence,
    ):
        found = [decode_source(json.loads(body)) for body in bodies]
        return {source.id: source for source in found}
    return None


def keep_before(transaction: Transaction, sequence: int, before: Before, token: str) -> None:
    """Keep what change set `sequence` is about to replace, then name what it touches.

    In this order: a reader believes that what is touched and not kept did not exist. The token
    tells this change set from any other.
    """
    _sweep(transaction)
    transaction.run(
        "MATCH (s:Source) WITH s ORDER BY s.id WITH collect(s.body) AS bodies"
        " CREATE (:SourcesBefore {sequence: $sequence, bodies: bodies, at: timestamp(),"
        " token: $token})",
        sequence=sequence,
        token=token,
    )
    transaction.run_each(
        "UNWIND $rows AS key MATCH (e:Entity {key: key})<-[:DESCRIBES]-(r:Record)"
        " WITH key, collect(r.key) AS keys, collect(r.body) AS bodies"
        " CREATE (:Before {sequence: $sequence, entity: key, keys: keys, bodies: bodies})",
        before.levels,
        sequence=sequence,
    )
    for part, keys in enumerate(batches(before.touched, _CHANGES_PER_NODE)):
        transaction.run(
            "CREATE (:Change {sequence: $sequence, part: $part, keys: $keys, before: $before})",
            sequence=sequence,
            part=part,
            keys=keys,
            before=[before.levels.get(key, NOBODY) for key in keys],
        )


def log_after(
    transaction: Transaction, sequence: int, before: Before, levels: Mapping[str, int]
) -> None:
    """Tell who sees each touched entity now."""
    for part, keys in enumerate(batches(before.touched, _CHANGES_PER_NODE)):
        transaction.run(
            "MATCH (c:Change {sequence: $sequence, part: $part}) SET c.after = $after",
            sequence=sequence,
            part=part,
            after=[levels[key] for key in keys],
        )


def forget(transaction: Transaction, condition: str, bound: int) -> None:
    """Remove what was kept for change sets whose sequence is, say, `<=` a bound."""
    for label in ("Before", "SourcesBefore"):
        delete_all(
            transaction, f"MATCH (n:{label}) WHERE n.sequence {condition} $bound", bound=bound
        )


def delete_all(transaction: Transaction, match: str, **parameters: object) -> None:
    """Delete every node `n` of a pattern, a part at a time."""
    statement = f"{match} WITH n LIMIT $most DETACH DELETE n RETURN count(*)"
    while transaction.one(statement, most=BATCH, **parameters)[0]:
        pass


def _sweep(transaction: Transaction) -> None:
    (last,) = transaction.one(
        "MATCH (b:SourcesBefore) WHERE b.at < timestamp() - $kept"
        " RETURN coalesce(max(b.sequence), 0)",
        kept=KEPT_SECONDS * 1000,
    )
    if last:
        transaction.run("MATCH (w:Workspace) SET w.kept_after = $last", last=last)
        forget(transaction, "<=", last)
