"""What runs in the disposable process that parses SKOS: see `disposable`."""

import sys

from tisserand.ingest.readers.disposable import Parser, run
from tisserand.ingest.vocabularies.skos_rows import skos_rows

MEMORY = 1 << 30
"""rdflib holds a graph in some fifteen times the size of its file."""
PARSERS: dict[str, Parser] = {"skos": skos_rows}

if __name__ == "__main__":
    sys.exit(run(PARSERS, MEMORY, sys.argv[1:4]))
