"""Zip archives (XLSX, ODS, DOCX…): what they are, and whether they may be opened at all."""

import zipfile
from pathlib import Path

from tisserand.errors import InputError

MAX_ENTRIES = 10_000
MAX_SIZE = 1 << 29
MAX_RATIO = 200
_RATIO_FROM = 10 << 20

_MARKERS = (
    ("xl/workbook.xml", "xlsx"),
    ("xl/workbook.bin", "xlsb"),
    ("word/document.xml", "docx"),
    ("ppt/presentation.xml", "pptx"),
)
_OASIS = {
    b"application/vnd.oasis.opendocument.spreadsheet": "ods",
    b"application/vnd.oasis.opendocument.text": "odt",
}


def archive_format(path: Path) -> str:
    """`xlsx`, `xlsb`, `ods`, `docx`, `odt`, `pptx` or `zip`, by what the archive holds.

    Only the directory of the archive is read: nothing is extracted, no path of it is followed.

    Raises:
        InputError: the archive is broken, or too big once extracted by what it declares.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            check_archive(path.name, archive)
            return _format(archive)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, ValueError) as error:
        raise InputError("readers.broken_archive", file=path.name) from error


def check_archive(file: str, archive: zipfile.ZipFile) -> None:
    """Refuse an archive by its directory: entries, size once extracted, ratio.

    Raises:
        InputError: a bomb, or what looks like one.
    """
    entries = archive.infolist()
    size = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    is_bomb = size > _RATIO_FROM and size > MAX_RATIO * max(packed, 1)
    if len(entries) > MAX_ENTRIES or size > MAX_SIZE or is_bomb:
        raise InputError(
            "readers.archive_too_big", file=file, size=size // 1_000_000, entries=len(entries)
        )


def _format(archive: zipfile.ZipFile) -> str:
    names = set(archive.namelist())
    for marker, found in _MARKERS:
        if marker in names:
            return found
    if "mimetype" in names and archive.getinfo("mimetype").file_size < 200:
        return _OASIS.get(archive.read("mimetype").strip(), "zip")
    return "zip"
