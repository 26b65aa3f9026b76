"""Reading tables of any format, told by their content and never by their suffix."""

from pathlib import Path

from tisserand.errors import InputError
from tisserand.ingest.readers.archive import archive_format
from tisserand.ingest.readers.csv import read_csv
from tisserand.ingest.readers.json import read_json
from tisserand.ingest.readers.spreadsheet import read_spreadsheet
from tisserand.ingest.readers.table import Finding, ReaderOptions, Row, Table

__all__ = ["Finding", "ReaderOptions", "Row", "Table", "find_format", "read_table"]

SPREADSHEETS = ("xlsx", "xlsb", "xls", "ods")
# Files that hold no table, by their first bytes.
_OTHERS = (
    (b"%PDF", "PDF"),
    (b"MZ", "EXE"),
    (b"\x7fELF", "ELF"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"\x1f\x8b", "GZIP"),
    (b"Rar!", "RAR"),
    (b"7z\xbc\xaf", "7Z"),
    (b"SQLite format 3", "SQLite"),
    (b"{\\rtf", "RTF"),
)


def read_table(
    path: Path, *, sheet: str | None = None, options: ReaderOptions | None = None
) -> Table:
    """Read a directory: CSV, XLSX, XLS, ODS, JSON or GeoJSON.

    Raises:
        InputError: there is no such file, it is empty, holds no table, cannot be read, or goes
            beyond the limits; names the file and what to do.
    """
    options = options or ReaderOptions()
    found = find_format(path)
    if found in SPREADSHEETS:
        return read_spreadsheet(path, found, sheet, options)
    if found == "json":
        return read_json(path, options)
    if found == "csv":
        return read_csv(path, options)
    raise InputError("readers.not_a_table", file=path.name, format=found)


def find_format(path: Path) -> str:
    """`xlsx`, `xls`, `ods`, `json`, `csv`, or the name of what the file is instead.

    Raises:
        InputError: there is no such file, it is empty, or an archive that may not be opened.
    """
    if not path.is_file():
        raise InputError("readers.no_such_file", file=path.name)
    with path.open("rb") as stream:
        start = stream.read(4096)
    if not start.strip():
        raise InputError("readers.empty_file", file=path.name)
    if start.startswith(b"PK\x03\x04") or start.startswith(b"PK\x05\x06"):
        return archive_format(path)
    if start.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return "xls"
    for magic, name in _OTHERS:
        if start.startswith(magic):
            return name
    return _text_format(start)


def _text_format(start: bytes) -> str:
    text = start.lstrip(b"\xef\xbb\xbf\xff\xfe").replace(b"\0", b"").lstrip()
    if text[:1] in (b"{", b"["):
        return "json"
    if text[:15].lower().startswith((b"<!doctype html", b"<html")):
        return "HTML"
    if text.startswith(b"<?xml"):
        return "XML"
    return "csv"
