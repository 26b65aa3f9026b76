"""Names that only their context tells: after a title, « chez », « membre de », « bilan de »."""

import re
from collections.abc import Iterator

from tisserand.ingest.extraction.acronyms import is_acronym
from tisserand.ingest.extraction.findings import MentionKind
from tisserand.ingest.extraction.lexicons import first_name_gender, heads, word_set
from tisserand.ingest.extraction.organization_names import is_committee
from tisserand.ingest.extraction.persons import is_person_told
from tisserand.ingest.extraction.place_names import PlaceNames
from tisserand.ingest.extraction.roles import is_trade
from tisserand.ingest.extraction.spans import (
    OF,
    Span,
    chain_end,
    is_article,
    starts_name,
    tail_end,
)
from tisserand.ingest.extraction.tokens import OPENING, Line
from tisserand.ingest.extraction.verb_forms import is_order, is_verb_form

TITLED, TOLD, SURE_ARTICLE, DETERMINED, ITEM, BARE = 5.6, 5.4, 4.3, 3.6, 3.4, 3.0
PAYS = 6.8

_NUMBERED = re.compile(r"(?:[IVX]+|[A-Z])[-.](?:\d+|[a-z]|[IVX]+)|[IVX]+")
_NOT_NAMES = re.compile(r"[XVI]+(?:e|ème|er)|[A-Z]\d{1,2}")
_HOUR = re.compile(r"[\W\d]*\d ?(?:h|H|heures?|:)[\W\d]*")
_TO_BODY = OF | {"chez", "à", "au", "aux", "pour"}
_ODD = re.compile(r"\w+['’][A-Z]\w+|[A-Z][a-zéèê]+[A-Z]\w+")


def contextual(line: Line, places: PlaceNames, is_item: bool) -> Iterator[Span]:
    """Candidates of a line: names with no noun before them."""
    if line.is_upper:
        return
    i = 0
    while i < len(line.tokens):
        end = _name_end(line, i, is_item)
        if end:
            yield from _classified(line, i, end, places)
        i = max(i + 1, end)


def _at_start(line: Line, i: int) -> bool:
    """Whether a capital letter at token i may only begin a sentence, a quotation, or what comes
    at an hour of a programme."""
    if i in line.starts or line.tokens[i - 1].text in OPENING + "–—-•":
        return True
    return _HOUR.fullmatch(line.text, 0, line.tokens[i].start) is not None


def _name_end(line: Line, i: int, is_item: bool) -> int:
    """End of a name at token i; 0 where a capital letter tells nothing."""
    tokens = line.tokens
    token = tokens[i]
    if not starts_name(line, i) or first_name_gender(token.text) or token.is_initials:
        return 0
    if i and tokens[i - 1].is_capital and tokens[i - 1].is_word and line.is_close(i):
        return 0
    if (
        is_article(line, i)
        and i + 1 < len(tokens)
        and (
            first_name_gender(tokens[i + 1].text)
            or tokens[i + 1].lower in word_set("contexts", "short")
        )
    ):
        return 0
    if token.text in word_set("organizations", "not_names") or token.lower in _short_forms():
        return 0
    if token.lower in word_set("contexts", "greetings") | word_set("contexts", "openers"):
        return 0
    if token.is_upper and len(token.text) > 4 and is_verb_form(token.lower):
        return 0
    if _NUMBERED.fullmatch(token.text) or (_at_start(line, i) and is_order(token.lower)):
        return 0
    if len(token.text) < 6 and heads("organizations", "kept").has(token.lower):
        return 0
    if is_acronym(line, i + is_article(line, i)):
        return 0
    if _NOT_NAMES.fullmatch(token.text) or token.lower in ("un", "une"):
        return 0
    if is_committee(line, i) or is_committee(line, i + 1):
        return 0
    end = tail_end(line, i, chain_end(line, i), loose=True)
    if _at_start(line, i) and not _starts_with_name(line, i, end, is_item):
        return 0
    return end if end - i > 1 or not is_article(line, i) else 0


def _short_forms() -> frozenset[str]:
    return word_set("contexts", "short")


