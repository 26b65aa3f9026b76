"""What a change set must respect, once what goes is gone: checked before anything is written."""

from collections.abc import Sequence

from tisserand.errors import StaleError, StoreError
from tisserand.store.neo4j.connection import Transaction
from tisserand.store.neo4j.touched import Before, owners_of
from tisserand.store.port import ChangeSet


def check(
    transaction: Transaction, changes: ChangeSet, before: Before, unseen: Sequence[int] = ()
) -> None:
    """Refuse a change set that would leave the graph in pieces.

    Args:
        unseen: writes of which nothing is found.

    Raises:
        StoreError: see `GraphWriter.apply`.
        StaleError: a signature was swept since the state that it is based on.
    """
    added = [record.key for record in changes.records]
    _check_added(transaction, changes, added, before, unseen)
    _check_sources(changes, before)
    _check_signatures(transaction, changes)
    present = (before.owners.keys() - before.gone.keys()) | set(added)
    named = [*changes.assignments, *(record.key for record in changes.relocated)]
    for key in named:
        if key not in present:
            raise StoreError("neo4j.not_stored", key=key)


def _check_added(
    transaction: Transaction,
    changes: ChangeSet,
    added: list[str],
    before: Before,
    unseen: Sequence[int],
) -> None:
    seen = owners_of(transaction, added, unseen).keys() - before.gone.keys()
    for key in added:
        if key in seen:
            raise StoreError("neo4j.already_stored", key=key)
        seen.add(key)
        if key not in changes.assignments:
            raise StoreError("neo4j.unassigned", key=key)


def _check_sources(changes: ChangeSet, before: Before) -> None:
    held = before.sources.keys() - set(changes.removed_sources)
    held |= {source.id for source in changes.sources}
    for record in (*changes.records, *changes.relocated):
        if record.source not in held:
            raise StoreError("neo4j.no_source", key=record.key, source=record.source)


def _check_signatures(transaction: Transaction, changes: ChangeSet) -> None:
    given = {signature.digest for signature in changes.signatures}
    borne = {
        record.signature: record.key
        for record in (*changes.records, *changes.relocated)
        if record.signature and record.signature not in given
    }
    question = "UNWIND $rows AS digest MATCH (s:Signature {digest: digest}) RETURN digest"
    stored = {digest for (digest,) in transaction.rows_each(question, sorted(borne))}
    for digest, key in borne.items():
        if digest not in stored:
            if changes.based_on is not None:
                raise StaleError("store.stale")
            raise StoreError("neo4j.no_signature", key=key)
