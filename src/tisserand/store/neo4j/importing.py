"""Applying a large change set without keeping others waiting.

It is staged in turns, under the number of a write that no reader sees: what is new is marked with
it, what it replaces is kept first. One transaction, short however large the change set, then gives
it its sequence number, which reveals everything at once.

Others may write meanwhile. Where they touch what it touches, they put that back and it starts
again; where they link to it, or it to them, the last transaction looks again. An import that fails
is undone at once; what a crash leaves is undone when the store is next opened, or by the next one.
"""

from collections.abc import Mapping
from contextlib import nullcontext

from tisserand.errors import StaleError, StoreError
from tisserand.ontology.records import Source
from tisserand.store.neo4j.checks import check
from tisserand.store.neo4j.concurrency import Rivals
from tisserand.store.neo4j.connection import Connection, Transaction, is_passing
from tisserand.store.neo4j.fresh import FreshWriter, fresh_records
from tisserand.store.neo4j.keeping import KEEP, LINKED_RECORDS, keep_sources, log_changes
from tisserand.store.neo4j.locks import hold_writers_lock, import_turn
from tisserand.store.neo4j.matching import (
    all_signatures,
    matches_of_stored,
    sweep_signatures,
    write_judgements,
    write_matches,
    write_signatures,
)
from tisserand.store.neo4j.past import Past, Version, Write, read_version
from tisserand.store.neo4j.recovery import recover
from tisserand.store.neo4j.refreshing import refresh
from tisserand.store.neo4j.sealing import write_sealed
from tisserand.store.neo4j.touched import levels_of, read_before, read_sources
from tisserand.store.neo4j.turns import Turns
from tisserand.store.neo4j.writing import (
    assign,
    borne_signatures,
    relocate,
    remove_records,
    remove_sources,
    stage_sources,
    sweep_missing,
    write_records,
    write_sources,
)
from tisserand.store.port import ChangeSet

_ATTEMPTS = 4
"""Times that an import prepared on no state starts again before it keeps others waiting."""


def apply_in_turns(connection: Connection, changes: ChangeSet, base_iri: str, token: str) -> int:
    """Write a large change set; its sequence number.

    Raises:
        StoreError, StaleError: see `GraphWriter.apply`.
    """
    with import_turn(connection):
        for _ in range(_ATTEMPTS):
            try:
                return _Import(connection, changes, base_iri, token).apply()
            except StaleError:
                if changes.based_on is not None:
                    raise
        return _Import(connection, changes, base_iri, token, alone=True).apply()


