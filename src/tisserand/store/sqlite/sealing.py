"""What is kept outside every View: written here, read by those who seal it."""

from collections.abc import Iterable, Iterator

from tisserand.ontology.records import Sealed, SealedKind
from tisserand.store.port import ChangeSet
from tisserand.store.sqlite.connection import Database, as_json


def write_sealed(database: Database, changes: ChangeSet) -> None:
    """Remove, then add or replace."""
    if changes.unsealed:
        database.run_many("DELETE FROM sealed WHERE kind = ? AND key = ?", changes.unsealed)
    if changes.sealed:
        database.run_many("INSERT OR REPLACE INTO sealed VALUES (?, ?, ?)", changes.sealed)


def read_sealed(
    database: Database, kind: SealedKind, keys: Iterable[str] | None
) -> Iterator[Sealed]:
    """Of one kind, by key; those of `keys` when given."""
    question = "SELECT kind, key, body FROM sealed WHERE kind = ?"
    values: list[str] = [kind]
    if keys is not None:
        question += " AND key IN (SELECT value FROM json_each(?))"
        values.append(as_json(keys))
    for batch in database.batches(f"{question} ORDER BY key", values, size=1000):
        for row in batch:
            yield Sealed(*row)
