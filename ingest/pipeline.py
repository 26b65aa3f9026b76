"""Ingestion of files: read, mapped, woven. Each source is woven whole or not at all."""

from collections.abc import Sequence
from itertools import chain
from pathlib import Path

from tisserand.errors import InputError
from tisserand.ingest.extraction.port import Extractor
from tisserand.ingest.mapping import Mapping, MappingRun, load_mapping, map_file, mapping_for
from tisserand.ingest.readings.telling_apart import is_report
from tisserand.ingest.readings.weaving import ingest_report
from tisserand.ingest.report import IngestReport, Said
from tisserand.ingest.sources import describe_source, source_id_of
from tisserand.ingest.spool import ROOM, Room
from tisserand.ingest.weaving import Progress, ingest_rows
from tisserand.reference.places import Gazetteer, load_gazetteer
from tisserand.reference.thesaurus import Thesaurus, load_thesaurus
from tisserand.store.port import GraphStore

__all__ = ["IngestReport", "Progress", "Room", "ingest_file", "ingest_files", "ingest_rows"]


def ingest_file(
    store: GraphStore,
    path: Path,
    *,
    source_id: str | None = None,
    date: str | None = None,
    mapping: str | Path | Mapping | None = None,
    gazetteer: Gazetteer | None = None,
    thesaurus: Thesaurus | None = None,
    progress: Progress | None = None,
    retain_until: str | None = None,
    day: str = "",
) -> IngestReport:
    """Weave one file, as one source.

    Args:
        source_id: the stem of the file when not given; only the same id replaces.
        date: of what it says (ISO 8601); else from the mapping; never the file's time.
        mapping: its name or file; else the built-in one that fits the columns; else a draft,
            and the report says what it leaves out.
        retain_until: the day when it is due to be withdrawn (ISO 8601).
        day: the day of the ingestion, from which retention is counted; empty if unknown.

    Raises:
        InputError: the file, the mapping, the id or the date cannot be taken; nothing changed.
        StoreError: the store cannot be written now; it is as it was.
    """
    return ingest_files(
        store,
        [path],
        source_id=source_id,
        date=date,
        mapping=mapping,
        gazetteer=gazetteer,
        thesaurus=thesaurus,
        progress=progress,
        retain_until=retain_until,
        day=day,
    )[0]


def ingest_files(
    store: GraphStore,
    paths: Sequence[Path],
    *,
    source_id: str | None = None,
    date: str | None = None,
    mapping: str | Path | Mapping | None = None,
    gazetteer: Gazetteer | None = None,
    thesaurus: Thesaurus | None = None,
    progress: Progress | None = None,
    retain_until: str | None = None,
    day: str = "",
    extractor: Extractor | None = None,
    room: Room = ROOM,
) -> list[IngestReport]:
    """Weave files: one source of them all when an id is given, else one of each.

    Args:
        room: how much of a source memory may hold, and where the rest is kept meanwhile.
        extractor: reads the files that are reports; without one they are refused as no table.

    Raises: as `ingest_file`; each source is woven whole or not at all.
    """
    if not paths:
        raise InputError("ingest.no_file")
    places = gazetteer or load_gazetteer()
    concepts = thesaurus or load_thesaurus()
    groups = [list(paths)] if source_id is not None else [[path] for path in paths]
    reports = []
    for group in groups:
        named = source_id_of(group[0], source_id)
        if extractor is not None and mapping is None and any(map(is_report, group)):
            report = ingest_report(
                store,
                _alone(group, named),
                source_id=named,
                extractor=extractor,
                gazetteer=places,
                thesaurus=concepts,
                date=date,
                retain_until=retain_until,
                progress=progress,
                day=day,
            )
            reports.append(report)
            continue
        mappings = [_mapping_of(path, mapping) for path in group]
        source = describe_source(named, group, mappings, date, retain_until, day)
        runs = [
            map_file(one, path, places, concepts) for one, path in zip(mappings, group, strict=True)
        ]
        report = ingest_rows(
            store, source, chain.from_iterable(runs), places, progress, day, room=room
        )
        _tell_of_runs(report, runs)
        reports.append(report)
    return reports


def _alone(group: Sequence[Path], source: str) -> Path:
    """The one file of a report: its passages are those of one text."""
    if len(group) > 1:
        raise InputError("documents.one_by_source", source=source)
    return group[0]


def _mapping_of(path: Path, given: str | Path | Mapping | None) -> Mapping:
    """The mapping given, or the one that fits the file, or its draft.

    Raises:
        InputError: none fits and none can be drafted; or the one given cannot be read.
    """
    if isinstance(given, Mapping):
        return given
    if given is not None:
        return load_mapping(given)
    return mapping_for(path)


def _tell_of_runs(report: IngestReport, runs: Sequence[MappingRun]) -> None:
    """What readers and mappings found out."""
    for run in runs:
        report.findings += [Said(*finding) for finding in run.findings]
        report.warnings += [(w.locator, Said(w.message, w.details)) for w in run.warnings]
