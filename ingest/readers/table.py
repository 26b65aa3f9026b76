"""A table as it was read: columns, rows with their physical numbers, and what was found out."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple


class Finding(NamedTuple):
    """Something to be said of a file or a row: `message` and `details` as in `tisserand.errors`."""

    message: str
    details: dict[str, object]


class Row(NamedTuple):
    """One row. `number`: line, sheet row or element, from 1. `fault`: why it cannot be taken."""

    number: int
    cells: dict[str, str]
    fault: Finding | None = None


@dataclass(frozen=True, slots=True)
class ReaderOptions:
    """What a mapping or a person says of a file, instead of having it found out.

    Attributes:
        header_row: physical number of the row of headings, from 1.
        columns: headings to be used, for a table that has none.
    """

    header_row: int | None = None
    encoding: str | None = None
    delimiter: str | None = None
    columns: tuple[str, ...] = ()


@dataclass(slots=True, weakref_slot=True)
class Table:
    """A table of one file or sheet; its rows can be read as often as needed.

    Attributes:
        file: name of the file, without its folder.
        format: csv, xlsx, xls, ods, json, geojson.
        sheets: names of every sheet of its workbook, in order.
        findings: what was found out and should be said.
    """

    file: str
    format: str
    columns: list[str]
    open_rows: Callable[[], Iterator[Row]]
    sheet: str | None = None
    sheets: tuple[str, ...] = ()
    findings: list[Finding] = field(default_factory=list)

    def all_rows(self) -> Iterator[Row]:
        """Every row in order, those that cannot be taken too, with their fault."""
        return self.open_rows()

    def rows(self) -> Iterator[tuple[int, dict[str, str]]]:
        """(physical row number from 1, cells by column) of each row without a fault."""
        return ((row.number, row.cells) for row in self.open_rows() if row.fault is None)
