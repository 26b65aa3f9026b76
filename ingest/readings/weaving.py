"""Reports in: read, understood, woven as one source; what is not sure waits for a person."""

import hashlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from textwrap import shorten
from typing import NamedTuple

from tisserand.errors import InputError
from tisserand.ingest.documents.reading import read_document
from tisserand.ingest.draft import AcceptedRow
from tisserand.ingest.erasure.fingerprint import Hasher
from tisserand.ingest.erasure.register import read_screen
from tisserand.ingest.extraction.document import Document
from tisserand.ingest.extraction.knowledge import Knowledge
from tisserand.ingest.extraction.port import Extractor
from tisserand.ingest.normalisation.dates import normalise_date
from tisserand.ingest.readings.concepts import Concepts
from tisserand.ingest.readings.decisions import Judged, apply_decisions, read_decisions
from tisserand.ingest.readings.keeping import READING, readable
from tisserand.ingest.readings.known import MAPPING, digest_of, known_names
from tisserand.ingest.readings.reading import Reading, from_json, make_reading
from tisserand.ingest.readings.rows import ReadingRows
from tisserand.ingest.readings.stored_text import StoredText
from tisserand.ingest.report import IngestReport, Said
from tisserand.ingest.weaving import Progress, ingest_rows
from tisserand.ontology.records import Sealed, Source, Visibility
from tisserand.reference.places import Gazetteer
from tisserand.reference.thesaurus import Thesaurus
from tisserand.store.port import GraphStore, ResolutionReader

_BY_MODEL = "model:"
"""How the rules of a language model's reading begin: the names of the graph are nothing to it."""


class Woven(NamedTuple):
    """The rows of a reading, and what waits."""

    rows: Iterator[AcceptedRow]
    judged: Judged


class Read(NamedTuple):
    """A report, read.

    Attributes:
        source: the source that it makes.
        reading: what was found in it.
        text: its text, to be read again when directories tell other names; None when that would
            change nothing.
    """

    source: Source
    reading: Reading
    text: StoredText | None


def ingest_report(
    store: GraphStore,
    path: Path,
    *,
    source_id: str,
    extractor: Extractor,
    gazetteer: Gazetteer,
    thesaurus: Thesaurus,
    date: str | None = None,
    retain_until: str | None = None,
    progress: Progress | None = None,
    day: str = "",
) -> IngestReport:
    """Weave a report, as one source, in the place of what it said before.

    Args:
        date: of what it says (ISO 8601); else the one that it gives itself.
        retain_until: the day when it is due to be withdrawn (ISO 8601).
        day: the day of the ingestion (ISO 8601).

    Raises:
        InputError: the document or the date cannot be taken; nothing changed.
        StoreError: the store cannot be written now; it is as it was.
    """
    given, until = _checked(date), _checked(retain_until)
    with store.resolution() as identity:
        before = read_readings(identity, source_id).get(source_id)
    read = read_report(store, path, source_id, extractor, gazetteer, thesaurus)
    source = replace(read.source, date=given or read.source.date, retain_until=until)
    report = weave_reading(
        store,
        source,
        read.reading,
        text=None if read.text is None else read.text.sealed(source.id),
        gazetteer=gazetteer,
        thesaurus=thesaurus,
        progress=progress,
        day=day,
    )
    if read.text is not None:
        report.findings += list(tell_silence(read.text.document))
    if before is not None:
        with store.resolution() as identity:
            # As it is kept: without those who were erased.
            now = read_readings(identity, source_id).get(source_id, before)
        report.findings += list(_changes(before, now))
    return report


def read_report(
    store: GraphStore,
    path: Path,
    source_id: str,
    extractor: Extractor,
    gazetteer: Gazetteer,
    thesaurus: Thesaurus,
) -> Read:
    """What a report says, nothing written.

    Raises:
        InputError: the document cannot be taken.
    """
    document = read_document(path)
    with store.resolution() as identity:
        document = readable(document, read_screen(identity, Hasher(store.hash_key)))
    source = describe_report(source_id, path, document)
    names = known_names(store).said_in(document)
    knowledge = Knowledge(gazetteer, thesaurus, names)
    return read_again(store, source, document, extractor, knowledge)


def read_again(
    store: GraphStore,
    source: Source,
    document: Document,
    extractor: Extractor,
    knowledge: Knowledge,
) -> Read:
    """What the document of a report says, with the names known now; nothing written."""
    reading = make_reading(source.file, document, extractor(document, knowledge), store.hash_key)
    is_by_model = any(item.pattern.startswith(_BY_MODEL) for item in reading.items)
    text = None if is_by_model else StoredText(document, digest_of(knowledge.names))
    return Read(source, reading, text)


