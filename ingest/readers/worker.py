"""What runs in the disposable process that parses tables: see `disposable`."""

import sys

from tisserand.ingest.readers.disposable import Parser, run
from tisserand.ingest.readers.html_rows import html_rows
from tisserand.ingest.readers.json_rows import javascript_rows, json_lines, json_rows
from tisserand.ingest.readers.sheet_rows import sheet_rows

MEMORY = 512 << 20
PARSERS: dict[str, Parser] = {
    "sheet": sheet_rows,
    "html": html_rows,
    "json": json_rows,
    "javascript": javascript_rows,
    "lines": json_lines,
}

if __name__ == "__main__":
    sys.exit(run(PARSERS, MEMORY, sys.argv[1:4]))
