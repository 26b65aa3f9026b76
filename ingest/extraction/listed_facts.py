"""A fact that a line of a list tells: its passage is the whole line."""

from tisserand.ingest.extraction.findings import Fact, Predicate
from tisserand.ingest.extraction.raw_facts import RawFact
from tisserand.ingest.extraction.records import Located


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
    length = len(read.document.blocks[block].text)
    fact = Fact(
        str(subject), predicate, "", 0, length, confidence, pattern, amount=amount, year=year
    )
    return RawFact(subject, predicate, thing, fact, letters, block)
