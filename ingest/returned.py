"""Files of rejected rows, as a person gives them back: what was added to the rows is read apart."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from tisserand.errors import InputError
from tisserand.ingest.readers import SPREADSHEETS, Finding, Row, Table, find_format, read_table
from tisserand.ingest.rejects import neutralised, traces
from tisserand.messages import LANGUAGES

_NUMBER = re.compile(r"(\d+)(?:[.,]0+)?")
_HEADED_WITHIN = 1 << 16
"""Bytes of a text in which its headings are."""


class Origin(NamedTuple):
    """Where a rejected row comes from; `sheet` is empty where the file has none."""

    file: str
    sheet: str
    row: int


@dataclass(frozen=True, slots=True)
class Returned:
    """A file of rejected rows.

    Attributes:
        plain: the file without what was added to the rows.
        origins: where each row that holds something comes from, by its number in the file.
        faults: of those among them that cannot be taken as they are.
    """

    plain: Table
    origins: dict[int, Origin]
    faults: dict[int, Finding]

    def check(self) -> None:
        """Refuse a file without any row, or with one whose origin is not told.

        Raises:
            InputError: names the file and, if it is one, the row and what is wrong with it.
        """
        if not self.origins:
            raise InputError("ingest.no_rejected_row", file=self.plain.file)
        for number, origin in self.origins.items():
            if not origin.file:
                self.refuse(number)

    def refuse(self, number: int) -> None:
        """Refuse a row whose origin cannot be read.

        Raises:
            InputError: always.
        """
        fault = self.faults.get(number)
        told = {"file": self.plain.file, "row": number}
        if fault is not None and fault.message == "readers.ragged_row":
            raise InputError("ingest.ragged_rejected_row", **told, **fault.details)
        raise InputError("ingest.row_without_origin", **told)

    def of_sheet(self, sheet: str | None) -> Table | None:
        """The rows that come from a sheet, or all; None when there are none."""
        if sheet is None:
            return self.plain
        numbers = {number for number, origin in self.origins.items() if origin.sheet == sheet}

        def rows() -> Iterator[Row]:
            return (row for row in self.plain.open_rows() if row.number in numbers)

        return replace(self.plain, open_rows=rows) if numbers else None


def plain_table(path: Path, *, sheet: str | None = None) -> Table:
    """As `read_table`; rejected rows as they were, without what was added at their export."""
    table = read_table(path, sheet=sheet)
    return _plain(table, added) if (added := _added(table)) else table


def read_returned(path: Path) -> Returned | None:
    """The rejected rows that a file holds; None when it is no file of rejected rows."""
    try:
        if not _may_be_of_rejects(path):
            return None
        table = read_table(path)
    except InputError:
        return None  # Said again, with its mapping, by who reads it as a directory.
    added = _added(table)
    if not added:
        return None
    rows = [row for row in table.all_rows() if any(row.cells.values())]
    origins = {row.number: _origin(row.cells, added) for row in rows}
    faults = {row.number: row.fault for row in rows if row.fault is not None}
    return Returned(_plain(table, added), origins, faults)


def _may_be_of_rejects(path: Path) -> bool:
    """Whether a text holds the added headings: a big one is not read whole to be told otherwise."""
    if find_format(path) in SPREADSHEETS:
        return True
    with path.open("rb") as stream:
        start = stream.read(_HEADED_WITHIN).replace(b"\0", b"")
    return any(traces(language)[0].encode() in start for language in LANGUAGES)


def _added(table: Table) -> list[str]:
    """The headings added to rejected rows, in the language of the file; empty when it has none."""
    for language in LANGUAGES:
        added = traces(language)
        if set(added) <= set(table.columns):
            return added
    return []


def _origin(cells: dict[str, str], added: Sequence[str]) -> Origin:
    file, sheet, row, _ = (cells.get(name, "") for name in added)
    number = _NUMBER.fullmatch(row)
    return Origin(_computed(file), _computed(sheet), int(number[1]) if number else 0)


def _plain(table: Table, added: Sequence[str]) -> Table:
    def rows() -> Iterator[Row]:
        for row in table.open_rows():
            kept = {
                _computed(name): _computed(text)
                for name, text in row.cells.items()
                if name not in added
            }
            yield row._replace(cells=kept)

    columns = [_computed(name) for name in table.columns if name not in added]
    return replace(table, columns=columns, open_rows=rows)


def _computed(cell: str) -> str:
    """The cell without the apostrophe that kept a spreadsheet from computing it."""
    bare = cell.removeprefix("'")
    return bare if bare != cell and neutralised(bare) == cell else cell
