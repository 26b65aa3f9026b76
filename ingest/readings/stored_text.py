"""The text of a report, kept outside every View, so that it can be read again without its file."""

import json
from collections.abc import Callable
from dataclasses import fields
from typing import Any, NamedTuple

from tisserand.ingest.erasure.passages import Passages
from tisserand.ingest.extraction.document import Block, Document, Run
from tisserand.ontology.records import Sealed, SealedKind

DOCUMENT: SealedKind = "document"
Blank = Callable[[str], str]


class StoredText(NamedTuple):
    """A document, and what tells with which names it was read (`known.digest_of`)."""

    document: Document
    names: str

    def sealed(self, source: str) -> Sealed:
        """As it is kept with the reading of its source."""
        document = self.document
        told = {
            "names": self.names,
            "text": document.text,
            "title": document.title,
            "date": document.date,
            "pages": document.pages,
            "blocks": [_told(block) for block in document.blocks],
        }
        return Sealed(DOCUMENT, source, json.dumps(told, ensure_ascii=False))


def read_stored(sealed: Sealed) -> StoredText:
    """What `StoredText.sealed` wrote."""
    told = json.loads(sealed.body)
    names, blocks = told.pop("names"), tuple(map(_block, told.pop("blocks")))
    return StoredText(Document(blocks=blocks, **told), names)


def blanked(document: Document, passages: Passages) -> Document:
    """The text with what names persons overwritten, whose length stays: so do other passages."""
    blank = passages.blanked
    text = list(blank(document.text))
    blocks = []
    for block in document.blocks:
        clean = blank(block.text)
        blocks.append(_with_text(block, clean, blank))
        for position, (old, new) in enumerate(zip(block.text, clean, strict=True)):
            if old != new:
                start, end = block.span(position, position + 1)
                text[start:end] = new * (end - start)
    title = passages.redacted(document.title)
    return Document("".join(text), tuple(blocks), title, document.date, document.pages)


def _with_text(block: Block, text: str, blank: Blank) -> Block:
    told = _told(block) | {"text": text, "headings": [blank(one) for one in block.headings]}
    return _block(told)


def _told(block: Block) -> dict[str, Any]:
    """Its fields, but those that are as they are by default."""
    told = {one.name: getattr(block, one.name) for one in fields(Block)}
    return {one.name: told[one.name] for one in fields(Block) if told[one.name] != one.default}


def _block(told: dict[str, Any]) -> Block:
    runs = tuple(Run(*run) for run in told["runs"])
    return Block(**(told | {"runs": runs, "headings": tuple(told.get("headings", ()))}))
