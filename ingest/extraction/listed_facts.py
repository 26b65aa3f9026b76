"""A fact that a line of a list tells: its passage is the whole line."""

import re

from tisserand.ingest.extraction.findings import Fact, Predicate
from tisserand.ingest.extraction.raw_facts import RawFact
from tisserand.ingest.extraction.records import Located

_UNTIL = re.compile(r"\bjusqu['’](?:en|à|au|à la) [^,;.)]{0,20}?((?:19|20)\d\d)\b")
_LASTING = ("takes_part_in", "partner_of", "leads", "member_of")


def listed(
    read: Located,
    block: int,
    ends: tuple[int, Predicate, int | str],
    letters: str,
    pattern: str,
    confidence: float,
    amount: float | None = None,
    year: int | None = None,
) -> RawFact:
    """A fact of a block.

    Args:
        ends: subject, predicate and object; a text that begins with `=` is a literal.
        letters: kinds of the subject and of the object.
        amount: in euros.
    """
    subject, predicate, thing = ends
    text = read.document.blocks[block].text
    ended = _UNTIL.search(text) if predicate in _LASTING else None
    fact = Fact(
        str(subject), predicate, "", 0, len(text), confidence, pattern, amount=amount, year=year,
        until=ended[1] if ended else None, status="past" if ended else None,
    )  # fmt: skip
    return RawFact(subject, predicate, thing, fact, letters, block)
