"""After an erasure: no page, journal, index nor copy of the file keeps what was removed."""

import json
import time
from pathlib import Path

from tisserand.errors import StoreError
from tisserand.ontology.model import CLASSES
from tisserand.ontology.properties import PROPERTIES
from tisserand.store.sqlite.connection import LOOK_AGAIN, Database

_PATIENCE_SECONDS = 10.0


_FORGET_NAMES = """
UPDATE term SET text = '#' || id
WHERE text NOT IN (SELECT value FROM json_each(?)) AND id NOT IN (
    SELECT json_extract(locator, '$[0]') FROM body
    UNION SELECT ifnull(json_extract(locator, '$[1]'), 0) FROM body
    UNION SELECT property FROM link UNION SELECT since FROM link UNION SELECT until FROM link
    UNION SELECT property FROM reference UNION SELECT value FROM reference
    UNION SELECT kind FROM document UNION SELECT ifnull(place, 0) FROM document
    UNION SELECT model FROM match
)
"""
"""Terms that nothing says any more, names of files among them, keep their numbers alone: a program
that writes meanwhile may know them by these."""


def purge(database: Database) -> None:
    """Rewrite the file without its free pages, merge the index of words, empty the journal.

    The names of files that are gone go too, and the copies that migrations left beside the file:
    they hold the graph as it was.

    Raises:
        StoreError: a reader kept the journal from being emptied.
    """
    database.run(_FORGET_NAMES, (json.dumps([*CLASSES, *PROPERTIES]),))
    database.run("INSERT INTO search (search) VALUES ('optimize')")
    database.run("VACUUM")
    for copy in _copies(database.path):
        copy.unlink(missing_ok=True)
    give_up = time.monotonic() + _PATIENCE_SECONDS
    while database.rows("PRAGMA wal_checkpoint(TRUNCATE)")[0][0]:
        if time.monotonic() > give_up:
            raise StoreError("store.still_read", file=database.path.name)
        time.sleep(LOOK_AGAIN)


def _copies(path: Path) -> list[Path]:
    return sorted(path.parent.glob(f"{path.name}.version-*"))
