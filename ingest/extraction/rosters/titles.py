"""Words of a list that are a title, though the lexicon may lack it."""

import re
from collections.abc import Sequence

from tisserand.ingest.extraction.rosters.cutting import Placed, has_person
from tisserand.ingest.extraction.rosters.fields import Field, Item
from tisserand.ingest.extraction.rosters.shapes import is_finite
from tisserand.ingest.extraction.tokens import Line
from tisserand.ingest.extraction.verb_forms import is_verb_form

BEFORE = re.compile(
    r"(?:en remplacement|à la suite|à la place) d|qui (?:remplace|succède à)|"
    r"(?:remplace|succède à|succédant à|remplaçant|avant (?:lui|elle))\b|"
    r".{0,20}(?:depuis|après|suite à|suite au) (?:la démission|le départ|le décès|départ) d"
)
"""Who held a title before: « en remplacement de Zoé Roy »."""
OF_BODIES = re.compile(
    r"présiden|trésori|secrétaire|direct|maire|adjoint|gérant|\bchef|coordin|responsable|animat|"
    r"délégu|fondat|chargé|conseill|dgs|\bélue?\b|administrat|régisseu|porte-parole|permanent|"
    r"vice-|comptable|médiat|technicien|salarié"
)
"""Titles that a body gives, rather than trades."""
_LEAVING = re.compile(r"démission|sortant|décédé|partie?$")
_MEMBERS = frozenset(("autre", "membre", "membres", "autres", "adhérent", "adhérente", "adhérents"))
LONGEST_TITLE, _SHORTEST_TITLE = 8, 3
GUESSED = -2
"""In the place of an entity: a title that only its place tells."""
_APART = ",;-/|("
_CIRCUMSTANCES = frozenset(
    ("en", "par", "pour", "avec", "sans", "dès", "via", "à", "au", "aux", "jusqu'")
)
_NAMED = re.compile(r"(?:ré)?(?:élue?s?|nommée?s?|désignée?s?|cooptée?s?)\b")
_OF_SENTENCES = ("qui", "que", "se", "ne", "n'", "il", "elle", "on", "sa", "son")
_NO_TITLE = ("VERB", "AUX", "PRON", "ADV", "ADP")
_UNITS = frozenset(("service", "pôle", "direction", "cellule", "antenne", "secteur", "département"))
"""« service culture » is where somebody works in a body, and no title."""


def is_read(lines: Sequence[Line], entry: Sequence[Placed]) -> bool:
    """Whether names, titles and words in a title's place explain an entry that names somebody."""
    if not has_person(entry):
        return False
    return not any(
        _is_prose(lines[block], one)
        for one, block in entry
        if one.loose and not (one.depth and one.signs == "w")
    )


def _is_prose(line: Line, one: Field) -> bool:
    if one.signs == "w":
        return not is_title(line, one)
    if BEFORE.match(line.slice(one.i, one.j).lower()):
        return False
    words = [token for i, j in one.loose for token in line.tokens[i:j]]
    small = [token for token in words if token.text[0].islower()]
    return len(words) > 1 or any(token.pos in ("VERB", "AUX", "PRON") for token in small)


def is_title(line: Line, one: Field) -> bool:
    """Whether words between separators can be a title that the lexicon lacks."""
    i, j = one.loose[0][0], one.loose[-1][1]
    tokens = line.tokens[i:j]
    if len(tokens) == 1 and not is_verb_form(tokens[0].lower):
        return tokens[0].is_word
    if len(tokens) > LONGEST_TITLE or tokens[0].pos in _NO_TITLE:
        return False
    return not any(
        token.pos == "AUX" or token.lower in _OF_SENTENCES or is_finite(token) for token in tokens
    )


def as_title(line: Line, one: Field) -> Field:
    """Words in the place of a title, as a title: « Lingère »; anything else as it is."""
    if one.signs != "w" or not is_title(line, one) or not _can_be_title(line, one):
        return one
    first, last = one.loose[0][0], one.loose[-1][1]
    return one._replace(items=(Item("R", first, last),), loose=())


def _can_be_title(line: Line, one: Field) -> bool:
    """Whether words tell an office rather than a circumstance or what somebody is elsewhere."""
    first, last = one.loose[0][0], one.loose[-1][1]
    word = line.lower(first)
    return not (
        line.lower(one.i) in _CIRCUMSTANCES
        or line.lower(one.i).isdigit()
        or word in _UNITS
        or word in _MEMBERS
        or len(word) < _SHORTEST_TITLE
        or _LEAVING.match(word)
        or _NAMED.match(line.slice(one.i, last))
    )


def items_of(line: Line, one: Field) -> tuple[Item, ...]:
    """The items of a field; words in a title's place are a title."""
    if one.signs != "w" or one.before not in _APART or not is_title(line, one):
        return one.items
    first, last = one.loose[0][0], one.loose[-1][1]
    if line.tokens[first].text[0].isupper() or not _can_be_title(line, one):
        return one.items
    return (Item("R", first, last, GUESSED),)
