"""The tables of the embedded store, its versions, and how an older file is brought up to date.

Interned integers stand for keys of records (`handle`), kinds, properties, reference IRIs, dates
and file names (`term`). An entity is the handle of its key; a link goes from a record to a
handle, so that merging changes nothing but `record.entity`.

A block is an integer, see `blocks`. The change log of a bulk write stands under its negative
number until `revealed` gives its sequence; `log` reads them all.

`born` and `died` are numbers of bulk writes: rows born of a write not yet revealed are invisible,
rows that die of it are still there (see `bulk`).
"""

import secrets
from collections.abc import Mapping
from pathlib import Path

from tisserand.errors import StoreError
from tisserand.store.blocks import block_number
from tisserand.store.sqlite.connection import Database

VERSION = 3
APPLICATION_ID = 0x54495353
NOTHING_PENDING = -1

TABLES = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value ANY NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE term (id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE) STRICT;
CREATE TABLE handle (id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE) STRICT;
CREATE TABLE source (
    id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, rank INTEGER NOT NULL, body TEXT NOT NULL,
    born INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE TABLE record (
    id INTEGER PRIMARY KEY, handle INTEGER NOT NULL, source INTEGER NOT NULL,
    entity INTEGER NOT NULL, visibility INTEGER NOT NULL, signature INTEGER,
    born INTEGER NOT NULL DEFAULT 0, died INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX record_handle ON record (handle);
CREATE INDEX record_entity ON record (entity);
CREATE INDEX record_source ON record (source);
CREATE INDEX record_signature ON record (signature) WHERE signature IS NOT NULL;
CREATE INDEX record_died ON record (died) WHERE died <> 0;
CREATE TABLE body (record INTEGER PRIMARY KEY, locator TEXT NOT NULL, said TEXT NOT NULL) STRICT;
CREATE TABLE link (
    record INTEGER NOT NULL, position INTEGER NOT NULL, property INTEGER NOT NULL,
    target INTEGER NOT NULL, visibility INTEGER NOT NULL, confidence REAL NOT NULL,
    since INTEGER NOT NULL, until INTEGER NOT NULL, PRIMARY KEY (record, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX link_target ON link (target);
CREATE TABLE reference (
    record INTEGER NOT NULL, position INTEGER NOT NULL, property INTEGER NOT NULL,
    value INTEGER NOT NULL, visibility INTEGER NOT NULL, confidence REAL NOT NULL,
    PRIMARY KEY (record, position)
) STRICT, WITHOUT ROWID;
CREATE TABLE document (
    id INTEGER PRIMARY KEY, entity INTEGER NOT NULL, level INTEGER NOT NULL, last INTEGER NOT NULL,
    kind INTEGER NOT NULL, place INTEGER, latitude REAL, longitude REAL, name TEXT NOT NULL,
    title INTEGER NOT NULL, text TEXT NOT NULL,
    born INTEGER NOT NULL DEFAULT 0, died INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX document_entity ON document (entity);
CREATE INDEX document_died ON document (died) WHERE died <> 0;
CREATE TABLE signature (
    id INTEGER PRIMARY KEY, digest TEXT NOT NULL UNIQUE, features TEXT NOT NULL,
    blocks TEXT NOT NULL, glance BLOB NOT NULL DEFAULT x''
) STRICT;
CREATE TABLE block (entry INTEGER PRIMARY KEY) STRICT;
CREATE TABLE match (
    a INTEGER NOT NULL, b INTEGER NOT NULL, probability REAL NOT NULL, model INTEGER NOT NULL,
    PRIMARY KEY (a, b)
) STRICT, WITHOUT ROWID;
CREATE INDEX match_b ON match (b);
CREATE TABLE judgement (
    a TEXT NOT NULL, b TEXT NOT NULL, verdict TEXT NOT NULL, author TEXT NOT NULL,
    date TEXT NOT NULL, reason TEXT NOT NULL, PRIMARY KEY (a, b)
) STRICT, WITHOUT ROWID;
CREATE INDEX judgement_b ON judgement (b);
CREATE TABLE sealed (
    kind TEXT NOT NULL, key TEXT NOT NULL, body TEXT NOT NULL, PRIMARY KEY (kind, key)
) STRICT, WITHOUT ROWID;
CREATE TABLE change (
    sequence INTEGER NOT NULL, entity INTEGER NOT NULL, before INTEGER, after INTEGER,
    PRIMARY KEY (sequence, entity)
) STRICT, WITHOUT ROWID;
CREATE TABLE revealed (bulk INTEGER PRIMARY KEY, sequence INTEGER NOT NULL UNIQUE) STRICT;
CREATE VIEW log AS SELECT sequence, entity, before, after FROM change WHERE sequence > 0
    UNION ALL SELECT v.sequence, c.entity, c.before, c.after
    FROM revealed v CROSS JOIN change c ON c.sequence = -v.bulk;
"""

INDEXES = """
CREATE VIRTUAL TABLE search USING fts5 (
    text, content = 'document', content_rowid = 'id', detail = none, columnsize = 0,
    tokenize = 'unicode61 remove_diacritics 0'
);
"""
"""Rebuilt from `document`, never migrated."""

_LOG = """
CREATE TABLE revealed (bulk INTEGER PRIMARY KEY, sequence INTEGER NOT NULL UNIQUE) STRICT;
CREATE VIEW log AS SELECT sequence, entity, before, after FROM change WHERE sequence > 0
    UNION ALL SELECT v.sequence, c.entity, c.before, c.after
    FROM revealed v CROSS JOIN change c ON c.sequence = -v.bulk;
"""
_SEALED = """
CREATE TABLE sealed (
    kind TEXT NOT NULL, key TEXT NOT NULL, body TEXT NOT NULL, PRIMARY KEY (kind, key)
) STRICT, WITHOUT ROWID;
"""
_BLOCKS_AS_INTEGERS = """
CREATE TABLE entry (entry INTEGER PRIMARY KEY) STRICT;
INSERT OR IGNORE INTO entry SELECT (block_number(block) << 31) + signature FROM block;
DROP TABLE block;
ALTER TABLE entry RENAME TO block;
"""
_GLANCES = """
ALTER TABLE signature ADD COLUMN glance BLOB NOT NULL DEFAULT x'';
"""
MIGRATIONS: Mapping[int, str] = {1: _BLOCKS_AS_INTEGERS + _LOG + _SEALED, 2: _GLANCES}
"""Statements that bring a file from a version to the next, by the version they start from."""


def prepare(
    database: Database,
    base_iri: str,
    version: int = VERSION,
    migrations: Mapping[int, str] = MIGRATIONS,
) -> None:
    """Create the tables of a new file, or check and migrate those of an existing one.

    Raises:
        StoreError: not a store of ours, or made by a newer Tisserand.
    """
    if _found_version(database) == version:
        return
    database.run("PRAGMA journal_mode = WAL")
    with database.writing():
        found = _found_version(database)
        if found == 0:
            _create(database, base_iri)
        elif found > version:
            raise StoreError(
                "store.newer_schema", file=database.path.name, found=found, known=version
            )
    if 0 < _found_version(database) < version:
        _migrate(database, version, migrations)


def _found_version(database: Database) -> int:
    """Version of the tables in the file; 0 for an empty file."""
    application = database.value("PRAGMA application_id")
    tables = database.value("SELECT count(*) FROM sqlite_schema")
    if application != APPLICATION_ID and tables:
        raise StoreError("store.not_a_store", file=database.path.name)
    return int(database.value("PRAGMA user_version"))


def _create(database: Database, base_iri: str) -> None:
    database.run_script(TABLES)
    database.run_script(INDEXES)
    meta = {
        "base_iri": base_iri,
        "hash_key": secrets.token_bytes(32),
        "sequence": 0,
        "pending": NOTHING_PENDING,
        "last_bulk": 0,
        "pending_signatures": 1,
    }
    database.run_many("INSERT INTO meta VALUES (?, ?)", meta.items())
    database.run(f"PRAGMA application_id = {APPLICATION_ID}")
    database.run(f"PRAGMA user_version = {VERSION}")


def _migrate(database: Database, version: int, migrations: Mapping[int, str]) -> None:
    """Back the file up next to it, then apply every step and rebuild the index, or nothing."""
    found = _found_version(database)
    copy = backup_path(database.path, found)
    copy.unlink(missing_ok=True)
    database.copy_to(copy)
    database.define("block_number", block_number)
    with database.writing():
        for step in range(_found_version(database), version):
            database.run_script(migrations[step])
        database.run("DROP TABLE search")
        database.run_script(INDEXES)
        database.run("INSERT INTO search (search) VALUES ('rebuild')")
        database.run(f"PRAGMA user_version = {version}")


def backup_path(path: Path, version: int) -> Path:
    """Where a file is copied before its tables change."""
    return path.with_name(f"{path.name}.version-{version}")
