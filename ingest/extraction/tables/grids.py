"""Tables, whatever draws them: cells of a file, tabs, wide spaces, bars; their header names what
each column holds."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from tisserand.ingest.extraction.document import Block
from tisserand.ingest.extraction.lexicons import first_name_gender, read_words, word_set
from tisserand.ingest.extraction.persons import TITLES
from tisserand.ingest.extraction.sections import plain
from tisserand.ingest.extraction.spans import ARTICLES
from tisserand.ingest.extraction.tokens import Line, tokenize

_LONGEST_HEADER = 40
_LONGEST_NAME = 5
_GLUED = re.compile(r"[^;|\t]*(?:;(?! )[^;|\t]*){2,}")
"""« Nom;Structure;Fonction »."""
_ENDS = re.compile(r"[!;]$|\w{6,}\.$")
_INCLUSIVE = re.compile(
    r"\((?:e|ne|se|euse|rice|trice|s|es)\)|[·.-](?:e|ne|trice|rice)(?:[·.-]?s)?\b"
)
"""« Président(e) », « élu·e·s »."""
HERE = frozenset(("p", "présent", "présente"))
MARKS = HERE | {"e", "a", "exc", "abs", "excusé", "excusée", "absent", "absente", "", "-", "–"}
"""How a column tells who came."""
PEOPLE = ("person", "titled", "first_name", "contact")
_SIGNED = ("body", "title", "person")


class Cell(NamedTuple):
    """Tokens i to j, excluded, of a block."""

    block: int
    i: int
    j: int


class Grid(NamedTuple):
    """Rows under a header.

    Attributes:
        kinds: what each column holds, by the names of `columns.yaml`, `titled` where the header is
            itself the title of those whom the column names.
        title: block above the header; None at the head of a document.
    """

    header: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]
    kinds: tuple[str, ...]
    title: int | None

    def cells(self, *kinds: str) -> Iterator[Cell]:
        """Every cell of the columns of some kinds."""
        for row in self.rows:
            yield from (cell for cell, kind in zip(row, self.kinds, strict=True) if kind in kinds)

    @property
    def blocks(self) -> frozenset[int]:
        """The blocks of its header and of its rows."""
        return frozenset(cell.block for row in (self.header, *self.rows) for cell in row)


def grids(lines: Sequence[Line], blocks: Sequence[Block]) -> list[Grid]:
    """The tables whose header is understood."""
    found = []
    for group in _groups(lines, blocks):
        rows = [row for row in group if row]
        grid = _signed(lines, rows) or (_grid(lines, blocks, rows) if len(rows) > 1 else None)
        if grid is not None:
            found.append(grid)
    return found


def _groups(lines: Sequence[Line], blocks: Sequence[Block]) -> Iterator[list[list[Cell]]]:
    """Rows that follow each other; what only rules off a table is a row without cells."""
    current: list[list[Cell]] = []
    table: int | None = None
    for number, block in enumerate(blocks):
        if block.table is not None:
            if current and table == block.table and blocks[number - 1].row == block.row:
                current[-1].append(Cell(number, 0, len(lines[number].tokens)))
                continue
            row = [Cell(number, 0, len(lines[number].tokens))]
        else:
            row = list(_cells(lines[number], number))
        is_row = block.table is not None or len(row) > 1 or _is_rule(lines[number])
        if current and (not is_row or block.table != table):
            yield current
            current = []
        table = block.table
        if is_row:
            current.append(row)
    if current:
        yield current


def _is_rule(line: Line) -> bool:
    return "|" in line.text and not any(token.text[0].isalnum() for token in line.tokens)


def _cells(line: Line, number: int) -> Iterator[Cell]:
    """What bars, tabs or glued semicolons part in a line; nothing may stand between two."""
    sign = ";" if _GLUED.fullmatch(line.text) else "|"
    first, last = 0, len(line.tokens)
    if sign == "|" and last and line.tokens[0].text == sign:
        first = 1
    if sign == "|" and last > first and line.tokens[last - 1].text == sign:
        last -= 1
    start = first
    for k in range(first, last):
        if line.tokens[k].text == sign:
            yield Cell(number, start, k)
            start = k + 1
        elif k > start and "\t" in line.text[line.tokens[k - 1].end : line.tokens[k].start]:
            yield Cell(number, start, k)
            start = k
    if not _is_rule(line):
        yield Cell(number, start, last)


def _signed(lines: Sequence[Line], rows: Sequence[Sequence[Cell]]) -> Grid | None:
    """The foot of a convention: « Pour Mob Ouest | Pour La Rustine », over the title and the name
    of who signs for each."""
    if len(rows) != len(_SIGNED) or len({len(row) for row in rows}) != 1:
        return None
    if any(lines[cell.block].lower(cell.i) != "pour" for cell in rows[0]):
        return None
    columns = zip(rows[0], (_bare(lines, cell) for cell in rows[1]), rows[2], strict=True)
    return Grid((), tuple(columns), _SIGNED, None)


def _bare(lines: Sequence[Line], cell: Cell) -> Cell:
    """« La présidente, » without its article and its comma."""
    line = lines[cell.block]
    has_article = line.lower(cell.i) in ARTICLES and cell.j - cell.i > 1
    return Cell(cell.block, cell.i + has_article, cell.j - (line.lower(cell.j - 1) == ","))


def _grid(
    lines: Sequence[Line], blocks: Sequence[Block], rows: Sequence[Sequence[Cell]]
) -> Grid | None:
    header = rows[0]
    texts = [plain(text_of(lines, cell)) for cell in header]
    kinds = [_kind(text) for text in texts]
    rest = [fitted for row in rows[1:] if (fitted := _fitted(lines, row, kinds))]
    told = sum(kind not in ("", "remark") for kind in kinds)
    if not rest or len(header) < 2 or told < 1 or 2 * sum(map(bool, kinds)) < len(header):
        return None
    if any(len(text) > _LONGEST_HEADER or _ENDS.search(text) for text in texts):
        return None
    if any(is_person(lines, cell) for cell in header):
        return None
    title = header[0].block - 1
    columns = [[row[k] for row in rest] for k in range(len(header))]
    for k, kind in enumerate(kinds):
        if kind == "title" and not any(_is_title(lines, cell) for cell in columns[k]):
            kinds[k] = "remark"
        if kind == "name":
            kinds[k] = _named(lines, columns[k], kinds)
    return Grid(tuple(header), tuple(rest), tuple(kinds), title if title >= 0 else None)


def _fitted(
    lines: Sequence[Line], row: Sequence[Cell], kinds: Sequence[str]
) -> tuple[Cell, ...] | None:
    """The cells of a row under their columns, where tabs drop the empty ones: people stand under
    headers of people, and nothing else does. None where they do not fit."""
    left, found = list(row), list[Cell]()
    for k, kind in enumerate(kinds):
        is_full = len(left) >= len(kinds) - k
        is_mark = bool(left) and kind == "title" and text_of(lines, left[0]).lower() in MARKS
        is_alike = bool(left) and is_person(lines, left[0]) == (kind in PEOPLE)
        if is_full or (left and (is_alike or kind == "name") and not is_mark):
            found.append(left.pop(0))
        else:
            found.append(Cell(row[0].block, 0, 0))
    return None if left else tuple(found)


def _is_title(lines: Sequence[Line], cell: Cell) -> bool:
    """Whether a cell begins as a title does; « Parking » under « Poste » is none."""
    word = lines[cell.block].lower(cell.i) if cell.i < cell.j else ""
    return word in word_set("roles", "heads") | word_set("roles", "listed")


def _named(lines: Sequence[Line], column: Sequence[Cell], kinds: Sequence[str]) -> str:
    """What « Nom », « Membre » or « Contact » stands for: people, bodies or their numbers."""
    people = sum(is_person(lines, cell) for cell in column)
    if 2 * people >= len(column) or "first_name" in kinds:
        return "person"
    texts = [text_of(lines, cell) for cell in column]
    return "remark" if sum(text[-1:].isdigit() for text in texts) > len(texts) / 2 else "body"


def is_person(lines: Sequence[Line], cell: Cell) -> bool:
    """Whether a cell looks as a person's name does: a civil title, a first name."""
    tokens = lines[cell.block].tokens[cell.i : cell.j]
    if tokens and tokens[0].lower in TITLES:
        return True
    if not 1 < len(tokens) <= _LONGEST_NAME or tokens[0].lower in ("chez", *ARTICLES):
        return False
    is_short = all(t.is_word or t.text == "." for t in tokens)
    return is_short and any(first_name_gender(tokens[k].text) for k in (0, -1))


def text_of(lines: Sequence[Line], cell: Cell) -> str:
    """The words of a cell."""
    return lines[cell.block].slice(cell.i, cell.j) if cell.i < cell.j else ""


@cache
def _headers() -> list[tuple[str, re.Pattern[str]]]:
    return [(kind, re.compile(pattern)) for kind, pattern in read_words("columns").items()]


def _kind(header: str) -> str:
    """What a header says that its column holds; empty when it is not understood."""
    header = _INCLUSIVE.sub("", header)
    for kind, pattern in _headers():
        if pattern.search(header):
            return kind
    first = tokenize(header)[0].lower if header else ""
    return "titled" if first in word_set("roles", "heads") else ""
