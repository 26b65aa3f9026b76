"""Headers, footers and page numbers: what comes back at the edge of pages, and is not read."""

import re
from collections import Counter
from collections.abc import Sequence

from tisserand.ingest.documents.pdf_lines import Line

_EDGE = 0.1
_FEW_PAGES = 5
_LINES = 4
_SAME_HEIGHT = 4.0
_MARGIN = 0.05
_SAME_ROW = 0.5
_APART = 2.0
_NUMBER = re.compile(r"(?:page|p\.?)?\s*[-–—|]?\s*\d{1,4}\s*(?:(?:/|sur|of)\s*\d{1,4})?\s*[-–—|]?")
_DIGITS = re.compile(r"\d+")

Page = list[Line]


def without_furniture(
    pages: Sequence[Page],
    heights: Sequence[tuple[float, float]],
    sheets: Sequence[float | None],
) -> list[Page]:
    """The lines of each page without what comes back, nor what stands in the margin.

    Args:
        heights: lowest and highest place on each page.
        sheets: height of each sheet; None when its text is turned.
    """
    edges = [
        {at for at in _outermost(page) if _at_edge(page[at], *height)}
        for page, height in zip(pages, heights, strict=True)
    ]
    seen = Counter(
        key
        for page, edge in zip(pages, edges, strict=True)
        for key in {_key(page[at]) for at in edge}
    )
    fewest = 2 if len(pages) < _FEW_PAGES else 3
    return [
        [
            line
            for at, line in enumerate(page)
            if at not in edge
            or not (_is_number(line) or seen[_key(line)] >= fewest or _in_margin(page, at, sheet))
        ]
        for page, edge, sheet in zip(pages, edges, sheets, strict=True)
    ]


def _in_margin(page: Page, at: int, sheet: float | None) -> bool:
    """Whether a line stands alone in the margin of the sheet, far from the others."""
    line = page[at]
    if sheet is None or _MARGIN * sheet < line.middle < (1 - _MARGIN) * sheet:
        return False
    others = [abs(one.middle - line.middle) for one in page]
    apart = [distance for distance in others if distance > _SAME_ROW * line.size]
    return bool(apart) and min(apart) > _APART * line.size


def _outermost(page: Page) -> set[int]:
    """The first and last lines of a page."""
    ordered = sorted(range(len(page)), key=lambda at: page[at].middle)
    return {*ordered[:_LINES], *ordered[-_LINES:]}


def _at_edge(line: Line, low: float, high: float) -> bool:
    margin = _EDGE * (high - low)
    return not line.cells and (line.middle > high - margin or line.middle < low + margin)


def _key(line: Line) -> tuple[str, int]:
    """The words, whatever the numbers, and the height at which they stand."""
    return _DIGITS.sub("#", line.text.lower()), round(line.middle / _SAME_HEIGHT)


def _is_number(line: Line) -> bool:
    return _NUMBER.fullmatch(line.text.strip().lower()) is not None
