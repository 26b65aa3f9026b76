"""Reading tables of any format, told by their content and never by their suffix."""

import re
from pathlib import Path

from tisserand.errors import InputError
from tisserand.ingest.readers.archive import archive_format
from tisserand.ingest.readers.csv import read_csv
from tisserand.ingest.readers.json import read_json
from tisserand.ingest.readers.spreadsheet import read_html, read_spreadsheet
from tisserand.ingest.readers.table import Finding, ReaderOptions, Row, Table

__all__ = ["Finding", "ReaderOptions", "Row", "Table", "find_format", "read_table"]

SPREADSHEETS = ("xlsx", "xlsb", "xls", "ods")
_JSON = {"json": "json", "JSON lines": "lines", "JavaScript": "javascript"}
_SCRIPT = re.compile(
    rb"^(?:\s|//[^\n]*\n|/\*.*?\*/)*"
    rb"(?:((var|let|const)\s+[\w$]+|[\w$.]+)\s*=\s*[\[{]|[\w$.]+\(\s*[\[{])",
    re.DOTALL,
)
_LINE = re.compile(rb"^\{[^\n]*\}[ \t\r]*\n\s*\{")
_MARKUP = re.compile(
    rb"^(<!--.*?-->\s*)*(<\?xml[^>]*>\s*(<\?mso[^>]*>\s*)?)?"
    rb"<(!doctype html|html|head|meta|style|table|workbook)\b",
    re.IGNORECASE | re.DOTALL,
)
_ENTITY = re.compile(rb"<!ENTITY\b", re.IGNORECASE)
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
_TEXTS = ((b"BEGIN:VCARD", "vCard"), (b"BEGIN:VCALENDAR", "iCalendar"))


def read_table(
    path: Path, *, sheet: str | None = None, options: ReaderOptions | None = None
) -> Table:
    """Read a directory: CSV, XLSX, XLS, ODS, JSON, JSON-LD, GeoJSON, JSON lines, a script of
    data, or a table in HTML.

    Raises:
        InputError: there is no such file, it is empty, holds no table, cannot be read, or goes
            beyond the limits; names the file and what to do.
    """
    options = options or ReaderOptions()
    found = find_format(path)
    if found in SPREADSHEETS:
        return read_spreadsheet(path, found, sheet, options)
    if found == "HTML":
        return read_html(path, options)
    if found in _JSON:
        return read_json(path, options, _JSON[found])
    if found == "csv":
        return read_csv(path, options)
    raise InputError("readers.not_a_table", file=path.name, format=found)


def find_format(path: Path) -> str:
    """`xlsx`, `xls`, `ods`, `json`, `JSON lines`, `JavaScript`, `HTML`, `csv`, or the name of what
    the file is instead.

    Raises:
        InputError: there is no such file, it is a folder, a pipe or a device, it is empty, an
            archive that may not be opened, or a markup that defines entities, with which a line
            can stand for a gigabyte.
    """
    if not path.exists():
        raise InputError("readers.no_such_file", file=path.name)
    if not path.is_file():
        raise InputError("readers.not_a_file", file=path.name)
    with path.open("rb") as stream:
        start = stream.read(4096)
    if not start.strip():
        raise InputError("readers.empty_file", file=path.name)
    if start.startswith(b"PK\x03\x04") or start.startswith(b"PK\x05\x06"):
        return archive_format(path)
    if start.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return "xls"
    if start.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<") and _ENTITY.search(start):
        raise InputError("readers.entities", file=path.name)
    for magic, name in _OTHERS:
        if start.startswith(magic):
            return name
    return _text_format(start)


def _text_format(start: bytes) -> str:
    text = start.lstrip(b"\xef\xbb\xbf\xff\xfe").replace(b"\0", b"").lstrip()
    if text[:1] in (b"{", b"["):
        return "JSON lines" if _LINE.match(text) else "json"
    if _SCRIPT.match(text):
        return "JavaScript"
    if _MARKUP.match(text):
        return "HTML"
    if text.startswith(b"<?xml"):
        return "XML"
    return next((name for magic, name in _TEXTS if text.upper().startswith(magic)), "csv")
