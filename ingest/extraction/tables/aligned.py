"""Lists whose entries keep one order, read as tables without a header: « Roue libre / Redon / Zoé
Roy » on each line. What each place holds is voted by what is known of the entries."""

from collections.abc import Mapping, Sequence

from tisserand.ingest.extraction.document import Block
from tisserand.ingest.extraction.lexicons import word_set
from tisserand.ingest.extraction.rosters.fields import SEPARATORS, Field, Known
from tisserand.ingest.extraction.rosters.shapes import is_sentence, name_bounds, person_in
from tisserand.ingest.extraction.sections import plain, tells_contents
from tisserand.ingest.extraction.tables.grids import Cell, Grid, is_person, text_of
from tisserand.ingest.extraction.tokens import Line

_SIGNS = "/-;.:,("
_LEAST = 3
_LONGEST_LINE = 140
_LONGEST_CELL = 9
_SHARE = 0.5
_BEGINNINGS = 5
"""Lines from which entries alike are tried: a list that is none from these is none further."""


def aligned(
    lines: Sequence[Line], blocks: Sequence[Block], known: Mapping[int, Sequence[Known]]
) -> list[Grid]:
    """The lists of bodies with the place of each, and their people."""
    found: list[Grid] = []
    runs = dict.fromkeys(_SIGNS, range(0))
    number = 0
    while number < len(blocks):
        grid = None
        for sign in _SIGNS:
            if number in runs[sign][_BEGINNINGS:]:
                continue
            rows = _rows(lines, blocks, known, number, sign)
            if number not in runs[sign]:
                runs[sign] = range(number, number + len(rows))
            grid = _grid(lines, known, rows)
            if grid is not None:
                found.append(grid)
                break
        number = number + 1 if grid is None else grid.rows[-1][0].block + 1
    return found


def _rows(
    lines: Sequence[Line],
    blocks: Sequence[Block],
    known: Mapping[int, Sequence[Known]],
    first: int,
    sign: str,
) -> list[tuple[Cell, ...]]:
    """The blocks that one sign parts as it does the first, from it on."""
    rows: list[tuple[Cell, ...]] = []
    for number in range(first, len(blocks)):
        row = _cells(lines[number], number, sign, known.get(number, ()))
        is_alike = not rows or (
            len(row) == len(rows[0]) and blocks[number].kind == blocks[first].kind
        )
        if len(row) < 2 or blocks[number].table is not None or not is_alike:
            break
        rows.append(row)
    return rows


def _grid(
    lines: Sequence[Line],
    known: Mapping[int, Sequence[Known]],
    rows: Sequence[tuple[Cell, ...]],
) -> Grid | None:
    """The list that rows make when they tell of bodies and of places."""
    if len(rows) < _LEAST:
        return None
    columns = list(zip(*rows, strict=True))
    kinds = [_kind(lines, column, known) for column in columns]
    if "place" not in kinds or kinds.count("body") != 1:
        return None
    first = rows[0][0].block
    return Grid((), tuple(rows), tuple(kinds), first - 1 if first else None)


def _cells(line: Line, number: int, sign: str, known: Sequence[Known]) -> tuple[Cell, ...]:
    """What a sign parts in a short line; nothing where a part is a sentence."""
    if len(line.text) > _LONGEST_LINE:
        return ()
    taken = {k for one in known if one.kind != "Place" for k in range(one.i + 1, one.j)}
    cells: list[Cell] = []
    signs = ("(", ")") if sign == "(" else (sign,)
    first = 0
    for k in range(len(line.tokens) + 1):
        text = line.tokens[k].text if k < len(line.tokens) else sign
        is_end = k == len(line.tokens) or (k not in taken and SEPARATORS.get(text, "") in signs)
        if is_end and first < k:
            cells.append(Cell(number, first, k))
        first = k + 1 if is_end else first
    if any(_is_long(line, cell) for cell in cells):
        return ()
    return tuple(cells)


def _is_long(line: Line, cell: Cell) -> bool:
    run = Field("", cell.i, cell.j, 0, (), ((cell.i, cell.j),))
    return cell.j - cell.i > _LONGEST_CELL or is_sentence(line, run)


def _kind(
    lines: Sequence[Line], column: Sequence[Cell], known: Mapping[int, Sequence[Known]]
) -> str:
    """What most cells of a column hold."""
    kinds = [_kind_of(lines, cell, known.get(cell.block, ())) for cell in column]
    best = max(sorted(set(kinds)), key=kinds.count)
    for kind in ("place", "person", "title", "contact"):
        if kinds.count(kind) >= _SHARE * len(kinds):
            return kind
    return best if kinds.count(best) > _SHARE * len(kinds) else "remark"


def _kind_of(lines: Sequence[Line], cell: Cell, known: Sequence[Known]) -> str:
    line = lines[cell.block]
    own = [one for one in known if cell.i <= one.i < cell.j]
    if any(one.kind == "Place" and (one.i, one.j) == (cell.i, cell.j) for one in own):
        return "place"
    end = next((k for k in range(cell.i, cell.j) if line.lower(k) in (",", ";")), cell.j)
    if is_person(lines, cell._replace(j=end)) and person_in(line, cell.i, end):
        return "person"
    if line.lower(cell.i) in word_set("roles", "heads") | word_set("roles", "listed"):
        return "title"
    if any(one.kind == "Person" for one in own):
        return "contact"
    if tells_contents(plain(text_of(lines, cell))) or not line.tokens[cell.i].text[0].isupper():
        return "remark"
    return "body" if name_bounds(line, cell.i, cell.j) else "remark"
