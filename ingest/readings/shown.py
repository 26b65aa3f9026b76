"""A report as a person reviews it: its text with its passages, and what was read in it."""

import itertools
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any, Literal, NamedTuple

from tisserand.errors import NotFoundError
from tisserand.ingest.extraction.document import Block, Document
from tisserand.ingest.readings.decisions import Decision, apply_decisions, read_decisions
from tisserand.ingest.readings.reading import Reading
from tisserand.ingest.readings.review import describe_item
from tisserand.ingest.readings.stored_text import DOCUMENT, read_stored
from tisserand.ingest.readings.weaving import read_readings
from tisserand.store.port import GraphStore

State = Literal["waiting", "believed", "accepted", "corrected", "rejected"]


class Stretch(NamedTuple):
    """Words that follow each other, and the keys of the items that rest on all of them."""

    text: str
    items: tuple[str, ...]


class BlockShown(NamedTuple):
    """A heading, a paragraph, an item of a list or a cell, with its label (`•`, `3.`)."""

    kind: str
    label: str
    page: int | None
    stretches: tuple[Stretch, ...]


class ItemShown(NamedTuple):
    """What was read, as `review.describe_item` tells it, what became of it, and who decided."""

    told: dict[str, Any]
    state: State
    decision: Decision | None


class ReportShown(NamedTuple):
    """A report under review.

    Attributes:
        blocks: in reading order; empty when its text is not kept.
        items: in the order of their passages.
    """

    source: str
    reading: Reading
    blocks: tuple[BlockShown, ...]
    items: tuple[ItemShown, ...]


class ReportListed(NamedTuple):
    """A report, and how many of its items are in each state."""

    source: str
    reading: Reading
    states: Counter[State]


def list_reports(store: GraphStore) -> list[ReportListed]:
    """The reports read, those where most waits first."""
    with store.resolution() as identity:
        readings, decisions = read_readings(identity), read_decisions(identity)
    found = [
        ReportListed(name, reading, Counter(one.state for one in _items(name, reading, decisions)))
        for name, reading in readings.items()
    ]
    return sorted(found, key=lambda one: (-one.states["waiting"], one.source))


def show_report(store: GraphStore, source: str) -> ReportShown:
    """A report with all that was read in it.

    Raises:
        NotFoundError: no report of this source.
    """
    with store.resolution() as identity:
        reading = read_readings(identity, source).get(source)
        kept = list(identity.sealed(DOCUMENT, [source]))
        if reading is None:
            raise NotFoundError("readings.unknown_report", source=source)
        decisions = read_decisions(identity, [item.key for item in reading.items])
    items = sorted(
        _items(source, reading, decisions), key=lambda one: (one.told["start"], one.told["end"])
    )
    blocks = tuple(_blocks(read_stored(kept[0]).document, items)) if kept else ()
    return ReportShown(source, reading, blocks, tuple(items))


def _items(source: str, reading: Reading, decisions: dict[str, Decision]) -> Iterator[ItemShown]:
    """Each item, as it was corrected when it was."""
    judged = apply_decisions(reading, decisions)
    waiting = {item.key for item in judged.waiting}
    for item in reading.items:
        known = decisions.get(item.key)
        state: State = "waiting" if item.key in waiting else "believed"
        now = judged.kept.get(item.key, item)
        told = describe_item(source, judged.reading, now)
        yield ItemShown(told, state if known is None else known.verdict, known)


def _blocks(document: Document, items: Sequence[ItemShown]) -> Iterator[BlockShown]:
    """The blocks, cut where passages begin and end. A passage may cross several blocks."""
    open_items: list[ItemShown] = []
    position = 0
    for block in document.blocks:
        while position < len(items) and items[position].told["start"] < block.end:
            open_items.append(items[position])
            position += 1
        open_items = [one for one in open_items if one.told["end"] > block.start]
        stretches = tuple(_stretches(document.text, block, open_items))
        yield BlockShown(block.kind, block.label, block.page, stretches)


def _stretches(text: str, block: Block, items: Sequence[ItemShown]) -> Iterator[Stretch]:
    spans = [
        (max(one.told["start"], block.start), min(one.told["end"], block.end), one.told["item"])
        for one in items
    ]
    cuts = sorted({block.start, block.end, *(cut for span in spans for cut in span[:2])})
    for start, end in itertools.pairwise(cuts):
        keys = tuple(key for first, last, key in spans if first <= start and end <= last)
        yield Stretch(text[start:end], keys)
