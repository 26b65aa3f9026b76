"""What others wrote while an import was prepared and staged: does it bear on it?

See `tisserand.store.sqlite.concurrency`: the rules are the same. An import goes on when what they
touched is nothing that it touches and, if it was prepared on a state, nothing that resolution
would have read.
"""

from collections.abc import Collection, Sequence
from functools import cached_property

from tisserand.errors import StaleError, StoreError
from tisserand.store.neo4j.connection import Transaction
from tisserand.store.port import ChangeSet

_ABOUT_PERSONS = ("tombstone", "opposition")


class Rivals:
    """Looks at what others wrote since a sequence number, each time at what came since the last.

    Args:
        touched: keys of the entities that the import touches.

    Attributes:
        written: keys of the entities that others wrote.
        seen: sequence number up to which it has looked.
    """

    def __init__(self, changes: ChangeSet, touched: Collection[str], since: int) -> None:
        self.written: set[str] = set()
        self._changes = changes
        self._touched = touched
        self.seen = since
        self._blocks: set[str] | None = None

    def look(self, transaction: Transaction, sequence: int) -> None:
        """Look at what they wrote up to a sequence number.

        Raises:
            StaleError: it bears on the import, which is to start again.
            StoreError: they stored a record that the import adds.
        """
        if sequence == self.seen:
            return
        rows = transaction.rows(
            "MATCH (c:Change) WHERE c.sequence > $seen UNWIND c.keys AS key RETURN DISTINCT key",
            seen=self.seen,
        )
        written = {key for (key,) in rows}
        if not written.isdisjoint(self._touched):
            raise StaleError("store.stale")
        self._refuse_same(transaction, sorted(written))
        if self._changes.based_on is not None:
            self._refuse_judged(transaction)
        self.written |= written
        self.seen = sequence

    def _refuse_same(self, transaction: Transaction, written: Sequence[str]) -> None:
        rows = transaction.rows_each(
            "UNWIND $rows AS key MATCH (e:Entity {key: key})<-[:DESCRIBES]-(r:Record)"
            " RETURN r.key, r.source, r.signature",
            written,
        )
        for key, _, _ in sorted(row[:3] for row in rows):
            if key in self._added:
                raise StoreError("neo4j.already_stored", key=key)
        if self._changes.based_on is None:
            return
        digests = sorted({digest for _, _, digest in rows if digest})
        if any(source in self._sources for _, source, _ in rows) or self._compares(
            transaction, digests
        ):
            raise StaleError("store.stale")

    def _compares(self, transaction: Transaction, digests: Sequence[str]) -> bool:
        """Whether one of these signatures could be compared with one that the import bears."""
        if not self._borne.isdisjoint(digests):
            return True
        rows = transaction.rows_each(
            "UNWIND $rows AS digest MATCH (s:Signature {digest: digest}) RETURN s.blocks", digests
        )
        theirs = {block for (blocks,) in rows for block in blocks}
        if theirs and self._blocks is None:
            self._blocks = self._read_blocks(transaction)
        return self._blocks is not None and not theirs.isdisjoint(self._blocks)

    def _refuse_judged(self, transaction: Transaction) -> None:
        """Raises StaleError when they judged what it touches, or erased somebody."""
        (kept_after,) = transaction.one("MATCH (w:Workspace) RETURN w.kept_after")
        rows = transaction.rows(
            "MATCH (b:SourcesBefore) WHERE b.sequence > $seen RETURN b.judged, b.sealed",
            seen=self.seen,
        )
        judged = sorted({key for keys, _ in rows for key in keys or ()})
        owners = transaction.rows_each(
            "UNWIND $rows AS key MATCH (:Record {key: key})-[:DESCRIBES]->(e) RETURN e.key", judged
        )
        if (
            kept_after > self.seen
            or any(kind in _ABOUT_PERSONS for _, kinds in rows for kind in kinds or ())
            or any(key in self._touched for (key,) in owners)
        ):
            raise StaleError("store.stale")

    @cached_property
    def _added(self) -> set[str]:
        return set(self._changes.added_keys())

    @cached_property
    def _sources(self) -> set[str]:
        return {*(one.id for one in self._changes.sources), *self._changes.removed_sources}

    @cached_property
    def _borne(self) -> set[str]:
        return {record.signature for record in self._changes.records if record.signature}

    def _read_blocks(self, transaction: Transaction) -> set[str]:
        """Blocks of the signatures that the import bears."""
        given = {one.digest: one.blocks for one in self._changes.signatures}
        rows = transaction.rows_each(
            "UNWIND $rows AS digest MATCH (s:Signature {digest: digest}) RETURN s.blocks",
            sorted(self._borne - given.keys()),
        )
        stored = {block for (blocks,) in rows for block in blocks}
        return stored | {block for blocks in given.values() for block in blocks}
