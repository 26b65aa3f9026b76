"""Delimited text, streamed: a file of any size is read in constant memory."""

import csv
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import partial
from itertools import islice
from pathlib import Path
from typing import NamedTuple, TextIO

from tisserand.errors import InputError
from tisserand.ingest.readers.cells import MAX_CELL, clean_cell
from tisserand.ingest.readers.decimal_commas import join_decimal_commas
from tisserand.ingest.readers.encoding import LineEncoding, find_line_encoding
from tisserand.ingest.readers.headers import (
    SAMPLE,
    cells_of_fault,
    find_header,
    join_headings,
    name_columns,
)
from tisserand.ingest.readers.table import Finding, ReaderOptions, Row, Table
from tisserand.ingest.readers.wrapping import unwrap, unwrapped

DELIMITERS = (",", ";", "\t", "|")
_MAX_RECORD = 4 * MAX_CELL
_MAX_UNCLOSED = 100
_MAX_BINARY = 0.02
_BINARY = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")


_ESCAPED_BYTE = re.compile("[\udc80-\udcff]")


class _Record(NamedTuple):
    line: int
    cells: list[str]
    fault: Finding | None = None


def read_csv(path: Path, options: ReaderOptions) -> Table:
    """Read a delimited text: encoding, delimiter and row of headings found, and said.

    Raises:
        InputError: the file is empty, binary, or no codec reads it.
    """
    found = LineEncoding(options.encoding) if options.encoding else find_line_encoding(path)
    encoding = found.codec
    sample = _sample(path, encoding)
    inner = unwrapped(sample)
    delimiter = options.delimiter or _find_delimiter(inner or sample)
    open_records = partial(_records, path, encoding, delimiter, inner is not None)
    records = list(islice(open_records(), SAMPLE))
    header, columns = _header(records, options)
    findings = [Finding("readers.csv", _described(path, encoding, delimiter))]
    if header is None:
        findings.append(Finding("readers.no_header", {"columns": len(columns)}))
    else:
        findings.append(Finding("readers.header", {"row": header.line}))
        titles = [r for r in records if r.line < header.line and any(r.cells)]
        if titles:
            findings.append(Finding("readers.titles_skipped", {"count": len(titles)}))
    if found.unreadable:
        details: dict[str, object] = {"count": found.unreadable, "line": found.first}
        findings.append(Finding("readers.some_undecodable", details))
    if inner is not None:
        findings.append(Finding("readers.wrapped", {}))
    after = header.line if header else 0

    def rows() -> Iterator[Row]:
        for record in open_records():
            if record.line > after:
                yield _row(record, columns, delimiter)

    return Table(path.name, "csv", columns, rows, findings=findings)


def _described(path: Path, encoding: str, delimiter: str) -> dict[str, object]:
    shown = "TAB" if delimiter == "\t" else delimiter
    return {"file": path.name, "encoding": encoding, "delimiter": shown}


def _sample(path: Path, encoding: str) -> list[str]:
    with path.open(encoding=encoding, errors="surrogateescape", newline="") as stream:
        lines = list(islice(iter(partial(stream.readline, _MAX_RECORD), ""), 4 * SAMPLE))
    for number, line in enumerate(lines, start=1):
        if len(line) == _MAX_RECORD:
            raise InputError("readers.line_too_long", file=path.name, row=number)
    text = "".join(lines)
    if not text.strip("\ufeff \t\r\n\0"):
        raise InputError("readers.empty_file", file=path.name)
    if len(_BINARY.findall(text)) > max(20, _MAX_BINARY * len(text)):
        raise InputError("readers.binary", file=path.name)
    return lines


def _find_delimiter(lines: list[str]) -> str:
    """The delimiter that cuts the first lines, headings included, into the most even rows."""

    def score(delimiter: str) -> float:
        rows = [row for row in _parse(lines, delimiter) if row][:SAMPLE]
        widths = Counter(len(row) for row in rows if len(row) > 1)
        if not widths:
            return 0.0
        width, count = widths.most_common(1)[0]
        header = find_header(rows)
        headed = header is not None and len(rows[header]) > 1
        return (count / len(rows)) ** 2 * min(width, 30) * (1.0 if headed else 0.1)

    return max(DELIMITERS, key=score)


def _parse(lines: Iterable[str], delimiter: str) -> Iterator[list[str]]:
    try:
        yield from csv.reader(lines, delimiter=delimiter)
    except csv.Error:
        return


