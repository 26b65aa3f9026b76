"""A document as the extractor sees it: one text, and the blocks of which it is made.

Offsets are Unicode code points of `Document.text`, end excluded. A TXT file's text is kept as it
is in the file; that of other formats is rebuilt by their reader. Either way a block carries its
own `text`, normalised alike whatever the format: one line, NFC, ligatures and soft hyphens
resolved, one kind of space. The extractor reads `block.text` and tells where it found something
with `block.span`.
"""

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, NamedTuple

BlockKind = Literal["heading", "paragraph", "list_item", "table_cell", "caption"]

_COLUMNS = re.compile(r" *\t[ \t]*|[ \u00a0]{3,}")


class Run(NamedTuple):
    """Code points of a block's text that follow each other in the document's text too.

    Attributes:
        position: of the first one, in the block's text.
        start: of the first one, in the document's text.
        width: code points of the document that each of them stands for; 1 but for a run of one.
    """

    position: int
    start: int
    width: int = 1


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, a paragraph, a list item, a cell of a table, or a caption.

    Attributes:
        text: normalised, without the bullet or number of an item.
        start, end: where it stands in the document's text, bullet excluded.
        runs: from `text` to the document's text.
        level: of a heading, from 1; depth of a list item, from 1; 0 otherwise.
        label: bullet or number of an item or a heading (`•`, `3.`, `2.1`), or empty.
        headings: the headings above it, outermost first, itself excluded.
        page: from 1; None where the format has no pages.
        table, row, column: of a cell, from 0; None otherwise. A header row is row 0.
    """

    kind: BlockKind
    text: str
    start: int
    end: int
    runs: tuple[Run, ...]
    level: int = 0
    label: str = ""
    headings: tuple[str, ...] = ()
    page: int | None = None
    table: int | None = None
    row: int | None = None
    column: int | None = None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where a slice of the block's text, not empty, stands in the document's text."""
        return self._origin(start)[0], self._origin(end - 1)[1]

    def _origin(self, position: int) -> tuple[int, int]:
        run = self.runs[bisect_right(self.runs, position, key=_position) - 1]
        first = run.start + position - run.position
        return first, first + run.width


def _position(run: Run) -> int:
    return run.position


@dataclass(frozen=True)
class Document:
    """A document read.

    Attributes:
        title: that of the document itself, or its first heading, or empty.
        date: ISO 8601, possibly partial, when the document says it; None otherwise.
        pages: number of pages; 0 where the format has none.
        blocks: in reading order; they do not overlap.
    """

    text: str
    blocks: tuple[Block, ...]
    title: str = ""
    date: str | None = None
    pages: int = 0

    def block_at(self, offset: int) -> Block | None:
        """The block that holds an offset of the text, or None between blocks."""
        place = bisect_right(self._starts, offset) - 1
        if place < 0 or self.blocks[place].end <= offset:
            return None
        return self.blocks[place]

    @property
    def silent_pages(self) -> list[int]:
        """Pages without a word, blank or scanned, in order."""
        said = {block.page for block in self.blocks}
        return [page for page in range(1, self.pages + 1) if page not in said]

    @cached_property
    def _starts(self) -> list[int]:
        return [block.start for block in self.blocks]


def with_columns(document: Document, block: Block) -> str:
    """The text of a block, of the same length, with a tab where wide spaces part columns."""
    source = document.text[block.start : block.end]
    if not _COLUMNS.search(source):
        return block.text
    letters = list(block.text)
    for k in range(1, len(letters) - 1):
        if letters[k] == " ":
            gap = document.text[block.span(k - 1, k)[1] : block.span(k + 1, k + 2)[0]]
            if _COLUMNS.fullmatch(gap):
                letters[k] = "\t"
    return "".join(letters)
