"""Blocks too long for a paragraph, cut where sentences end.

What is read of a sentence looks at its whole block: a block without end would take time without
end. Nobody writes paragraphs of thousands of characters; files without line breaks hold some.
"""

import re
from collections.abc import Iterator

from tisserand.ingest.documents.flow import Flowed

LONGEST = 5000
"""Characters of a block."""
_SENTENCE_END = re.compile(r"[.!?…][»”\"’)]*\s+(?=[«“\"—–-]?\s*[A-ZÀ-ÖØ-Ý0-9])")
_SPACE = re.compile(r"\s+")


def cut(flowed: Flowed, longest: int = LONGEST) -> Iterator[Flowed]:
    """The text, in parts of at most so many code points, cut at a sentence end if one is there,
    else at a space."""
    start = 0
    while len(flowed.text) - start > longest:
        end = _place(flowed.text, start + longest // 2, start + longest)
        yield flowed.between(start, end)
        start = end
    yield flowed.between(start, len(flowed.text)) if start else flowed


def _place(text: str, first: int, last: int) -> int:
    """Where to cut between two places, as late as can be."""
    for boundary in (_SENTENCE_END, _SPACE):
        ends = [found.end() for found in boundary.finditer(text, first, last)]
        if ends:
            return ends[-1]
    return last
