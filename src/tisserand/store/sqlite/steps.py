"""What every way of writing does: checks, and marks of what changes.

`records` arguments are conditions of SQL on the alias `r`: the records that a step is about.
"""

from collections.abc import Sequence

from tisserand.errors import StaleError, StoreError
from tisserand.ontology.records import Record
from tisserand.store.port import ChangeSet
from tisserand.store.sqlite.change_log import current_sequence
from tisserand.store.sqlite.codec import encode_locator
from tisserand.store.sqlite.connection import Database, as_json
from tisserand.store.sqlite.records import Handles, chunks
from tisserand.store.sqlite.sources import encode_source
from tisserand.store.sqlite.terms import TermWriter

WORK_TABLES = """
CREATE TEMP TABLE IF NOT EXISTS gone (record INTEGER PRIMARY KEY);
CREATE TEMP TABLE IF NOT EXISTS shifted (handle INTEGER PRIMARY KEY);
CREATE TEMP TABLE IF NOT EXISTS touched (entity INTEGER PRIMARY KEY, stale INTEGER, before INTEGER);
CREATE TEMP TABLE IF NOT EXISTS loose (signature INTEGER PRIMARY KEY);
CREATE TEMP TABLE IF NOT EXISTS chosen (id INTEGER PRIMARY KEY);
CREATE TEMP TABLE IF NOT EXISTS moved (
    record INTEGER PRIMARY KEY, entity INTEGER, locator TEXT, copy INTEGER
);
DELETE FROM gone;
DELETE FROM shifted;
DELETE FROM touched;
DELETE FROM loose;
DELETE FROM moved;
"""
"""gone: records removed. shifted: handles of records added, removed or assigned. touched: entities
that the change log names; stale ones have other records than before. loose: signatures that
perhaps no record bears any more. moved: records whose entity is to be another, or whose locator
is, with their staged copies. chosen: rows of one part."""

STALE, DESCRIBED, LOGGED = 1, 2, 3
"""Degrees of `touched.stale`: other records than before; its documents are staged; so is its entry
in the change log. 0 is for what is touched and has the same records."""


def refuse_stale(database: Database, changes: ChangeSet) -> None:
    """Refuse a change set prepared on a state that others changed since.

    Raises:
        StaleError: they did.
    """
    if changes.based_on is None:
        return
    if changes.based_on != current_sequence(database):
        raise StaleError("store.stale")


def is_empty(changes: ChangeSet) -> bool:
    """Whether a change set changes nothing."""
    return not any(
        (
            changes.sources, changes.removed_sources, changes.records, changes.removed_records,
            changes.relocated, changes.signatures, changes.matches, changes.judgements,
            changes.removed_judgements, changes.assignments, changes.sealed, changes.unsealed,
        )
    )  # fmt: skip


def stored_records(
    database: Database, keys: Sequence[str], records: str
) -> dict[str, tuple[int, int]]:
    """(record, entity) of each key.

    Raises:
        StoreError: one is not stored.
    """
    found = {
        key: (record, entity)
        for key, record, entity in database.rows(
            "SELECT h.key, r.id, r.entity FROM handle h JOIN record r ON r.handle = h.id"
            f" WHERE h.key IN (SELECT value FROM json_each(?)) AND {records}",
            (as_json(keys),),
        )
    }
    if missing := set(keys) - found.keys():
        raise StoreError("store.unknown_record", record=min(missing))
    return found


def refuse_stored(database: Database, added: Sequence[str], records: str) -> None:
    """Raises StoreError when a record of these keys is already stored, or given twice."""
    seen: set[str] = set()
    for keys in chunks(added):
        stored = database.column(
            "SELECT h.key FROM handle h JOIN record r ON r.handle = h.id"
            f" WHERE h.key IN (SELECT value FROM json_each(?)) AND {records} LIMIT 1",
            (as_json(keys),),
        )
        twice = [key for key in keys if key in seen or seen.add(key)]  # type: ignore[func-returns-value]
        if stored or twice:
            raise StoreError("store.stored_record", record=(stored or twice)[0])


def refuse_stored_meanwhile(database: Database, number: int, records: str) -> None:
    """Raises StoreError when others stored a record that a bulk write adds.

    Args:
        number: of the write.
        records: condition of SQL on the records `r` of others.
    """
    stored = database.column(
        "SELECT h.key FROM record r JOIN handle h ON h.id = r.handle"
        f" WHERE r.born <> {number} AND {records} AND EXISTS (SELECT 1 FROM record n"
        f" WHERE n.handle = r.handle AND n.born = {number}) LIMIT 1"
    )
    if stored:
        raise StoreError("store.stored_record", record=stored[0])


def select_gone(database: Database, changes: ChangeSet, records: str) -> None:
    """Fill `gone` with what the change set removes."""
    for table, keys in (("handle", changes.removed_records), ("source", changes.removed_sources)):
        if keys:
            database.run(
                f"INSERT OR IGNORE INTO gone SELECT r.id FROM {table} k"
                f" CROSS JOIN record r ON r.{table} = k.id"
                f" WHERE k.key IN (SELECT value FROM json_each(?)) AND {records}",
                (as_json(keys),),
            )


