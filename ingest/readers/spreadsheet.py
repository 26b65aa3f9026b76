"""Spreadsheets: XLSX, XLSB, XLS and ODS."""

from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from tisserand.errors import InputError
from tisserand.ingest.readers.cells import MAX_CELL
from tisserand.ingest.readers.encoding import find_encoding
from tisserand.ingest.readers.headers import (
    SAMPLE,
    cells_of_fault,
    find_header,
    join_headings,
    name_columns,
)
from tisserand.ingest.readers.sandbox import ParsedRows
from tisserand.ingest.readers.table import Finding, ReaderOptions, Row, Table


def read_spreadsheet(path: Path, format: str, sheet: str | None, options: ReaderOptions) -> Table:
    """Read one sheet: the one asked for, else the fullest; its row of headings found, and said.

    Raises:
        InputError: no such sheet, an empty one, or a file beyond the limits.
    """
    parsed = ParsedRows(path, "sheet", {"sheet": sheet})
    if parsed.report["sheet"] is None:
        sheets = parsed.report["sheets"]
        raise InputError(
            "readers.no_such_sheet", file=path.name, sheet=sheet, sheets=", ".join(sheets)
        )
    return _table(path, format, parsed, options)


def read_html(path: Path, options: ReaderOptions) -> Table:
    """Read the biggest table of a page, or of a spreadsheet saved as one.

    Raises:
        InputError: no table in it, or a file beyond the limits.
    """
    encoding = options.encoding or find_encoding(path)
    try:
        parsed = ParsedRows(path, "html", {"encoding": encoding})
    except InputError as error:
        if error.message != "readers.unreadable":
            raise
        raise InputError("readers.not_a_table", file=path.name, format="HTML") from error
    return _table(path, "html", parsed, options)


def _table(path: Path, format: str, parsed: ParsedRows, options: ReaderOptions) -> Table:
    found, sheets = parsed.report["sheet"] or None, parsed.report["sheets"]
    header, columns = _header(path.name, list(islice(parsed, SAMPLE)), options)
    findings = [Finding("readers.spreadsheet", {"file": path.name, "format": format.upper()})]
    if len(sheets) > 1:
        findings.append(Finding("readers.sheet", {"sheet": found, "count": len(sheets)}))
    if header:
        findings.append(Finding("readers.header", {"row": header}))
    else:
        findings.append(Finding("readers.no_header", {"columns": len(columns)}))

    def rows() -> Iterator[Row]:
        for number, cells in parsed:
            if number > header:
                yield _row(number, cells, columns)

    return Table(path.name, format, columns, rows, found, tuple(sheets), findings)


def _header(
    file: str, sample: list[tuple[int, list[str]]], options: ReaderOptions
) -> tuple[int, list[str]]:
    """Physical row of the headings (0 when there is none) and the columns."""
    if not any(any(cells) for _, cells in sample):
        raise InputError("readers.empty_file", file=file)
    if options.columns:
        return 0, name_columns(options.columns)
    if options.header_row is not None:
        for number, cells in sample:
            if number == options.header_row:
                return number, name_columns(cells)
        raise InputError("readers.header_row_missing", row=options.header_row)
    index = find_header([cells for _, cells in sample])
    if index is None:
        return 0, name_columns([""] * max(len(cells) for _, cells in sample))
    last, headings = join_headings([cells for _, cells in sample], index)
    return sample[last][0], name_columns(headings)


def _row(number: int, cells: list[str], columns: list[str]) -> Row:
    fault = None
    if any(len(cell) > MAX_CELL for cell in cells):
        fault = Finding("readers.cell_too_long", {"limit": MAX_CELL})
    elif any(cells[len(columns) :]):
        fault = Finding("readers.ragged_row", {"found": len(cells), "expected": len(columns)})
    if fault is not None:
        return Row(number, cells_of_fault(columns, cells), fault)
    return Row(number, dict(zip(columns, cells, strict=False)))
