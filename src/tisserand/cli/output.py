"""What the command line prints: answers on stdout, everything else on stderr."""

import json
import sys
from collections.abc import Iterable, Sequence
from typing import Any

from tisserand.messages import text


def print_json(answer: object) -> None:
    """JSON alone on stdout, keys in the order of the contract."""
    json.dump(answer, sys.stdout, ensure_ascii=False, indent=2)
    sys.stdout.write("\n")


def say(message: str, **details: Any) -> None:
    """A message for the person, on stderr."""
    print(text(f"cli.{message}", **details), file=sys.stderr)


def print_table(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Aligned columns for a terminal; long cells are cut."""
    table = [[str("" if cell is None else cell)[:60] for cell in row] for row in rows]
    widths = [
        max(len(column), *(len(row[i]) for row in table)) if table else len(column)
        for i, column in enumerate(columns)
    ]
    for row in [list(columns), *table]:
        cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        print("  ".join(cells).rstrip())
