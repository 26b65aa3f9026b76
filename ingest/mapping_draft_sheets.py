"""A workbook whose sheets are laid out alike (one a theme, one a town) is one directory."""

from pathlib import Path
from typing import Any

from tisserand.errors import InputError
from tisserand.ingest.readers import Table, read_table

_MOST = 30
"""Sheets looked at: each is read on its own."""
_SHARED = 0.6
"""Share of the columns of the fullest sheet that another has, to be laid out alike."""
_OF_TABLE = ("recognise", "skip", "things")


def over_sheets(draft: dict[str, Any], path: Path, table: Table) -> dict[str, Any]:
    """The draft of a sheet, for each of those that have the columns that it takes.

    Numbers that begin again on every sheet are no keys.
    """
    sheets = [name for name in table.sheets[:_MOST] if _is_alike(draft, path, table, name)]
    if len(sheets) < 2:
        return draft
    whole = {key: value for key, value in draft.items() if key not in _OF_TABLE}
    things = [{k: v for k, v in thing.items() if k != "key"} for thing in draft["things"]]
    rules = {key: draft[key] for key in _OF_TABLE if key in draft} | {"things": things}
    return {**whole, "tables": [{"reader": {"sheet": name}, **rules} for name in sheets]}


def _is_alike(draft: dict[str, Any], path: Path, table: Table, name: str) -> bool:
    """Whether a sheet has the columns that the draft of the fullest takes, and most of them."""
    if name == table.sheet:
        return True
    try:
        columns = read_table(path, sheet=name).columns
    except InputError:
        return False  # Empty, or prose: no sheet of this directory.
    shared = set(columns) & set(table.columns)
    return set(draft["recognise"]) <= shared and len(shared) >= _SHARED * len(table.columns)
