"""What runs in the disposable process: parse one file, write its rows, end.

Each line of standard output is a JSON array `[row number, cells]`; the last line of standard
error is a JSON object: what was found, or the error. The limits come first, then the parsing.
"""

import json
import resource
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from tisserand.ingest.readers.html_rows import html_rows
from tisserand.ingest.readers.json_rows import javascript_rows, json_lines, json_rows
from tisserand.ingest.readers.sheet_rows import sheet_rows

MEMORY = 512 << 20
CPU_SECONDS = 120
OUTPUT = 2 << 30

Rows = Iterator[tuple[int, Any]]
PARSERS: dict[str, Callable[[Path, dict[str, Any]], Rows]] = {
    "sheet": sheet_rows,
    "html": html_rows,
    "json": json_rows,
    "javascript": javascript_rows,
    "lines": json_lines,
}


def main(parser: str, path: str, options: str) -> int:
    """Write the rows of a file; the parser puts what it found in the options it is given."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (OUTPUT, OUTPUT))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    report: dict[str, Any] = json.loads(options)
    try:
        for number, cells in PARSERS[parser](Path(path), report):
            sys.stdout.write(json.dumps([number, cells]) + "\n")
        sys.stdout.flush()
    except MemoryError:
        report = {"error": "readers.too_big", "details": {}}
    except Exception as error:  # whatever a parser meets in a hostile file is told, not raised
        report = {"error": "readers.unreadable", "details": {"reason": _reason(error)}}
    sys.stderr.write("\n" + json.dumps(report) + "\n")
    return 0


def _reason(error: Exception) -> str:
    """What the parser says, on one line (some say it in bytes)."""
    said = error.args[0] if error.args else error
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else str(said)
    return " ".join(text.split())[:300]


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:4]))