def weave_reading(
    store: GraphStore,
    source: Source,
    reading: Reading,
    *,
    text: Sealed | None,
    gazetteer: Gazetteer,
    thesaurus: Thesaurus,
    progress: Progress | None = None,
    day: str = "",
    based_on: int | None = None,
) -> IngestReport:
    """Weave what was read in a report, as people have judged it.

    Args:
        text: that of the report, kept with what was read.
        based_on: sequence number of the state in which it was read, when that matters.

    Raises:
        StoreError: the store cannot be written now; it is as it was.
        StaleError: others wrote since that state.
    """
    woven = rows_of(store, reading, gazetteer, thesaurus)
    kept = [Sealed(READING, source.id, reading.to_json()), *([] if text is None else [text])]
    report = ingest_rows(
        store, source, woven.rows, gazetteer, progress, day, reading=kept, based_on=based_on
    )
    report.findings += list(_told(woven.judged))
    return report


def rows_of(
    store: GraphStore, reading: Reading, gazetteer: Gazetteer, thesaurus: Thesaurus
) -> Woven:
    """The rows that a reading gives once decisions are applied."""
    with store.resolution() as identity:
        decisions = read_decisions(identity, [item.key for item in reading.items])
    judged = apply_decisions(reading, decisions)
    named = judged.reading.entities.values()
    places, bodies = (
        [one.name for one in named if one.kind == kind] for kind in ("Place", "Organization")
    )
    concepts = Concepts(gazetteer, thesaurus, places, bodies)
    return Woven(ReadingRows(judged.reading, concepts)(judged.kept), judged)


def read_readings(identity: ResolutionReader, source: str | None = None) -> dict[str, Reading]:
    """What was read, by id of the source; of one source when given."""
    found = identity.sealed(READING, None if source is None else [source])
    return {one.key: from_json(one.body) for one in found}


def describe_report(source_id: str, path: Path, document: Document) -> Source:
    """The source that a report makes; its passages name persons: it is for agents."""
    return Source(
        id=source_id,
        title=document.title or path.name,
        file=path.name,
        date=document.date,
        checksum=hashlib.sha256(path.read_bytes()).hexdigest(),
        visibility=Visibility.AGENT,
        mapping=MAPPING,
    )


def _checked(date: str | None) -> str | None:
    if date is None:
        return None
    normal = normalise_date(date)
    if normal is None:
        raise InputError("ingest.bad_date", date=date)
    return normal


def _told(judged: Judged) -> Iterator[Said]:
    """What was read, in figures."""
    reading, kept = judged.reading, judged.kept.values()
    kinds = Counter(one.kind for one in reading.entities.values())
    counts: dict[str, object] = {
        "persons": kinds["Person"],
        "organizations": kinds["Organization"],
        "projects": kinds["Project"],
        **{f"{name}s": sum(one.type == name for one in kept) for name in _TOLD},
    }
    yield Said("readings.read", counts)
    if reading.language != "fr":
        yield Said(f"readings.foreign_{reading.language}", {})
    if judged.waiting:
        yield Said("readings.waiting", {"count": len(judged.waiting)})
    without = [one for one in kept if one.type == "action" and not one.carriers()]
    if without:
        numbers = ", ".join(str(one.said["number"] or one.said["title"]) for one in without)
        yield Said("readings.without_carrier", {"count": len(without), "actions": numbers})


def tell_silence(document: Document) -> Iterator[Said]:
    """The pages without a word of a document that has some."""
    pages = list(map(str, document.silent_pages))
    if pages:
        listed = ", ".join(pages[:_LISTED]) + (", …" if len(pages) > _LISTED else "")
        yield Said("readings.silent_pages", {"count": len(pages), "pages": listed})


def _changes(before: Reading, now: Reading) -> Iterator[Said]:
    """The passages of what a report says now and did not say before, and the contrary."""
    for name, some, others in (("appeared", now, before), ("gone", before, now)):
        known = {item.key for item in others.items}
        passages = dict.fromkeys(item.passage.text for item in some.items if item.key not in known)
        if passages:
            quoted = [f"« {shorten(one, _QUOTED, placeholder=' …')} »" for one in passages]
            listed = " ; ".join(quoted[:_LISTED]) + (" ; …" if len(quoted) > _LISTED else "")
            yield Said(f"readings.{name}", {"count": len(passages), "passages": listed})


_QUOTED, _LISTED = 120, 20
"""Characters of a passage, and passages, that an ingestion quotes of what changed."""
_TOLD = ("fact", "need", "proposal", "action")
