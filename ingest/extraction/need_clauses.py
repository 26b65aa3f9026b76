"""The clauses of a sentence, each a need or none, and which carry on what the one before asks."""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from tisserand.ingest.extraction.lexicons import read_words

_BREAK = re.compile(
    r" ?; | ?: |, et (?=(?:nous|je|on|il|elle|un |une |des |la plupart)\b)|\. |(?<=[!?]) | – |"
    r", et (?=d['e] ?(?:un|une)\b)| et (?=(?:un|une) \w+ (?:qui|pour|capable|de|d'))|"
    r" et (?=(?:deux|trois|quatre|cinq|six|dix|douze|vingt|cent) \w+ (?:pour|de|d'))|"
    r",? et (?:aussi|surtout|également|enfin) (?=(?:un|une|des|deux|trois|quelqu)\b)|"
    r" et (?=(?:nous|on) (?:(?:re)?cherch|demand|voudri|souhait|aimeri|avons besoin|a besoin))|"
    r" et (?=quelqu'une?\b)|"
    r",? ainsi (?=qu'une?\b)|"
    r" et (?=qu(?:e|') ?(?:une?|aucune?|il|elle|on|les|des|bien|plus|le|la)\b)|"
    r", (?=nous \w+ons\b)|"
    r", dit-(?:elle|il), et "
)
_ASKED = re.compile(
    r"\b(?:(?:nous|me|leur|lui) (?:faut|faudrait)|cherch|recherch|besoin|manque|voul|demand|réclam)"
)
SECOND = re.compile(
    r"(?:et )?(?:qu'|d'|de )?(?:un|une|des|deux|trois|quatre|cinq|six|dix|douze|vingt|cent|"
    r"quelqu'une?|quelques) "
)
_ELLIPTIC = re.compile(r"(?:et|ou|puis)(?: aussi)? (?:d'|de )(?:une?|quelqu)")
NOMINAL = re.compile(
    r"(?:(?:d'abord|et|puis|urgent ?:|aussi|enfin) )*"
    r"(?:(?:d'|de )?(?:une?|quelqu'une?|deux|trois|quatre|quelques)|des|du)\b"
)


class Clause(NamedTuple):
    """Characters of a block, whether the clause before it asks for something, and whether it is
    a noun alone after a question such as « De quoi manquez-vous ? »."""

    start: int
    end: int
    text: str
    follows: bool
    answers: bool = False


def clauses(text: str, start: int, end: int) -> Iterator[Clause]:
    """The clauses of the sentence that stands between two characters of a text."""
    position, asked = start, _carries_on(text, start)
    for found in [*_BREAK.finditer(text, start, end), None]:
        stop = found.start() if found else end
        raw = text[position:stop]
        clean = raw.strip(' «»"“”,.–-')
        if clean:
            first = position + raw.index(clean)
            is_answer = bool(NOMINAL.match(clean)) and _asked_before(text, start)
            yield Clause(first, first + len(clean), clean, asked, is_answer)
            asked = bool(_ASKED.search(clean) or (asked and SECOND.match(clean)))
        position = found.end() if found else end


def _asked_before(text: str, start: int) -> bool:
    """Whether the question just before a sentence asks what is missing."""
    asked = text.rfind("?", 0, start)
    return 0 <= start - asked <= 4 and bool(question().search(text[:start]))


def _carries_on(text: str, start: int) -> bool:
    """« On a besoin d'une presse. ‹ Et d'un coup de main. › »"""
    before = text[:start].rstrip(" .!").rpartition(". ")[2]
    return bool(_ELLIPTIC.match(text, start) and _ASKED.search(before))


@cache
def question() -> re.Pattern[str]:
    """Questions that a nominal sentence answers by a need."""
    return re.compile(read_words("needs")["asked"])
