"""Rows of a table in HTML, or in the XML of old spreadsheets, whatever its suffix says.

Runs in the disposable process. `html.parser` expands no entity that a document declares.
"""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from tisserand.ingest.readers.cells import cell_text

MAX_BYTES = 64 << 20
MAX_SPAN = 200
MAX_WIDTH = 1_000
MAX_CELLS = 2_000_000
_ROW = ("tr", "row")
_CELL = ("td", "th", "cell")
_TABLE = ("table",)
_HIDDEN = ("script", "style", "head")


# What makes html.parser slow, its time growing with the square of the length: signs that open
# a tag and never close it, declarations, endless tags.
_UNCLOSED = re.compile(r"<(?=[^<>]*(?:<|\Z))")
_DECLARATION = re.compile(r"<[!?][^<>]*>")
_ENDLESS = re.compile(r"<[^<>]{5000,}>")


class _Tables(HTMLParser):
    """The rows of each table, merged cells repeated over what they span."""

    # Scripts are hidden here; the parser's own mode for them is slow on what never ends.
    CDATA_CONTENT_ELEMENTS = ()  # type: ignore[misc] # final in the stubs only

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[list[list[str]]] = []
        self._open: list[list[list[str]]] = []
        self._below: dict[int, tuple[int, str]] = {}
        self._text: list[str] | None = None
        self._span = (1, 1)
        self._hidden = 0
        self._cells = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _HIDDEN:
            self._hidden += 1
        elif tag in _TABLE:
            self._open.append([])
            self.tables.append(self._open[-1])
            self._below = {}
        elif tag in _ROW and self._open:
            self._end_cell()
            self._open[-1].append([])
            self._fill_from_above()
        elif tag in _CELL and self._open:
            self._end_cell()
            if not self._open[-1]:
                self._open[-1].append([])
            self._start_cell(dict(attrs))
        elif tag in ("br", "p", "li") and self._text is not None:
            self._text.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in _HIDDEN:
            self._hidden = max(0, self._hidden - 1)
        elif tag in (*_CELL, *_ROW, *_TABLE):
            self._end_cell()
            if tag in _TABLE and self._open:
                self._open.pop()

    def handle_data(self, data: str) -> None:
        if self._text is not None and not self._hidden:
            self._text.append(data)

    def _start_cell(self, attributes: dict[str, str | None]) -> None:
        """`ss:Index` of the XML of spreadsheets skips empty cells before this one."""
        row = self._open[-1][-1]
        index = _number(attributes.get("ss:index"), 0)
        row += [""] * (index - 1 - len(row))
        merged = _number(attributes.get("ss:mergeacross"), 0)
        across = merged + 1 if merged else _number(attributes.get("colspan"), 1)
        self._span = (across, _number(attributes.get("rowspan"), 1))
        self._text = []

    def _end_cell(self) -> None:
        if self._text is None or not self._open or not self._open[-1]:
            return
        row = self._open[-1][-1]
        text = cell_text("".join(self._text))
        self._text = None
        across, down = self._span
        for _ in range(min(across, MAX_WIDTH - len(row))):
            if down > 1:
                self._below[len(row)] = (down - 1, text)
            row.append(text)
            text = ""
        self._fill_from_above()
        self._cells += len(row) if self._below else across
        if self._cells > MAX_CELLS:
            raise ValueError("too many cells / trop de cellules")

    def _fill_from_above(self) -> None:
        row = self._open[-1][-1]
        while len(row) in self._below:
            left, text = self._below.pop(len(row))
            if left > 1:
                self._below[len(row)] = (left - 1, text)
            row.append(text)


def _number(text: str | None, otherwise: int) -> int:
    found = int(text) if text and text.isascii() and text.isdigit() and len(text) < 6 else otherwise
    return min(found, MAX_SPAN)


def _sound(text: str) -> str:
    """The page without comments, declarations nor tags that do not end; in linear time."""
    parts, position = [], 0
    while (start := text.find("<!--", position)) >= 0:
        parts.append(text[position:start])
        end = text.find("-->", start)
        position = end + 3 if end >= 0 else len(text)
    parts.append(text[position:])
    text = _ENDLESS.sub("", _DECLARATION.sub("", "".join(parts)))
    return _UNCLOSED.sub("&lt;", text)


def html_rows(path: Path, report: dict[str, Any]) -> Iterator[tuple[int, list[str]]]:
    """(row number in the table, cells) of the table that holds most.

    Raises:
        ValueError: no table in it.
    """
    if path.stat().st_size > MAX_BYTES:
        raise ValueError(f"more than {MAX_BYTES >> 20} MB")
    tables = _Tables()
    tables.feed(_sound(path.read_text(encoding=report.pop("encoding"), errors="replace")))
    tables.close()
    found = max(tables.tables, key=lambda rows: sum(map(len, rows)), default=[])
    if not any(any(row) for row in found):
        raise ValueError("no table / aucun tableau")
    report.update(sheet="", sheets=[""])
    yield from enumerate(found, start=1)
