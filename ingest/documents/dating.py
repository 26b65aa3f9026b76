"""The date that a document gives itself."""

import re
from collections.abc import Sequence

from tisserand.ingest.extraction.document import Block
from tisserand.ingest.normalisation.dates import normalise_date
from tisserand.reference.text import fold

_MONTHS = "janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre"
_DATE = re.compile(
    rf"\b(?:(?:\d{{1,2}}(?:er)? )?(?:{_MONTHS}) (?:19|20)\d\d"
    r"|\d{1,2}[/.]\d{1,2}[/.](?:19|20)\d\d)\b"
)
_LOOKED_AT = 12
"""Blocks at the head of a document where its date may stand."""
_LONGEST = 160


def find_date(title: str, blocks: Sequence[Block]) -> str | None:
    """The first date (day or month) of the title or of the head of the document, ISO 8601."""
    heads = (block.text for block in blocks[:_LOOKED_AT] if len(block.text) <= _LONGEST)
    for head in (title, *heads):
        for match in _DATE.finditer(fold(head)):
            if date := normalise_date(match[0]):
                return date
    return None
