"""Untrusted spreadsheets, JSON and documents are parsed in a disposable process with limits."""

import json
import subprocess
import sys
import tempfile
import weakref
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from tisserand.errors import InputError

DEADLINE = 150.0
"""Seconds after which the process is killed."""
TABLES = "tisserand.ingest.readers.worker"


class ParsedRows:
    """Rows that a disposable process wrote; they can be read as often as needed.

    Attributes:
        report: what the parser found out.
    """

    def __init__(
        self, path: Path, parser: str, options: dict[str, Any], worker: str = TABLES
    ) -> None:
        """Parse the file.

        Args:
            worker: the module that runs in the process.

        Raises:
            InputError: it cannot be parsed within the limits of memory, time and size.
        """
        self._rows: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 — closed with the rows
        self._closing = weakref.finalize(self, self._rows.close)
        self.report = _run(worker, path, parser, options, self._rows)

    def __iter__(self) -> Iterator[tuple[int, Any]]:
        position = 0
        while True:
            self._rows.seek(position)
            lines = self._rows.readlines(1 << 20)
            if not lines:
                return
            position = self._rows.tell()
            for line in lines:
                number, cells = json.loads(line)
                yield number, cells


def _run(
    worker: str, path: Path, parser: str, options: dict[str, Any], output: IO[bytes]
) -> dict[str, Any]:
    command = [sys.executable, "-I", "-m", worker]
    try:
        done = subprocess.run(
            [*command, parser, str(path.resolve()), json.dumps(options)],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.PIPE,
            timeout=DEADLINE,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise InputError("readers.too_long", file=path.name) from error
    lines = done.stderr.decode("utf-8", "replace").strip().splitlines()
    if done.returncode != 0 or not lines:
        raise InputError("readers.too_big", file=path.name)
    report: dict[str, Any] = json.loads(lines[-1])
    if "error" in report:
        raise InputError(report["error"], **{"file": path.name} | report["details"])
    return report