def _starts_with_name(line: Line, i: int, end: int, is_item: bool) -> bool:
    """At the head of a sentence: an article then a capital letter, an odd spelling, or an item
    that holds little else."""
    if is_article(line, i) and i + 1 < len(line.tokens):
        return line.tokens[i + 1].is_capital
    if _ODD.fullmatch(line.tokens[i].text):
        return True
    follows = line.lower(end)
    token = line.tokens[i]
    if token.pos not in ("NOUN", "PROPN") or token.lower.endswith(("er", "ir", "re")):
        return False
    return is_item and end - i > 1 and follows in ("", ":", "(", ",") and i == 0


def _classified(line: Line, i: int, end: int, places: PlaceNames) -> Iterator[Span]:
    found = places.longest(line, i + is_article(line, i)) or places.longest(line, i)
    at_start = _at_start(line, i)
    if found and found[0] >= end and (found[1] > 1 or at_start or not is_article(line, i)):
        return
    if at_start and is_article(line, i):
        first = i + (line.lower(i) == "l'")
        yield Span(first, end, "Organization", DETERMINED, "context-subject")
        return
    kind, weight = _kind(line, i)
    if line.lower(i - 1) == "," and is_person_told(line, i, end):
        return
    if apposed := _apposed(line, end):
        kind, weight = apposed, TOLD
    elif is_article(line, i) and not at_start and kind == "Organization":
        weight = max(weight, SURE_ARTICLE)
    if at_start and not apposed:
        kind, weight = "Organization", ITEM
    if weight == TITLED and line.tokens[i].text == "Pays":
        weight = PAYS
    if weight >= TITLED and line.lower(end) == "et" and _continues(line, end + 1):
        end = chain_end(line, end + 1)
    if end - i == 1 and weight < TOLD:
        if _ODD.fullmatch(line.tokens[i].text):
            yield Span(i, end, "Organization", DETERMINED, "context-odd")
        elif line.tokens[i].pos == "PROPN" and not at_start:
            yield Span(i, end, kind, BARE - 0.3, "context-single")
        return
    yield Span(i, end, kind, weight, "context")


def _apposed(line: Line, end: int) -> MentionKind | None:
    """« au Fournil solidaire, la boulangerie associative de Ménimur »: what the next noun says."""
    if line.lower(end) != "," or line.lower(end + 1) not in ("la", "le", "l'", "un", "une"):
        return None
    k = end + 2
    if k >= len(line.tokens):
        return None
    if heads("organizations", "kept", "dropped").at(line, k):
        return "Organization"
    if heads("named_things", "project").at(line, k):
        return "Project"
    return "Event" if heads("named_things", "event").at(line, k) else None


def _continues(line: Line, k: int) -> bool:
    """« Eau et Rivières du Loir »: a second common noun with a capital letter."""
    if k >= len(line.tokens) or not line.tokens[k].is_capital or is_article(line, k):
        return False
    token = line.tokens[k]
    return not first_name_gender(token.text) and token.pos == "NOUN"


def _kind(line: Line, i: int) -> tuple[MentionKind, float]:
    """What the words before a name tell."""
    before = line.lower(i - 1)
    k = i - 1
    while k >= 0 and line.lower(k) in ("la", "le", "les", "l'"):
        k -= 1
    link = line.lower(k)
    if link in _TO_BODY and k > 0:
        previous = line.lower(k - 1)
        if previous in ("ministre", "secrétaire d'état"):
            return "Organization", 0.0
        if previous in ("maire", "adjoint", "adjointe", "maires", "habitants", "bourg", "commune"):
            return "Place", TITLED
        if link == "chez" or _ends_with_title(line, k - 1) or previous in _told("bodies"):
            return "Organization", TITLED
    if link in ("avec", "par", "chez", "selon", "auprès"):
        return "Organization", DETERMINED + 0.2
    if before in ("(", ":") and line.lower(i - 2) in _told("carriers"):
        return "Organization", TITLED
    if before == "," and _ends_with_title(line, i - 2):
        return "Organization", TITLED
    return "Organization", DETERMINED


def _ends_with_title(line: Line, k: int) -> bool:
    """Whether tokens that end at k hold a title close by: « chargée d'études à »."""
    titles = word_set("roles", "heads")
    for position in range(k, max(-1, k - 5), -1):
        word = line.lower(position)
        if word in titles or (position > k - 2 and is_trade(line, position)):
            return True
        if not word[:1].isalpha() or line.tokens[position].is_capital:
            return False
    return False


def _told(part: str) -> frozenset[str]:
    return word_set("contexts", part)
