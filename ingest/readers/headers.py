"""Headings: which row holds them, and how each column gets one name."""

import re
from collections import Counter
from collections.abc import Sequence

from tisserand.ingest.readers.cells import clean_cell

SAMPLE = 60
"""Rows among which the headings are looked for."""

# What a heading never is: a long number, an e-mail, an address of the web, a whole date.
_DATA = re.compile(
    r"^[-+]?\d[\d\s]*[.,]\d+$|^\d{5,}$|^\S+@\S+\.\w+$|^https?://|^\d{4}-\d\d-\d\d|^\d\d/\d\d/\d{4}"
)


def find_header(rows: Sequence[Sequence[str]]) -> int | None:
    """Index of the row of headings; None when the first full row is already data.

    Title rows above a table hold one or two cells; the headings are the first row about as wide
    as the table, with no cell that can only be data.
    """
    widths = [sum(1 for cell in row if cell.strip()) for row in rows]
    wide = max(widths, default=0)
    if not wide:
        return None
    common = Counter(width for width in widths if width > wide / 3).most_common(1)[0][0]
    needed = min(common, wide * 0.6)
    for index, (row, width) in enumerate(zip(rows, widths, strict=True)):
        if width >= needed:
            return None if any(_DATA.match(cell.strip()) for cell in row) else index
    return None


def name_columns(headings: Sequence[str]) -> list[str]:
    """One name a column: line breaks become spaces, empty and repeated headings a number."""
    names: list[str] = []
    seen: set[str] = set()
    for position, heading in enumerate(headings, start=1):
        base = " ".join(clean_cell(heading).split()) or f"colonne {position}"
        name, count = base, 1
        while name in seen:
            count += 1
            name = f"{base} ({count})"
        seen.add(name)
        names.append(name)
    return names
