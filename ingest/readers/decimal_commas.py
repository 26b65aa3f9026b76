"""Amounts cut in two: « 24975,00 » written without quotes in a file separated by commas."""

import re
from collections.abc import Sequence
from itertools import combinations

from tisserand.ingest.readers.cells import MAX_CELL

_AMOUNT_HEADING = re.compile(
    r"montant|amount|co[uû]t|budget|total|mandat|subvention vers|prix|d[ée]pense|aide_|somme", re.I
)
_WHOLE = re.compile(r"^-?\d[\d\s]*$")
_CENTS = re.compile(r"^\d{1,2}\s*€?$")
_MAX_EXTRA = 4


def join_decimal_commas(cells: Sequence[str], columns: Sequence[str]) -> list[str] | None:
    """The row with its cut amounts joined, or None when there is not exactly one way to do it.

    An amount is cut when a cell of figures falls in a column of amounts and the next one holds
    one or two figures.
    """
    extra = len(cells) - len(columns)
    if not 0 < extra <= _MAX_EXTRA or len(cells) > MAX_CELL:
        return None
    places = [
        i for i in range(len(cells) - 1) if _WHOLE.match(cells[i]) and _CENTS.match(cells[i + 1])
    ]
    ways = [
        joined
        for chosen in combinations(places[:12], extra)
        if (joined := _joined(cells, columns, chosen)) is not None
    ]
    return ways[0] if len(ways) == 1 else None


def _joined(
    cells: Sequence[str], columns: Sequence[str], places: tuple[int, ...]
) -> list[str] | None:
    result: list[str] = []
    index = 0
    while index < len(cells):
        if index in places:
            if not _AMOUNT_HEADING.search(columns[len(result)]) or index + 1 in places:
                return None
            result.append(f"{cells[index]},{cells[index + 1]}")
            index += 2
        else:
            result.append(cells[index])
            index += 1
    return result
