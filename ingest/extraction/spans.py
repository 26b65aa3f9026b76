"""Candidate names, and how far a name runs."""

import re
from typing import NamedTuple

from tisserand.ingest.extraction.findings import MentionKind
from tisserand.ingest.extraction.tokens import CLOSING, OPENING, Line

OF = frozenset(("de", "du", "des", "d'"))
ARTICLES = frozenset(("le", "la", "les", "l'", "un", "une"))
LINKS = OF | {"en", "sur", "lès", "sous", "la", "le", "les", "l'", "aux", "à", "au", "&", "-", "–"}
_IN_NAMES = frozenset(("NOUN", "ADJ", "PROPN", "NUM"))
_LONGEST_QUOTE = 9
_LONGEST_TAIL = 7
_OF_TERRITORY = re.compile(
    r"(?:ois|oise|ais|aise|éen|éenne|ien|ienne|elle|eau|euse|eux|ine|ane|ande)s?$"
)


class Span(NamedTuple):
    """A candidate: tokens i to j, excluded, of one line.

    Attributes:
        weight: how sure; see `selection`.
        gender: f or m of what it names, or empty.
        head: generic noun before it, left out (`association`).
    """

    i: int
    j: int
    kind: MentionKind
    weight: float
    pattern: str
    gender: str = ""
    head: str = ""


def is_article(line: Line, i: int) -> bool:
    """Whether token i is an article with a capital letter: « Les Mains vertes »."""
    return line.lower(i) in (*ARTICLES, "au", "aux") and line.tokens[i].text[0].isupper()


def starts_name(line: Line, i: int) -> bool:
    """Whether a proper name can begin at token i."""
    if i >= len(line.tokens):
        return False
    token = line.tokens[i]
    if is_article(line, i):
        return i + 1 < len(line.tokens) and line.tokens[i + 1].is_word
    return token.is_capital and token.is_word and not token.is_initials


def chain_end(line: Line, i: int) -> int:
    """End of the run of capitalised words, linked by « de », « la », « sur »…, from token i."""
    tokens = line.tokens
    j = i + 1
    while j < len(tokens):
        if tokens[j].is_capital and tokens[j].is_word and line.is_close(j):
            j += 1
            continue
        if tokens[j].text.isdigit() and len(tokens[j].text) == 4 and line.lower(j - 1) != "en":
            j += 1
            continue
        after = j
        while after < len(tokens) and after - j < 3 and tokens[after].lower in LINKS:
            after += 1
        is_linked = (
            j < after < len(tokens) and tokens[after].is_capital and tokens[j].text[0].islower()
        )
        if tokens[j].text == "&" and after < len(tokens) and tokens[after].is_capital:
            is_linked = True
        if not is_linked or tokens[j].lower in ("à", "au", "aux", "en", "-", "–", "les", "le"):
            break
        j = after + 1
    return j


def adjective_end(line: Line, j: int) -> int:
    """End of a name of a territory with its adjective: « Bocage ‹ vendéen › »."""
    if j < len(line.tokens) and line.is_close(j) and _OF_TERRITORY.search(line.tokens[j].lower):
        token = line.tokens[j]
        if token.text[0].islower() and token.pos in ("ADJ", "NOUN", "PROPN"):
            return j + 1
    return j


def tail_end(line: Line, i: int, j: int) -> int:
    """End of a name that runs on in small letters: « Cultures en herbe », « Les Mains vertes »."""
    tokens = line.tokens
    limit = min(len(tokens), j + _LONGEST_TAIL)
    while j < limit:
        token = tokens[j]
        if token.text[0].islower() and token.pos in ("ADJ", "NOUN") and line.is_close(j):
            if token.pos == "NOUN" and not is_article(line, j - 1):
                break
            j += 1
            continue
        if token.lower not in ("de", "du", "des", "d'", "en", "et", "pour", "aux"):
            break
        after = j + 1
        if (
            after < limit
            and tokens[after].lower in ("la", "l'", "les", "le")
            and token.lower != "et"
        ):
            after += 1
        if not (
            after < limit and tokens[after].text[0].islower() and tokens[after].pos in _IN_NAMES
        ):
            break
        j = after + 1
    return j


def quoted(line: Line, i: int) -> tuple[int, int] | None:
    """What the quotation marks that open at token i hold, when it can be a name."""
    tokens = line.tokens
    if i >= len(tokens) or tokens[i].text not in OPENING:
        return None
    for j in range(i + 1, min(len(tokens), i + 2 + _LONGEST_QUOTE)):
        if tokens[j].text in CLOSING:
            return (i + 1, j) if j > i + 1 and _can_be_name(line, i + 1, j) else None
    return None


def _can_be_name(line: Line, i: int, j: int) -> bool:
    tokens = line.tokens[i:j]
    if not (tokens[0].text[0].isupper() or tokens[0].text[0].isdigit()):
        return False
    if tokens[-1].text == ".":
        return False
    return not (
        len(tokens) > 3 and tokens[0].lower in ("nous", "je", "on", "il", "elle", "ils", "c'", "ça")
    )
