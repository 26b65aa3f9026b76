"""Writing a change set: all or nothing, one writer at a time.

An ordinary one is one transaction, short. A large one would not fit in the memory of the server,
and would keep others waiting: see `importing`.
"""

import secrets

from tisserand.errors import StaleError, StoreError
from tisserand.store.neo4j.checks import check
from tisserand.store.neo4j.conceding import take_back
from tisserand.store.neo4j.connection import ATTEMPTS, Connection, Transaction, is_passing
from tisserand.store.neo4j.fresh import FreshWriter, fresh_records
from tisserand.store.neo4j.importing import apply_in_turns
from tisserand.store.neo4j.keeping import KEEP, keep_sources, log_changes, sweep_past
from tisserand.store.neo4j.locks import hold_writers_lock
from tisserand.store.neo4j.matching import (
    matches_of_stored,
    sweep_signatures,
    write_judgements,
    write_matches,
    write_signatures,
)
from tisserand.store.neo4j.past import Past, Version, Write
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


class _TooLargeError(Exception):
    """A change set touches too much for one transaction, of which nothing is kept."""


def is_empty(changes: ChangeSet) -> bool:
    """Whether a change set changes nothing."""
    names = ChangeSet.__dataclass_fields__.keys() - {"based_on"}
    return not any(getattr(changes, name) for name in names)


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
            "MATCH (b:SourcesBefore {token: $token}) RETURN b.sequence", token=token
        )
    return int(rows[0][0]) if rows else None


def _apply(
    connection: Connection, changes: ChangeSet, base_iri: str, largest: int, token: str
) -> int:
    if len(changes.records) + len(changes.removed_records) <= largest:
        try:
            return _apply_at_once(connection, changes, base_iri, largest, token)
        except _TooLargeError:
            pass
    return apply_in_turns(connection, changes, base_iri, token)


def _apply_at_once(
    connection: Connection, changes: ChangeSet, base_iri: str, largest: int, token: str
) -> int:
    with connection.writing() as transaction:
        version = hold_writers_lock(transaction)
        if changes.based_on not in (None, version.sequence):
            raise StaleError("store.stale")
        write = _begin(transaction, version, base_iri)
        if version.pending:
            take_back(transaction, changes, write)
        before = read_before(transaction, changes, write.past.unseen)
        check(transaction, changes, before, write.past.unseen)
        if len(changes.records) + len(before.touched) > largest:
            raise _TooLargeError
        sequence = version.sequence + 1
        sweep_past(transaction)
        keep_sources(transaction, changes, write.number, sequence, token)
        transaction.run_each(KEEP, sorted(before.levels), write=write.number)
        _write(transaction, changes, before, sequence, write)
    return sequence


def _begin(transaction: Transaction, version: Version, base_iri: str) -> Write:
    (number,) = transaction.one("MATCH (w:Workspace) SET w.writes = w.writes + 1 RETURN w.writes")
    unseen = [version.pending] if version.pending else []
    return Write(number, Past(transaction, version, unseen), base_iri)


def _write(
    transaction: Transaction, changes: ChangeSet, before: Before, sequence: int, write: Write
) -> None:
    """Write a change set that was checked, and of which what it replaces is kept."""
    relocated = [record.key for record in changes.relocated]
    orphans = borne_signatures(transaction, [*before.gone, *relocated])
    remove_records(transaction, before.gone)
    remove_sources(transaction, changes.removed_sources)
    write_sources(transaction, changes.sources, write.base_iri)
    write_signatures(transaction, changes)
    sources = {
        name: source
        for name, source in before.sources.items()
        if name not in changes.removed_sources
    }
    sources |= {source.id: source for source in changes.sources}
    alone = fresh_records(changes, before.levels)
    fresh = {changes.assignments[record.key]: record for record in alone}
    writer = FreshWriter(transaction, changes.assignments, sources, write)
    writer.create_nodes(alone)
    others = [one for one in changes.records if changes.assignments[one.key] not in fresh]
    write_records(transaction, others, changes.assignments, write)
    relocate(transaction, changes.relocated, write.base_iri)
    assign(transaction, changes, before, write)
    told_again = [key for key in before.touched if key not in fresh]
    levels = refresh(transaction, told_again, before.levels, sources, write)
    writer.create_relationships(alone)
    levels |= {key: int(record.visibility) for key, record in fresh.items()}
    if before.levels:
        sweep_missing(transaction)
    write_matches(transaction, matches_of_stored(changes))
    write_judgements(transaction, changes)
    write_sealed(transaction, changes)
    log_changes(transaction, sequence, before.touched, before.levels, levels)
    transaction.run("MATCH (w:Workspace) SET w.sequence = $sequence", sequence=sequence)
    if not write.past.unseen:
        sweep_signatures(transaction, orphans)
    elif orphans:  # perhaps borne by what the import replaced
        transaction.run("MATCH (w:Workspace) SET w.unswept = true")
