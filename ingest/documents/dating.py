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
_FOOT = 8
"""Blocks at the foot of a document where whoever signs writes the date."""
_AT_END = re.compile(rf"({_DATE.pattern})\W*$")
_SIGNED = re.compile(r"\b(?:fait|delibere|publie|redige|signe) ")
_SIGNATURE = re.compile(r"[—–] ?[A-ZÀ-Ý][\w’'-]+ [(@A-ZÀ-Ý]")
"""« — Aline Gaudin, 12 mars 2024 »."""


def find_date(title: str, blocks: Sequence[Block]) -> str | None:
    """The first date (day or month) of the title or of the head of the document, ISO 8601.

    When they have none, that of the signature at its foot (« Fait à Craon, le 12 mars 2024 »).
    """
    heads = (block.text for block in blocks[:_LOOKED_AT] if len(block.text) <= _LONGEST)
    for head in (title, *heads):
        for match in _DATE.finditer(fold(head)):
            if date := normalise_date(match[0]):
                return date
    for block in reversed(blocks[-_FOOT:]):
        written = f"{block.label} {block.text}".strip()
        found = _AT_END.search(fold(written)) if len(written) <= _LONGEST else None
        if found and (_SIGNED.search(fold(written)) or _SIGNATURE.match(written)):
            return normalise_date(found[1])
    return None
