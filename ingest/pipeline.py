"""Ingestion of files: read, mapped, woven. Each source is woven whole or not at all."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from shlex import quote

from tisserand.errors import InputError
from tisserand.ingest.extraction.port import Extractor
from tisserand.ingest.mapping import Mapping, load_mapping, mapping_for
from tisserand.ingest.readings.rereading import reread_reports, tell_rereading
from tisserand.ingest.readings.telling_apart import is_report
from tisserand.ingest.readings.weaving import ingest_report
from tisserand.ingest.report import IngestReport
from tisserand.ingest.returned import read_returned
from tisserand.ingest.source_files import read_source_files
from tisserand.ingest.sources import describe_source, source_id_of
from tisserand.ingest.spool import ROOM, Room
from tisserand.ingest.weaving import Progress, ingest_rows
from tisserand.ontology.records import Visibility
from tisserand.reference.places import Gazetteer, load_gazetteer
from tisserand.reference.thesaurus import Thesaurus, load_thesaurus
from tisserand.store.port import GraphStore, View

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
        extractor: reads the files that are reports; without one they are refused as no table,
            and the reports of the graph are not read again with the names that come.

    Raises: as `ingest_file`; each source is woven whole or not at all.
    """
    if not paths:
        raise InputError("ingest.no_file")
    known = gazetteer or load_gazetteer(), thesaurus or load_thesaurus()
    work = _Work(store, *known, date, retain_until, progress, day)
    groups = [list(paths)] if source_id is not None else [[path] for path in paths]
    reports = []
    names_may_differ = False
    for group in groups:
        named = source_id_of(group[0], source_id)
        if extractor is not None and mapping is None and any(map(is_report, group)):
            reports.append(work.report(_alone(group, named), named, extractor))
        else:
            reports.append(work.directory(group, named, mapping, room))
            names_may_differ = True
    if extractor is not None and names_may_differ:
        reports[-1].findings += tell_rereading(work.reread(extractor))
    return reports


@dataclass(frozen=True, slots=True)
class _Work:
    """What is common to the sources of one ingestion."""

    store: GraphStore
    gazetteer: Gazetteer
    thesaurus: Thesaurus
    date: str | None
    retain_until: str | None
    progress: Progress | None
    day: str

    def report(self, path: Path, source_id: str, extractor: Extractor) -> IngestReport:
        return ingest_report(
            self.store,
            path,
            source_id=source_id,
            extractor=extractor,
            gazetteer=self.gazetteer,
            thesaurus=self.thesaurus,
            date=self.date,
            retain_until=self.retain_until,
            progress=self.progress,
            day=self.day,
        )

    def directory(
        self,
        paths: Sequence[Path],
        source_id: str,
        mapping: str | Path | Mapping | None,
        room: Room,
    ) -> IngestReport:
        _check_not_rejects_alone(self.store, paths, source_id)
        chosen = partial(_mapping_of, given=mapping)
        files = read_source_files(paths, chosen, self.gazetteer, self.thesaurus)
        source = describe_source(
            source_id, files.paths, files.mappings, self.date, self.retain_until, self.day
        )
        report = ingest_rows(
            self.store, source, files.rows(), self.gazetteer, self.progress, self.day, room=room
        )
        files.tell(report)
        return report

    def reread(self, extractor: Extractor) -> list[str]:
        """The reports read again because directories tell other names than before."""
        return reread_reports(self.store, extractor, self.gazetteer, self.thesaurus, self.progress)


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


def _check_not_rejects_alone(store: GraphStore, paths: Sequence[Path], source_id: str) -> None:
    """Refuse rejected rows given again without the files that they come from.

    They would replace all that their source says, or be read by other rules in a source of theirs.

    Raises:
        InputError: names the source, and the files to give them with.
    """
    returned = {path: one for path in paths if (one := read_returned(path)) is not None}
    if not returned or len(returned) < len(paths):
        return
    with store.read(View(Visibility.STEWARD)) as reader:
        sources = sorted(reader.sources(), key=lambda one: one.id != source_id)
    for path, one in returned.items():
        origins = {origin.file for origin in one.origins.values()}
        for source in sources:
            if others := origins & set(source.file.split(", ")):
                told = " ".join(quote(other) for other in sorted(others))
                given = {"file": quote(path.name), "source": source.id, "others": told}
                raise InputError("ingest.rejects_alone", **given)
