"""The lines of a PDF page, with the place and look of each, fast: two boxes a line, not a char."""

import ctypes
import itertools
import math
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium  # type: ignore[import-untyped] # it has no types

from tisserand.ingest.documents.labels import read_label

_CUT = "\ufffe"
"""What pdfium gives for a hyphen and the end of the line that it cuts."""
_LINE = re.compile(rf"[^\r\n{_CUT}]+{_CUT}?")
_GAP = re.compile(r"\s{4,}")
_WIDE = 2.0
"""Gap in a line, in font sizes, that parts columns."""
_BOLD = 600


class Line(NamedTuple):
    """A line, or the part of one that lies in a column.

    Attributes:
        x0, x1, y0, y1: box in points, from the bottom left of the page as it is read.
        size: of the font, in points.
        word: width of the first word, in points.
        cells: rows of a table that stands there instead of words.
    """

    text: str
    x0: float
    x1: float
    y0: float
    y1: float
    size: float
    bold: bool = False
    word: float = 0.0
    cells: tuple[tuple[str, ...], ...] = ()

    @property
    def middle(self) -> float:
        return (self.y0 + self.y1) / 2


def page_lines(textpage: Any) -> tuple[list[list[Line]], bool]:
    """Lines of a page, by the direction of their writing, the most used first; whether that one
    is upright. A page turned on its side is read as if it were.
    """
    page = _Page(textpage)
    by_angle: dict[int, list[Line]] = {}
    for start, end in page.spans():
        for angle, line in page.lines(start, end):
            by_angle.setdefault(angle, []).append(line)
    used = Counter({angle: len(lines) for angle, lines in by_angle.items()})
    angles = [angle for angle, _ in used.most_common()]
    return [by_angle[angle] for angle in angles], angles[:1] == [0]


class _Page:
    """What pdfium knows of a page's characters."""

    def __init__(self, textpage: Any) -> None:
        self._raw = textpage.raw
        self.text: str = textpage.get_text_range()
        self._is_plain = textpage.count_chars() == len(self.text)
        self._box = tuple(ctypes.c_double() for _ in range(4))
        self._refs = tuple(ctypes.byref(one) for one in self._box)
        self._rect = pdfium.FS_RECTF()
        self._rect_ref = ctypes.byref(self._rect)

    def spans(self) -> Iterator[tuple[int, int]]:
        """Where each line stands in the text."""
        for match in _LINE.finditer(self.text):
            words = match[0].strip()
            if words:
                start = match.start() + match[0].index(words)
                yield start, start + len(words)

    def lines(self, start: int, end: int) -> Iterator[tuple[int, Line]]:
        """The parts of a line that wide gaps part."""
        first = self._index(start)
        angle = self._angle(first)
        size = self._size(first)
        for one, other in self._parts(start, end, angle, size):
            words = self.text[one:other]
            lead = len(words) - len(words.lstrip())
            one, other = one + lead, one + len(words.rstrip())
            if one < other:
                yield angle, self._line(one, other, angle, size)

    def _line(self, start: int, end: int, angle: int, size: float) -> Line:
        first, last = self._index(start), self._index(end - 1)
        left, right = self._turned(first, angle), self._turned(last, angle)
        bold = self._weight(first) >= _BOLD and self._weight(last) >= _BOLD
        head = len(self.text[start:end].split(None, 1)[0])
        word = self._turned(self._index(start + head - 1), angle)
        return Line(
            self.text[start:end].replace(_CUT, "-"),
            min(left[0], right[0]),
            max(left[1], right[1]),
            min(left[2], right[2]),
            max(left[3], right[3]),
            size,
            bold,
            word[1] - left[0],
        )

    def _parts(self, start: int, end: int, angle: int, size: float) -> list[tuple[int, int]]:
        cuts = [match.end() for match in _GAP.finditer(self.text, start, end)]
        if self._has_gap(start, end, angle, size):
            cuts += self._gaps(start, end, angle, size)
        edges = [start, *sorted(set(cuts)), end]
        return list(itertools.pairwise(edges))

    def _has_gap(self, start: int, end: int, angle: int, size: float) -> bool:
        """Whether pdfium saw several runs of text, far apart."""
        count = pdfium.FPDFText_CountRects(self._raw, self._index(start), end - start)
        if count < 2:
            return False
        spans = []
        for number in range(min(count, 200)):
            pdfium.FPDFText_GetRect(self._raw, number, *(self._refs[at] for at in (0, 3, 1, 2)))
            x0, x1, _, _ = _turn(tuple(one.value for one in self._box), angle)
            spans.append((x0, x1))
        spans.sort()
        return any(
            after[0] - before[1] > _WIDE * size for before, after in itertools.pairwise(spans)
        )

    def _gaps(self, start: int, end: int, angle: int, size: float) -> Iterator[int]:
        """Where a character stands far from the one before it; a label keeps its words."""
        edge: float | None = None
        for at in range(start, end):
            if self.text[at].isspace():
                continue
            x0, x1, _, _ = self._turned(self._index(at), angle)
            if edge is not None and abs(x0 - edge) > _WIDE * size:
                is_label = at - start <= 6 and read_label(f"{self.text[start:at]} X").style != ""
                if not is_label:
                    yield at
            edge = x1

    def _index(self, position: int) -> int:
        if self._is_plain:
            return position
        found = int(pdfium.FPDFText_GetCharIndexFromTextIndex(self._raw, position))
        return max(found, 0)

    def _turned(self, index: int, angle: int) -> tuple[float, float, float, float]:
        """Box of a character as it is read: left, right, bottom, top.

        That of its font's line, not of its ink, so that the characters of a line agree.
        """
        pdfium.FPDFText_GetLooseCharBox(self._raw, index, self._rect_ref)
        box = self._rect
        return _turn((box.left, box.right, box.bottom, box.top), angle)

    def _angle(self, index: int) -> int:
        """Direction of writing, in quarter turns."""
        radians = float(pdfium.FPDFText_GetCharAngle(self._raw, index))
        return round(radians / (math.pi / 2)) % 4 if radians >= 0 else 0

    def _size(self, index: int) -> float:
        size = float(pdfium.FPDFText_GetFontSize(self._raw, index))
        if size > 0:
            return size
        _, _, bottom, top = self._turned(index, 0)
        return top - bottom or 1.0

    def _weight(self, index: int) -> int:
        return int(pdfium.FPDFText_GetFontWeight(self._raw, index))


def _turn(box: tuple[float, ...], angle: int) -> tuple[float, float, float, float]:
    """A box (left, right, bottom, top) as it is once its text, so turned clockwise, is upright."""
    left, right, bottom, top = box
    if angle == 3:
        return bottom, top, -right, -left
    if angle == 2:
        return -right, -left, -top, -bottom
    if angle == 1:
        return -top, -bottom, left, right
    return left, right, bottom, top
