"""Undoing a change set that was being written in batches, from what was kept before it."""

from tisserand.ontology.records import Record
from tisserand.store.neo4j.connection import Transaction, batches
from tisserand.store.neo4j.matching import all_signatures, sweep_signatures
from tisserand.store.neo4j.past import Past, delete_all, forget, read_past
from tisserand.store.neo4j.refreshing import refresh
from tisserand.store.neo4j.touched import read_sources
from tisserand.store.neo4j.writing import (
    remove_records,
    remove_sources,
    sweep_missing,
    write_records,
    write_sources,
)

_LEFT = (
    "MATCH (w:Workspace) RETURN w.sequence, w.pending, w.unswept,"
    " EXISTS { MATCH (c:Change) WHERE c.sequence > w.sequence }"
    " OR EXISTS { MATCH (b:SourcesBefore) WHERE b.sequence > w.sequence }"
)


def recover(transaction: Transaction, base_iri: str) -> None:
    """Undo what an interrupted writer left, when it left something. Done twice, it changes nothing.

    Args:
        transaction: the caller holds the writers' lock, in another one.
    """
    sequence, pending, unswept, kept = transaction.one(_LEFT)
    if pending:
        _restore(transaction, read_past(transaction, sequence), base_iri)
    if pending or unswept:
        sweep_signatures(transaction, all_signatures(transaction))
        transaction.run("MATCH (w:Workspace) SET w.pending = 0, w.unswept = false")
    if pending or kept:
        forget(transaction, ">", sequence)
        delete_all(transaction, "MATCH (n:Change) WHERE n.sequence > $bound", bound=sequence)


def _restore(transaction: Transaction, past: Past, base_iri: str) -> None:
    """Write the touched entities, their records and their sources as they were."""
    touched = sorted(past.members)
    present = transaction.rows_each(
        "UNWIND $rows AS key MATCH (:Entity {key: key})<-[:DESCRIBES]-(r:Record) RETURN r.key",
        touched,
    )
    remove_records(transaction, [key for (key,) in present])
    if past.sources is not None:
        write_sources(transaction, past.sources.values(), base_iri)
        stored = read_sources(transaction)
        remove_sources(transaction, sorted(stored.keys() - past.sources.keys()))
    records: list[Record] = [past.records[key] for key in sorted(past.records)]
    write_records(transaction, records, past.owners, base_iri)
    for keys in batches(touched):
        transaction.run("UNWIND $keys AS key MERGE (:Entity {key: key})", keys=keys)
    everything = dict.fromkeys(touched, 0)
    refresh(transaction, touched, everything, read_sources(transaction), base_iri)
    sweep_missing(transaction, past.records)
