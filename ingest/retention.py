"""« Durées de conservation »: which sources, and which superseded versions, are due to go."""

from contextlib import suppress
from typing import NamedTuple

from tisserand.errors import NotFoundError, StaleError, StoreError
from tisserand.ingest.calendar import is_past
from tisserand.ingest.versions import Version, all_versions, without_versions
from tisserand.ingest.weaving import ATTEMPTS, STEWARD
from tisserand.ingest.withdrawal import withdraw
from tisserand.ontology.records import Source
from tisserand.store.port import ChangeSet, GraphStore


class Kept(NamedTuple):
    """What is kept, and until when (ISO 8601); `due` when that day is behind us."""

    source: Source
    records: int
    until: str | None
    due: bool


class VersionKept(NamedTuple):
    """A superseded version, and whether its retention has ended."""

    version: Version
    due: bool


def kept_until(store: GraphStore, day: str) -> tuple[list[Kept], list[VersionKept]]:
    """Every source and superseded version, by id, with the end of its retention.

    Args:
        day: today (ISO 8601).
    """
    with store.read(STEWARD) as reader:
        sources = [
            Kept(
                source,
                sum(1 for _ in reader.records_of_source(source.id)),
                source.retain_until,
                _is_overdue(source, day),
            )
            for source in reader.sources()
        ]
    with store.resolution() as identity:
        versions = [
            VersionKept(one, bool(one.keep_until) and is_past(one.keep_until, day))
            for one in all_versions(identity)
        ]
    return sources, versions


def overdue_sources(store: GraphStore, day: str) -> list[str]:
    """Ids of the sources whose retention has ended."""
    with store.read(STEWARD) as reader:
        return [source.id for source in reader.sources() if _is_overdue(source, day)]


def _is_overdue(source: Source, day: str) -> bool:
    return source.retain_until is not None and is_past(source.retain_until, day)


def apply_retention(store: GraphStore, day: str) -> tuple[list[str], list[Version]]:
    """Withdraw the sources that are due, and forget the superseded versions that are.

    Returns:
        Ids of the sources withdrawn; versions forgotten.
    """
    sources, versions = kept_until(store, day)
    withdrawn = []
    for one in sources:
        if one.due:
            with suppress(NotFoundError):
                withdraw(store, one.source.id)
                withdrawn.append(one.source.id)
    due = [v.version for v in versions if v.due and v.version.source.id not in withdrawn]
    for source in sorted({one.source.id for one in due}):
        _forget(store, source, [one.number for one in due if one.source.id == source])
    return withdrawn, due


def _forget(store: GraphStore, source: str, numbers: list[int]) -> None:
    for _ in range(ATTEMPTS):
        with store.read(STEWARD) as reader, store.resolution() as identity:
            sealed, unsealed = without_versions(identity, source, numbers)
            changes = ChangeSet(sealed=sealed, unsealed=unsealed, based_on=reader.sequence)
        with suppress(StaleError):
            store.apply(changes)
            return
    raise StoreError("ingest.store_busy")
