"""Who a table tells: the people of each row, with the title and the body of their columns."""

from collections.abc import Iterator, Mapping, Sequence

from tisserand.ingest.extraction.rosters.entries import Held
from tisserand.ingest.extraction.rosters.fields import Item, Known, split
from tisserand.ingest.extraction.tables.grids import HERE, MARKS, PEOPLE, Cell, Grid, text_of
from tisserand.ingest.extraction.tokens import Line

_SIGNS = {"Person": "P", "Organization": "O", "Place": "L"}


def held_in(
    lines: Sequence[Line], grid: Grid, known: Mapping[int, Sequence[Known]]
) -> Iterator[Held]:
    """The people of a table; a column headed by a title, « Présidente », gives it to its own."""
    for row in grid.rows:
        bodies = [item for cell in _of(grid, row, "body") for item in _items(cell, known, "O")]
        if "body" not in grid.kinds and "title" in grid.kinds:
            bodies = [item for cell in _of(grid, row, "place") for item in _items(cell, known, "L")]
        title = next((cell for cell in _of(grid, row, "title") if _is_told(lines, cell)), None)
        for cell, kind, header in zip(row, grid.kinds, grid.header or row, strict=True):
            if kind not in PEOPLE:
                continue
            own = _own_title(lines, cell, known) or title
            own = header if kind == "titled" and own is None else own
            people = list(_items(cell, known, "P"))
            if own is not None and people:
                where = (own.i, own.j, own.block)
            for person in people:
                details = (cell.i, cell.j) if own is None or own.block != cell.block else (
                    min(own.i, cell.i), max(own.j, cell.j))  # fmt: skip
                yield Held(person, bodies[0] if bodies else None, cell.block,
                           where if own is not None else None, details=details)  # fmt: skip


def people_of(grid: Grid, known: Mapping[int, Sequence[Known]]) -> Iterator[tuple[Item, int]]:
    """Everybody whom a table names, with the block."""
    for row in grid.rows:
        yield from _people_in(row, grid, known)


def attending(
    lines: Sequence[Line], grid: Grid, known: Mapping[int, Sequence[Known]]
) -> list[tuple[Item, int]] | None:
    """Those whom the last column of a table marks « P » or « présent »; None where none tells."""
    marks = [text_of(lines, row[-1]).lower().rstrip(".") for row in grid.rows]
    if not set(marks) <= MARKS or not set(marks) & HERE:
        return None
    present = [row for row, mark in zip(grid.rows, marks, strict=True) if mark in HERE]
    return [person for row in present for person in _people_in(row, grid, known)]


def _people_in(
    row: Sequence[Cell], grid: Grid, known: Mapping[int, Sequence[Known]]
) -> Iterator[tuple[Item, int]]:
    for cell, kind in zip(row, grid.kinds, strict=True):
        if kind in PEOPLE:
            yield from ((item, cell.block) for item in _items(cell, known, "P"))


def _of(grid: Grid, row: Sequence[Cell], kind: str) -> list[Cell]:
    return [cell for cell, own in zip(row, grid.kinds, strict=True) if own == kind]


def _items(cell: Cell, known: Mapping[int, Sequence[Known]], sign: str) -> Iterator[Item]:
    for one in known.get(cell.block, ()):
        if cell.i <= one.i < cell.j and _SIGNS.get(one.kind) == sign:
            yield Item(sign, one.i, one.j, one.entity)


def _is_told(lines: Sequence[Line], cell: Cell) -> bool:
    return any(token.text[0].isalpha() for token in lines[cell.block].tokens[cell.i : cell.j])


def _own_title(
    lines: Sequence[Line], cell: Cell, known: Mapping[int, Sequence[Known]]
) -> Cell | None:
    """« Aline Gaudin, présidente », in one cell."""
    names = [one for one in known.get(cell.block, ()) if cell.i <= one.i < cell.j]
    for one in split(lines[cell.block], names, cell.i):
        for item in one.items:
            if item.sign == "R" and item.j <= cell.j:
                return Cell(cell.block, item.i, item.j)
    return None
