"""Know-how: what somebody teaches, practises, masters, or lists under « savoir-faire »."""

import re
from collections.abc import Iterator
from functools import cache

from tisserand.ingest.extraction.lexicons import heads, read_words, word_set
from tisserand.ingest.extraction.sections import label_of, says
from tisserand.ingest.extraction.spans import Span
from tisserand.ingest.extraction.tokens import Line

LISTED, TOLD = 7.0, 6.0

_ARTICLES = frozenset(("la", "le", "les", "l'"))
_LINKS = frozenset(("de", "d'", "du", "des", "en", "à", "au", "aux", "sur"))
_ADVERBS = frozenset(("aussi", "également", "notamment", "ainsi", "bénévolement", "gratuitement"))
_LONGEST = 8
_GIVEN = ("montr", "offr", "partag", "propos", "transm", "enseign")
_WHEN = frozenset((
    "premier", "première", "deuxième", "second", "troisième", "dernier", "matin", "soir", "midi",
    "week-end", "mois", "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche",
    "bout", "semaine",
))  # fmt: skip
"""After an article, when somebody teaches rather than what."""
"""Cues after which « à » says to whom."""


@cache
def _cues() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(read_words('skills')['cues'])})")


def skills(line: Line, title: str, is_item: bool) -> Iterator[Span]:
    """Candidates of a line that stands under a title."""
    if (
        len(title) <= 45
        and says(title, "skills")
        and (is_item or ";" in line.text or label_of(line.text)[0])
        and len(line.text) <= 160
    ):
        yield from _items(line)
        return
    text = line.text.lower().replace("’", "'")
    at = {token.start: number for number, token in enumerate(line.tokens)}
    for cue in _cues().finditer(text):
        start = cue.end()
        while start < len(text) and text[start] == " ":
            start += 1
        if start in at:
            first = _after_pupils(line, at[start], cue[0])
            while line.lower(first) in _ADVERBS:
                first += 1
            yield from _after_cue(line, first, cue[0])


def _after_pupils(line: Line, i: int, cue: str) -> int:
    """« apprend ‹ aux curieux › la pierre sèche »: past those who are taught."""
    if not cue.startswith(("appren", "enseign", "montr", "transm")):
        return i
    if line.lower(i) not in ("aux", "à", "au"):
        return i
    reach = range(i + 2, min(i + 6, len(line.tokens)))
    return next((k for k in reach if line.lower(k) in ("la", "l'", "le", "les")), i)


def _items(line: Line) -> Iterator[Span]:
    """Each item of a line, after its label: « taille du verre ; soufflage »."""
    after = label_of(line.text)[1]
    first = next((k for k, token in enumerate(line.tokens) if token.start >= after), 0)
    for k in range(len(line.tokens) + 1):
        if k == len(line.tokens) or line.tokens[k].text == ";":
            start = first + (line.lower(first) in _ARTICLES)
            stops = (n for n in range(start, k) if line.tokens[n].text in "(:.,")
            end = next(stops, k)
            if start < end <= start + 10:
                yield Span(start, end, "Skill", LISTED, "skill-listed")
            first = k + 1


def _after_cue(line: Line, i: int, cue: str) -> Iterator[Span]:
    """« la soudure et le relooking de meubles »: each noun with its article."""
    k = i
    known = heads("organizations", "kept", "dropped")
    while k < len(line.tokens):
        linked = line.lower(k) in ("à", "en", "de", "d'", "sur", "dans", "du", "au", "aux", "des")
        first = k + linked
        has_article = line.lower(first) in _ARTICLES or line.lower(k) in ("au", "aux", "du")
        first += line.lower(first) in _ARTICLES
        if cue.startswith(tuple(sorted(word_set("skills", "definite")))) and not has_article:
            return
        if not linked and not has_article:
            return
        end = _noun_end(line, first)
        if k > i and first < len(line.tokens) and known.at(line, first):
            return
        if end == first or line.lower(first) in word_set("skills", "not_skills"):
            return
        if cue.startswith(_GIVEN):
            end = next((n for n in range(first, end) if _is_to_somebody(line, n)), end)
        yield Span(first, end, "Skill", TOLD, "skill-told")
        if line.lower(end) not in ("et", ",", "ou"):
            return
        k = end + 1
        if line.lower(k) not in (*_ARTICLES, "à", "au", "aux", "en"):
            return


def _is_to_somebody(line: Line, n: int) -> bool:
    """« la couture ‹ aux › enfants », but « le soudage ‹ à l'arc › »."""
    return line.lower(n) in ("aux", "au") or (line.lower(n) == "à" and line.lower(n + 1) != "l'")


def _noun_end(line: Line, i: int) -> int:
    tokens = line.tokens
    k = i
    while k < len(tokens) and k - i < _LONGEST:
        token = tokens[k]
        if token.is_capital and k == i + 1 and line.lower(i) in ("méthode", "pédagogie"):
            return k + 1
        if not token.is_word or token.is_capital or token.lower in word_set("skills", "stop"):
            break
        if token.lower in _LINKS or token.lower in _ARTICLES:
            is_when = line.lower(k + 1) in _WHEN or line.lower(k + 2) in _WHEN
            if k == i or is_when or not _continues(line, k):
                break
            k += 1
            continue
        if token.pos == "VERB" and k == i + 1 and token.lower.endswith(("é", "ée", "és", "ées")):
            k += 1
            continue
        if token.lower == "son" and line.lower(k - 1) == "de" and not _is_word(line, k + 1):
            return k + 1
        if token.pos in ("VERB", "AUX", "PRON", "SCONJ", "CCONJ", "ADV", "DET", "NUM") and k > i:
            break
        if k == i and token.pos not in ("NOUN", "PROPN", "ADJ", "VERB"):
            break
        k += 1
    return k


def _is_word(line: Line, k: int) -> bool:
    return k < len(line.tokens) and line.tokens[k].is_word


def _continues(line: Line, k: int) -> bool:
    """Whether a small word goes on with the name of a know-how: « de fruitiers »."""
    if line.lower(k) in ("à", "aux", "au", "sur") and line.lower(k + 1) in (
        "des",
        "ses",
        "leurs",
        "un",
        "une",
        "ceux",
    ):
        return False
    after = k + 1
    while line.lower(after) in _ARTICLES:
        after += 1
    if after >= len(line.tokens):
        return False
    token = line.tokens[after]
    if line.lower(k) == "de" and token.lower == "son":
        return not _is_word(line, after + 1)
    return (
        token.is_word
        and not token.is_capital
        and token.pos in ("NOUN", "ADJ", "PROPN")
        and (token.lower not in word_set("skills", "stop"))
    )
