"""Keeping what a change set is about to replace, for those who read what was before it."""

from collections.abc import Iterable, Mapping, Sequence

from tisserand.store.neo4j.connection import BATCH, Transaction, batches
from tisserand.store.neo4j.entities import NOBODY
from tisserand.store.port import ChangeSet

KEPT_SECONDS = 3600
_CHANGES_PER_NODE = 5000
_WRITES_SWEPT = 100

_TARGETS = (
    "UNWIND $rows AS key MATCH (e:Entity {key: key}) WITH e, reduce("
    "all = [(e)<-[:DESCRIBES]-(:Record)-[:AWAITS]->(m) | m.key],"
    " some IN [(e)-[link]->(:Entity) | link.targets] | all + some) AS targets"
)
LINKED_RECORDS = f"{_TARGETS} RETURN e.key, targets"
"""Records that the entities `$rows` have links to, stored or awaited."""
KEEP = (
    f"{_TARGETS} MATCH (e)<-[:DESCRIBES]-(r:Record)"
    " CREATE (:Before {write: $write, since: coalesce(e.write, 0), entity: e.key, record: r.key,"
    " source: r.source, signature: r.signature, body: r.body, targets: targets})"
)
"""Keeps the records of the entities `$rows`, for write `$write`."""


def keep_sources(
    transaction: Transaction, changes: ChangeSet, write: int, sequence: int, token: str
) -> None:
    """Keep the sources as they are, and what of a change set tells whether it bears on another.

    Args:
        token: tells this change set from any other.
    """
    pairs = [(one.a, one.b) for one in changes.judgements] + changes.removed_judgements
    transaction.run(
        "MATCH (w:Workspace) MATCH (s:Source) WHERE s.write IS NULL OR s.write <> w.pending"
        " WITH s ORDER BY s.id WITH collect(s.body) AS bodies"
        " CREATE (:SourcesBefore {write: $write, sequence: $sequence, bodies: bodies,"
        " at: timestamp(), token: $token, judged: $judged, sealed: $sealed})",
        write=write,
        sequence=sequence,
        token=token,
        judged=sorted({key for pair in pairs for key in pair}),
        sealed=sorted(
            {one.kind for one in changes.sealed} | {kind for kind, _ in changes.unsealed}
        ),
    )


def log_changes(
    transaction: Transaction,
    sequence: int,
    touched: Iterable[str],
    before: Mapping[str, int],
    after: Mapping[str, int],
) -> None:
    """Tell who saw each touched entity, and who sees it now.

    Args:
        sequence: that of the change set; minus the number of the write while nobody may read it.
    """
    for keys in batches(touched, _CHANGES_PER_NODE):
        transaction.run(
            "CREATE (:Change {sequence: $sequence, keys: $keys, before: $before, after: $after})",
            sequence=sequence,
            keys=keys,
            before=[before.get(key, NOBODY) for key in keys],
            after=[after[key] for key in keys],
        )


def sweep_past(transaction: Transaction) -> None:
    """Remove a part of what is kept no more: as much as a write may do besides."""
    rows = transaction.rows(
        "MATCH (b:SourcesBefore) WHERE b.at < timestamp() - $kept"
        " RETURN b.write, b.sequence ORDER BY b.sequence LIMIT $most",
        kept=KEPT_SECONDS * 1000,
        most=_WRITES_SWEPT,
    )
    if not rows:
        return
    transaction.run("MATCH (w:Workspace) SET w.kept_after = $last", last=rows[-1][1])
    writes = [write for write, _ in rows]
    if _delete_some(transaction, writes) < BATCH:
        transaction.run("MATCH (b:SourcesBefore) WHERE b.write IN $writes DELETE b", writes=writes)


def _delete_some(transaction: Transaction, writes: Sequence[int]) -> int:
    """How many nodes of one kind, at most, are deleted."""
    deleted = 0
    for match in (
        "MATCH (n:Before) WHERE n.write IN $writes",
        "MATCH (n:Document) WHERE n.until IN $writes",
    ):
        statement = f"{match} WITH n LIMIT $most DELETE n RETURN count(*)"
        (count,) = transaction.one(statement, writes=writes, most=BATCH)
        deleted = max(deleted, count)
    return deleted


def delete_all(transaction: Transaction, match: str, **parameters: object) -> None:
    """Delete every node `n` of a pattern, a part at a time."""
    statement = f"{match} WITH n LIMIT $most DETACH DELETE n RETURN count(*)"
    while transaction.one(statement, most=BATCH, **parameters)[0]:
        pass
