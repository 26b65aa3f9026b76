"""What a new version of a directory would change, told before it is ingested, or did change.
Nothing is written.

The new file is read as `ingest` would read it. A thing of the old version is found in the new one
by the key of its record, by the source's own key, because resolution joins the two, or by a sign
of its own that stays.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from tisserand.errors import NotFoundError
from tisserand.ingest.draft import MappedRow
from tisserand.ingest.erasure.arrival import Screening, screen_source, tell_screening
from tisserand.ingest.erasure.fingerprint import Hasher
from tisserand.ingest.erasure.register import read_screen
from tisserand.ingest.extraction.port import Extractor
from tisserand.ingest.gathering import Gathered, gather
from tisserand.ingest.mapping import Mapping as Rules
from tisserand.ingest.mapping import builtin_mappings, load_mapping, mapping_for
from tisserand.ingest.pairing import things_of
from tisserand.ingest.readings.known import MAPPING as REPORT
from tisserand.ingest.readings.weaving import read_report, rows_of
from tisserand.ingest.renaming import Thing
from tisserand.ingest.report import IngestReport
from tisserand.ingest.resolution.features import read_features
from tisserand.ingest.resolution.resolve import Arrival, resolve
from tisserand.ingest.source_files import read_source_files
from tisserand.ingest.sources import describe_source
from tisserand.ingest.versions import read_versions, records_of_version
from tisserand.ingest.weaving import STEWARD
from tisserand.ontology.records import Record, Signature, Source, Visibility
from tisserand.reference.places import Gazetteer
from tisserand.reference.text import fold
from tisserand.reference.thesaurus import Thesaurus
from tisserand.store.fusion import as_seen
from tisserand.store.port import GraphReader, GraphStore, ResolutionReader, View


@dataclass(slots=True)
class Difference:
    """What the new version changes, each list by name; the report counts its rows."""

    source: Source
    report: IngestReport
    appeared: list[Thing] = field(default_factory=list)
    left: list[Thing] = field(default_factory=list)
    renamed: list[Thing] = field(default_factory=list)
    moved: list[Thing] = field(default_factory=list)


def compare_version(
    store: GraphStore,
    source_id: str,
    paths: Sequence[Path],
    *,
    role: Visibility,
    gazetteer: Gazetteer,
    thesaurus: Thesaurus,
    mapping: str | None = None,
    extractor: Extractor | None = None,
) -> Difference:
    """Compare the files of a new version with what a source says now, as a role sees it.

    Args:
        mapping: its name or file; else the one that read the source, else the one that fits.
        extractor: reads the new version of a report.

    Raises:
        NotFoundError: no source has this id.
        InputError: a file or the mapping cannot be read.
    """
    with store.read(View(role)) as reader:
        source = next((one for one in reader.sources() if one.id == source_id), None)
        if source is None:
            raise NotFoundError("ingest.unknown_source", source=source_id)
        report = IngestReport(source_id)
        described, rows = _read(store, source, paths, gazetteer, thesaurus, mapping, extractor)
        gathered = gather(rows, described, store.hash_key, gazetteer, report)
        screening = _screened(store, described, gathered, gazetteer)
        tell_screening(report, screening)
        difference = Difference(source, report)
        for thing in _things_arriving(store, reader, described, screening.gathered, role):
            _sort(thing, difference)
    return difference


def _read(
    store: GraphStore,
    source: Source,
    paths: Sequence[Path],
    gazetteer: Gazetteer,
    thesaurus: Thesaurus,
    mapping: str | None,
    extractor: Extractor | None,
) -> tuple[Source, Iterable[MappedRow]]:
    """What the files of a new version say, and of what source."""
    if source.mapping == REPORT and extractor is not None:
        read = read_report(store, paths[0], source.id, extractor, gazetteer, thesaurus)
        return read.source, rows_of(store, read.reading, gazetteer, thesaurus).rows
    chosen = partial(_mapping_of, given=mapping, source=source)
    files = read_source_files(paths, chosen, gazetteer, thesaurus)
    described = describe_source(source.id, files.paths, files.mappings, source.date)
    return described, files.rows()


def _screened(
    store: GraphStore, source: Source, gathered: Gathered, gazetteer: Gazetteer
) -> Screening:
    """What the new version may say, and how it is shown, as if it were ingested."""
    key = store.hash_key
    with store.read(STEWARD) as reader, store.resolution() as identity:
        screening = screen_source(reader, identity, source, gathered, key, gazetteer)
        if not screening.reserved.known:
            return screening
        shown = screening.gathered
        stored = {record.key for record in reader.records_of_source(source.id)}
        arrivals = (Arrival(key, source.rank, digest) for key, digest in shown.digests.items())
        owners = resolve(identity, arrivals, stored, kept=shown.signatures).owners
        after = screening.rejoined(reader, owners, stored - shown.digests.keys())
        if after is None:
            return screening
        return screen_source(reader, identity, source, gathered, key, gazetteer, after)


def compare_last_version(store: GraphStore, source_id: str, *, role: Visibility) -> Difference:
    """What the version that a source holds changed, from the one that it replaced.

    Raises:
        NotFoundError: no source has this id, or nothing is kept of the version before.
    """
    with (
        store.read(View(role)) as reader,
        store.read(STEWARD) as whole,
        store.resolution() as identity,
    ):
        source = next((one for one in reader.sources() if one.id == source_id), None)
        if source is None:
            raise NotFoundError("ingest.unknown_source", source=source_id)
        kept = read_versions(identity, source_id)
        if not kept:
            raise NotFoundError("ingest.no_earlier_version", source=source_id)
        told, signatures = records_of_version(identity, whole, kept[-1])
        screen = read_screen(identity, Hasher(store.hash_key))
        where = screen.told(told.values(), told.values, told)
        seen = (as_seen(screen.shown(one, where, told), role) for one in told.values())
        before = {record.key: record for record in seen if record is not None}
        after = {record.key: record for record in reader.records_of_source(source_id)}
        identities = _past_identities(reader, identity, source, before, after, signatures)
        difference = Difference(source, IngestReport(source_id, rows=len(after)))
        for thing in things_of(reader, source_id, before, after, *identities):
            _sort(thing, difference)
    return difference


def _past_identities(
    reader: GraphReader,
    identity: ResolutionReader,
    source: Source,
    before: Mapping[str, Record],
    after: Mapping[str, Record],
    signatures: Mapping[str, Signature],
) -> tuple[dict[str, str], dict[str, set[str]]]:
    """Entity of each record, were both versions there; and the source's own keys of each."""
    digests = {record.signature for record in (*before.values(), *after.values())}
    known = {**signatures, **identity.signatures(sorted(digests))}
    gone = [key for key in sorted(before.keys() - after.keys()) if before[key].signature in known]
    arrivals = [Arrival(key, source.rank, known[before[key].signature]) for key in gone]
    owners = dict(reader.record_owners(sorted(after)))
    owners.update(_among(resolve(identity, arrivals).owners, {*after, *gone}))
    own_keys: dict[str, set[str]] = {}
    for record in (*before.values(), *after.values()):
        if record.signature in known:
            own = _own_key(known[record.signature].features)
            own_keys.setdefault(record.key, set()).add(own)
    return owners, {key: found - {""} for key, found in own_keys.items()}


