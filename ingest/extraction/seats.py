"""Where bodies and events stand, told by short lines: « Piscine des Trois Ormes, Issoudun »."""

import re
from collections.abc import Iterator, Sequence

from tisserand.ingest.extraction.document import Block
from tisserand.ingest.extraction.grouping import Named
from tisserand.ingest.extraction.listed_facts import listed
from tisserand.ingest.extraction.raw_facts import RawFact
from tisserand.ingest.extraction.records import Located
from tisserand.ingest.extraction.rosters.fields import Field, Known, split
from tisserand.ingest.extraction.sections import plain

_HEAD = 4
"""Blocks at the head of a document that can tell where and when."""
_LONGEST = 110
_POSTAL = re.compile(r"\W*\d{5} ")
_DAY = re.compile(
    r"\b\d{1,2}(?:er)? (?:janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|"
    r"novembre|décembre)\b|\b\d{1,2}[/.]\d{1,2}[/.]\d{2,4}\b"
)


def seats(
    read: Located, by_line: Sequence[Sequence[Named]], event: int | None
) -> Iterator[RawFact]:
    """The facts of every short line, and those of the head of the document."""
    blocks = read.document.blocks
    for number, block in enumerate(blocks):
        if len(block.text) <= _LONGEST and block.text.rstrip()[-1:] not in ".!?»;":
            yield from _beside(read, number, by_line[number])
    yield from _under(read, by_line)
    if event is None:
        return
    for number, block in enumerate(blocks[:_HEAD]):
        named = [one for one in by_line[number] if one.span.kind == "Place"]
        if len(named) == 1 and _is_date_line(block, by_line[number]):
            yield _placed(read, number, event, named[0].entity, "E")


def _is_date_line(block: Block, own: Sequence[Named]) -> bool:
    is_alone = not any(one.span.kind in ("Person", "Organization") for one in own)
    return is_alone and len(block.text) <= _LONGEST and bool(_DAY.search(plain(block.text)))


def _fields(read: Located, number: int, own: Sequence[Named]) -> list[Field]:
    known = [Known(one.span.i, one.span.j, one.span.kind, one.entity) for one in own]
    return [one for one in split(read.lines[number], known) if one.signs and not one.depth]


def _beside(read: Located, number: int, own: Sequence[Named]) -> Iterator[RawFact]:
    """« <O1>, <L2> » at the end of a line, whatever stands before."""
    fields = _fields(read, number, own)
    if len(fields) < 2 or fields[-1].signs != "L" or fields[-1].loose or fields[-1].before != ",":
        return
    body = fields[-2]
    if body.signs == "O" and not body.loose:
        yield _placed(read, number, body.items[0].entity, fields[-1].items[0].entity, "O")


def _under(read: Located, by_line: Sequence[Sequence[Named]]) -> Iterator[RawFact]:
    """A body alone on the first line, a place alone on the next, or after its postal code."""
    if not read.lines:
        return
    first = _fields(read, 0, by_line[0])
    if len(first) != 1 or first[0].loose or first[0].signs != "O":
        return
    for number in range(1, min(_HEAD, len(read.lines))):
        fields = _fields(read, number, by_line[number])
        is_alone = len(fields) == 1 and fields[0].signs == "L" and not fields[0].loose
        if is_alone and (number == 1 or _POSTAL.match(read.lines[number].text)):
            yield _placed(read, number, first[0].items[0].entity, fields[0].items[0].entity, "O")
            return


def _placed(read: Located, number: int, what: int, place: int, letter: str) -> RawFact:
    return listed(read, number, (what, "located_in", place), f"{letter}L", "list-seat", 0.78)
