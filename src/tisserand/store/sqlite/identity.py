"""Signatures, matches and judgements: written here, read by resolution."""

import json
from collections.abc import Iterable, Iterator, Sequence

from tisserand.errors import StoreError
from tisserand.ontology.records import Judgement, Match, Sealed, SealedKind, Signature
from tisserand.store.blocks import Glances, block_number
from tisserand.store.port import Member
from tisserand.store.sqlite.blocks import (
    NAMED,
    delete_entries,
    entries,
    parted,
    read_entries,
    write_entries,
)
from tisserand.store.sqlite.connection import Database, as_json
from tisserand.store.sqlite.sealing import read_sealed
from tisserand.store.sqlite.terms import TermReader, TermWriter
from tisserand.store.sqlite.visibility import live, pending_write

_GIVEN = "(SELECT value FROM json_each(?))"
_READ = 20_000
"""Signatures that are looked for at once."""


def write_signatures(database: Database, signatures: Sequence[Signature]) -> None:
    """Add signatures and their blocks; one already stored is left as it is."""
    if not signatures:
        return
    ordered = sorted(signatures, key=lambda signature: signature.digest)
    database.run_many(
        "INSERT OR IGNORE INTO signature (digest, features, blocks, glance) VALUES (?, ?, ?, ?)",
        [(one.digest, one.features, as_json(one.blocks), one.glance) for one in ordered],
    )
    numbers = signature_numbers(database, [one.digest for one in ordered])
    write_entries(
        database, sorted(one for s in ordered for one in entries(numbers[s.digest], s.blocks))
    )
    database.run_many(
        "INSERT OR IGNORE INTO loose VALUES (?)", [(number,) for number in numbers.values()]
    )


def signature_numbers(database: Database, digests: Iterable[str]) -> dict[str, int]:
    """Number of each signature stored among `digests`."""
    return dict(
        database.rows(
            f"SELECT digest, id FROM signature WHERE digest IN {_GIVEN}", (as_json(digests),)
        )
    )


def write_matches(database: Database, terms: TermWriter, matches: Sequence[Match]) -> None:
    """Add matches, or replace those of the same pairs.

    Raises:
        StoreError: a signature is not stored.
    """
    if not matches:
        return
    wanted = {digest for match in matches for digest in (match.a, match.b)}
    numbers = signature_numbers(database, wanted)
    if missing := wanted - numbers.keys():
        raise StoreError("store.unknown_signature", signature=min(missing))
    database.run_many(
        "INSERT OR REPLACE INTO match VALUES (?, ?, ?, ?)",
        [
            (numbers[match.a], numbers[match.b], float(match.probability), terms[match.model])
            for match in matches
        ],
    )


def write_judgements(
    database: Database, judgements: Sequence[Judgement], removed: Sequence[tuple[str, str]]
) -> None:
    """Remove judgements, then add or replace others."""
    database.run_many("DELETE FROM judgement WHERE a = ? AND b = ?", removed)
    database.run_many(
        "INSERT OR REPLACE INTO judgement VALUES (?, ?, ?, ?, ?, ?)",
        [(one.a, one.b, one.verdict, one.author, one.date, one.reason) for one in judgements],
    )


def sweep_signatures(database: Database, candidates: str = "SELECT signature FROM loose") -> None:
    """Delete, with their blocks and matches, the signatures of a sub-query that no record bears."""
    unborne = (
        f"id IN ({candidates}) AND NOT EXISTS"
        " (SELECT 1 FROM record WHERE record.signature = signature.id)"
    )
    rows = database.rows(f"SELECT id, blocks FROM signature WHERE {unborne}")
    delete_entries(database, ((number, json.loads(blocks)) for number, blocks in rows))
    gone = as_json(number for number, _ in rows)
    for column in ("a", "b"):
        database.run(f"DELETE FROM match WHERE {column} IN {_GIVEN}", (gone,))
    database.run(f"DELETE FROM signature WHERE id IN {_GIVEN}", (gone,))


