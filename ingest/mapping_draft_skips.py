"""Rows that the draft of a table leaves out: totals, and lines of text between the others."""

import re
from itertools import islice
from typing import Any

from tisserand.ingest.mapping_conditions import said
from tisserand.ingest.readers import Table

TOTAL, TEXT = "total", "titre_ou_remarque"
_TOTAL = r"(?i)^\W*(sous[ -]?|grand )?tota(l|ux)( g[ée]n[ée]ra(l|ux)| des? .*| [àa] .*|\s*:.*)?\W*$"
_LOOKED_AT = 1_000
_MOST_LINES = 1 / 3
"""Share of the rows beyond which those that hold a name alone are believed to be things."""
_MOST_POOR = 0.05
"""Share of rows with little beside a name, beyond which the table is poor all along."""
_LEAST_COLUMNS = 3


def draft_skips(table: Table, name: str, used: list[str]) -> list[dict[str, Any]]:
    """Rules that skip the totals, and the titles and remarks, that a table is seen to hold.

    A line of text fills the column of names and nothing else, in a table where the other rows
    are well filled: in the columns that the draft takes, or in all where it takes few.

    Args:
        name: the column that names the rows.
        used: the columns that the draft takes, in order.
    """
    rows = [said(cells) for _, cells in islice(table.rows(), _LOOKED_AT)]
    others = [column for column in used if column != name]
    if len(others) + 1 < _LEAST_COLUMNS:
        filled = set().union(*rows)
        others = [column for column in table.columns if column in filled and column != name]
    named = [name, *(column for column in table.columns[:1] if column != name)]
    found: list[dict[str, Any]] = [
        {"rule": TOTAL, "when": {"column": column, "matches": _TOTAL}}
        for column in named
        if any(_is_total(cells, column) for cells in rows)
    ]
    rows = [cells for cells in rows if not any(_is_total(cells, column) for column in named)]
    if len(others) + 1 >= _LEAST_COLUMNS and _has_lines(rows, name, others):
        empty = [{"column": column, "filled": False} for column in others]
        found.append({"rule": TEXT, "when": [{"column": name, "filled": True}, *empty]})
    return found


def _is_total(cells: dict[str, str], column: str) -> bool:
    return re.search(_TOTAL, cells.get(column, "")) is not None


def _has_lines(rows: list[dict[str, str]], name: str, others: list[str]) -> bool:
    """Whether some rows hold a name alone, while hardly any other holds little."""
    filled = [sum(column in cells for column in others) for cells in rows if name in cells]
    alone = filled.count(0)
    poor = sum(0 < count < len(others) / 2 for count in filled)
    return 0 < alone <= _MOST_LINES * len(filled) and poor <= _MOST_POOR * len(filled)
