"""Writing a change set: all or nothing, one writer at a time.

An ordinary one is one transaction. A large one would not fit in the memory of the server: what
it replaces is kept first, then it is written in batches under a pending number, while readers see
what was there before; one short transaction reveals it. What fails, or is interrupted, is undone
from what was kept; what a crash leaves is undone by the next writer.
"""

import secrets

from tisserand.errors import StaleError, StoreError
from tisserand.store.neo4j.checks import check
from tisserand.store.neo4j.connection import (
    ATTEMPTS,
    Connection,
    Staged,
    Transaction,
    is_passing,
)
from tisserand.store.neo4j.fresh import FreshWriter, fresh_records
from tisserand.store.neo4j.matching import sweep_signatures, write_signatures, write_verdicts
from tisserand.store.neo4j.past import Version, keep_before, log_after, read_version
from tisserand.store.neo4j.recovery import recover
from tisserand.store.neo4j.refreshing import refresh
from tisserand.store.neo4j.sealing import write_sealed
from tisserand.store.neo4j.touched import Before, read_before
from tisserand.store.neo4j.writing import (
    assign,
    borne_signatures,
    relocate,
    remove_records,
    remove_sources,
    sweep_missing,
    write_records,
    write_sources,
)
from tisserand.store.port import ChangeSet

LARGEST = (
    2000  # records and entities written in one transaction: some 100 MB of the server's memory
)

_PATIENCE_SECONDS = 2.0


def is_empty(changes: ChangeSet) -> bool:
    """Whether a change set changes nothing."""
    names = ChangeSet.__dataclass_fields__.keys() - {"based_on"}
    return not any(getattr(changes, name) for name in names)


def hold_writers_lock(transaction: Transaction) -> Version:
    """Wait for the other writers; they wait until this transaction ends."""
    transaction.run("MATCH (k:Writer) SET k.writes = k.writes + 1")
    return read_version(transaction)


def recover_abandoned(connection: Connection, base_iri: str) -> None:
    """Undo what a writer that died left half-written.

    Raises:
        StoreError: it is alive, and still writing.
    """
    try:
        with connection.writing(timeout=_PATIENCE_SECONDS) as transaction:
            hold_writers_lock(transaction)
    except StoreError as error:
        raise StoreError("neo4j.writing", address=connection.address) from error
    with connection.writing() as transaction:
        hold_writers_lock(transaction)
        recover(Staged(connection), base_iri)


def apply(connection: Connection, changes: ChangeSet, base_iri: str, largest: int) -> int:
    """Write a change set; again from its beginning when the server stopped and came back.

    Args:
        largest: most records and entities written in one transaction.

    Returns:
        Its sequence number.

    Raises:
        StoreError, StaleError: see `GraphWriter.apply`.
    """
    token = secrets.token_hex(8)
    for _ in range(ATTEMPTS):
        try:
            return _apply(connection, changes, base_iri, largest, token)
        except StoreError as error:
            if not is_passing(error):
                raise
            connection.wait_for_server(error)
        if written := _written(connection, token):
            return written
    return _apply(connection, changes, base_iri, largest, token)


def _written(connection: Connection, token: str) -> int | None:
    """Sequence number of the change set of this token, when the server had written it after all."""
    with connection.reading() as transaction:
        rows = transaction.rows(
            "MATCH (w:Workspace) MATCH (b:SourcesBefore {token: $token})"
            " WHERE b.sequence <= w.sequence RETURN b.sequence",
            token=token,
        )
    return int(rows[0][0]) if rows else None


def _apply(
    connection: Connection, changes: ChangeSet, base_iri: str, largest: int, token: str
) -> int:
    with connection.writing() as transaction:
        sequence = hold_writers_lock(transaction).sequence + 1
        if changes.based_on not in (None, sequence - 1):
            raise StaleError("store.stale")
        recover(Staged(connection), base_iri)
        before = read_before(transaction, changes)
        check(transaction, changes, before)
        if len(changes.records) + len(before.touched) <= largest:
            keep_before(transaction, sequence, before, token)
            _write(transaction, transaction, changes, before, sequence, base_iri)
        else:
            _write_in_batches(connection, changes, before, sequence, base_iri, token)
    return sequence


def _write_in_batches(
    connection: Connection,
    changes: ChangeSet,
    before: Before,
    sequence: int,
    base_iri: str,
    token: str,
) -> None:
    staged = Staged(connection)
    try:
        with connection.writing() as reveal:
            keep_before(staged, sequence, before, token)
            orphans = _write(staged, reveal, changes, before, sequence, base_iri)
    except BaseException as error:
        if not (isinstance(error, StoreError) and is_passing(error)):
            recover(staged, base_iri)
        raise
    sweep_signatures(staged, orphans)
    staged.run("MATCH (w:Workspace) SET w.unswept = false")


def _write(
    batches: Transaction,
    reveal: Transaction,
    changes: ChangeSet,
    before: Before,
    sequence: int,
    base_iri: str,
) -> set[str]:
    """Write a change set that was checked, and of which what it replaces is kept.

    Args:
        batches: takes what may be large.
        reveal: takes what makes it seen; the same transaction for an ordinary change set.

    Returns:
        Signatures that may be borne no more.
    """
    batches.run("MATCH (w:Workspace) SET w.pending = $sequence", sequence=sequence)
    relocated = [record.key for record in changes.relocated]
    orphans = borne_signatures(batches, [*before.gone, *relocated])
    remove_records(batches, before.gone)
    remove_sources(batches, changes.removed_sources)
    write_sources(batches, changes.sources, base_iri)
    write_signatures(batches, changes)
    sources = {
        name: source
        for name, source in before.sources.items()
        if name not in changes.removed_sources
    }
    sources |= {source.id: source for source in changes.sources}
    alone = fresh_records(changes, before.levels)
    fresh = {changes.assignments[record.key]: record for record in alone}
    writer = FreshWriter(batches, changes.assignments, sources, base_iri)
    writer.create_nodes(alone)
    others = [one for one in changes.records if changes.assignments[one.key] not in fresh]
    write_records(batches, others, changes.assignments, base_iri)
    relocate(batches, changes.relocated, base_iri)
    assign(batches, changes, before)
    told_again = [key for key in before.touched if key not in fresh]
    levels = refresh(batches, told_again, before.levels, sources, base_iri)
    writer.create_relationships(alone)
    levels |= {key: int(record.visibility) for key, record in fresh.items()}
    sweep_missing(batches, (record.key for record in changes.records))
    write_verdicts(reveal, changes)
    write_sealed(reveal, changes)
    log_after(reveal, sequence, before, levels)
    reveal.run(
        "MATCH (w:Workspace) SET w.sequence = $sequence, w.pending = 0, w.unswept = $unswept",
        sequence=sequence,
        unswept=bool(orphans) and batches is not reveal,
    )
    if batches is reveal:
        sweep_signatures(reveal, orphans)
    return orphans
