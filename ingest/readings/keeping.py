"""What was read and decided, kept outside every View; without the persons who were erased."""

import json
from collections.abc import Sequence
from typing import Any

from tisserand.ingest.erasure.passages import REDACTED, Passages
from tisserand.ingest.erasure.screening import Screen
from tisserand.ingest.readings.stored_text import DOCUMENT, blanked, read_stored
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
    after = {one.kind: one for one in (kept if screen is None else _scrubbed(kept, screen))}
    changes.unsealed += [(kind, source) for kind in before if kind not in after]
    changes.sealed += [one for kind, one in after.items() if one != before.get(kind)]


def scrub_readings(identity: ResolutionReader, changes: ChangeSet, screen: Screen) -> None:
    """Take erased persons out of what was read and decided."""
    reports: dict[str, list[Sealed]] = {}
    for sealed in (one for kind in _OF_SOURCE for one in identity.sealed(kind)):
        reports.setdefault(sealed.key, []).append(sealed)
    read_in = {item: key for key, kept in reports.items() for item in _items(kept)}
    for decision in identity.sealed(DECISION):
        reports.setdefault(read_in.get(decision.key, ""), []).append(decision)
    for kept in reports.values():
        scrubbed = _scrubbed(kept, screen)
        changes.sealed += [one for one in scrubbed if one not in kept]


def _items(kept: Sequence[Sealed]) -> list[str]:
    """Keys of what was read in a report."""
    readings = (json.loads(one.body) for one in kept if one.kind == READING)
    return [item["key"] for told in readings for item in told["items"]]


def _scrubbed(kept: Sequence[Sealed], screen: Screen) -> list[Sealed]:
    """What is kept of a report and was decided of it, without what names erased persons in it."""
    texts = [read_stored(one).document.text for one in kept if one.kind == DOCUMENT]
    passages = screen.passages_of("\n".join(texts))
    return [_clean(one, passages) for one in kept]


def _clean(sealed: Sealed, passages: Passages) -> Sealed:
    if sealed.kind == DOCUMENT:
        return blanked(sealed, passages.blanked)
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
    entities = {key: one for key, one in told["entities"].items() if key not in gone}
    items = [
        one | {"nearby": [near for near in one["nearby"] if near not in gone]}
        for one in told["items"]
        if not gone & {value for value in one["said"].values() if isinstance(value, str)}
    ]
    return told | {"entities": entities, "items": items}
