"""Writing what resolution reads: signatures, matches, judgements."""

from collections.abc import Iterable
from hashlib import blake2b

from tisserand.ontology.records import Match
from tisserand.store.neo4j.connection import Transaction
from tisserand.store.port import ChangeSet


def block_word(block: str) -> str:
    """A block as one plain word of the full-text index; 64 bits, checked by who reads."""
    return blake2b(block.encode(), digest_size=8).hexdigest()


def pair_key(a: str, b: str) -> str:
    """Two record keys, letters and digits only, as one."""
    return f"{a} {b}"


def write_signatures(transaction: Transaction, changes: ChangeSet) -> None:
    """Signatures that come, and the matches of which they are an end."""
    transaction.run_each(
        "UNWIND $rows AS row MERGE (s:Signature {digest: row[0]})"
        " ON CREATE SET s.features = row[1], s.blocks = row[2], s.words = row[3]",
        (
            [one.digest, one.features, list(one.blocks), " ".join(map(block_word, one.blocks))]
            for one in changes.signatures
        ),
    )
    new = {one.digest for one in changes.signatures}
    write_matches(transaction, (one for one in changes.matches if one.a in new or one.b in new))


def matches_of_stored(changes: ChangeSet) -> list[Match]:
    """Those between two signatures that were stored before."""
    new = {one.digest for one in changes.signatures}
    return [one for one in changes.matches if one.a not in new and one.b not in new]


def write_matches(transaction: Transaction, matches: Iterable[Match]) -> None:
    """Matches between stored signatures, added or replaced."""
    transaction.run_each(
        "UNWIND $rows AS row MATCH (a:Signature {digest: row[0]})"
        " MATCH (b:Signature {digest: row[1]})"
        " MERGE (a)-[m:MATCHES]->(b) SET m.probability = row[2], m.model = row[3]",
        (list(match) for match in matches),
    )


def write_judgements(transaction: Transaction, changes: ChangeSet) -> None:
    """Judgements that come and that go."""
    transaction.run_each(
        "UNWIND $rows AS pair MATCH (j:Judgement {pair: pair}) DELETE j",
        (pair_key(*pair) for pair in changes.removed_judgements),
    )
    transaction.run_each(
        "UNWIND $rows AS row MERGE (j:Judgement {pair: row.pair}) SET j = row",
        (
            {
                "pair": pair_key(one.a, one.b),
                "a": one.a,
                "b": one.b,
                "verdict": one.verdict,
                "author": one.author,
                "date": one.date,
                "reason": one.reason,
            }
            for one in changes.judgements
        ),
    )


def sweep_signatures(transaction: Transaction, digests: Iterable[str]) -> None:
    """Remove, with their matches, those that no record bears any more."""
    transaction.run_each(
        "UNWIND $rows AS digest MATCH (s:Signature {digest: digest})"
        " WHERE NOT EXISTS { MATCH (r:Record) WHERE r.signature = digest } DETACH DELETE s",
        digests,
    )


def all_signatures(transaction: Transaction) -> list[str]:
    """Digest of every signature."""
    return [digest for (digest,) in transaction.rows("MATCH (s:Signature) RETURN s.digest")]
