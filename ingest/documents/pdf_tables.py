"""Tables with ruled lines, found by pdfplumber on the pages that have such lines."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium  # type: ignore[import-untyped] # it has no types

from tisserand.ingest.documents.pdf_lines import Line

PAGES_AT_MOST = 300
"""Pages on which tables are looked for: it takes ten times what reading the text takes."""
_PATHS_AT_LEAST = 4
_OBJECTS_AT_MOST = 5_000


class Table(NamedTuple):
    """A table, in points from the bottom left of the page."""

    x0: float
    x1: float
    y0: float
    y1: float
    cells: tuple[tuple[str, ...], ...]


def has_rules(page: Any) -> bool:
    """Whether enough lines or boxes are drawn on a page to make a table."""
    count = pdfium.FPDFPage_CountObjects(page.raw)
    paths = 0
    for number in range(min(count, _OBJECTS_AT_MOST)):
        drawn = pdfium.FPDFPage_GetObject(page.raw, number)
        if pdfium.FPDFPageObj_GetType(drawn) == pdfium.FPDF_PAGEOBJ_PATH:
            paths += 1
            if paths >= _PATHS_AT_LEAST:
                return True
    return False


def find_tables(path: Path, numbers: Sequence[int]) -> dict[int, list[Table]]:
    """Tables of some pages (numbers from 0)."""
    found: dict[int, list[Table]] = {}
    wanted = list(numbers)[:PAGES_AT_MOST]
    if not wanted:
        return found
    import pdfplumber  # loaded where a page has ruled lines: it takes as long as reading 15 pages

    with pdfplumber.open(path, pages=[number + 1 for number in wanted]) as pdf:
        for number, page in zip(wanted, pdf.pages, strict=True):
            if not page.rotation:
                found[number] = [
                    one for table in page.find_tables() if (one := _table(page, table))
                ]
            page.close()
    return found


def _table(page: Any, table: Any) -> Table | None:
    """A table of at least two rows and two columns, half of it filled."""
    rows = tuple(tuple(cell or "" for cell in row) for row in table.extract())
    cells = [cell for row in rows for cell in row]
    if len(rows) < 2 or max(map(len, rows)) < 2 or 2 * sum(map(bool, cells)) < len(cells):
        return None
    x0, top, x1, bottom = table.bbox
    left, _, _, height = page.bbox
    return Table(x0 - left, x1 - left, height - bottom, height - top, rows)


def put_in(lines: Sequence[Line], tables: Sequence[Table]) -> list[Line]:
    """The lines of a page, those of a table in its place."""
    kept = list(lines)
    for table in tables:
        inside = [line for line in kept if _holds(table, line)]
        size = inside[0].size if inside else 10.0
        kept = [line for line in kept if not _holds(table, line)]
        box = (table.x0, table.x1, table.y0, table.y1)
        kept.append(Line("", *box, size, cells=table.cells))
    return kept


def _holds(table: Table, line: Line) -> bool:
    across = (line.x0 + line.x1) / 2
    return table.x0 - 1 <= across <= table.x1 + 1 and table.y0 - 1 <= line.middle <= table.y1 + 1
