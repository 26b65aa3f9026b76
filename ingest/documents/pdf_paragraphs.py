"""From the lines of columns to paragraphs, items and headings."""

import itertools
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from tisserand.ingest.documents.labels import NONE, Label, read_label
from tisserand.ingest.documents.pdf_lines import Line
from tisserand.ingest.documents.piece import Piece

_LARGER = 1.1
_SPACED = 1.3
_TALL = 1.5
"""Distance between two lines of a paragraph, in font sizes, at most."""
_AMID = 0.15
"""Share of a column that may stay empty in the middle of a sentence."""
_SPACE = 0.25
"""Width of a space, in font sizes."""
_SLACK = 1.0
_HEADING_LONGEST = 200
_TERMINAL = (".", "!", "?", ":", ";", "…", "»", ")")


@dataclass(slots=True)
class Paragraph:
    """Lines that belong together, on the page where they begin."""

    page: int
    lines: list[Line]
    label: Label = NONE
    spacing: float = 0.0
    right: float = 0.0

    @property
    def text(self) -> str:
        return "\n".join(line.text for line in self.lines)


@dataclass(slots=True)
class Flow:
    """The paragraphs of a document, as its columns come."""

    paragraphs: list[Paragraph] = field(default_factory=list)

    def add_column(self, page: int, lines: Sequence[Line]) -> None:
        """Add a column; its first line may go on with the paragraph before it."""
        right = max((line.x1 for line in lines), default=0.0)
        spacing = _spacing(lines, right)
        before: Line | None = None
        for line in lines:
            if before is None:
                goes_on = self._crosses(line)
            else:
                goes_on = self._goes_on(before, line, spacing, right)
            if goes_on and self.paragraphs:
                self.paragraphs[-1].lines.append(line)
            else:
                label = NONE if line.cells else read_label(line.text)
                self.paragraphs.append(Paragraph(page, [line], label, spacing, right))
            before = line
        if self.paragraphs:
            self.paragraphs[-1].right = right

    def _crosses(self, line: Line) -> bool:
        """Whether the first line of a column goes on with the last one of the column before."""
        if not self.paragraphs:
            return False
        last = self.paragraphs[-1]
        before = last.lines[-1]
        if before.cells or line.cells or not _alike(before, line):
            return False
        if before.text.endswith("-"):
            return True
        if read_label(line.text).style or before.text.endswith(_TERMINAL):
            return False
        return line.text[0].islower() or (
            len(last.lines) > 1 and not _fits(before, line, last.right)
        )

    def _goes_on(self, before: Line, line: Line, spacing: float, right: float) -> bool:
        """Whether a line goes on with the paragraph of the one above it."""
        if before.cells or line.cells or not _alike(before, line):
            return False
        distance = before.middle - line.middle
        if distance > max(_SPACED * spacing, _TALL * before.size) or distance < 0:
            return False
        if self._is_new_item(before, line):
            return False
        if before.text.endswith("-"):
            return True
        if _fits(
            before, line, right - (_AMID * (right - line.x0) if _is_amid(before, line) else 0)
        ):
            return False
        is_indented = line.x0 - before.x0 > 0.8 * line.size and not self.paragraphs[-1].label.style
        return not (is_indented and before.text.endswith(_TERMINAL))

    def _is_new_item(self, before: Line, line: Line) -> bool:
        """Whether a line begins an item; a number in the middle of a sentence does not."""
        label = read_label(line.text)
        if label.style == "bullet":
            return (
                label.text not in ("-", "–", "—")
                or before.text.endswith(_TERMINAL)
                or (self.paragraphs[-1].label.style == "bullet")
            )
        if not label.style:
            return False
        series = self.paragraphs[-1].label
        return before.text.endswith(_TERMINAL) or series.is_followed_by(label) or label.rank == 1


def paragraph_pieces(paragraphs: Iterable[Paragraph]) -> Iterator[Piece]:
    """Pieces of paragraphs; what is larger than the body, or bold by itself, is a heading."""
    listed = list(paragraphs)
    body = _body_size(listed)
    heading_sizes = sorted(
        {round(one.lines[0].size) for one in listed if _is_heading(one, body)}, reverse=True
    )
    tables = 0
    for paragraph in listed:
        if paragraph.lines[0].cells:
            yield from _cells(paragraph, tables)
            tables += 1
        elif _is_heading(paragraph, body):
            level = 1 + heading_sizes.index(round(paragraph.lines[0].size))
            yield Piece(paragraph.text, "heading", level, page=paragraph.page)
        else:
            yield Piece(paragraph.text, page=paragraph.page)


def _cells(paragraph: Paragraph, table: int) -> Iterator[Piece]:
    for row, texts in enumerate(paragraph.lines[0].cells):
        for column, text in enumerate(texts):
            if text.strip():
                yield Piece(
                    text, "table_cell", page=paragraph.page, table=table, row=row, column=column
                )


def _is_heading(paragraph: Paragraph, body: float) -> bool:
    first = paragraph.lines[0]
    if first.cells or len(paragraph.text) > _HEADING_LONGEST or len(paragraph.lines) > 4:
        return False
    if paragraph.text.endswith((".", ",", ";", ":")) or paragraph.label.style == "bullet":
        return False
    is_bold = all(line.bold for line in paragraph.lines)
    return first.size > _LARGER * body or (is_bold and first.size >= 0.95 * body)


def _body_size(paragraphs: Iterable[Paragraph]) -> float:
    """Size in which most is written; all in bold tells nothing."""
    sizes: Counter[float] = Counter()
    for paragraph in paragraphs:
        for line in paragraph.lines:
            sizes[round(line.size, 1)] += len(line.text) * (1 if line.bold else 2)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def _alike(a: Line, b: Line) -> bool:
    """Of the same size, and of the same weight."""
    return abs(a.size - b.size) <= 0.08 * max(a.size, b.size) and a.bold == b.bold


def _is_amid(before: Line, line: Line) -> bool:
    """Whether the words themselves say that a sentence goes on."""
    return not before.text.endswith(_TERMINAL) and (
        line.text[0].islower() or line.text[0] in ":;)»!?"
    )


def _fits(before: Line, line: Line, right: float) -> bool:
    """Whether the first word of a line would have fitted at the end of the one above."""
    return before.x1 + _SPACE * line.size + line.word < right - _SLACK


def _spacing(lines: Sequence[Line], right: float) -> float:
    """Distance between the lines of a paragraph: the least usual one after a full line."""
    distances = sorted(
        a.middle - b.middle
        for a, b in itertools.pairwise(lines)
        if 0 < a.middle - b.middle < 3 * a.size and not _fits(a, b, right)
    )
    return distances[len(distances) // 4] if distances else 0.0
