"""Reading what resolution compares: identity, which is global."""

from array import array
from collections.abc import Iterable, Iterator

from tisserand.ontology.records import (
    Judgement,
    Match,
    Sealed,
    SealedKind,
    Signature,
    Visibility,
)
from tisserand.store.blocks import Glances, as_numbers, block_number
from tisserand.store.neo4j.connection import Row, Transaction, batches
from tisserand.store.neo4j.encoding import decode_signature
from tisserand.store.neo4j.matching import block_word
from tisserand.store.neo4j.past import Past
from tisserand.store.neo4j.schema import BLOCK_INDEX
from tisserand.store.neo4j.sealing import read_sealed
from tisserand.store.neo4j.state import UNHIDDEN, State
from tisserand.store.port import Member

_BLOCKS_AT_ONCE = 500  # a Lucene query holds 1024 words at most
_ASKED_AT_ONCE = 1_000_000
_PAGE = 10_000
_JUDGEMENT = "RETURN j.a, j.b, j.verdict, j.author, j.date, j.reason"


class Neo4jResolutionReader:
    """A `ResolutionReader` on one read transaction.

    It never sees records that an import stages; their signatures, perhaps, that nothing bears.
    """

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction
        self._state = State(transaction, int(Visibility.STEWARD))

    def signatures_in_blocks(self, blocks: Iterable[str]) -> Iterator[tuple[str, Signature]]:
        asked = sorted(set(blocks))
        found: dict[str, Signature] = {}
        for batch in batches(asked, _BLOCKS_AT_ONCE):
            rows = self._transaction.rows(
                "CALL db.index.fulltext.queryNodes($index, $query) YIELD node"
                " RETURN properties(node)",
                index=BLOCK_INDEX,
                query=" ".join(map(block_word, batch)),
            )
            for (properties,) in rows:
                found[properties["digest"]] = decode_signature(properties)
        wanted = set(asked)
        for digest in sorted(found):
            for block in sorted(wanted.intersection(found[digest].blocks)):
                yield block, found[digest]

    def glances_in_blocks(self, blocks: Iterable[str]) -> Iterator[Glances]:
        """In one lot, and without glances, which are not stored."""
        found: dict[str, int] = {}
        numbers, places = array("q"), array("q")
        for batch in batches(blocks, _ASKED_AT_ONCE):
            for block, signature in self.signatures_in_blocks(batch):
                numbers.append(block_number(block))
                places.append(found.setdefault(signature.digest, len(found)))
        yield Glances(list(found), [b""] * len(found), as_numbers(numbers), as_numbers(places))

    def signatures(self, digests: Iterable[str]) -> dict[str, Signature]:
        rows = self._transaction.rows_each(
            "UNWIND $rows AS digest MATCH (s:Signature {digest: digest}) RETURN properties(s)",
            digests,
        )
        return {row[0]["digest"]: decode_signature(row[0]) for row in rows}

    def matches_of(self, digests: Iterable[str]) -> list[Match]:
        rows = self._transaction.rows_each(
            "UNWIND $rows AS digest MATCH (s:Signature {digest: digest})-[m:MATCHES]-()"
            " RETURN startNode(m).digest, endNode(m).digest, m.probability, m.model",
            digests,
        )
        return sorted({Match(*row) for row in rows})

    def members_of(self, digests: Iterable[str]) -> dict[str, list[Member]]:
        asked = sorted(set(digests))
        rows = self._state.settled(lambda past: self._bearers(past, asked))
        members: dict[str, list[Member]] = {}
        for digest, *member in sorted(rows):
            members.setdefault(digest, []).append(Member(member[1], member[0], member[2]))
        return members

    def _bearers(self, past: Past, asked: list[str]) -> set[Row]:
        """(signature, rank, record, entity)."""
        rows = self._state.rows_each(
            past,
            "UNWIND $rows AS digest MATCH (r:Record) WHERE r.signature = digest"
            f" MATCH (r)-[:DESCRIBES]->(e) WHERE {UNHIDDEN} MATCH (r)-[:FROM]->(s)"
            " RETURN digest, s.rank, r.key, e.key",
            asked,
        )
        kept = past.bearing(asked)
        sources = self._state.sources(past) if kept else {}
        before = {
            (one.signature, sources[one.source].rank, one.key, entity) for entity, one in kept
        }
        return before | set(rows)

    def judgements_of(self, keys: Iterable[str]) -> list[Judgement]:
        asked = sorted(set(keys))
        rows = {
            row
            for end in ("a", "b")
            for row in self._transaction.rows_each(
                f"UNWIND $rows AS key MATCH (j:Judgement {{{end}: key}}) {_JUDGEMENT}", asked
            )
        }
        return [Judgement(*row) for row in sorted(rows)]

    def signatures_of(self, keys: Iterable[str]) -> dict[str, str]:
        asked = sorted(set(keys))
        return self._state.settled(lambda past: self._borne(past, asked))

    def _borne(self, past: Past, asked: list[str]) -> dict[str, str]:
        rows = self._state.rows_each(
            past,
            "UNWIND $rows AS key MATCH (r:Record {key: key})-[:DESCRIBES]->(e)"
            f" WHERE {UNHIDDEN} RETURN key, coalesce(r.signature, '')",
            asked,
        )
        before = {key: one.signature or "" for key, (_, one) in past.told(asked).items()}
        return dict(rows) | before

    def judgements(self) -> Iterator[Judgement]:
        rows = self._transaction.rows(f"MATCH (j:Judgement) {_JUDGEMENT} ORDER BY j.a, j.b")
        return (Judgement(*row) for row in rows)

    def sealed(self, kind: SealedKind, keys: Iterable[str] | None = None) -> Iterator[Sealed]:
        return read_sealed(self._transaction, kind, keys)

    def signature_digests(self) -> Iterator[str]:
        after, size = "", 1  # who only asks whether there is one is answered at once
        while True:
            page = self._transaction.rows(
                "MATCH (s:Signature) WHERE s.digest > $after"
                " RETURN s.digest ORDER BY s.digest LIMIT $page",
                after=after,
                page=size,
            )
            if not page:
                return
            yield from (digest for (digest,) in page)
            after, size = page[-1][0], _PAGE
