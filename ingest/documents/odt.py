"""OpenDocument texts: paragraphs, lists, headings, tables. Macros and objects are not read."""

import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tisserand.ingest.documents.numerals import numeral
from tisserand.ingest.documents.office import Tables, core_title, part
from tisserand.ingest.documents.piece import Piece

OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_STYLES = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_SKIPPED = {f"{TEXT}{name}" for name in ("note", "tracked-changes", "bookmark-ref")} | {
    f"{OFFICE}annotation",
    f"{OFFICE}forms",
}
_SPACES_AT_MOST = 100


def odt_pieces(path: Path, report: dict[str, Any]) -> Iterator[Piece]:
    """Pieces of an OpenDocument text; its title goes in the report."""
    with zipfile.ZipFile(path) as archive:
        content, styles = part(archive, "content.xml"), part(archive, "styles.xml")
        report["title"] = core_title(archive, "meta.xml")
    if content is None:
        return
    lists: dict[str, Any] = {}
    for root in (styles, content):
        for style in () if root is None else root.iter(f"{TEXT}list-style"):
            lists[style.get(f"{STYLE}name")] = style
    body = content.find(f"{OFFICE}body/{OFFICE}text")
    yield from _Reader(lists).pieces(body, 0, "")


class _Reader:
    """Walks a body in the order of reading."""

    def __init__(self, lists: dict[str, Any]) -> None:
        self._lists = lists
        self._tables = Tables()

    def pieces(self, container: Any, depth: int, style: str) -> Iterator[Piece]:
        for element in container if container is not None else ():
            if element.tag == f"{TEXT}h":
                level = int(element.get(f"{TEXT}outline-level", "1"))
                yield from _paragraph(element, "heading", level)
            elif element.tag == f"{TEXT}p":
                is_title = element.get(f"{TEXT}style-name", "") == "Title"
                yield from _paragraph(element, "heading" if is_title else "", int(is_title))
            elif element.tag == f"{TEXT}list":
                yield from self._list(element, depth + 1, style)
            elif element.tag == f"{TABLE}table":
                yield from self._table(element)
            elif element.tag not in _SKIPPED and isinstance(element.tag, str):
                yield from self.pieces(element, depth, style)

    def _list(self, element: Any, depth: int, above: str) -> Iterator[Piece]:
        style = element.get(f"{TEXT}style-name", above)
        count = self._start(style, depth)
        for item in element:
            if item.tag == f"{TEXT}list-item":
                given = item.get(f"{TEXT}start-value")
                count = int(given) if given else count
                yield from self._item(item, self._label(style, depth, count), depth, style)
                count += 1
            elif item.tag == f"{TEXT}list-header":
                yield from self.pieces(item, depth, style)

    def _item(self, item: Any, label: str, depth: int, style: str) -> Iterator[Piece]:
        """The first paragraph of an item bears its label; what follows goes on."""
        for number, piece in enumerate(self.pieces(item, depth, style)):
            if piece.kind == "" and not number:
                yield piece._replace(kind="list_item", level=depth, label=label)
            else:
                yield piece

    def _level(self, style: str, depth: int) -> Any:
        levels = self._lists.get(style)
        found = () if levels is None else levels
        return next((one for one in found if one.get(f"{TEXT}level") == str(depth)), None)

    def _start(self, style: str, depth: int) -> int:
        level = self._level(style, depth)
        return 1 if level is None else int(level.get(f"{TEXT}start-value", "1"))

    def _label(self, style: str, depth: int, count: int) -> str:
        level = self._level(style, depth)
        if level is None or level.tag != f"{TEXT}list-level-style-number":
            return "•"
        form = level.get(f"{STYLE}num-format", "1")
        written = numeral(count, _STYLES.get(form, "decimal"))
        return (
            f"{level.get(f'{STYLE}num-prefix', '')}{written}{level.get(f'{STYLE}num-suffix', '.')}"
        )

    def _table(self, table: Any) -> Iterator[Piece]:
        number = self._tables.next()
        for row, element in enumerate(table.iter(f"{TABLE}table-row")):
            for column, cell in enumerate(element.iterchildren(f"{TABLE}table-cell")):
                texts = [piece.text for piece in self.pieces(cell, 0, "")]
                if texts:
                    text = " ".join(texts)
                    yield Piece(text, "table_cell", table=number, row=row, column=column)


def _paragraph(element: Any, kind: str, level: int) -> Iterator[Piece]:
    for line in _text(element).split("\n"):
        if line.strip():
            yield Piece(line, kind, level)


def _text(paragraph: Any) -> str:
    """What is written in a paragraph, notes and comments left out."""
    found = [_flat(paragraph.text)]
    waiting = [(child, False) for child in reversed(paragraph)]
    while waiting:
        element, is_done = waiting.pop()
        if is_done:
            found.append(_flat(element.tail))
            continue
        waiting.append((element, True))
        if element.tag == f"{TEXT}s":
            found.append(" " * min(int(element.get(f"{TEXT}c", "1")), _SPACES_AT_MOST))
        elif element.tag == f"{TEXT}tab":
            found.append("\t")
        elif element.tag == f"{TEXT}line-break":
            found.append("\n")
        elif element.tag not in _SKIPPED and isinstance(element.tag, str):
            found.append(_flat(element.text))
            waiting += [(child, False) for child in reversed(element)]
    return "".join(found)


def _flat(text: str | None) -> str:
    """Line breaks of the XML are spaces."""
    return (text or "").replace("\n", " ")
