"""What a field of a list can name, by the look of its words: a person, or a body."""

import re

from tisserand.ingest.extraction.lexicons import heads, word_set
from tisserand.ingest.extraction.persons import TITLES
from tisserand.ingest.extraction.rosters.fields import Field
from tisserand.ingest.extraction.spans import ARTICLES, OF
from tisserand.ingest.extraction.tokens import CLOSING, OPENING, Line, Token

LONGEST_NAME, _SHORTEST_NAME = 11, 2
_LEADS = OF | {"à", "au", "aux", "chez", "pour", "représentant", "représentante"}
_PARTICLES = frozenset(
    ("de", "du", "d'", "des", "la", "le", "van", "von", "der", "ben", "el", "l'")
)
_DETERMINERS = frozenset(("un", "une", "des", "le", "la", "les", "l'", "du", "son", "sa", "nos"))
_THEIRS = frozenset(("nos", "notre", "leurs", "leur", "vos", "votre", "autres"))
_TAIL = re.compile(r"(?:également|aussi|alias|excusée?s?|présente?s?|absente?s?|et|ainsi|[.…])")


def is_sentence(line: Line, one: Field) -> bool:
    """Whether a field is of a sentence rather than of a list: long, or with a verb."""
    for i, j in one.loose:
        tokens = line.tokens[i:j]
        if len(tokens) > LONGEST_NAME:
            return True
        if one.before == "|" and len(tokens) < 6 and tokens[0].is_capital:
            continue
        if any(token.text[0].islower() and is_finite(token) for token in tokens):
            return True
    return False


def is_finite(token: Token) -> bool:
    """Whether a word is a verb, by its tag, and has a person, by its ending."""
    if token.pos not in ("AUX", "VERB"):
        return False
    return not token.lower.endswith(
        ("é", "ée", "és", "ées", "er", "ir", "ant", "ante", "ants", "antes", "us", "ues", "u", "ue")
    )


def person_in(line: Line, i: int, j: int) -> tuple[int, int] | None:
    """Two to four capitalised words and nothing else, without their civil title."""
    while i < j and line.lower(i) in (*TITLES, "et"):
        i += 1
    tokens = line.tokens[i:j]
    names = [token for token in tokens if token.is_capital and token.is_word]
    if not 2 <= len(names) <= 4 or len(tokens) > 5 or not tokens[0].is_capital:
        return None
    if any(not (t.is_capital or t.is_initials or t.lower in _PARTICLES) for t in tokens):
        return None
    known = heads("organizations", "kept", "dropped")
    if any(known.has(token.lower) or token.lower in word_set("roles", "heads") for token in tokens):
        return None
    if tokens[0].text in word_set("organizations", "prefixes"):
        return None
    return (i, j)


def body_in(line: Line, one: Field) -> tuple[int, int] | None:
    """The body that a field names: all of it, or what follows its title."""
    signs = one.signs
    if one.before == ":" and line.tokens[one.i].text in OPENING:
        return None
    if "P" in signs or signs.count("O") > 1 or (signs == "L" and not one.loose):
        return None
    first = one.i
    if signs[:1] == "R":
        first = _title_end(line, one)
        if first >= one.j:
            return None
    elif "R" in signs:
        return None
    bounds = name_bounds(line, first, one.j)
    own = [item for item in one.items if item.sign != "R"]
    if bounds and (len(line.slice(*bounds)) < _SHORTEST_NAME or is_category(line, one)):
        return None
    if bounds is None or any(item.i < bounds[0] or item.j > bounds[1] for item in own):
        return None
    if not any(item.sign == "O" for item in own) and is_phrase(line, *bounds):
        return None
    if bounds[1] - bounds[0] == 1 and line.tokens[bounds[0]].text in word_set(
        "organizations", "not_names"
    ):
        return None
    is_place = len(own) == 1 and own[0].sign == "L" and (own[0].i, own[0].j) == bounds
    return None if is_place else bounds


def is_category(line: Line, one: Field) -> bool:
    """« Parents élus », « Leurs complices »: several of a kind, and no proper noun."""
    tokens = line.tokens[one.i : one.j]
    if tokens[0].lower in _THEIRS or tokens[0].lower in ("personne", "personnalité"):
        return True
    is_common = all(token.text[0].islower() for token in tokens[1:])
    is_common = is_common and tokens[0].text[1:].islower()
    return is_common and tokens[0].pos in ("NOUN", "ADJ") and tokens[0].lower[-1] in "sx"


def is_phrase(line: Line, i: int, j: int) -> bool:
    """Whether words are an action or a remark: « Ouvrir un atelier », « Relancer la navette »."""
    small = [t for t in line.tokens[i + 1 : j] if t.text[0].islower() and t.pos in ("NOUN", "ADJ")]
    is_infinitive = line.lower(i).endswith(("er", "ir", "re")) and line.lower(i + 1) in _DETERMINERS
    return is_infinitive or (len(small) > 3 and not heads("organizations", "kept").at(line, i))


def _title_end(line: Line, one: Field) -> int:
    """Where the title of a field ends: before « de » and a name; the end of the field without."""
    for k in range(one.items[0].i + 1, one.j - 1):
        if line.lower(k) not in _LEADS:
            continue
        after = k + 1
        while after < one.j and line.lower(after) in ARTICLES and not line.tokens[after].is_capital:
            after += 1
        known = heads("organizations", "kept", "dropped")
        if line.lower(after) == "mission" and line.tokens[after].text[0].islower():
            continue
        if after < one.j and (line.tokens[after].is_capital or known.at(line, after)):
            return k
    return one.j


def name_bounds(line: Line, i: int, j: int) -> tuple[int, int] | None:
    """Tokens without what leads to a name or follows it; None where no name can stand."""
    if line.lower(i + 1) == "pour" and i + 2 < j:
        i += 1
    while i < j and _leads(line, i):
        i += 1
    head = heads("organizations", "dropped").at(line, i) if i < j else None
    if head and line.tokens[i].text[0].islower():
        k = i + len(head.words)
        if k < j and (line.tokens[k].text in OPENING or line.tokens[k].text[0].isupper()):
            i = k
    elif i + 1 < j and line.tokens[i].text in word_set("organizations", "bare"):
        i += line.tokens[i + 1].is_capital
    while i < j and line.tokens[i].text in OPENING:
        i += 1
    while j > i and (line.tokens[j - 1].text in CLOSING or _TAIL.fullmatch(line.lower(j - 1))):
        j -= 1
    if not 0 < j - i <= LONGEST_NAME or not _can_begin(line, i, j):
        return None
    return i, j


def _leads(line: Line, i: int) -> bool:
    is_small = line.tokens[i].text[0].islower()
    return (line.lower(i) in _LEADS and (is_small or line.lower(i) == "pour")) or (
        line.lower(i) in ARTICLES and is_small
    )


def _can_begin(line: Line, i: int, j: int) -> bool:
    if line.tokens[i].text[0].isupper() or line.tokens[i].text[0].isdigit():
        return line.tokens[i].is_word
    kept = heads("organizations", "kept", "dropped").at(line, i)
    return kept is not None and any(token.is_capital for token in line.tokens[i:j])
