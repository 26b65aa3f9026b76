"""How a disposable process runs: limits first, then parse one file, write its rows, end.

Each line of standard output is a JSON array `[row number, cells]`; the last line of standard
error is a JSON object: what was found, or the error.
"""

import json
import resource
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from tisserand.errors import InputError

CPU_SECONDS = 120
OUTPUT = 2 << 30

Parser = Callable[[Path, dict[str, Any]], Iterator[tuple[int, Any]]]
"""Yields the rows of a file, and puts what it found in the options that it is given."""


def run(parsers: Mapping[str, Parser], memory: int, arguments: Sequence[str]) -> int:
    """Write the rows of a file.

    Args:
        memory: bytes of address space that the process may take.
        arguments: name of the parser, path of the file, options in JSON.
    """
    parser, path, options = arguments
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (OUTPUT, OUTPUT))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    report: dict[str, Any] = json.loads(options)
    try:
        for number, cells in parsers[parser](Path(path), report):
            sys.stdout.write(json.dumps([number, cells]) + "\n")
        sys.stdout.flush()
    except MemoryError:
        report = {"error": "readers.too_big", "details": {}}
    except InputError as error:
        report = {"error": error.message, "details": error.details | {"file": Path(path).name}}
    except Exception as error:  # whatever a parser meets in a hostile file is told, not raised
        report = {"error": "readers.unreadable", "details": {"reason": _reason(error)}}
    sys.stderr.write("\n" + json.dumps(report) + "\n")
    return 0


def _reason(error: Exception) -> str:
    """What the parser says, on one line (some say it in bytes)."""
    said = error.args[0] if error.args else error
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else str(said)
    return " ".join(text.split())[:300]
