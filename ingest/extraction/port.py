"""The port of extraction: whoever reads documents gives the same findings."""

from typing import Protocol

from tisserand.ingest.extraction.document import Document
from tisserand.ingest.extraction.findings import Findings
from tisserand.ingest.extraction.knowledge import Knowledge


class Extractor(Protocol):
    """Reads a document: the rules of `reading.extract`, or a language model of the operator's."""

    def __call__(self, document: Document, knowledge: Knowledge) -> Findings:
        """What the document says; each offset is one of `document.text`."""
