"""Candidate names, and how far a name runs."""

import re
from typing import NamedTuple

from tisserand.ingest.extraction.findings import MentionKind
from tisserand.ingest.extraction.lexicons import word_set
from tisserand.ingest.extraction.tokens import CLOSING, OPENING, Line

OF = frozenset(("de", "du", "des", "d'"))
ARTICLES = frozenset(("le", "la", "les", "l'", "un", "une"))
LINKS = (
    OF
    | {"di", "of", "u", "deu", "dera", "ar"}
    | {"en", "sur", "lès", "sous", "la", "le", "les", "l'", "aux", "à", "au", "&", "-", "–"}
)
_IN_NAMES = frozenset(("NOUN", "ADJ", "PROPN", "NUM"))
_NOT_IN_NAMES_TEXT = """
    hauteur titre raison partir travers but destination disposition janvier février mars avril
    mai juin juillet août septembre octobre novembre décembre lundi mardi mercredi jeudi
    vendredi samedi dimanche début fin lien cours particulier effet partenariat collaboration
    faveur présence charge service place temps cause attente vue compte matière fonction
    moyenne revanche outre effet suite tant moins plus année
"""
_NOT_IN_NAMES = frozenset(_NOT_IN_NAMES_TEXT.split())
_ENDINGS = frozenset(
    ("demain", "autrement", "ensemble", "toujours", "ici", "réunis", "réunies", "unis")
)
"""What often ends a coined name: « Redon ‹ autrement › », « Potiers ‹ réunis › »."""
_GO_ON = ("ADJ", "NOUN", "VERB", "PROPN")
_LONGEST_QUOTE = 9
_LONGEST_TAIL = 7
_OF_TERRITORY = re.compile(
    r"(?:intérieur|maritime|occidental|oriental|méridional|septentrional|atlantique|central|supérieur|inférieur)e?$|"
    r"(?:ois|oise|ais|aise|éen|éenne|ien|ienne|elle|eau|euse|eux|ine|ane|ande|çale|énole|ique|mand|mande|çaux|çales)s?$"
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
        follows = line.tokens[j + 1].pos if j + 1 < len(line.tokens) else ""
        is_adjective = token.pos != "VERB" or follows in ("VERB", "AUX")
        if token.text[0].islower() and token.pos in _GO_ON and is_adjective:
            return j + 1
    return j


def tail_end(line: Line, i: int, j: int, loose: bool = False) -> int:
    """End of a name that runs on in small letters: « Cultures en herbe », « Les Mains vertes »."""
    tokens = line.tokens
    limit = min(len(tokens), j + _LONGEST_TAIL)
    while j < limit:
        token = tokens[j]
        is_part = token.pos in _GO_ON or (token.lower in _ENDINGS and token.pos == "ADV")
        if token.text[0].islower() and is_part and line.is_close(j):
            if not _goes_on(line, i, j, loose):
                break
            j += 1
            continue
        if token.lower not in ("de", "du", "des", "d'", "en", "et", "pour", "aux", "à", "sans"):
            break
        after = j + 1
        if token.lower == "et" and line.lower(after) in ("de", "d'", "du", "des"):
            if line.lower(i) not in ("chambre", "conservatoire", "école", "institut", "office"):
                break
            after += 1
        if (
            after < limit
            and tokens[after].lower in ("la", "l'", "les", "le")
            and (token.lower != "et" or after > j + 1)
        ):
            after += 1
        if token.lower == "à" and after > j + 1:
            break
        if token.lower == "et" and line.lower(after) in word_set("roles", "heads"):
            break
        if line.lower(after) in _NOT_IN_NAMES and token.lower != "du":
            break
        is_definite = token.lower in ("du", "des") or line.lower(after - 1) in ("la", "l'")
        if j > i + 1 and after < limit and is_definite and tokens[after].is_capital:
            return chain_end(line, after)
        if not (
            after < limit
            and tokens[after].text[0].islower()
            and (tokens[after].pos in _IN_NAMES or _is_when_or_where(line, after))
        ):
            break
        j = after + 1
    return j


def _is_when_or_where(line: Line, i: int) -> bool:
    """« Bois d'ici », « Énergies de demain »."""
    return line.lower(i) in ("ici", "ailleurs", "demain", "antan", "avant", "hier", "chez")


def _goes_on(line: Line, i: int, j: int, loose: bool) -> bool:
    """Whether a word in small letters goes on with a name: an adjective, a noun after its article
    or, where nothing else is likely, beside the only capitalised word; a participle."""
    token = line.tokens[j]
    if token.pos == "ADJ" or token.lower == "club":
        return True
    if token.lower in _ENDINGS and j - i <= 2:
        return True
    after_article = is_article(line, j - 1)
    if token.pos == "PROPN":
        return j - i == 2 and is_article(line, i)
    if token.pos == "NOUN":
        after_article = after_article or (j - i == 2 and is_article(line, i))
        return after_article or (loose and j - i <= 2 and token.lower not in _NOT_IN_NAMES)
    if token.lower.endswith(("ant", "ante", "ants", "antes")) and j - i <= 2:
        return line.lower(j + 1) not in ("le", "la", "les", "l'", "un", "une", "des", "à", "sur")
    is_participle = token.lower.endswith(("é", "és", "ée", "ées"))
    return (
        is_participle and is_article(line, i) and line.lower(j + 1) not in ("par", "en", "à", "au")
    )


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
