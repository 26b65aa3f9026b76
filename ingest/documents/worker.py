"""What runs in the disposable process that parses a document.

Rows: 0 is the text, the others are the blocks; the report has the title, date and pages.
"""

import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from tisserand.errors import InputError
from tisserand.ingest.documents.docx import docx_pieces
from tisserand.ingest.documents.html import html_pieces
from tisserand.ingest.documents.odt import odt_pieces
from tisserand.ingest.documents.pdf import pdf_pieces
from tisserand.ingest.documents.piece import Piece
from tisserand.ingest.documents.structuring import structure
from tisserand.ingest.documents.text import read_text, text_pieces
from tisserand.ingest.extraction.document import Document
from tisserand.ingest.readers.disposable import Parser, run

MEMORY = 1 << 30
LONGEST = 5_000_000
"""Characters of a report: some 2,000 pages."""
Rows = Iterator[tuple[int, Any]]
Pieces = Callable[[Path, dict[str, Any]], Iterator[Piece]]


def _rows(pieces: Pieces, path: Path, report: dict[str, Any]) -> Rows:
    found = list(pieces(path, report))
    title, pages = report.get("title", ""), report.get("pages", 0)
    yield from _written(structure(found, title=title, pages=pages), report)


def _text_rows(path: Path, report: dict[str, Any]) -> Rows:
    text = read_text(path)
    yield from _written(structure(text_pieces(text), text), report)


def _written(document: Document, report: dict[str, Any]) -> Rows:
    if len(document.text) > LONGEST:
        length = len(document.text)
        raise InputError("documents.too_much_text", length=length, limit=LONGEST)
    report |= {"title": document.title, "date": document.date, "pages": document.pages}
    yield 0, document.text
    for number, block in enumerate(document.blocks, 1):
        yield number, [getattr(block, name) for name in block.__dataclass_fields__]


PARSERS: dict[str, Parser] = {
    "pdf": partial(_rows, pdf_pieces),
    "docx": partial(_rows, docx_pieces),
    "odt": partial(_rows, odt_pieces),
    "html": partial(_rows, html_pieces),
    "text": _text_rows,
}

if __name__ == "__main__":
    sys.exit(run(PARSERS, MEMORY, sys.argv[1:4]))
