"""Undoing what an import wrote and never revealed, from what it kept before."""

import time
from collections.abc import Sequence

from tisserand.store.neo4j.connection import Connection, Transaction, batches
from tisserand.store.neo4j.keeping import delete_all
from tisserand.store.neo4j.matching import all_signatures, sweep_signatures
from tisserand.store.neo4j.past import Past, Write, read_version
from tisserand.store.neo4j.refreshing import clear, sweep_references, write_entities
from tisserand.store.neo4j.touched import read_sources
from tisserand.store.neo4j.turns import FIRST, Turns
from tisserand.store.neo4j.writing import remove_records, sweep_missing, write_records


def restore(transaction: Transaction, keys: Sequence[str], write: Write) -> None:
    """Write again, as they were, entities that the pending write touched; remove those it made.

    Args:
        write: the one that does not see it.
    """
    past, pending = write.past, write.past.version.pending
    members = past.kept(keys)
    marks: dict[str, int] = dict(
        transaction.rows_each(
            "UNWIND $rows AS key MATCH (b:Before {entity: key}) WHERE b.write = $pending"
            " RETURN DISTINCT key, b.since",
            sorted(members),
            pending=pending,
        )
    )
    owners = {one.key: entity for entity, held in members.items() for one in held}
    present = transaction.rows_each(
        "UNWIND $rows AS key MATCH (:Entity {key: key})<-[:DESCRIBES]-(r:Record) RETURN r.key", keys
    )
    remove_records(transaction, sorted(owners.keys() | {key for (key,) in present}))
    freed = clear(transaction, list(keys))
    made = [key for key in keys if key not in members]
    transaction.run_each("UNWIND $rows AS key MATCH (e:Entity {key: key}) DETACH DELETE e", made)
    records = [one for _, held in sorted(members.items()) for one in held]
    write_records(transaction, records, owners, write)
    sources = read_sources(transaction, past.unseen)
    write_entities(transaction, members, sources, write, marks)
    sweep_references(transaction, freed)
    for statement in (
        "MATCH (d:Document {entity: key}) WHERE d.write = $pending DELETE d",
        "MATCH (d:Document {entity: key}) WHERE d.until = $pending REMOVE d.until",
        "MATCH (b:Before {entity: key}) WHERE b.write = $pending DELETE b",
    ):
        transaction.run_each(f"UNWIND $rows AS key {statement}", keys, pending=pending)


def recover(connection: Connection, base_iri: str, until: float | None = None) -> bool:
    """Undo what an import that ended left behind; whether nothing is left.

    The caller holds the turn of imports. Each part is undone in one transaction: what is cut
    short goes on where it stopped.

    Args:
        until: time (`time.monotonic`) at which to stop; never if None.
    """
    turns = Turns(connection)
    with connection.reading() as reading:
        version = read_version(reading)
        (unswept,) = reading.one("MATCH (w:Workspace) RETURN w.unswept")
        touched = _touched(reading, version.pending) if version.pending else []
    if version.pending and not _undo(turns, touched, base_iri, until):
        return False
    if version.pending or unswept:
        with connection.reading() as reading:
            digests = all_signatures(reading)
        sweep_signatures(turns, digests)
        turns.run("MATCH (w:Workspace) SET w.pending = 0, w.unswept = false")
    return True


def _touched(transaction: Transaction, pending: int) -> list[str]:
    rows = transaction.rows(
        "MATCH (b:Before {write: $pending}) RETURN DISTINCT b.entity AS key"
        " UNION MATCH (e:Entity) WHERE e.write = $pending RETURN e.key AS key",
        pending=pending,
    )
    return sorted(key for (key,) in rows)


def _undo(turns: Turns, touched: Sequence[str], base_iri: str, until: float | None) -> bool:
    for keys in batches(touched, FIRST):
        if until is not None and time.monotonic() > until:
            return False
        turns.turn(lambda transaction, keys=keys: _restore_part(transaction, keys, base_iri))  # type: ignore[misc]
    pending = read_version(turns).pending
    delete_all(turns, "MATCH (n:Source) WHERE n.write = $pending", pending=pending)
    delete_all(turns, "MATCH (n:Change) WHERE n.sequence = -$pending", pending=pending)
    sweep_missing(turns)
    return True


def _restore_part(transaction: Transaction, keys: Sequence[str], base_iri: str) -> None:
    version = read_version(transaction)
    past = Past(transaction, version, [version.pending])
    restore(transaction, keys, Write(version.pending, past, base_iri))
