"""Word documents: paragraphs, numbered and bulleted lists, headings, tables.

Only the parts that hold text are read; macros, embedded objects and what was deleted are not.
"""

import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tisserand.ingest.documents.docx_lists import Numbering
from tisserand.ingest.documents.docx_styles import Styles
from tisserand.ingest.documents.office import Tables, core_title, part
from tisserand.ingest.documents.piece import Piece

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SKIPPED = {f"{W}{name}" for name in ("del", "moveFrom", "pPr", "rPr", "instrText", "delText")} | {
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
}
_BREAKS = (f"{W}br", f"{W}cr")
_CONTAINERS = tuple(f"{W}{name}" for name in ("sdt", "sdtContent", "ins", "moveTo", "smartTag"))


def docx_pieces(path: Path, report: dict[str, Any]) -> Iterator[Piece]:
    """Pieces of a Word document; its title goes in the report."""
    with zipfile.ZipFile(path) as archive:
        body = part(archive, "word/document.xml")
        report["title"] = core_title(archive)
        reader = _Reader(
            Styles(part(archive, "word/styles.xml")), Numbering(part(archive, "word/numbering.xml"))
        )
    if body is not None:
        yield from reader.pieces(body.find(f"{W}body"))


class _Reader:
    """Walks a body in the order of reading."""

    def __init__(self, styles: Styles, numbering: Numbering) -> None:
        self._styles = styles
        self._numbering = numbering
        self._tables = Tables()

    def pieces(self, container: Any) -> Iterator[Piece]:
        for element in container if container is not None else ():
            if element.tag == f"{W}p":
                yield from self._paragraph(element)
            elif element.tag == f"{W}tbl":
                yield from self._table(element)
            elif element.tag in _CONTAINERS:
                yield from self.pieces(element)

    def _paragraph(self, paragraph: Any) -> Iterator[Piece]:
        style = self._styles.of(paragraph)
        item = self._numbering.label(paragraph, style.numbering)
        kind, level, label = style.kind, style.level, ""
        if item is not None:
            kind, level = (kind, level) if kind == "heading" else ("list_item", item.depth)
            label = item.label
        for line in _text(paragraph).split("\n"):
            if line.strip():
                yield Piece(line, kind, level, label)
                label = ""
        for box in paragraph.iter(f"{W}txbxContent"):
            if not any(above.tag in _SKIPPED for above in box.iterancestors()):
                yield from self.pieces(box)

    def _table(self, table: Any) -> Iterator[Piece]:
        number = self._tables.next()
        for row, element in enumerate(table.iterchildren(f"{W}tr")):
            for column, cell in enumerate(element.iterchildren(f"{W}tc")):
                pieces = list(self.pieces(cell))
                if any(piece.table is not None for piece in pieces):
                    yield from pieces
                    continue
                text = " ".join(f"{piece.label} {piece.text}".strip() for piece in pieces)
                if text:
                    yield Piece(text, "table_cell", table=number, row=row, column=column)


def _text(paragraph: Any) -> str:
    """What is written in a paragraph; text boxes come after it."""
    found: list[str] = []
    waiting = list(reversed(paragraph))
    while waiting:
        element = waiting.pop()
        if element.tag in _SKIPPED or element.tag == f"{W}txbxContent":
            continue
        if element.tag == f"{W}t":
            found.append(element.text or "")
        elif element.tag == f"{W}tab":
            found.append("\t")
        elif element.tag == f"{W}noBreakHyphen":
            found.append("-")
        elif element.tag in _BREAKS:
            found.append("\n")
        else:
            waiting += reversed(element)
    return "".join(found)
