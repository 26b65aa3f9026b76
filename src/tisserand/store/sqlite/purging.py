"""After an erasure: no page, journal, index nor copy of the file keeps what was removed."""

import time
from pathlib import Path

from tisserand.errors import StoreError
from tisserand.store.sqlite.connection import LOOK_AGAIN, Database

_PATIENCE_SECONDS = 10.0


def purge(database: Database) -> None:
    """Rewrite the file without its free pages, merge the index of words, empty the journal.

    The copies that migrations left beside the file go too: they hold the graph as it was.

    Raises:
        StoreError: a reader kept the journal from being emptied.
    """
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
