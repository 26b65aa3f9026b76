"""JSON: a list of objects, a GeoJSON collection, JSON-LD, one object a line, or a script."""

from collections.abc import Iterator
from pathlib import Path

from tisserand.errors import InputError
from tisserand.ingest.readers.cells import MAX_CELL
from tisserand.ingest.readers.encoding import find_encoding
from tisserand.ingest.readers.sandbox import ParsedRows
from tisserand.ingest.readers.table import Finding, ReaderOptions, Row, Table


def read_json(path: Path, options: ReaderOptions, parser: str = "json") -> Table:
    """Read a list of objects; the row of an element is its ordinal (or its line), from 1.

    Nested objects are flattened (`adresse.ville`). The point of a GeoJSON feature gives the
    columns `longitude` and `latitude`, as they stand in the file.

    Raises:
        InputError: no list of objects, nested too deep, or beyond the limits.
    """
    encoding = options.encoding or find_encoding(path)
    parsed = _parsed(path, parser, encoding)
    report = parsed.report
    columns: list[str] = report["columns"]
    if not columns:
        raise InputError("readers.empty_file", file=path.name)
    details = {"file": path.name, "format": report["format"], "encoding": encoding}
    findings = [Finding("readers.json", details)]
    if report["path"] and report["format"] == "json":
        findings.append(Finding("readers.json_path", {"path": report["path"]}))
    if "crs" in report and "CRS84" not in report["crs"] and "4326" not in report["crs"]:
        findings.append(Finding("readers.crs", {"crs": report["crs"]}))

    def rows() -> Iterator[Row]:
        blank = dict.fromkeys(columns, "")
        for number, cells in parsed:
            fault = None
            if cells is None:
                yield Row(number, blank, Finding("readers.not_an_object", {}))
                continue
            if any(len(cell) > MAX_CELL for cell in cells.values()):
                fault = Finding("readers.cell_too_long", {"limit": MAX_CELL})
            yield Row(number, blank | cells, fault)

    return Table(path.name, report["format"], columns, rows, findings=findings)


def _parsed(path: Path, parser: str, encoding: str) -> ParsedRows:
    """The rows; what is no sound JSON is read again as a script, which may have its slips."""
    options = {"encoding": encoding}
    try:
        return ParsedRows(path, parser, options)
    except InputError as error:
        if parser != "json" or error.message != "readers.unreadable":
            raise
        try:
            return ParsedRows(path, "javascript", options)
        except InputError:
            raise error from None