def select_moved(database: Database, handles: Handles, changes: ChangeSet, records: str) -> None:
    """Fill `moved` with the stored records that the change set assigns to another entity.

    Raises:
        StoreError: a record assigned is not stored.
    """
    added = set(changes.added_keys())
    assigned = {key: entity for key, entity in changes.assignments.items() if key not in added}
    if not assigned:
        return
    stored = stored_records(database, list(assigned), records)
    numbers = handles.numbers(assigned.values())
    database.run_many(
        "INSERT INTO moved (record, entity) VALUES (?, ?)",
        [
            (record, numbers[assigned[key]])
            for key, (record, entity) in stored.items()
            if entity != numbers[assigned[key]]
        ],
    )
    for column in ("r.entity", "m.entity"):
        database.run(
            f"INSERT OR REPLACE INTO touched SELECT DISTINCT {column}, 1, NULL"
            " FROM moved m CROSS JOIN record r ON r.id = m.record"
        )
    database.run(
        "INSERT OR IGNORE INTO shifted"
        " SELECT r.handle FROM moved m CROSS JOIN record r ON r.id = m.record"
    )


def move_records(database: Database) -> None:
    """Assign the records of `moved`."""
    database.run(
        "UPDATE record SET entity = (SELECT m.entity FROM moved m WHERE m.record = record.id)"
        " WHERE id IN (SELECT record FROM moved)"
    )
    database.run("DELETE FROM moved")


def note_added(
    database: Database, handles: Handles, changes: ChangeSet, chunk: Sequence[Record]
) -> None:
    """Note that records are added, and to which entities."""
    numbers = handles.numbers(())
    database.run_many(
        "INSERT OR IGNORE INTO shifted VALUES (?)", [(numbers[one.key],) for one in chunk]
    )
    database.run_many(
        "INSERT OR REPLACE INTO touched VALUES (?, 1, NULL)",
        [(numbers[changes.assignments[one.key]],) for one in chunk],
    )


def write_sources(database: Database, changes: ChangeSet) -> None:
    """Remove, add and replace sources."""
    database.run(
        "DELETE FROM source WHERE key IN (SELECT value FROM json_each(?))",
        (as_json(changes.removed_sources),),
    )
    database.run_many(
        "INSERT INTO source (key, rank, body) VALUES (?, ?, ?) ON CONFLICT (key)"
        " DO UPDATE SET rank = excluded.rank, body = excluded.body, born = 0",
        [(source.id, source.rank, encode_source(source)) for source in changes.sources],
    )


def touch_changed_sources(database: Database, changes: ChangeSet, records: str) -> None:
    """Note the entities of every source that is not told as it was."""
    stored: dict[str, str] = dict(database.rows("SELECT key, body FROM source"))
    changed = [
        source.id
        for source in changes.sources
        if source.id in stored and stored[source.id] != encode_source(source)
    ]
    if changed:
        database.run(
            "INSERT OR REPLACE INTO touched SELECT DISTINCT r.entity, 1, NULL FROM source k"
            " CROSS JOIN record r ON r.source = k.id"
            f" WHERE k.key IN (SELECT value FROM json_each(?)) AND {records}",
            (as_json(changed),),
        )


def relocate(
    database: Database, terms: TermWriter, relocated: Sequence[Record], records: str
) -> None:
    """Write the new locators of stored records.

    Raises:
        StoreError: one is not stored.
    """
    for chunk in chunks(relocated):
        stored = stored_records(database, [record.key for record in chunk], records)
        database.run_many(
            "UPDATE body SET locator = ? WHERE record = ?",
            [(encode_locator(one.locator, terms), stored[one.key][0]) for one in chunk],
        )
        database.run_many(
            "INSERT OR IGNORE INTO touched VALUES (?, 0, NULL)",
            [(stored[one.key][1],) for one in chunk],
        )


def touch_neighbours(database: Database, records: str) -> None:
    """Note the entities that link to what was added, removed or assigned."""
    database.run(
        "INSERT OR IGNORE INTO touched SELECT DISTINCT r.entity, 0, NULL FROM shifted"
        " CROSS JOIN link l ON l.target = shifted.handle CROSS JOIN record r ON r.id = l.record"
        f" WHERE {records}"
    )


def mark_gone(database: Database) -> None:
    """Note what the records of `gone` leave behind: entities, links to them, signatures."""
    database.run(
        "INSERT OR IGNORE INTO shifted SELECT handle FROM record"
        " WHERE id IN (SELECT record FROM gone)"
    )
    database.run(
        "INSERT OR REPLACE INTO touched SELECT DISTINCT entity, 1, NULL FROM record"
        " WHERE id IN (SELECT record FROM gone)"
    )
    database.run(
        "INSERT OR IGNORE INTO loose SELECT signature FROM record"
        " WHERE id IN (SELECT record FROM gone) AND signature IS NOT NULL"
    )


def delete_records(database: Database, records: str) -> None:
    """Delete the records of a sub-query, with their bodies, links and references."""
    for table in ("body", "link", "reference"):
        database.run(f"DELETE FROM {table} WHERE record IN ({records})")
    database.run(f"DELETE FROM record WHERE id IN ({records})")
