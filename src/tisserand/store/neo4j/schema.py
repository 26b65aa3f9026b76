"""Constraints, indexes and the node of the workspace, made when the store is opened."""

import secrets
from typing import NamedTuple

from tisserand.errors import StoreError
from tisserand.store.neo4j.connection import Connection, Transaction
from tisserand.store.neo4j.keeping import delete_all

VERSION = 2
DOCUMENT_INDEX = "tisserand_documents"
BLOCK_INDEX = "tisserand_blocks"
_UNIQUE = (
    ("Workspace", "id"),
    ("Writer", "id"),
    ("Entity", "key"),
    ("Record", "key"),
    ("Source", "id"),
    ("Reference", "iri"),
    ("Signature", "digest"),
    ("Missing", "key"),
    ("Judgement", "pair"),
    ("Sealed", "id"),
)
_INDEXED = (
    ("Entity", "iri"),
    ("Entity", "name"),
    ("Skill", "iri"),
    ("Theme", "iri"),
    ("Place", "iri"),
    ("Record", "signature"),
    ("Document", "entity"),
    ("Judgement", "a"),
    ("Judgement", "b"),
    ("Change", "sequence"),
    ("Before", "write"),
    ("Before", "entity"),
    ("Before", "record"),
    ("Before", "signature"),
    ("SourcesBefore", "sequence"),
    ("SourcesBefore", "token"),
    ("Document", "until"),
    ("Sealed", "kind"),
)
_FULL_TEXT = ((DOCUMENT_INDEX, "Document", "text"), (BLOCK_INDEX, "Signature", "words"))
_WHITESPACE = (
    "OPTIONS {indexConfig: {`fulltext.analyzer`: 'whitespace',"
    " `fulltext.eventually_consistent`: false}}"
)


class Identity(NamedTuple):
    """What the node of the workspace holds."""

    base_iri: str
    hash_key: bytes


def prepare(connection: Connection, base_iri: str) -> Identity:
    """Make what is missing; take the identity of the workspace that is there.

    Raises:
        StoreError: the graph was written by a newer Tisserand, or half written by an older one.
    """
    with connection.reading() as transaction:
        found = _read_version(transaction)
        if found > VERSION:
            address = connection.address
            raise StoreError("neo4j.newer", address=address, found=found, known=VERSION)
        made = _is_made(transaction)
    if not made:
        with connection.writing() as transaction:
            for statement in _statements():
                transaction.run(statement)
        with connection.reading() as transaction:
            transaction.run("CALL db.awaitIndexes(300)")
    if found < VERSION:
        with connection.writing() as transaction:
            _make_workspace(transaction, base_iri)
            _migrate(transaction, connection.address)
    with connection.reading() as transaction:
        return read_identity(transaction)


def _read_version(transaction: Transaction) -> int:
    """Version of the schema of the workspace that is there; 0 when there is none."""
    rows = transaction.rows("MATCH (w:Workspace) RETURN w.schema")
    return int(rows[0][0]) if rows else 0


def _make_workspace(transaction: Transaction, base_iri: str) -> None:
    transaction.run(
        "MERGE (w:Workspace {id: 'tisserand'})"
        " ON CREATE SET w.base_iri = $base_iri, w.hash_key = $hash_key, w.schema = $version,"
        " w.sequence = 0, w.writes = 0, w.pending = 0, w.kept = 0, w.unswept = false,"
        " w.kept_after = 0"
        " MERGE (k:Writer {id: 'tisserand'}) ON CREATE SET k.writes = 0"
        " MERGE (i:Writer {id: 'import'}) ON CREATE SET i.writes = 0",
        base_iri=base_iri,
        hash_key=secrets.token_hex(32),
        version=VERSION,
    )


def _migrate(transaction: Transaction, address: str) -> None:
    """Bring an older workspace to this version: what it kept of its past is in no form of ours."""
    for schema, pending, sequence in transaction.rows(
        "MATCH (w:Workspace) WHERE w.schema < $version RETURN w.schema, w.pending, w.sequence",
        version=VERSION,
    ):
        if pending:
            raise StoreError("neo4j.half_written", address=address, found=schema)
        for label in ("Before", "SourcesBefore"):
            delete_all(transaction, f"MATCH (n:{label})")
        transaction.run(
            "MATCH (w:Workspace) SET w.schema = $version, w.writes = 0, w.kept = 0,"
            " w.kept_after = $sequence",
            version=VERSION,
            sequence=sequence,
        )


def read_identity(transaction: Transaction) -> Identity:
    """The identity of the workspace."""
    base_iri, hash_key = transaction.one("MATCH (w:Workspace) RETURN w.base_iri, w.hash_key")
    return Identity(base_iri, bytes.fromhex(hash_key))


def _is_made(transaction: Transaction) -> bool:
    held = {name for (name,) in transaction.rows("SHOW INDEXES YIELD name RETURN name")}
    return _names() <= held


def _names() -> set[str]:
    plain = {_name(label, name) for label, name in (*_UNIQUE, *_INDEXED)}
    return plain | {name for name, _, _ in _FULL_TEXT}


def _name(label: str, name: str) -> str:
    return f"tisserand_{label}_{name}".lower()


def _statements() -> list[str]:
    unique = [
        f"CREATE CONSTRAINT {_name(label, name)} IF NOT EXISTS"
        f" FOR (n:{label}) REQUIRE n.{name} IS UNIQUE"
        for label, name in _UNIQUE
    ]
    indexed = [
        f"CREATE INDEX {_name(label, name)} IF NOT EXISTS FOR (n:{label}) ON (n.{name})"
        for label, name in _INDEXED
    ]
    full_text = [
        f"CREATE FULLTEXT INDEX {name} IF NOT EXISTS FOR (n:{label}) ON EACH [n.{property_name}]"
        f" {_WHITESPACE}"
        for name, label, property_name in _FULL_TEXT
    ]
    return unique + indexed + full_text
