"""Files whose every row was put in one pair of quotation marks: « "Le Fil;Angers;12" »."""

import csv
import re
from collections import Counter
from collections.abc import Sequence

DELIMITERS = (",", ";", "\t", "|")
_WRAPPED = re.compile(r'^"(?:[^"]|"")*"[;,\t\s]*$')
_MOST = 0.8


def unwrapped(lines: Sequence[str]) -> list[str] | None:
    """The lines of a sample without the marks around each; None unless most have such marks.

    A column of texts that hold commas is no such file: its lines are not cut evenly.
    """
    full = [line for line in lines if line.strip()]
    inner = [_inner(line) for line in full if len(line) < 10_000 and _WRAPPED.match(line)]
    if len(inner) < 2 or len(inner) < _MOST * len(full):
        return None
    for delimiter in DELIMITERS:
        widths = Counter(len(next(csv.reader([line], delimiter=delimiter), [])) for line in inner)
        width, count = widths.most_common(1)[0]
        if width > 1 and count >= _MOST * len(inner):
            return [_inner(line) if _WRAPPED.match(line) else line for line in full]
    return None


def unwrap(cells: list[str], delimiter: str) -> list[str]:
    """The cells of a row that was read as one cell; any other row is left as it is."""
    if any(cells[1:]) or delimiter not in cells[0]:
        return cells
    try:
        return next(csv.reader([cells[0]], delimiter=delimiter), [])
    except csv.Error:
        return cells


def _inner(line: str) -> str:
    text = line.strip().rstrip(";,\t").strip()
    return text[1:-1].replace('""', '"') + "\n"
