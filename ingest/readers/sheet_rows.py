"""Rows of a spreadsheet; runs in the disposable process."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from python_calamine import CalamineSheet, CalamineWorkbook

from tisserand.ingest.readers.cells import cell_text


def sheet_rows(path: Path, report: dict[str, Any]) -> Iterator[tuple[int, list[str]]]:
    """(row number in the sheet, cells) of the sheet asked for, or of the one that holds most.

    `report["sheet"]` is the name of the sheet, `report["sheets"]` those of all of them.
    """
    with path.open("rb") as stream, CalamineWorkbook.from_filelike(stream) as workbook:
        names = list(workbook.sheet_names)
        report["sheets"] = names
        wanted = report.get("sheet")
        if wanted is not None and wanted not in names:
            report["sheet"] = None
            return
        sheet = workbook.get_sheet_by_name(wanted) if wanted else _fullest(workbook, names)
        report["sheet"] = sheet.name
        for number, row in enumerate(sheet.to_python(skip_empty_area=False), start=1):
            yield number, [cell_text(cell) for cell in row]


def _fullest(workbook: CalamineWorkbook, names: list[str]) -> CalamineSheet:
    sheets = [workbook.get_sheet_by_name(name) for name in names]
    return max(sheets, key=lambda sheet: sheet.total_height * sheet.total_width)
