"""Rejected rows in a file that can be corrected and given again."""

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path

from tisserand.ingest.report import IngestReport, Rejection
from tisserand.messages import Language, text

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write_rejects(path: Path, reports: Sequence[IngestReport], language: Language = "fr") -> int:
    """Write the rejected rows of these reports as CSV (UTF-8 with its mark, semicolons).

    The columns of the rows come first, then file, sheet, row and reason. A row that several rules
    of a mapping rejected is written once. A cell that a spreadsheet would take for a formula gets
    an apostrophe before it (OWASP, "CSV Injection").

    Returns:
        How many rows were written; without any, the file of an earlier time is removed.
    """
    rejected = _by_row(one for report in reports for one in report.rejected)
    if not rejected:
        path.unlink(missing_ok=True)
        return 0
    columns = list(dict.fromkeys(column for one in rejected for column in one[0].cells))
    told = traces(language)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream, delimiter=";")
        writer.writerow([neutralised(name) for name in (*columns, *told)])
        writer.writerows(_row(row, columns, language) for row in rejected)
    return len(rejected)


def traces(language: Language) -> list[str]:
    """The headings that say where a rejected row comes from, and why it was rejected."""
    return [text(f"ingest.column_{name}", language) for name in ("file", "sheet", "row", "reason")]


def _by_row(rejected: Iterable[Rejection]) -> list[list[Rejection]]:
    """The rejections of each row, the rows in their order."""
    found: dict[object, list[Rejection]] = {}
    for one in rejected:
        found.setdefault((one.locator, tuple(one.cells.items())), []).append(one)
    return list(found.values())


def _row(row: Sequence[Rejection], columns: Sequence[str], language: Language) -> list[str]:
    reasons = [text(one.said.message, language, **one.said.details) for one in row]
    cells, locator = row[0].cells, row[0].locator
    where = (locator.file, locator.sheet or "", str(locator.row or ""))
    reason = " ; ".join(dict.fromkeys(reasons))
    told = (*(cells.get(column, "") for column in columns), *where, reason)
    return [neutralised(cell) for cell in told]


def neutralised(cell: str) -> str:
    """The cell, with an apostrophe before what a spreadsheet would compute."""
    stripped = cell.lstrip()
    is_number = stripped[1:].replace(",", "").replace(".", "").replace(" ", "").isdigit()
    if stripped.startswith(_FORMULA) and not (stripped[0] in "+-" and is_number):
        return f"'{cell}"
    return cell
