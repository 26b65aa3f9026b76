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


def join_headings(rows: Sequence[Sequence[str]], index: int) -> tuple[int, list[str]]:
    """Index of the last row of headings, and the headings, those of merged cells joined.

    Headings may hold on two rows: a group (« Adresse ») over several columns, and under it what
    each is (« Rue », « Ville »), some columns being merged from top to bottom. A heading that
    two groups repeat takes the name of its group before it.
    """
    above, own = rows[index - 1] if index else [], rows[index]
    if index + 1 < len(rows) and _goes_on(own, rows[index + 1]):
        above, own, index = own, rows[index + 1], index + 1
    elif not _is_group(above, own):
        return index, list(own)
    groups = _spread(above, len(own))
    counts = Counter(cell.strip() for cell in own)
    joined = []
    for position, cell in enumerate(own):
        group, text = groups[position], cell.strip()
        is_told = text and (counts[text] == 1 or not group)
        joined.append(text if is_told else f"{group} {text}".strip())
    return index, joined


def _goes_on(row: Sequence[str], under: Sequence[str]) -> bool:
    """Whether the row under the headings only names what their merged cells are made of."""
    pairs = [(row[i].strip() if i < len(row) else "", cell.strip()) for i, cell in enumerate(under)]
    if any(_DATA.match(cell) or cell.isdigit() for _, cell in pairs):
        return False
    blank = [cell for heading, cell in pairs if not heading]
    merged = [heading for heading, cell in pairs if heading and cell in ("", heading)]
    return bool(blank) and all(blank) and bool(merged)


def _is_group(above: Sequence[str], own: Sequence[str]) -> bool:
    """Whether the row above names groups: two of them, or the columns left blank under it."""
    named = [position for position, cell in enumerate(above) if cell.strip()]
    if not named or any(_DATA.match(above[position].strip()) for position in named):
        return False
    blank = [position for position, cell in enumerate(own) if not cell.strip()]
    return len(named) >= 2 or any(position in blank for position in named)


def _spread(groups: Sequence[str], width: int) -> list[str]:
    """Each group over the columns that follow it, up to the next."""
    spread, current = [], ""
    for position in range(width):
        text = groups[position].strip() if position < len(groups) else ""
        current = text or current
        spread.append(current)
    return spread


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
