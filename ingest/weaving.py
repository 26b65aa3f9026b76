"""One change set for each source, that replaces what the source said and no more."""

from collections import Counter
from collections.abc import (
    Callable,
    Collection,
    Iterable,
    Iterator,
    Mapping,
    MutableSequence,
    Sequence,
)
from dataclasses import replace
from itertools import chain
from typing import NamedTuple

from tisserand.errors import StaleError, StoreError
from tisserand.ingest.draft import MappedRow
from tisserand.ingest.erasure.arrival import Screening, screen_source, tell_screening
from tisserand.ingest.erasure.reserves import Reserves
from tisserand.ingest.garbage import garbage_kept
from tisserand.ingest.gathering import Gathered, gather
from tisserand.ingest.readings.keeping import keep_reading
from tisserand.ingest.report import IngestReport
from tisserand.ingest.resolution.doubts import find_doubts
from tisserand.ingest.resolution.resolve import Arrival, Resolution, resolve
from tisserand.ingest.spool import ROOM, Room, SpooledDict
from tisserand.ontology.records import (
    Link,
    Locator,
    Record,
    Sealed,
    Signature,
    Source,
    Value,
    Visibility,
)
from tisserand.reference.places import Gazetteer
from tisserand.store.port import ChangeSet, GraphStore, View

STEWARD = View(Visibility.STEWARD)
ATTEMPTS = 5
_STEP = 500


Progress = Callable[[str, int], None]
"""Told how far it is: `read` with the number of rows, `resolve` and `write` with records."""


@garbage_kept()
def ingest_rows(
    store: GraphStore,
    source: Source,
    rows: Iterable[MappedRow],
    gazetteer: Gazetteer,
    progress: Progress | None = None,
    day: str = "",
    reading: Sequence[Sealed] = (),
    based_on: int | None = None,
    room: Room = ROOM,
) -> IngestReport:
    """Weave the rows of a source into the graph, in the place of what it said before.

    Nothing is written before the last row is read; then all is, or nothing.

    Args:
        day: the day of the ingestion (ISO 8601), from which what it replaces is kept for a time.
        reading: what was read, and its text, when the source is a report: kept with it.
        based_on: sequence number of the state from which the rows were made, when they were.
        room: how much of the source memory may hold, and where the rest is kept meanwhile.

    Raises:
        StoreError: the store cannot be written now; it is as it was.
        StaleError: others wrote since that state: make the rows again.
    """
    report = IngestReport(source.id)
    told = progress or _silence
    gathered = gather(_counted(rows, told), source, store.hash_key, gazetteer, report, room)
    for _ in range(ATTEMPTS):
        told("resolve", report.records)
        prepared = _prepare(store, source, gathered, gazetteer, day, reading)
        if based_on is not None and prepared.changes.based_on != based_on:
            raise StaleError("store.stale")
        told("write", len(prepared.changes.records))
        try:
            report.sequence = store.apply(prepared.changes)
        except StaleError:
            continue
        _count(report, prepared)
        tell_screening(report, prepared.screening)
        with store.resolution() as identity:
            report.unsure = len(find_doubts(identity, prepared.doubtful))
        return report
    raise StoreError("ingest.store_busy")


def _counted(rows: Iterable[MappedRow], told: Progress) -> Iterator[MappedRow]:
    for number, row in enumerate(rows, 1):
        if number % _STEP == 0:
            told("read", number)
        yield row


def _silence(step: str, count: int) -> None:
    """Nobody asked how far it is."""


def current_sequence(store: GraphStore) -> int:
    """Sequence number of the last change set."""
    with store.read(STEWARD) as reader:
        return reader.sequence


class _Prepared(NamedTuple):
    """A change set, and what it does to identity.

    Attributes:
        arrived: keys of the records of the source that it adds.
        owners, before: entity of each record, as `Resolution` has it.
        doubtful: digests of the signatures that doubtful pairs may be about.
    """

    changes: ChangeSet
    arrived: list[str]
    owners: Mapping[str, str]
    before: Mapping[str, str]
    doubtful: list[str]
    screening: Screening


