"""Take a source out of the graph: exactly what only it said goes."""

from contextlib import suppress
from typing import Any

from tisserand.errors import NotFoundError, StaleError, StoreError
from tisserand.ingest.erasure.fingerprint import Hasher
from tisserand.ingest.erasure.register import read_marks
from tisserand.ingest.erasure.rejoining import rejoined, reshow_reserved
from tisserand.ingest.erasure.reserves import read_reserves
from tisserand.ingest.erasure.screening import Screen
from tisserand.ingest.readings.keeping import keep_reading
from tisserand.ingest.resolution.resolve import Arrival, Resolution, resolve
from tisserand.ingest.versions import without_versions
from tisserand.ingest.weaving import ATTEMPTS, STEWARD
from tisserand.store.port import ChangeSet, GraphReader, GraphStore, ResolutionReader


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
            if not any(source.id == source_id for source in reader.sources()):
                raise NotFoundError("ingest.unknown_source", source=source_id)
            keys = sorted(record.key for record in reader.records_of_source(source_id))
            changes = ChangeSet(
                removed_sources=[source_id], removed_records=list(keys), based_on=reader.sequence
            )
            with store.resolution() as identity:
                _unseal(identity, changes, source_id)
                found = resolve(identity, (), changes.removed_records)
                arrivals = _shown_again(reader, identity, changes, found, store.hash_key)
                if arrivals:
                    found = resolve(identity, arrivals, changes.removed_records)
        changes.assignments = found.assignments
        with suppress(StaleError):
            store.apply(changes)
            return {"source": source_id, "records": len(keys), **_entities(found, keys)}
    raise StoreError("ingest.store_busy")


def _unseal(identity: ResolutionReader, changes: ChangeSet, source_id: str) -> None:
    """Add to the change set what of the source was kept outside every View."""
    changes.sealed, changes.unsealed = without_versions(identity, source_id)
    keep_reading(identity, changes, source_id)
    held = identity.sealed("held", changes.removed_records)
    changes.unsealed += [("held", one.key) for one in held]


def _shown_again(
    reader: GraphReader,
    identity: ResolutionReader,
    changes: ChangeSet,
    found: Resolution,
    hash_key: bytes,
) -> list[Arrival]:
    """Add to the change set what others say of who the source alone said was reserved, or joined
    to them.

    Args:
        found: what the withdrawal does to identity.

    Returns:
        What resolution is told of the records written again.
    """
    (source_id,) = changes.removed_sources
    before = read_reserves(identity)
    gone = set(changes.removed_records)
    after = rejoined(reader, before.said_by(source_id, ()), found.owners, gone)
    sealed, unsealed = after.changed_from(before)
    changes.sealed += sealed
    changes.unsealed += unsealed
    is_reserved = after.covers if after.known else None
    screen = Screen(read_marks(identity), Hasher(hash_key), is_reserved)
    others = reshow_reserved(reader, identity, screen, before, after, {source_id})
    return others.seal_into(changes, reader, identity) if others is not None else []


def _entities(found: Resolution, keys: list[str]) -> dict[str, int]:
    """What became of the entities that the source described."""
    gone = set(keys)
    touched = {owner for key, owner in found.before.items() if key in gone}
    left = {owner for key, owner in found.before.items() if key not in gone}
    return {
        "entities_removed": len(touched - left),
        "entities_changed": len(touched & left),
    }
