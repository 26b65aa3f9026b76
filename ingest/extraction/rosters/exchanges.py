"""Who seeks and who gives what, line by line: « Roue libre – cherche : un local ».

The name begins the line, a separator ends it, and a verb says whether what follows is sought or
offered; the parts of a line go on in the same name.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from tisserand.ingest.extraction.document import Block
from tisserand.ingest.extraction.findings import Predicate
from tisserand.ingest.extraction.lexicons import first_name_gender, read_words
from tisserand.ingest.extraction.rosters.shapes import name_bounds
from tisserand.ingest.extraction.sections import plain, tells_contents
from tisserand.ingest.extraction.spans import Span
from tisserand.ingest.extraction.tokens import Line

_WEIGHT = 8.6
_LONGEST = 60
_LONGEST_LINE = 240


class Exchange(NamedTuple):
    """What a line says that a name seeks or offers.

    Attributes:
        name_end: where the name that begins the line ends.
        asked: `seeks` or `offers`, with what: items in the words of the text.
    """

    name_end: int
    asked: tuple[tuple[Predicate, str], ...]


@cache
def _verbs() -> tuple[re.Pattern[str], re.Pattern[str]]:
    words = read_words("exchanges")
    verb = rf"(?:(?P<seeks>{words['seeks']})|(?P<offers>{words['offers']}))(?!\w)"
    head = rf"(?P<name>[^:;.!?|\t–—]{{2,{_LONGEST}}}?)\s*(?:\s[–—|-]\s|\s?:\s|\t)\s*(?={verb})"
    cue = rf"{verb}(?:\s?:\s*|\s+(?={words['thing']}))"
    return re.compile(head, re.IGNORECASE), re.compile(cue, re.IGNORECASE)


def read_exchange(text: str) -> Exchange | None:
    """The exchange that a line tells; None where it tells none."""
    head, verb = _verbs()
    found = head.match(text)
    if found is None or not text[0].isupper():
        return None
    asked: list[tuple[Predicate, str]] = []
    for part in re.split(r"\s*[;|]\s*|(?<=\w)\. (?=[A-ZÀ-Þ])", text[found.end() :]):
        cue = verb.match(part)
        thing = part[cue.end() :].strip(" .,;") if cue else ""
        if cue is None or not thing:
            return None
        asked.append(("seeks" if cue["seeks"] else "offers", thing))
    return Exchange(found.end("name"), tuple(asked))


def exchanging(lines: Sequence[Line], blocks: Sequence[Block]) -> Iterator[tuple[int, Span]]:
    """The bodies that begin such lines, each with its block: whoever is no person is one. A word
    alone is one where several lines are made so: « Objet : demande d'aide » has no like."""
    told = {
        number: exchange
        for number, block in enumerate(blocks)
        if len(block.text) <= _LONGEST_LINE and (exchange := read_exchange(block.text))
    }
    for number, exchange in told.items():
        line = lines[number]
        end = next((k for k, t in enumerate(line.tokens) if t.start >= exchange.name_end), 0)
        end = next((k for k in range(end) if line.tokens[k].text in "(,"), end)
        name = plain(blocks[number].text[: exchange.name_end])
        is_label = tells_contents(name) or (end < 2 and len(told) < 2)
        if not end or is_label or first_name_gender(line.tokens[0].text):
            continue
        if bounds := name_bounds(line, 0, end):
            yield number, Span(*bounds, "Organization", _WEIGHT, "exchange-name")
