"""Take a source out of the graph: exactly what only it said goes."""

from contextlib import suppress
from typing import Any

from tisserand.errors import NotFoundError, StaleError, StoreError
from tisserand.ingest.resolution.resolve import Resolution, resolve
from tisserand.ingest.versions import without_versions
from tisserand.ingest.weaving import ATTEMPTS, STEWARD
from tisserand.store.port import ChangeSet, GraphStore


def withdraw(store: GraphStore, source_id: str) -> dict[str, Any]:
    """Withdraw a source with all its records; judgements on them stay, should it come back.

    Returns:
        `{source, records, entities_removed, entities_changed}`.

    Raises:
        NotFoundError: no source has this id.
        StoreError: the store cannot be written now; it is as it was.
    """
    for _ in range(ATTEMPTS):
        with store.read(STEWARD) as reader:
            sequence = reader.sequence
            if not any(source.id == source_id for source in reader.sources()):
                raise NotFoundError("ingest.unknown_source", source=source_id)
            keys = sorted(record.key for record in reader.records_of_source(source_id))
        with store.resolution() as identity:
            found = resolve(identity, departures=keys)
            sealed, unsealed = without_versions(identity, source_id)
            unsealed += [("held", one.key) for one in identity.sealed("held", keys)]
        changes = ChangeSet(
            removed_sources=[source_id],
            removed_records=keys,
            assignments=found.assignments,
            sealed=sealed,
            unsealed=unsealed,
            based_on=sequence,
        )
        with suppress(StaleError):
            store.apply(changes)
            return {"source": source_id, "records": len(keys), **_entities(found, keys)}
    raise StoreError("ingest.store_busy")


def _entities(found: Resolution, keys: list[str]) -> dict[str, int]:
    """What became of the entities that the source described."""
    gone = set(keys)
    touched = {owner for key, owner in found.before.items() if key in gone}
    left = {owner for key, owner in found.before.items() if key not in gone}
    return {
        "entities_removed": len(touched - left),
        "entities_changed": len(touched & left),
    }
