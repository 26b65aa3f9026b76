"""Rows of a plan whose columns wide spaces part, under a line that names them."""

from typing import NamedTuple

from tisserand.ingest.extraction.plans.tables import columns_named
from tisserand.ingest.extraction.sections import plain

COLUMN = "\t"


class Cell(NamedTuple):
    """Characters of a line, its blanks aside."""

    start: int
    end: int


class Row(NamedTuple):
    """An action on a line of its own: its number if it has one, its title and who carries it."""

    number: Cell | None
    title: Cell
    carriers: Cell | None


class Header:
    """« No   Action   Qui porte   Échéance »: what stands in each column of the lines below."""

    def __init__(self, columns: dict[str, int]) -> None:
        self._columns = columns

    def row(self, text: str) -> Row | None:
        """The action of a line; None where the line has no such columns."""
        cells = _cells(text)
        title = _at(cells, self._columns.get("action"))
        if title is None or len(cells) < 2:
            return None
        number = _at(cells, self._columns.get("number"))
        return Row(number, title, _at(cells, self._columns.get("carrier")))


def header_of(text: str) -> Header | None:
    """The header that a line is; None where it names no columns of actions and of carriers."""
    names = [plain(text[cell.start : cell.end]) for cell in _cells(text)]
    columns = columns_named(names)
    return Header(columns) if {"action", "carrier"} <= columns.keys() else None


def _at(cells: list[Cell], column: int | None) -> Cell | None:
    return cells[column] if column is not None and column < len(cells) else None


def _cells(text: str) -> list[Cell]:
    found, first = [], 0
    for part in text.split(COLUMN):
        start = first + len(part) - len(part.lstrip())
        found.append(Cell(start, start + len(part.strip())))
        first += len(part) + len(COLUMN)
    return found
