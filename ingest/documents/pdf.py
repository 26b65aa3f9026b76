"""PDF files: their text in the order of reading, page by page.

Raises in every function, InputError: encrypted, cut short, too long, or scanned without text.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdfium2  # type: ignore[import-untyped] # it has no types

from tisserand.errors import InputError
from tisserand.ingest.documents.pdf_columns import columns
from tisserand.ingest.documents.pdf_furniture import without_furniture
from tisserand.ingest.documents.pdf_lines import Line, page_lines
from tisserand.ingest.documents.pdf_paragraphs import Flow, paragraph_pieces
from tisserand.ingest.documents.pdf_tables import find_tables, has_rules, put_in
from tisserand.ingest.documents.piece import Piece

MAX_PAGES = 3_000
_TAIL = 2048
_LEAST_TEXT = 20
"""Characters under which a page is taken for an image."""

Page = list[Line]


def pdf_pieces(path: Path, report: dict[str, Any]) -> Iterator[Piece]:
    """Pieces of a PDF; its title and number of pages go in the report."""
    with _opened(path) as document:
        if len(document) > MAX_PAGES:
            raise InputError("documents.too_many_pages", pages=len(document), limit=MAX_PAGES)
        report["pages"] = len(document)
        report["title"] = document.get_metadata_dict().get("Title", "").strip()
        try:
            pages, ruled, sheets = _read(document)
        except pypdfium2.PdfiumError as error:
            raise InputError("documents.broken") from error
    written = sum(len(line.text) for directions in pages for page in directions for line in page)
    if written < _LEAST_TEXT:
        raise InputError("documents.scanned", pages=len(pages))
    for number, tables in find_tables(path, ruled).items():
        if pages[number]:
            pages[number][0] = put_in(pages[number][0], tables)
    yield from _pieces(pages, sheets)


def _opened(path: Path) -> pypdfium2.PdfDocument:
    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise InputError("documents.encrypted") from error
        raise InputError("documents.broken") from error
    if b"%%EOF" not in _tail(path):
        document.close()
        raise InputError("documents.cut_short")
    return document


def _tail(path: Path) -> bytes:
    with path.open("rb") as stream:
        stream.seek(max(0, path.stat().st_size - _TAIL))
        return stream.read()


def _read(
    document: pypdfium2.PdfDocument,
) -> tuple[list[list[Page]], list[int], list[float | None]]:
    """Lines of each page, by direction; the pages that may hold ruled tables; heights of sheets."""
    pages: list[list[Page]] = []
    sheets: list[float | None] = []
    ruled: list[int] = []
    for number in range(len(document)):
        page = document[number]
        textpage = page.get_textpage()
        lines, is_upright = page_lines(textpage)
        pages.append(lines)
        sheets.append(page.get_height() if is_upright and not page.get_rotation() else None)
        if has_rules(page):
            ruled.append(number)
        textpage.close()
        page.close()
    return pages, ruled, sheets


def _pieces(pages: list[list[Page]], sheets: list[float | None]) -> Iterator[Piece]:
    mains = [directions[0] if directions else [] for directions in pages]
    heights = [_height(page) for page in mains]
    flow = Flow()
    for number, lines in enumerate(without_furniture(mains, heights, sheets), 1):
        for column in columns(lines):
            flow.add_column(number, column)
        for direction in pages[number - 1][1:]:
            flow.add_column(number, direction)
    yield from paragraph_pieces(flow.paragraphs)


def _height(page: Page) -> tuple[float, float]:
    """Lowest and highest place of what is written, margins taken from it."""
    if not page:
        return 0.0, 0.0
    return min(line.y0 for line in page), max(line.y1 for line in page)