def _mapping_of(path: Path, given: str | None, source: Source) -> Rules:
    if given is not None:
        return load_mapping(given)
    if source.mapping in builtin_mappings():
        return load_mapping(source.mapping)
    return mapping_for(path)


def _things_arriving(
    store: GraphStore, reader: GraphReader, source: Source, gathered: Gathered, role: Visibility
) -> list[Thing]:
    stored = {record.key: record for record in reader.records_of_source(source.id)}
    seen = (as_seen(record, role) for record in gathered.records.values())
    arriving = {record.key: record for record in seen if record is not None}
    identities = _identities(store, reader, source, gathered, stored, arriving)
    return things_of(reader, source.id, stored, arriving, *identities)


def _identities(
    store: GraphStore,
    reader: GraphReader,
    source: Source,
    gathered: Gathered,
    stored: Mapping[str, Record],
    arriving: Mapping[str, Record],
) -> tuple[dict[str, str], dict[str, set[str]]]:
    """Entity of each record, were both versions there; and the source's own keys of each."""
    owners = dict(reader.record_owners(sorted(stored)))
    new = sorted(arriving.keys() - stored.keys())
    arrivals = [Arrival(key, source.rank, gathered.signature_of(key)) for key in new]
    with store.resolution() as identity:
        owners.update(_among(resolve(identity, arrivals).owners, {*stored, *new}))
        digests = sorted({record.signature for record in stored.values()})
        signatures = identity.signatures(digests)
    own_keys: dict[str, set[str]] = {}
    for key, record in stored.items():
        if record.signature in signatures:
            own_keys.setdefault(key, set()).add(_own_key(signatures[record.signature].features))
    for key in arriving:
        own_keys.setdefault(key, set()).add(_own_key(gathered.signature_of(key).features))
    return owners, {key: found - {""} for key, found in own_keys.items()}


def _among(owners: Mapping[str, str], keys: set[str]) -> dict[str, str]:
    return {key: owner for key, owner in owners.items() if key in keys}


def _own_key(features: str) -> str:
    return read_features(features).own_key


def _sort(thing: Thing, difference: Difference) -> None:
    if not thing.before:
        difference.appeared.append(thing)
    elif not thing.after:
        difference.left.append(thing)
    else:
        if _changed(_names(thing.before), _names(thing.after)):
            difference.renamed.append(thing)
        if _has_moved(thing):
            difference.moved.append(thing)


def _has_moved(thing: Thing) -> bool:
    places = [set(_said(side, "locatedIn")) for side in (thing.before, thing.after)]
    if all(places) and places[0] & places[1]:
        addresses = (
            {fold(one) for one in _said(s, "address")} for s in (thing.before, thing.after)
        )
        return _changed(*addresses)
    return _changed(*places)


def _changed(before: set[str], after: set[str]) -> bool:
    """Whether both say something, and nothing that the other says."""
    return bool(before and after and before.isdisjoint(after))


def _names(records: Iterable[Record]) -> set[str]:
    return {fold(record.name) for record in records}


def _said(records: Iterable[Record], name: str) -> Iterator[str]:
    return (v.value for record in records for v in record.values if v.property == name)
