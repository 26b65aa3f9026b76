"""The words of a report that say something, and where they stand."""

import re
from typing import NamedTuple

from tisserand.ingest.extraction.document import Block, Document

LONGEST = 600
"""Characters of a passage; a longer one is cut around what matters."""
_SENTENCE_END = re.compile(r"[.!?…]+[»”\"’)]*\s+(?=[«“\"—–-]?\s*[A-ZÀ-ÖØ-Ý0-9])")
_ABBREVIATION = re.compile(r"(?:^|[\s(])(?:M|Mme|Mlle|MM|Dr|Me|St|Ste|cf|ex|art|p|av|n|[A-ZÉ])\.$")


class Passage(NamedTuple):
    """A passage, word for word.

    Attributes:
        start, end: in the document's text, code points, end excluded.
        headings: the headings above it, outermost first.
    """

    text: str
    start: int
    end: int
    page: int | None
    headings: tuple[str, ...] = ()


def passage_of(document: Document, start: int, end: int) -> Passage:
    """The passage of a finding, as it is."""
    block = document.block_at(start)
    page = block.page if block else None
    headings = block.headings if block else ()
    return Passage(document.text[start:end][:LONGEST], start, end, page, tuple(headings))


def passage_around(document: Document, offset: int) -> Passage:
    """The sentence in which something is named."""
    block = document.block_at(offset)
    if block is None:
        return passage_of(document, offset, offset + 1)
    start, end = _sentence(document.text, block, offset)
    return passage_of(document, start, end)


def _sentence(text: str, block: Block, offset: int) -> tuple[int, int]:
    start, end = block.start, block.end
    for match in _SENTENCE_END.finditer(text, block.start, block.end):
        if _ABBREVIATION.search(text[max(block.start, match.start() - 8) : match.start() + 1]):
            continue
        stop = match.start() + len(match[0].rstrip())
        if stop > offset:
            return start, stop
        start = match.end()
    return start, end