def _header(records: list[_Record], options: ReaderOptions) -> tuple[_Record | None, list[str]]:
    if options.columns:
        return None, name_columns(options.columns)
    if options.header_row is not None:
        found = next((r for r in records if r.line == options.header_row), None)
        if found is None:
            raise InputError("readers.header_row_missing", row=options.header_row)
        return found, name_columns(found.cells)
    index = find_header([record.cells for record in records])
    if index is None:
        width = max((len(record.cells) for record in records), default=0)
        return None, name_columns([""] * width)
    last, headings = join_headings([record.cells for record in records], index)
    return records[last], name_columns(headings)


class _Lines:
    """Lines of a stream, counted, kept while a record is being read, and given back if needed."""

    def __init__(self, stream: TextIO, file: str) -> None:
        self._stream = stream
        self._file = file
        self._again: list[str] = []
        self.kept: list[str] = []
        self.size = 0
        self.number = 0
        self.is_exhausted = False

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        if self.size > _MAX_RECORD:
            raise csv.Error("record too long")
        line = self._again.pop() if self._again else self._stream.readline(_MAX_RECORD)
        if not line:
            self.is_exhausted = True
            raise StopIteration
        if len(line) == _MAX_RECORD:
            raise InputError("readers.line_too_long", file=self._file, row=self.number + 1)
        self.number += 1
        self.size += len(line)
        self.kept.append(line)
        return line

    def start_record(self) -> int:
        """Number of the line where the next record starts."""
        self.kept.clear()
        self.size = 0
        return self.number + 1

    def are_plain(self) -> bool:
        """Whether the lines of a record hold nothing that cells are cleaned of but spaces.

        No unwanted character can be printed.
        """
        line = self.kept[0]
        is_alone = len(self.kept) == 1 and "&" not in line
        return is_alone and line.rstrip("\r\n").isprintable()

    def give_back_all_but_first(self) -> None:
        back = self.kept[1:]
        self._again += reversed(back)
        self.number -= len(back)
        self.is_exhausted = False


def _records(path: Path, encoding: str, delimiter: str, is_wrapped: bool) -> Iterator[_Record]:
    """Every record that is not a blank line, with the number of the line where it starts.

    A quotation mark that is never closed would swallow what follows: the line where it opens is
    a fault, and reading starts again at the next line. So is a line with bytes that the encoding
    does not know.
    """
    unclosed = 0
    with path.open(encoding=encoding, errors="surrogateescape", newline="") as stream:
        lines = _Lines(stream, path.name)
        reader = csv.reader(lines, delimiter=delimiter)
        while True:
            start = lines.start_record()
            try:
                cells = next(reader, None)
            except csv.Error:
                cells = []
                unclosed_here = True
            else:
                unclosed_here = cells is not None and lines.is_exhausted
            if unclosed_here:
                unclosed += 1
                if unclosed > _MAX_UNCLOSED:
                    raise InputError("readers.too_many_quotes", file=path.name, row=start)
                first = lines.kept[0].rstrip("\r\n")[:MAX_CELL]
                cut = [clean_cell(cell) for cell in first.split(delimiter)]
                yield _Record(start, cut, Finding("readers.unclosed_quote", {}))
                lines.give_back_all_but_first()
                reader = csv.reader(lines, delimiter=delimiter)
            elif cells is None:
                return
            elif cells:
                if is_wrapped:
                    cells = unwrap(cells, delimiter)
                if lines.are_plain():
                    yield _Record(start, [cell.strip() for cell in cells])
                else:
                    fault = _undecoded(start, cells)
                    yield _Record(start, [clean_cell(cell) for cell in cells], fault)


def _undecoded(line: int, cells: list[str]) -> Finding | None:
    """The fault of a record that holds bytes which the encoding does not know."""
    for cell in cells:
        if not cell.isascii() and _ESCAPED_BYTE.search(cell):
            return Finding("readers.undecodable_row", {"line": line})
    return None


def _row(record: _Record, columns: list[str], delimiter: str) -> Row:
    cells, fault = record.cells, record.fault
    if fault is None and len(cells) != len(columns):
        cells, fault = _fit(cells, columns, delimiter)
    if fault is None and max(map(len, cells)) > MAX_CELL:
        fault = Finding("readers.cell_too_long", {"limit": MAX_CELL})
    if fault is not None:
        return Row(record.line, cells_of_fault(columns, cells), fault)
    return Row(record.line, dict(zip(columns, cells, strict=False)))


def _fit(cells: list[str], columns: list[str], delimiter: str) -> tuple[list[str], Finding | None]:
    """Cells that fit the columns: empty ones at the end dropped, cut amounts joined."""
    if len(cells) > len(columns) and not any(cells[len(columns) :]):
        return cells[: len(columns)], None
    if delimiter == "," and len(cells) > len(columns):
        joined = join_decimal_commas(cells, columns)
        if joined is not None:
            return joined, None
    details: dict[str, object] = {"found": len(cells), "expected": len(columns)}
    return cells, Finding("readers.ragged_row", details)
