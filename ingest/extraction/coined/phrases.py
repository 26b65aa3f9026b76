"""Phrases that can be coined names: « Un toit à temps », « Mallette à mots », « Mobil'âge »."""

import re

from tisserand.ingest.extraction.coined.evidence import governs
from tisserand.ingest.extraction.lexicons import first_name_gender, heads, word_set
from tisserand.ingest.extraction.spans import ARTICLES, is_article, quoted
from tisserand.ingest.extraction.tokens import Line
from tisserand.ingest.extraction.verb_forms import is_verb_form

_LONGEST = 6
_DEFINITE = ("le", "la", "les", "l'")
_INSIDE = frozenset(("sans", "à", "et", "de", "des", "du", "d'", "la", "le", "les", "l'", "pour"))
_SMALL = frozenset(("en", "au", "sur", "moi", "toi", "nous"))
"""Words that go on with a name only before small letters: « Vacances au vert »."""
_PAIRED = frozenset(("moi", "toi", "soi", "nous", "vous"))
_LINKED = frozenset(("et", "pour", "chez", "sans"))
_FINITE = re.compile(r"(?<!i)(?<!an)(?:e|es|ent|ons|ez|ait|aient|a|ont|era|it|t)$")
_ADJECTIVE = re.compile(r"(?:é|u|[oa]is|[éi]enn|it|ert|i)e?s?$")
"""How participles and adjectives end that a tagger takes for verbs: « tendue », « partagé »."""
_NOT_ADJECTIVES = re.compile(r"(?:tribue|tinue|volue|minue|stitue|fectue|duit|crit|fait|dit|rie)$")
_DAYS = frozenset(
    ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche", "matin", "soir",
     "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre",
     "octobre", "novembre", "décembre")
)  # fmt: skip


def phrase_end(line: Line, i: int) -> int:
    """End of a phrase that begins at token i with a capital letter and can be coined, the
    definite article before a capital letter left out; 0 where none does."""
    token = line.tokens[i]
    if not token.is_word or not token.text[0].isupper() or token.is_upper or token.is_initials:
        return 0
    if inside := quoted(line, i - 1) if i else None:
        return inside[1]
    follows = line.tokens[i + 1] if i + 1 < len(line.tokens) else None
    if _goes_before(line, i) or token.lower in word_set("contexts", "short"):
        return 0
    if is_article(line, i):
        if follows is None or not follows.is_word:
            return 0
        if follows.is_capital and token.lower in _DEFINITE:
            return 0
    elif first_name_gender(token.text) or token.pos in ("PRON", "CCONJ", "AUX"):
        return 0
    is_before = opens_sentence(line, i) or heads("organizations", "dropped").at(line, i)
    if follows is not None and follows.is_capital and is_before:
        return 0
    j = _stop(line, i)
    return j if j > i + is_article(line, i) else 0


def _goes_before(line: Line, i: int) -> bool:
    """Whether the capitalised word before token i is of the same name."""
    before = line.tokens[i - 1] if i else None
    if before is None or not before.is_capital or before.is_initials or not line.is_close(i):
        return False
    return not (is_article(line, i - 1) or opens_sentence(line, i - 1))


def opens_sentence(line: Line, i: int) -> bool:
    """Whether a word can have its capital letter only for it begins a sentence: « Avec X »,
    « Prolonge X », « Réunis le 4 mai »."""
    if i not in line.starts:
        return False
    token = line.tokens[i]
    if token.lower in ARTICLES or token.pos in ("ADP", "SCONJ", "CCONJ", "ADV", "VERB", "DET"):
        return True
    if is_verb_form(token.lower) or token.lower in word_set("contexts", "openers"):
        return True
    return governs(token.lower)


def _stop(line: Line, i: int) -> int:
    tokens = line.tokens
    j = i + 1
    while j < len(tokens) and j - i < _LONGEST and line.is_close(j):
        token = tokens[j]
        is_range = token.text == "-" and line.tokens[j - 1].text.isdigit()
        is_part = token.is_word or token.text[0].isdigit()
        if not is_range and (not is_part or _breaks(line, j)):
            break
        j += 1
    while j > i + 1 and _cannot_end(line, j - 1):
        j -= 1
    return j


def _cannot_end(line: Line, k: int) -> bool:
    token = line.tokens[k]
    if token.lower in ("un", "deux"):
        return k + 1 < len(line.tokens) and line.tokens[k + 1].is_word
    if token.lower in ("avant", "ici", "demain", "après", "chez"):
        return False
    return token.pos in ("ADP", "DET", "CCONJ") or token.lower in ("à", "et")


def _breaks(line: Line, j: int) -> bool:
    """Whether a word no longer belongs to a name: a verb, « avec », « le mardi », « en mars »."""
    token = line.tokens[j]
    is_date = line.lower(j + 1)[:1].isdigit() and token.lower in ("du", "de", "d'", "des")
    is_day = line.lower(j + 1) in _DAYS or line.lower(j + 1)[:1].isdigit()
    if is_date or (is_day and token.lower in ("le", "en", "les", "dès", "cet")):
        return True
    if token.lower == "et" and j + 1 < len(line.tokens) and line.tokens[j + 1].is_capital:
        return True
    if token.lower in _INSIDE or line.lower(j - 1) == "du":
        return False
    if token.lower in ("n'", "s'", "c'", "j'", "qu'", "m'"):
        return True
    if token.lower == "qui" and line.lower(j + 2) in ("", ",", ":", "(", "."):
        return False
    if token.lower == "par" and line.lower(j + 1) == line.lower(j - 1):
        return False
    if token.lower in _PAIRED and line.lower(j - 1) in _LINKED:
        return False
    if token.lower in word_set("projects", "stops") or token.pos in ("AUX", "PRON", "SCONJ"):
        after = line.tokens[j + 1] if j + 1 < len(line.tokens) else None
        is_small = token.lower in _SMALL and token.pos != "AUX"
        return not (is_small and after is not None and after.text[0].islower())
    return token.pos == "VERB" and _is_finite(line, j)


def _is_finite(line: Line, j: int) -> bool:
    word = line.lower(j)
    if word.endswith(("er", "ir", "re")) and line.lower(j - 1) in ("à", "pour"):
        return False
    if line.lower(j - 1) == "et" and line.lower(j + 1) in (",", ".", ")"):
        return False
    if _ADJECTIVE.search(word) and not _NOT_ADJECTIVES.search(word):
        return is_verb_form(word)
    return bool(_FINITE.search(word))


def is_other(line: Line, i: int, end: int) -> bool:
    """Whether a phrase names a meeting or a title, or holds the noun that announces a project."""
    first = i + is_article(line, i)
    token = line.tokens[first]
    if token.text in word_set("named_things", "event_kept"):
        return True
    if heads("named_things", "event").at(line, first):
        return True
    announcing = heads("named_things", "project")
    for k in range(i, end):
        if k + 1 < end and line.tokens[k + 1].is_capital and announcing.at(line, k):
            return True
    nouns = word_set("named_things", "project_nouns")
    if any(
        line.lower(k) in nouns and line.tokens[k].text[0].islower() and line.lower(k - 1) != "en"
        for k in range(i, end)
    ):
        return True
    titles = word_set("roles", "heads") | word_set("roles", "past")
    return line.lower(first) in titles or line.lower(first) in ("quant", "face", "grâce", "suite")
