"""How far an ingestion is, on stderr."""

import sys
from typing import TextIO

from tisserand.messages import text


class ProgressLine:
    """One line that a terminal rewrites; elsewhere (a log, a pipe) one line a step.

    Called by `ingest` with a step (`read`, `resolve`, `write`) and a count of rows or records.
    """

    def __init__(self, file: str, stream: TextIO | None = None) -> None:
        self.file = file
        self.stream = stream or sys.stderr
        self.is_terminal = self.stream.isatty()
        self.told = ""
        self("read", 0)

    def __call__(self, step: str, count: int) -> None:
        line = text(f"ingest.progress_{step}", file=self.file, records=count)
        if self.is_terminal:
            counted = f"  {count}" if step == "read" and count else ""
            self.stream.write(f"\r\x1b[K{line}{counted}")
        elif line != self.told:
            self.stream.write(f"{line}\n")
        self.stream.flush()
        self.told = line

    def end(self) -> None:
        """Leave the terminal's line empty for what comes next."""
        if self.is_terminal:
            self.stream.write("\r\x1b[K")
            self.stream.flush()
