"""Saves a workbook to the same bytes each time: fixed dates, in the properties and in the zip."""

import re
import zipfile
from datetime import datetime
from io import BytesIO
from pathlib import Path

from openpyxl import Workbook

WRITTEN = datetime(2024, 3, 1, 9, 0, 0)


def save(book: Workbook, path: Path) -> None:
    """Write `book` to `path`, members in their order, every date being `WRITTEN`."""
    book.properties.creator = "Pays de Brécelle"
    book.properties.created = WRITTEN
    raw = BytesIO()
    book.save(raw)
    with zipfile.ZipFile(raw) as made, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as kept:
        for member in made.infolist():
            content = made.read(member)
            if member.filename == "docProps/core.xml":
                content = _fix_dates(content)
            fixed = zipfile.ZipInfo(member.filename, WRITTEN.timetuple()[:6])
            fixed.compress_type = zipfile.ZIP_DEFLATED
            fixed.create_system = 3
            kept.writestr(fixed, content)


def _fix_dates(core: bytes) -> bytes:
    stamp = WRITTEN.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    return re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", stamp, core)