def _prepare(
    store: GraphStore,
    source: Source,
    said: Gathered,
    gazetteer: Gazetteer,
    day: str,
    reading: Sequence[Sealed],
    reserved: Reserves | None = None,
) -> _Prepared:
    """What changes between what the source said and what it says.

    Args:
        reserved: who is in partial diffusion, once what it joins to them is known.
    """
    key = store.hash_key
    with store.read(STEWARD) as reader:
        sequence = reader.sequence
        stored = said.emptied().records
        for record in reader.records_of_source(source.id):
            stored[record.key] = record
        before = next((one for one in reader.sources() if one.id == source.id), None)
        with store.resolution() as identity:
            screening = screen_source(reader, identity, source, said, key, gazetteer, reserved)
    gathered = screening.gathered
    is_ranked_anew = before is not None and before.rank != source.rank
    changes = ChangeSet(based_on=sequence)
    arrived = _compare(stored, gathered.records, changes, is_ranked_anew)
    if before != screening.source:
        changes.sources.append(screening.source)
    with store.read(STEWARD) as reader, store.resolution() as identity:
        screening.keep(identity, changes, stored, before, day)
        others = screening.show_others(reader, identity, changes)
        keep_reading(identity, changes, source.id, reading, screening.screen)
        arrivals = (Arrival(key, source.rank, gathered.digests[key]) for key in arrived)
        resolution = Resolution()
        if changes.records or changes.removed_records:
            resolution = resolve(
                identity,
                chain(arrivals, others),
                changes.removed_records,
                kept=gathered.signatures,
            )
        changes.added = [*arrived, *(one.key for one in others)]
        gone = set(changes.removed_records).difference(changes.added)
        if (after := screening.rejoined(reader, resolution.owners, gone)) is not None:
            return _prepare(store, source, said, gazetteer, day, reading, after)
    changes.signatures = _listed(resolution.new, gathered)
    changes.matches = resolution.matches
    changes.assignments = resolution.assignments
    doubtful = _doubtful(gathered, resolution)
    return _Prepared(changes, arrived, resolution.owners, resolution.before, doubtful, screening)


def _compare(
    stored: Mapping[str, Record],
    said: SpooledDict[Record],
    changes: ChangeSet,
    is_ranked_anew: bool,
) -> list[str]:
    """Add to a change set what a source says otherwise than before; keys of what it adds."""
    arrived = []
    for key in sorted(said):
        if key not in stored:
            arrived.append(key)
            continue
        old, record = stored[key], said[key]
        if is_ranked_anew or not _says_the_same(old, record):
            arrived.append(key)
            changes.removed_records.append(key)
        elif old.locator != record.locator:
            changes.relocated.append(record)
    changes.records = said.listed(arrived)
    changes.removed_records += sorted(key for key in stored if key not in said)
    return arrived


def _listed(new: Mapping[str, Signature], gathered: Gathered) -> MutableSequence[Signature]:
    """New signatures, of the source's records and of others; read when they are asked for."""
    own = gathered.signatures
    found = own.listed(digest for digest in new if digest in own)
    found.extend(new[digest] for digest in new if digest not in own)
    return found


def _says_the_same(old: Record, new: Record) -> bool:
    """Whether only the place where it is said may differ. Order says nothing."""
    if old.name != new.name or len(old.values) != len(new.values):
        return False
    return replace(old, locator=new.locator) == new or _content(old) == _content(new)


def _content(record: Record) -> Record:
    return replace(
        record,
        locator=Locator(""),
        identifiers=tuple(sorted(record.identifiers)),
        values=tuple(sorted(record.values, key=_sortable)),
        links=tuple(sorted(record.links, key=_sortable)),
    )


def _sortable(fact: Value | Link) -> tuple[str, ...]:
    return tuple("" if part is None else str(part) for part in fact)


def _count(report: IngestReport, prepared: _Prepared) -> None:
    """Tell what became of entities."""
    arrived = set(prepared.arrived)
    owners, before = prepared.owners, prepared.before
    sizes, sizes_before = Counter(owners.values()), Counter(before.values())
    for key, owner in owners.items():
        if sizes[owner] == 1:
            _count_entity(report, (key,), arrived, before, sizes_before)
    for keys in _groups(owners, sizes).values():
        _count_entity(report, keys, arrived, before, sizes_before)
        report.merged += sum(key in arrived for key in keys)


def _count_entity(
    report: IngestReport,
    keys: Sequence[str],
    arrived: Collection[str],
    before: Mapping[str, str],
    sizes_before: Mapping[str, int],
) -> None:
    """Whether the entity that these records describe is new, or other than it was."""
    known = {before[key] for key in keys if key in before}
    if not known:
        report.entities_new += 1
        return
    is_as_before = (
        len(known) == 1
        and all(key in before for key in keys)
        and sizes_before[next(iter(known))] == len(keys)
    )
    if not is_as_before or any(key in arrived for key in keys):
        report.entities_changed += 1


def _doubtful(gathered: Gathered, resolution: Resolution) -> list[str]:
    """Signatures of the source that are in a match, that several records bear, or that were there:
    of another, nothing can be in doubt."""
    found = {digest for match in resolution.matches for digest in match[:2]}
    met: set[str] = set()
    for digest in gathered.digests.values():
        if digest in met or digest not in resolution.new:
            found.add(digest)
        met.add(digest)
    return sorted(found & met)


def _groups(owners: Mapping[str, str], sizes: Mapping[str, int]) -> dict[str, list[str]]:
    """Keys of the records of each entity that several describe."""
    groups: dict[str, list[str]] = {}
    for key, owner in owners.items():
        if sizes[owner] > 1:
            groups.setdefault(owner, []).append(key)
    return groups
