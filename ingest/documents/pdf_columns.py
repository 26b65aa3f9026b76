"""The order in which the lines of a page are read: columns, rows of a table, headings across.

Columns are parted by the white space that fewest lines cross, as in the recursive XY-cut (Nagy
and Seth, "Hierarchical representation of optically scanned documents", ICPR 1984); lines that
cross it part the page into bands.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import groupby
from statistics import median

from tisserand.ingest.documents.pdf_lines import Line

Group = list[Line]

_STEP = 3.0
_CROSSED = 0.3
"""Share of the lines that may cross the white space between columns: titles, wide figures."""
_FEWEST = 3
_ALIGNED = 0.8
_FILLED = 0.7
_MAX_DEPTH = 4


def columns(lines: Sequence[Line], depth: int = 0) -> list[Group]:
    """Groups of lines in the order of reading, each a column or a table's rows."""
    ordered = rows_first(lines)
    gutter = _gutter(ordered) if depth < _MAX_DEPTH else None
    if gutter is None:
        return [ordered] if ordered else []
    found: list[Group] = []
    for crosses, band in groupby(ordered, key=lambda line: line.x0 < gutter < line.x1):
        lines_of_band = list(band)
        if crosses:
            found.append(lines_of_band)
            continue
        left = [line for line in lines_of_band if line.x1 <= gutter]
        right = [line for line in lines_of_band if line.x0 >= gutter]
        rows = _table_rows(left, right)
        if rows:
            found.append([_as_table(rows)])
        elif not left or not right:
            found.append(lines_of_band)
        else:
            found += columns(left, depth + 1) + columns(right, depth + 1)
    return found


def rows_first(lines: Sequence[Line]) -> Group:
    """From the top down, and from left to right where lines stand side by side."""
    ordered: Group = []
    row: Group = []
    for line in sorted(lines, key=lambda line: -line.middle):
        if row and row[0].middle - line.middle > 0.5 * min(row[0].size, line.size):
            ordered += sorted(row, key=_left)
            row = []
        row.append(line)
    return ordered + sorted(row, key=_left)


def _left(line: Line) -> float:
    return line.x0


def _gutter(lines: Sequence[Line]) -> float | None:
    """Where a column ends and another begins, or None."""
    if len(lines) < 2 * _FEWEST:
        return None
    left, right = min(line.x0 for line in lines), max(line.x1 for line in lines)
    best: tuple[float, float] | None = None
    starts, ends = sorted(line.x0 for line in lines), sorted(line.x1 for line in lines)
    position = left + 0.15 * (right - left)
    while position < right - 0.15 * (right - left):
        before = bisect_right(ends, position)
        after = len(lines) - bisect_left(starts, position)
        crossing = len(lines) - before - after
        if min(before, after) >= _FEWEST and crossing <= _CROSSED * len(lines):
            # The middle of the widest white space: as many lines on both sides as can be.
            worth = (crossing - 0.01 * min(before, after), position)
            best = worth if best is None or worth[0] < best[0] else best
        position += _STEP
    return best[1] if best and _side_by_side(lines, best[1]) else None


def _side_by_side(lines: Sequence[Line], gutter: float) -> bool:
    """Whether lines on both sides stand at the same height: an indent is no column."""
    left = [line for line in lines if line.x1 <= gutter]
    right = [line for line in lines if line.x0 >= gutter]
    low = max(min(line.y0 for line in left), min(line.y0 for line in right))
    high = min(max(line.y1 for line in left), max(line.y1 for line in right))
    shared = sum(low <= line.middle <= high for line in right)
    return shared >= _FEWEST or shared >= 0.5 * len(right)


def _table_rows(left: Group, right: Group) -> list[Group]:
    """Rows, when each line of a side has its pair on the other and does not fill its column."""
    if min(len(left), len(right)) < 2 or min(_fill(left), _fill(right)) >= _FILLED:
        return []
    rows: list[Group] = []
    for line in rows_first([*left, *right]):
        if rows and abs(rows[-1][0].middle - line.middle) <= 0.3 * line.size:
            rows[-1].append(line)
        else:
            rows.append([line])
    paired = sum(len(row) > 1 for row in rows)
    is_aligned = paired >= _ALIGNED * min(len(left), len(right)) and paired >= 2
    return rows if is_aligned else []


def _fill(lines: Group) -> float:
    """How much of the column a line fills, in the middle."""
    width = max(line.x1 for line in lines) - min(line.x0 for line in lines)
    return median(line.x1 - line.x0 for line in lines) / width if width else 0.0


def _as_table(rows: Sequence[Group]) -> Line:
    """The rows as one line that holds cells."""
    lines = [line for row in rows for line in row]
    edges = _edges(lines)
    cells = []
    for row in rows:
        found = [""] * len(edges)
        for line in row:
            column = max(at for at, edge in enumerate(edges) if edge <= line.x0 + 1)
            found[column] = f"{found[column]} {line.text}".strip()
        cells.append(tuple(found))
    top = max(lines, key=lambda line: line.y1)
    x0, x1 = min(line.x0 for line in lines), max(line.x1 for line in lines)
    y0 = min(line.y0 for line in lines)
    return Line("", x0, x1, y0, top.y1, top.size, cells=tuple(cells))


def _edges(lines: Sequence[Line]) -> list[float]:
    """Left edges of the columns of a table."""
    edges: list[float] = []
    for x0 in sorted(line.x0 for line in lines):
        if not edges or x0 - edges[-1] > 20:
            edges.append(x0)
    return edges
