"""What was read and decided, kept outside every View; without the persons who were erased."""

import json
from collections.abc import Container, Iterator, Sequence
from typing import Any

from tisserand.ingest.erasure.passages import REDACTED, Passages
from tisserand.ingest.erasure.persons import Persons
from tisserand.ingest.erasure.screening import Screen
from tisserand.ingest.extraction.document import Document
from tisserand.ingest.readings.passages import Passage, passage_around
from tisserand.ingest.readings.stored_text import DOCUMENT, StoredText, blanked, read_stored
from tisserand.ontology.records import Sealed, SealedKind
from tisserand.store.port import ChangeSet, ResolutionReader

READING: SealedKind = "reading"
DECISION: SealedKind = "decision"
_OF_SOURCE: tuple[SealedKind, ...] = (READING, DOCUMENT)


def keep_reading(
    identity: ResolutionReader,
    changes: ChangeSet,
    source: str,
    kept: Sequence[Sealed] = (),
    screen: Screen | None = None,
) -> None:
    """Add to the change set of a source what was read in it; what was kept before goes.

    Args:
        kept: what is read now, and its text; nothing for a directory, or for a source that is
            withdrawn.
    """
    before = {kind: one for kind in _OF_SOURCE for one in identity.sealed(kind, [source])}
    after = {one.kind: one for one in kept}
    changes.unsealed += [(kind, source) for kind in before if kind not in after]
    if screen is not None and screen.erased.marks:
        decisions = list(identity.sealed(DECISION, _items(kept)))
        scrubbed = _scrubbed([*kept, *decisions], screen)
        after = {one.kind: one for one in scrubbed if one.kind != DECISION}
        changes.sealed += [o for o in scrubbed if o.kind == DECISION and o not in decisions]
    changes.sealed += [one for kind, one in after.items() if one != before.get(kind)]


def scrub_readings(identity: ResolutionReader, changes: ChangeSet, screen: Screen) -> None:
    """Take erased persons out of what was read and decided."""
    for kept in _reports(identity).values():
        scrubbed = _scrubbed(kept, screen)
        changes.sealed += [one for one in scrubbed if one not in kept]


def readable(document: Document, screen: Screen) -> Document:
    """A report as it may be read: without what names erased persons in it.

    So it says the same whether it is read from its file or from the text that is kept.
    """
    passages = screen.erased.passages_of((document.title, document.text))
    return blanked(document, passages) if screen.erased.marks else document


def sentences_naming(identity: ResolutionReader, persons: Persons) -> dict[str, list[Passage]]:
    """What names some persons in what is kept of each report, by source; under the empty name,
    in what was decided of reports that are there no more."""
    found = {}
    for source, kept in _reports(identity).items():
        passages = persons.passages_of(_texts(kept))
        sentences = dict.fromkeys(_sentences(kept, passages))
        if sentences:
            found[source] = list(sentences)
    return found


def _sentences(kept: Sequence[Sealed], passages: Passages) -> Iterator[Passage]:
    """Those of the text; without it, the passages of what was read; and those of decisions."""
    documents = [read_stored(one).document for one in kept if one.kind == DOCUMENT]
    for document in documents:
        spans = passages.spans(document.text)
        yield from (passage_around(document, start) for start, _ in reversed(spans))
    for one in kept:
        told = json.loads(one.body)
        if one.kind == READING and not documents:
            said = [*told["entities"].values(), *told["items"]]
            read = sorted((Passage(*one["passage"][:4]) for one in said), key=lambda p: p.start)
            yield from (passage for passage in read if passages.names(passage.text))
        elif one.kind == DECISION:
            texts = (told["statement"], told["passage"], told["reason"], told["author"])
            yield from (Passage(t, 0, 0, None) for t in texts if passages.names(t))


def _reports(identity: ResolutionReader) -> dict[str, list[Sealed]]:
    """What is kept of each report, with what was decided of it, by source; under the empty name,
    what was decided of reports that were withdrawn."""
    reports: dict[str, list[Sealed]] = {}
    for sealed in (one for kind in _OF_SOURCE for one in identity.sealed(kind)):
        reports.setdefault(sealed.key, []).append(sealed)
    read_in = {item: key for key, kept in reports.items() for item in _items(kept)}
    for decision in identity.sealed(DECISION):
        reports.setdefault(read_in.get(decision.key, ""), []).append(decision)
    return reports


def _items(kept: Sequence[Sealed]) -> list[str]:
    """Keys of what was read in a report."""
    readings = (json.loads(one.body) for one in kept if one.kind == READING)
    return [item["key"] for told in readings for item in told["items"]]


def _scrubbed(kept: Sequence[Sealed], screen: Screen) -> list[Sealed]:
    """What is kept of a report and was decided of it, without what names erased persons in it."""
    passages = screen.erased.passages_of(_texts(kept))
    return [_clean(one, passages) for one in kept]


def _texts(kept: Sequence[Sealed]) -> Iterator[str]:
    """All that is kept of a report, and was decided of it."""
    for sealed in kept:
        if sealed.kind == DOCUMENT:
            document = read_stored(sealed).document
            yield from (document.title, document.text)
        else:
            yield from _strings(json.loads(sealed.body))


def _strings(told: Any) -> Iterator[str]:
    if isinstance(told, str):
        yield told
    elif isinstance(told, list | dict):
        for one in told if isinstance(told, list) else told.values():
            yield from _strings(one)


def _clean(sealed: Sealed, passages: Passages) -> Sealed:
    if sealed.kind == DOCUMENT:
        document, names = read_stored(sealed)
        clean_document = blanked(document, passages)
        if clean_document == document:
            return sealed
        return StoredText(clean_document, names).sealed(sealed.key)
    told = json.loads(sealed.body)
    clean = _redacted(told, passages)
    if clean == told:
        return sealed
    if sealed.kind == READING:
        clean = _without_unnamed(clean)
    return sealed._replace(body=json.dumps(clean, ensure_ascii=False, sort_keys=True))


def _redacted(told: Any, passages: Passages) -> Any:
    if isinstance(told, str):
        return passages.redacted(told)
    if isinstance(told, list):
        return [_redacted(one, passages) for one in told]
    if isinstance(told, dict):
        return {name: _redacted(one, passages) for name, one in told.items()}
    return told


def _without_unnamed(told: dict[str, Any]) -> dict[str, Any]:
    """A reading without the entities whose name went, nor what is said of them."""
    gone = {key for key, one in told["entities"].items() if REDACTED in one["name"]}
    entities = {
        key: one | {"alt_names": [name for name in one["alt_names"] if REDACTED not in name]}
        for key, one in told["entities"].items()
        if key not in gone
    }
    items = [
        one | {name: _less(one[name], gone) for name in ("nearby", "said")}
        for one in told["items"]
        if not gone & {value for value in one["said"].values() if isinstance(value, str)}
    ]
    return told | {"entities": entities, "items": items}


def _less(told: Any, gone: Container[str]) -> Any:
    """Without these entities among others: who carries an action with them stays."""
    if isinstance(told, dict):
        return {name: _less(one, gone) for name, one in told.items()}
    if isinstance(told, list):
        return [one for one in told if one not in gone]
    return told
