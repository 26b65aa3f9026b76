"""What was read and decided, kept outside every View; without the persons who were erased."""

import json
from collections.abc import Sequence
from typing import Any

from tisserand.ingest.erasure.passages import REDACTED
from tisserand.ingest.erasure.screening import Screen
from tisserand.ingest.readings.stored_text import DOCUMENT, blanked
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
    after = {one.kind: one if screen is None else _scrubbed(one, screen) for one in kept}
    changes.unsealed += [(kind, source) for kind in before if kind not in after]
    changes.sealed += [one for kind, one in after.items() if one != before.get(kind)]


def scrub_readings(identity: ResolutionReader, changes: ChangeSet, screen: Screen) -> None:
    """Take erased persons out of what was read and decided."""
    for kind in (*_OF_SOURCE, DECISION):
        for sealed in identity.sealed(kind):
            scrubbed = _scrubbed(sealed, screen)
            if scrubbed != sealed:
                changes.sealed.append(scrubbed)


def _scrubbed(sealed: Sealed, screen: Screen) -> Sealed:
    if sealed.kind == DOCUMENT:
        return blanked(sealed, screen.blanked)
    told = json.loads(sealed.body)
    clean = _redacted(told, screen)
    if clean == told:
        return sealed
    if sealed.kind == READING:
        clean = _without_unnamed(clean)
    return sealed._replace(body=json.dumps(clean, ensure_ascii=False, sort_keys=True))


def _redacted(told: Any, screen: Screen) -> Any:
    if isinstance(told, str):
        return screen.redacted(told)
    if isinstance(told, list):
        return [_redacted(one, screen) for one in told]
    if isinstance(told, dict):
        return {name: _redacted(one, screen) for name, one in told.items()}
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
