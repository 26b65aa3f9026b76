"""Names that the columns of a table tell: what stands under « Association » is one."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from tisserand.ingest.extraction.document import Block
from tisserand.ingest.extraction.findings import MentionKind
from tisserand.ingest.extraction.persons import TITLES
from tisserand.ingest.extraction.roles import find_roles
from tisserand.ingest.extraction.rosters.fields import Known
from tisserand.ingest.extraction.rosters.shapes import name_bounds
from tisserand.ingest.extraction.selection import ENOUGH, select
from tisserand.ingest.extraction.spans import Span
from tisserand.ingest.extraction.tables.aligned import aligned
from tisserand.ingest.extraction.tables.grids import Cell, Grid, grids
from tisserand.ingest.extraction.tokens import Line

_WEIGHT = 9.0
_KINDS: dict[str, MentionKind] = {
    "person": "Person", "titled": "Person", "first_name": "Person", "body": "Organization",
    "carrier": "Organization", "place": "Place", "project": "Project",
}  # fmt: skip
_APART = frozenset(",;/(")
_JOINS = frozenset(("et", "&"))
_LONGEST: dict[MentionKind, int] = {"Person": 5, "Place": 7, "Organization": 11, "Project": 9}


class Part(NamedTuple):
    """Tokens i to j, excluded, of a block, and what they name."""

    block: int
    i: int
    j: int
    kind: MentionKind


def named_cells(lines: Sequence[Line], grid: Grid) -> Iterator[Part]:
    """The names that the cells of a table hold."""
    for row in grid.rows:
        for cell, kind in _joined(row, grid.kinds):
            if kind in _KINDS:
                yield from _parts(lines[cell.block], cell, _KINDS[kind])


def _joined(row: Sequence[Cell], kinds: Sequence[str]) -> Iterator[tuple[Cell, str]]:
    """Cells with their kinds; a surname beside a first name, on one line, is one name."""
    position = 0
    while position < len(row):
        cell, kind = row[position], kinds[position]
        following = kinds[position + 1] if position + 1 < len(row) else ""
        if {kind, following} == {"person", "first_name"}:
            after = row[position + 1]
            if after.block == cell.block:
                yield Cell(cell.block, cell.i, after.j), "person"
                position += 2
                continue
        yield cell, kind
        position += 1


def _parts(line: Line, cell: Cell, kind: MentionKind) -> Iterator[Part]:
    """Names apart from each other and from the remarks in brackets."""
    first, depth = cell.i, 0
    for k in range(cell.i, cell.j + 1):
        text = line.tokens[k].text if k < cell.j else ","
        is_end = not depth and (text in _APART or (kind == "Person" and text in _JOINS))
        depth += (text == "(") - (text == ")")
        if not is_end:
            continue
        if bounds := _bounds(line, first, k, kind):
            yield Part(cell.block, *bounds, kind)
        if text == "(" or (kind == "Place" and text == ","):
            return
        first = k + 1


def _bounds(line: Line, i: int, j: int, kind: MentionKind) -> tuple[int, int] | None:
    while i < j and kind == "Person" and line.lower(i) in TITLES:
        i += 1
    if i >= j or j - i > _LONGEST[kind]:
        return None
    tokens = line.tokens[i:j]
    if kind == "Organization":
        return name_bounds(line, i, j)
    if not tokens[0].is_word or any(token.pos == "AUX" for token in tokens):
        return None
    if kind == "Person" and not any(token.is_capital for token in tokens):
        return None
    return (i, j) if kind == "Person" or tokens[0].is_capital else None


def tables_of(
    lines: Sequence[Line], blocks: Sequence[Block], candidates: Sequence[Sequence[Span]]
) -> list[Grid]:
    """The tables with a header and the lists that keep one order; in the latter the least
    candidate for a place may be one."""
    known = {
        number: [
            Known(span.i, span.j, span.kind)
            for span in dict.fromkeys([*select(spans), *spans])
            if span.weight >= ENOUGH or span.kind == "Place"
        ]
        for number, spans in enumerate(candidates)
    }
    return [*grids(lines, blocks), *aligned(lines, blocks, known)]


def with_columns_named(
    lines: Sequence[Line], tables: Sequence[Grid], candidates: Sequence[list[Span]]
) -> list[list[Span]]:
    """Candidates with what tables name; none in a header or a title, nor across two columns."""
    headers = {cell.block for grid in tables for cell in grid.header}
    kept = [
        [
            span
            for span in spans
            if number not in headers and "\t" not in lines[number].slice(span.i, span.j)
        ]
        for number, spans in enumerate(candidates)
    ]
    for grid in tables:
        for cell in grid.cells("title"):
            kept[cell.block] = list(_outside_titles(lines[cell.block], cell, kept[cell.block]))
        for part in named_cells(lines, grid):
            own = kept[part.block]
            if not any((s.i, s.j, s.kind) == (part.i, part.j, "FundingSource") for s in own):
                own.append(Span(part.i, part.j, part.kind, _WEIGHT, "table-column"))
    return kept


def _outside_titles(line: Line, cell: Cell, spans: Sequence[Span]) -> Iterator[Span]:
    """Candidates without those that are the title which a cell holds."""
    titles = {
        k for role in find_roles(line, ()) if cell.i <= role.i < cell.j
        for k in range(role.i, role.j)
    }  # fmt: skip
    for span in spans:
        if span.kind in ("Person", "Place") or titles.isdisjoint(range(span.i, span.j)):
            yield span
