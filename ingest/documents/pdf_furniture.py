"""Headers, footers and page numbers: what comes back at the edge of pages, and is not read."""

import re
from collections import Counter
from collections.abc import Sequence

from tisserand.ingest.documents.pdf_lines import Line

_EDGE = 0.1
_FEW_PAGES = 5
_LINES = 4
_SAME_HEIGHT = 4.0
_NUMBER = re.compile(r"(?:page|p\.?)?\s*[-–—|]?\s*\d{1,4}\s*(?:(?:/|sur|of)\s*\d{1,4})?\s*[-–—|]?")
_DIGITS = re.compile(r"\d+")

Page = list[Line]


def without_furniture(pages: Sequence[Page], heights: Sequence[tuple[float, float]]) -> list[Page]:
    """The lines of each page without what comes back.

    Args:
        heights: lowest and highest place on each page.
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
            if at not in edge or not (_is_number(line) or seen[_key(line)] >= fewest)
        ]
        for page, edge in zip(pages, edges, strict=True)
    ]


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
