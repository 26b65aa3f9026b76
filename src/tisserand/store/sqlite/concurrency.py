"""What others wrote while a large change set was prepared and staged: does it bear on it?

An import takes minutes; were every write of an agent to make it stale, it would never end. It is
refused when what they touched shares something that resolution reads or that the import writes:
a source, an entity, a signature or a block of signatures, a judgement, what a person asked.
"""

import json

from tisserand.errors import StaleError
from tisserand.store.blocks import block_number
from tisserand.store.port import ChangeSet
from tisserand.store.sqlite.blocks import NAMED
from tisserand.store.sqlite.connection import Database, as_json
from tisserand.store.sqlite.visibility import live

_REMEMBERED = 1000
_ABOUT_PERSONS = ("tombstone", "opposition")
"""What people ask, that an import prepared before would not know."""
_GIVEN = "(SELECT value FROM json_each(?))"


def note_judged(database: Database, changes: ChangeSet, sequence: int) -> None:
    """Remember the last pairs that people judged, or judge no more; and the last erasure."""
    if any(kind in _ABOUT_PERSONS for kind, *_ in (*changes.sealed, *changes.unsealed)):
        database.run("INSERT OR REPLACE INTO meta VALUES ('asked', ?)", (sequence,))
    pairs = [(one.a, one.b) for one in changes.judgements] + changes.removed_judgements
    if pairs:
        judged = [*_judged(database), *((sequence, *pair) for pair in pairs)]
        database.run(
            "INSERT OR REPLACE INTO meta VALUES ('judged', ?)", (as_json(judged[-_REMEMBERED:]),)
        )


def refuse_entangled(database: Database, changes: ChangeSet, since: int, number: int) -> None:
    """Refuse a staged change set on which the change sets after `since` may bear.

    Args:
        number: of the write that stages it; the work table `touched` holds its entities.

    Raises:
        StaleError: it must be prepared again.
    """
    others = f"(SELECT entity FROM log WHERE sequence > {since})"
    if (
        database.value(f"SELECT EXISTS (SELECT 1 FROM touched WHERE entity IN {others})")
        or _shares_source(database, changes, others, number)
        or _shares_block(database, others, number)
        or _is_judged(database, since)
        or (database.value("SELECT max(value) FROM meta WHERE name = 'asked'") or 0) > since
    ):
        raise StaleError("store.stale")


def _shares_source(database: Database, changes: ChangeSet, others: str, number: int) -> bool:
    names = [source.id for source in changes.sources] + changes.removed_sources
    return bool(
        database.value(
            f"SELECT EXISTS (SELECT 1 FROM record r WHERE r.entity IN {others}"
            f" AND {live('r', number)}"
            f" AND r.source IN (SELECT id FROM source WHERE key IN {_GIVEN}))",
            (as_json(names),),
        )
    )


def _shares_block(database: Database, others: str, number: int) -> bool:
    """Whether a record that others wrote could be compared with one that is staged."""
    rows = database.rows(
        "SELECT DISTINCT s.id, s.blocks FROM record r JOIN signature s ON s.id = r.signature"
        f" WHERE r.entity IN {others} AND {live('r', number)}"
    )
    blocks = {block_number(block) for _, named in rows for block in json.loads(named)}
    return bool(
        database.value(
            "SELECT EXISTS (SELECT 1 FROM record r WHERE r.born = ?"
            f" AND (r.signature IN {_GIVEN} OR r.signature IN ({NAMED})))",
            (number, as_json(one for one, _ in rows), as_json(blocks)),
        )
    )


def _is_judged(database: Database, since: int) -> bool:
    judged = _judged(database)
    if len(judged) == _REMEMBERED and judged[0][0] > since:
        return True
    keys = {key for sequence, *pair in judged if sequence > since for key in pair}
    return bool(
        database.value(
            "SELECT EXISTS (SELECT 1 FROM handle h JOIN record r ON r.handle = h.id"
            f" JOIN touched t ON t.entity = r.entity WHERE h.key IN {_GIVEN})",
            (as_json(keys),),
        )
    )


def _judged(database: Database) -> list[tuple[int, str, str]]:
    """(sequence, record key, record key), the last ones."""
    held = database.value("SELECT value FROM meta WHERE name = 'judged'")
    return [(sequence, a, b) for sequence, a, b in json.loads(held)] if held else []