class SqliteResolutionReader:
    """What resolution reads, of one state of the store. See `port.ResolutionReader`."""

    def __init__(self, database: Database, terms: TermReader) -> None:
        self._database = database
        self._terms = terms
        self._pending = pending_write(database)

    def glances_in_blocks(self, blocks: Iterable[str]) -> Iterator[Glances]:
        """Some thousands at a time, in the order of their numbers."""
        import numpy as np

        numbers, signatures = parted(read_entries(self._database, blocks))
        asked, starts = np.unique(signatures, return_index=True)
        ends = [*starts[_READ::_READ].tolist(), len(signatures)]
        for at, end in zip(range(0, len(asked), _READ), ends, strict=False):
            rows = self._database.rows(
                f"SELECT id, digest, glance FROM signature WHERE id IN {_GIVEN} ORDER BY id",
                (as_json(asked[at : at + _READ].tolist()),),
            )
            known, digests, told = map(list, zip(*rows, strict=True)) if rows else ([], [], [])
            part = slice(starts[at], end)
            kept = np.isin(signatures[part], known)
            places = np.searchsorted(known, signatures[part][kept])
            yield Glances(digests, told, numbers[part][kept], places)

    def signatures_in_blocks(self, blocks: Iterable[str]) -> Iterator[tuple[str, Signature]]:
        """(block, signature), in order of digest, then block."""
        asked = set(blocks)
        for batch in self._database.batches(
            f"SELECT {_SIGNATURE} FROM signature WHERE id IN ({NAMED}) ORDER BY digest",
            (as_json({block_number(block) for block in asked}),),
        ):
            for row in batch:
                signature = _signature(*row)
                for block in sorted(asked.intersection(signature.blocks)):
                    yield block, signature

    def signatures(self, digests: Iterable[str]) -> dict[str, Signature]:
        """Those stored among `digests`, in order."""
        rows = self._database.rows(
            f"SELECT {_SIGNATURE} FROM signature WHERE digest IN {_GIVEN} ORDER BY digest",
            (as_json(digests),),
        )
        return {row[0]: _signature(*row) for row in rows}

    def matches_of(self, digests: Iterable[str]) -> list[Match]:
        """Matches with one end or both among `digests`, by pair."""
        given = as_json(digests)
        ends = f"SELECT id FROM signature WHERE digest IN {_GIVEN}"
        rows = self._database.rows(
            "SELECT a.digest, b.digest, m.probability, m.model FROM"
            f" (SELECT * FROM match WHERE a IN ({ends})"
            f" UNION SELECT * FROM match WHERE b IN ({ends})) m"
            " JOIN signature a ON a.id = m.a JOIN signature b ON b.id = m.b"
            " ORDER BY a.digest, b.digest",
            (given, given),
        )
        return [Match(a, b, probability, self._terms[model]) for a, b, probability, model in rows]

    def members_of(self, digests: Iterable[str]) -> dict[str, list[Member]]:
        """Records that bear each signature, by (rank, key)."""
        found: dict[str, list[Member]] = {}
        for digest, *member in self._database.rows(
            "SELECT s.digest, h.key, o.rank, e.key FROM signature s"
            " JOIN record r ON r.signature = s.id JOIN handle h ON h.id = r.handle"
            " JOIN source o ON o.id = r.source JOIN handle e ON e.id = r.entity"
            f" WHERE s.digest IN {_GIVEN} AND {live('r', self._pending)}"
            " ORDER BY s.digest, o.rank, h.key",
            (as_json(digests),),
        ):
            found.setdefault(digest, []).append(Member(*member))
        return found

    def judgements_of(self, keys: Iterable[str]) -> list[Judgement]:
        """Judgements by people with one end or both among these record keys, by pair."""
        given = as_json(keys)
        rows = self._database.rows(
            f"SELECT * FROM judgement WHERE a IN {_GIVEN} UNION"
            f" SELECT * FROM judgement WHERE b IN {_GIVEN} ORDER BY 1, 2",
            (given, given),
        )
        return [Judgement(*row) for row in rows]

    def signatures_of(self, keys: Iterable[str]) -> dict[str, str]:
        """Signature of each record that has one."""
        return dict(
            self._database.rows(
                "SELECT h.key, s.digest FROM handle h JOIN record r ON r.handle = h.id"
                " JOIN signature s ON s.id = r.signature"
                f" WHERE h.key IN {_GIVEN} AND {live('r', self._pending)} ORDER BY h.key",
                (as_json(keys),),
            )
        )

    def judgements(self) -> Iterator[Judgement]:
        """Every judgement by people, by pair of keys."""
        for batch in self._database.batches("SELECT * FROM judgement ORDER BY a, b"):
            for row in batch:
                yield Judgement(*row)

    def signature_digests(self) -> Iterator[str]:
        """Every stored signature, in order."""
        after, size = "", 1  # who only asks whether there is one is answered at once
        digests = "SELECT digest FROM signature WHERE digest > ? ORDER BY digest LIMIT ?"
        while page := self._database.rows(digests, (after, size)):
            yield from (digest for (digest,) in page)
            after, size = page[-1][0], _PAGE

    def sealed(self, kind: SealedKind, keys: Iterable[str] | None = None) -> Iterator[Sealed]:
        """What is kept outside every View, by key."""
        return read_sealed(self._database, kind, keys)


_PAGE = 50_000
_SIGNATURE = "digest, features, blocks, glance"


def _signature(digest: str, features: str, blocks: str, glance: bytes) -> Signature:
    return Signature(digest, features, tuple(json.loads(blocks)), glance)
