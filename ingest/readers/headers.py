"""Headings: which row holds them, and how each column gets one name."""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from tisserand.ingest.readers.cells import clean_cell

SAMPLE = 60
"""Rows among which the headings are looked for."""

# What a heading never is: a long number, an e-mail, an address of the web, a whole date.
_DATA = re.compile(
    r"^[-+]?\d[\d\s]*[.,]\d+$|^\d{5,}$|^\S+@\S+\.\w+$|^https?://|^\d{4}-\d\d-\d\d|^\d\d/\d\d/\d{4}"
)


_SAYS_DATA = re.compile(r"\d{2}|\S@\S")
_LEAST_BELOW = 2
"""Rows under a second row of headings, at least, to tell it from data."""
_DISTINCT = 0.8


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
    two groups repeat takes the name of its group before it. Or on two rows that both tell every
    column, for machines and for people.
    """
    above, own = rows[index - 1] if index else [], rows[index]
    under = rows[index + 1] if index + 1 < len(rows) else []
    is_headings = _is_headings(under, rows[index + 2 :])
    if _goes_on(own, under) or (is_headings and _repeats(own)):
        above, own, index = own, under, index + 1
    else:
        if is_headings:
            own, index = _told_in_words(own, under), index + 1
        if not _is_group(above, own):
            return index, list(own)
    groups = _spread(above, len(own))
    counts = Counter(cell.strip() for cell in own)
    joined = []
    for position, cell in enumerate(own):
        group, text = groups[position], cell.strip()
        is_told = text and (counts[text] == 1 or not group)
        joined.append(text if is_told else f"{group} {text}".strip())
    return index, joined


def _is_headings(row: Sequence[str], below: Sequence[Sequence[str]]) -> bool:
    """Whether a row under the headings is of headings too: it fills the columns and says no
    number, where at least two columns hold nothing but numbers or addresses below it."""
    if len(below) < _LEAST_BELOW or any(
        not cell.strip() or _SAYS_DATA.search(cell) for cell in row
    ):
        return False
    columns = ([cells[i] for cells in below if i < len(cells)] for i in range(len(row)))
    told = [[cell for cell in cells if cell.strip()] for cells in columns]
    return sum(bool(cells) and all(map(_SAYS_DATA.search, cells)) for cells in told) >= 2


def _repeats(row: Sequence[str]) -> bool:
    """Whether neighbours bear one heading, as cells that were merged."""
    return any(one.strip() and one == other for one, other in pairwise(row))


def _told_in_words(own: Sequence[str], under: Sequence[str]) -> list[str]:
    """Of two rows of headings, names of a machine and titles, the one in words; the first where
    the second only says what cells hold (« texte »)."""
    if len(set(under)) < len(under) * _DISTINCT or all(cell[0] in "([" for cell in under):
        return list(own)
    return list(max(own, under, key=lambda row: sum(len(cell.split()) for cell in row)))


def _goes_on(row: Sequence[str], under: Sequence[str]) -> bool:
    """Whether the row under the headings only names what their merged cells are made of."""
    if not under:
        return False
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


def cells_of_fault(columns: Sequence[str], cells: Sequence[str]) -> dict[str, str]:
    """The cells of a row that cannot be taken, whole: every column, and what goes beyond them."""
    filled = [*cells, *("" for _ in columns[len(cells) :])]
    beyond = ("" for _ in cells[len(columns) :])
    return dict(zip(name_columns([*columns, *beyond]), filled, strict=True))
