"""Rejected rows, corrected by a person and given again with the file that they come from."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from tisserand.errors import InputError
from tisserand.ingest.readers import Finding, ReaderOptions, Row, Table, read_table
from tisserand.ingest.rejects import neutralised, traces
from tisserand.ingest.report import IngestReport
from tisserand.messages import LANGUAGES

GIVEN_AGAIN = "given_again"
"""Rule by which a rejected row is left out once its correction is given."""
_NUMBER = re.compile(r"(\d+)(?:[.,]0+)?")
_NO_OPTIONS = ReaderOptions()


class Origin(NamedTuple):
    """Where a rejected row comes from; `sheet` is empty where the file has none."""

    file: str
    sheet: str
    row: int


@dataclass(frozen=True, slots=True)
class Returned:
    """A file of rejected rows: `plain` without what was added to them, and whence each comes."""

    plain: Table
    origins: dict[int, Origin]


def plain_table(
    path: Path, *, sheet: str | None = None, options: ReaderOptions = _NO_OPTIONS
) -> Table:
    """As `read_table`; rejected rows as they were, without what was added at their export."""
    table = read_table(path, sheet=sheet, options=options)
    return _plain(table, added) if (added := _added(table)) else table


def read_returned(path: Path) -> Returned | None:
    """The rejected rows that a file holds; None when it is no file of rejected rows."""
    try:
        table = read_table(path)
    except InputError:
        return None  # Said again, with its mapping, by who reads it as a directory.
    added = _added(table)
    if not added:
        return None
    file, sheet, row, _ = added
    origins = {
        number: Origin(cells.get(file, ""), cells.get(sheet, ""), _number(cells.get(row, "")))
        for number, cells in table.rows()
    }
    return Returned(_plain(table, added), origins)


def _added(table: Table) -> list[str]:
    """The headings added to rejected rows, in the language of the file; empty when it has none."""
    for language in LANGUAGES:
        added = traces(language)
        if set(added) <= set(table.columns):
            return added
    return []


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


def _number(cell: str) -> int:
    found = _NUMBER.fullmatch(cell)
    return int(found[1]) if found else 0


class ReturnedRows:
    """Files of rejected rows, given with files that the rows come from.

    Args:
        returned: by the name of their file. What one of them rejected may be in another.

    Attributes:
        origins: where the rows given again come from, in the first file and in those between.
    """

    def __init__(self, returned: Mapping[str, Returned]) -> None:
        self._returned = returned
        self.origins = {origin for one in returned.values() for origin in one.origins.values()}

    def tables_of(self, table: Table) -> list[Table]:
        """The rows given again that come from a table, with its columns."""
        place = (table.file, table.sheet or "")
        found = [
            (one, {n for n, origin in one.origins.items() if self._first(origin)[:2] == place})
            for one in self._returned.values()
        ]
        return [_among(one, numbers, table) for one, numbers in found if numbers]

    def check(self, files: Sequence[str]) -> None:
        """Refuse a file of rejected rows of which none comes from these files.

        Raises:
            InputError: names it, and the files that its rows come from, or the row that says none.
        """
        for name, one in self._returned.items():
            lost = next((n for n, origin in one.origins.items() if not origin.file), None)
            if lost is not None:
                raise InputError("ingest.row_without_origin", file=name, row=lost)
            first = {self._first(origin).file for origin in one.origins.values()}
            if not first & set(files):
                wanted = ", ".join(sorted(first))
                raise InputError("ingest.rejects_of_others", file=name, others=wanted)

    def _first(self, origin: Origin) -> Origin:
        """The origin in a file that is not itself of rejected rows, as far as it is known."""
        for _ in self._returned:
            between = self._returned.get(origin.file)
            if between is None or origin.row not in between.origins:
                break
            origin = between.origins[origin.row]
        return origin


def _among(one: Returned, numbers: set[int], table: Table) -> Table:
    """These rows given again, with the columns of the table that they come from."""
    expected = len(table.columns)

    def rows() -> Iterator[Row]:
        for row in one.plain.open_rows():
            if row.number not in numbers:
                continue
            cells = {name: row.cells.get(name, "") for name in table.columns}
            beyond = [name for name, text in row.cells.items() if text and name not in cells]
            if beyond and row.fault is None:
                told: dict[str, object] = {"found": expected + len(beyond), "expected": expected}
                yield row._replace(fault=Finding("readers.ragged_row", told))
            else:
                yield row._replace(cells=cells)

    said = {"file": one.plain.file, "count": len(numbers), "of": table.file}
    findings = [Finding("ingest.given_again", said)]
    return replace(one.plain, columns=table.columns, open_rows=rows, findings=findings)


def leave_out_given_again(report: IngestReport, origins: set[Origin]) -> None:
    """Count the rejected rows whose correction was given as left out, not as rejected."""
    kept = [
        one
        for one in report.rejected
        if (one.locator.file, one.locator.sheet or "", one.locator.row or 0) not in origins
    ]
    if len(kept) < len(report.rejected):
        report.skipped[GIVEN_AGAIN] += len(report.rejected) - len(kept)
        report.rejected = kept