class _Import:
    """One large change set; its caller holds the turn of imports.

    Args:
        alone: let nobody else write before the end.
    """

    def __init__(
        self,
        connection: Connection,
        changes: ChangeSet,
        base_iri: str,
        token: str,
        alone: bool = False,
    ) -> None:
        self._connection = connection
        self._changes = changes
        self._base_iri = base_iri
        self._token = token
        self._alone = alone

    def apply(self) -> int:
        """Write everything; the new sequence number."""
        recover(self._connection, self._base_iri)
        try:
            with self._connection.writing() if self._alone else nullcontext() as lock:
                if lock is not None:
                    hold_writers_lock(lock)
                sequence, orphans = self._write()
        except BaseException as error:
            if not (isinstance(error, StoreError) and is_passing(error)):
                recover(self._connection, self._base_iri)
            raise
        self._sweep(orphans)
        return sequence

    def _write(self) -> tuple[int, set[str]]:
        version = self._begin()
        with self._connection.reading() as reading:
            self._before = read_before(reading, self._changes, ())
            check(reading, self._changes, self._before)
        based_on = self._changes.based_on
        since = version.sequence if based_on is None else based_on
        self._rivals = Rivals(self._changes, set(self._before.touched), since)
        self._turns = Turns(self._connection, self._rivals, self._alone)
        orphans = self._stage()
        return self._reveal(), orphans

    def _begin(self) -> Version:
        """Take a number, pending."""
        with self._connection.writing() as transaction:
            version = read_version(transaction) if self._alone else hold_writers_lock(transaction)
            based_on = self._changes.based_on
            if based_on is not None and based_on > version.sequence:
                raise StaleError("store.stale")
            (number,) = transaction.one(
                "MATCH (w:Workspace) WITH w, w.writes + 1 AS number"
                " SET w.writes = number, w.pending = number RETURN number"
            )
            self._mark = Write(number, Past(transaction, version, ()), self._base_iri)
        return version

    def _stage(self) -> set[str]:
        """Write all that nobody sees yet; signatures that may be borne no more."""
        turns, changes, before, write = self._turns, self._changes, self._before, self._mark
        self._keep()
        moved = [*before.gone, *(record.key for record in changes.relocated)]
        orphans = borne_signatures(turns, moved)
        remove_records(turns, before.gone)
        stage_sources(turns, changes.sources, write)
        write_signatures(turns, changes)
        alone = fresh_records(changes, before.levels)
        fresh = {changes.assignments[one.key]: one for one in alone}
        self._writer = FreshWriter(turns, changes.assignments, self._sources(before.sources), write)
        self._writer.create_nodes(alone)
        others = [one for one in changes.records if changes.assignments[one.key] not in fresh]
        write_records(turns, others, changes.assignments, write)
        relocate(turns, changes.relocated, self._base_iri)
        assign(turns, changes, before, write)
        told_again = [key for key in before.touched if key not in fresh]
        levels = refresh(turns, told_again, before.levels, self._sources(before.sources), write)
        self._writer.create_relationships(alone)
        levels |= {key: int(record.visibility) for key, record in fresh.items()}
        log_changes(turns, -write.number, before.touched, before.levels, levels)
        return orphans

    def _sources(self, stored: Mapping[str, Source]) -> dict[str, Source]:
        """Sources as they will be."""
        lasting = {
            name: source
            for name, source in stored.items()
            if name not in self._changes.removed_sources
        }
        return lasting | {source.id: source for source in self._changes.sources}

    def _keep(self) -> None:
        """Keep all that is replaced, then mark it: whoever finds a mark finds what was kept."""
        stored, write = sorted(self._before.levels), self._mark.number
        for keys in self._turns.batches(stored):
            self._turns.turn(lambda transaction, keys=keys: _keep_part(transaction, keys, write))  # type: ignore[misc]
        self._turns.run_each(
            "UNWIND $rows AS key MATCH (e:Entity {key: key}) SET e.write = $write",
            stored,
            write=write,
        )

    def _reveal(self) -> int:
        """The one moment when others see it all."""
        changes, write = self._changes, self._mark.number
        matches = matches_of_stored(changes)
        self._turns.look_ahead()
        with self._connection.writing() as transaction:
            version = read_version(transaction) if self._alone else hold_writers_lock(transaction)
            self._rivals.look(transaction, version.sequence)
            sequence = version.sequence + 1
            if self._rivals.written:
                self._look_again(transaction)
            keep_sources(transaction, changes, write, sequence, self._token)
            told = {source.id for source in changes.sources}
            remove_sources(transaction, [one for one in changes.removed_sources if one not in told])
            write_sources(transaction, changes.sources, self._base_iri)
            write_matches(transaction, matches)
            write_judgements(transaction, changes)
            write_sealed(transaction, changes)
            transaction.run(
                "MATCH (c:Change {sequence: $staged}) SET c.sequence = $sequence",
                staged=-write,
                sequence=sequence,
            )
            transaction.run(
                "MATCH (w:Workspace) SET w.sequence = $sequence, w.pending = 0", sequence=sequence
            )
        return sequence

    def _look_again(self, transaction: Transaction) -> None:
        """At what others wrote since the beginning: it may now link, or be linked."""
        write, linked = self._mark, self._linked(transaction)
        transaction.run_each(
            "UNWIND $rows AS key MATCH (:Entity {key: key})-->(e:Entity)"
            " WHERE e.write = $write AND NOT (e)<-[:DESCRIBES]-(:Record)"
            " WITH DISTINCT e DETACH DELETE e",
            linked,
            write=write.number,
        )
        again = self._writer.linking(transaction, self._rivals.written)
        before = levels_of(transaction, linked, ())
        transaction.run_each(KEEP, sorted(before), write=write.number)
        sources = self._sources(read_sources(transaction, [write.number]))
        present = before | dict.fromkeys(again, 0)
        levels = refresh(transaction, sorted(present), present, sources, write)
        log_changes(transaction, -write.number, sorted(before), before, levels)

    def _linked(self, transaction: Transaction) -> list[str]:
        """Entities that others wrote, with a link to a record that comes, goes or moves."""
        moved = {*self._changes.assignments, *self._before.gone}
        rows = transaction.rows_each(LINKED_RECORDS, sorted(self._rivals.written))
        return sorted(key for key, targets in rows if not moved.isdisjoint(targets))

    def _sweep(self, orphans: set[str]) -> None:
        """Forget what nothing bears any more, in turns with others."""
        turns = Turns(self._connection)
        with self._connection.reading() as reading:
            (unswept,) = reading.one("MATCH (w:Workspace) RETURN w.unswept")
            swept = all_signatures(reading) if unswept else orphans
        sweep_signatures(turns, swept)
        sweep_missing(turns)
        turns.run("MATCH (w:Workspace) SET w.unswept = false")


def _keep_part(transaction: Transaction, keys: list[str], write: int) -> None:
    transaction.run(KEEP, rows=keys, write=write)
    transaction.run("MATCH (w:Workspace) SET w.kept = w.kept + 1")
