"""INSEE's table of bassins de vie, when the operator gives it."""

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from tisserand.errors import InputError

COLUMNS = ("CODGEO", "BV2022", "LIBBV2022")


class Bassin(NamedTuple):
    """A bassin de vie: the area where people find everyday services and jobs."""

    code: str
    name: str


def read_bassins(path: Path) -> dict[str, Bassin]:
    """The bassin de vie of each commune, by INSEE code of the commune.

    The file is INSEE's « table d'appartenance » saved as CSV: columns CODGEO, BV2022 and
    LIBBV2022, comma or semicolon, UTF-8, possibly after some title lines.

    Raises:
        InputError: no such file, not UTF-8, a column missing, a row without its code.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(
            "reference.bassins_unreadable", file=path.name, reason=str(error)
        ) from error
    start = next((i for i, line in enumerate(lines) if set(COLUMNS) <= _cells(line)), None)
    if start is None:
        raise InputError("reference.bassins_columns", file=path.name, columns=", ".join(COLUMNS))
    try:
        return dict(_rows(path.name, lines, start))
    except csv.Error as error:
        raise InputError(
            "reference.bassins_unreadable", file=path.name, reason=str(error)
        ) from error


def _rows(file: str, lines: list[str], start: int) -> Iterator[tuple[str, Bassin]]:
    reader = csv.DictReader(lines[start:], delimiter=_delimiter(lines[start]))
    for number, row in enumerate(reader, start + 2):
        code, bassin, name = ((row[column] or "").strip() for column in COLUMNS)
        if not (len(code) == 5 and bassin and name):
            raise InputError("reference.bassins_row", file=file, row=number)
        yield code, Bassin(bassin, name)


def _delimiter(line: str) -> str:
    return ";" if ";" in line else ","


def _cells(line: str) -> set[str]:
    return {cell.strip().strip('"') for cell in line.split(_delimiter(line))}
