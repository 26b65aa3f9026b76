"""Bodies told by where they stand: « X (association loi 1901) », « Chef de file : X », the head of
minutes « X, Redon, 3 mai 2024 »."""

import re
from collections.abc import Iterator, Sequence

from tisserand.ingest.extraction.document import Block
from tisserand.ingest.extraction.lexicons import first_name_gender, heads, word_set
from tisserand.ingest.extraction.place_names import PlaceNames
from tisserand.ingest.extraction.spans import Span, is_article
from tisserand.ingest.extraction.tokens import Line

BRACKETED, CARRIER, OF_MINUTES = 7.4, 6.8, 6.6
_LONGEST = 8
_CARRIERS = re.compile(
    r"\b(?:chef(?:fe)?s? de file|porteu(?:r|rs|se|ses)|maîtres? d['’](?:ouvrage|œuvre)|pilotes?|"
    r"structures? (?:porteuse|pilote|référente)s?|organisateurs?|portage|portée? par|employeur)"
    r"\s?:\s?$",
    re.IGNORECASE,
)
_DATE = re.compile(
    r"[,–—-] (?:\w+ )?\d{1,2}(?:er)? (?:janvier|février|mars|avril|mai|juin|juillet|août|septembre|"
    r"octobre|novembre|décembre)\b"
)
_MINUTES = re.compile(
    r"procès[- ]verba|compte[- ]rendu|assemblée générale|conseil d['’]administration|relevé|"
    r"réunion|bureau\b",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"(?:\d{1,4}(?: bis| ter)?,? .{3,40}, )?\d{5} [A-ZÀ-Ý]")
_ITSELF = re.compile(
    r"^(?:L['’]association|Notre association|Le collectif|La coopérative|L['’]amicale) "
    r"(?:est|a|compte|réunit|propose|existe|s['’]est)\b|\b[Nn]otre (?:association|collectif)\b"
)
_SPOKEN = re.compile(
    r"(?:procès[- ]verba|compte[- ]rendu|relevé de |assemblée générale|conseil d['’]administration|"
    r"(?:le )?bureau (?:d|élu)|séance |réunion d|"
    r"rapport (?:d['’]activité|moral|annuel|présenté|financier)|"
    r"composition\b|liste des (?:membres|adhérents)|extrait du registre|organigramme|"
    r"(?:ca|ag|bureau) (?:du|n°)|le (?:site|blog|bulletin|journal) (?:d|internet))",
    re.IGNORECASE,
)
"""What a document of a body is, told under its name: « Compte rendu de la réunion du 6 mai »."""
_MEETINGS = re.compile(
    r"(?:réunion|compte|procès|relevé|rapport|assemblée|séance|bureau|copil|comité|atelier|table|"
    r"forum|rencontre|journée|visite|conseil (?:municipal|d['’]|communautaire|syndical)|république|"
    r"composition|fiche|plan|contrat|convention|projet|note|liste|annuaire)",
    re.IGNORECASE,
)
_ENDS = frozenset(".,;()/|–—:")


def placed_bodies(line: Line, before: str, places: PlaceNames) -> Iterator[Span]:
    """Candidates of a line.

    Args:
        before: the text of the line above, at the head of a document; empty elsewhere.
    """
    if line.is_upper:
        return
    for i, token in enumerate(line.tokens):
        if token.text == "(":
            yield from _bracketed(line, i, places)
        elif token.text == ":" and _CARRIERS.search(line.text[: token.end]):
            yield from _carriers(line, i + 1, places)
    if _MINUTES.search(before) and _DATE.search(line.text) and ":" not in line.text:
        yield from _of_minutes(line, places)
    elif _SPOKEN.match(before):
        yield from _under_minutes(line, places)


def headed_body(line: Line, blocks: Sequence[Block], places: PlaceNames) -> Iterator[Span]:
    """The body that heads its letter, above its address, its minutes, above what they are, or its
    page, where « L'association est née… » names no other."""
    if not line.tokens:
        return
    end = next((k for k, t in enumerate(line.tokens) if t.text in ":–—|,(/"), len(line.tokens))
    rest = line.text[line.tokens[end].end :].strip() if end < len(line.tokens) else ""
    told = [rest, *(block.text for block in blocks[1:3])]
    if any(map(_SPOKEN.match, told)) and not _MEETINGS.match(line.text):
        head = heads("organizations", "dropped").at(line, 0)
        first = len(head.words) if head else 0
        first = first if first < end and line.tokens[first].is_capital else 0
        yield from _whole(line, first, end, OF_MINUTES, "body-headed", places)
        return
    if line.is_upper:
        return
    is_letter = end == len(line.tokens) and any(_ADDRESS.match(b.text) for b in blocks[1:4])
    is_ours = is_letter or any(_ITSELF.search(block.text) for block in blocks[1:])
    if is_ours or (end < len(line.tokens) and _is_apposed(line, end, places)):
        yield from _whole(line, 0, end, OF_MINUTES, "body-headed", places)


def _is_apposed(line: Line, end: int, places: PlaceNames) -> bool:
    """« La Rustine – tiers-lieu à Redon », « La Rustine (Redon) »: what a name is, or where."""
    follows = end + 1
    if follows >= len(line.tokens) or _MEETINGS.match(line.text):
        return False
    if line.tokens[end].text == "(":
        found = places.longest(line, follows)
        return found is not None and line.lower(found[0]) == ")"
    is_common = line.tokens[follows].text[0].islower() and line.tokens[end].text in "–—,"
    return is_common and heads("organizations", "kept", "dropped").at(line, follows) is not None


_OF_NAME = re.compile(
    r"(?:l['’]|la |le )?(?:assemblée générale|gazette|lettre|feuille|bulletin|journal|nouvelles|"
    r"composition du bureau|conseil d['’]administration|procès[- ]verbal|statuts|organigramme)"
    r"(?: \w+)? (?=d(?:e|u|es) |d['’])",
    re.IGNORECASE,
)
"""« ASSEMBLÉE GÉNÉRALE DES AMIS DE L'ARDOISE »: after it, a body that the line names."""


def spoken_of(line: Line, places: PlaceNames) -> Iterator[Span]:
    """The body after what a document of it is, in the title of the document."""
    found = _OF_NAME.match(line.text)
    if found is None:
        return
    first = next(k for k, t in enumerate(line.tokens) if t.start >= found.end()) + 1
    while line.lower(first) in ("la", "l'"):
        first += 1
    if first < len(line.tokens) and _SPOKEN.match(line.text, line.tokens[first].start):
        return
    ends = (k for k, t in enumerate(line.tokens) if k > first and t.text in ":–—|,(/")
    end = min(next(ends, len(line.tokens)), _numbered(line, first))
    if first + 1 < end and line.tokens[first].is_capital:
        yield from _whole(line, first, end, OF_MINUTES, "body-of-title", places)


def _numbered(line: Line, first: int) -> int:
    """Where the number of an issue begins, « no 41 », or the line ends."""
    numbers = ("no", "n°", "numéro", "n")
    found = (k for k in range(first, len(line.tokens)) if line.lower(k) in numbers)
    return next(found, len(line.tokens))


def _bracketed(line: Line, i: int, places: PlaceNames) -> Iterator[Span]:
    """« X (association loi 1901) »: brackets that hold a body's kind, and no name."""
    if i + 2 >= len(line.tokens) or not heads("organizations", "kept", "dropped").at(line, i + 1):
        return
    k = i + 1
    while k < len(line.tokens) and line.tokens[k].text != ")":
        if line.tokens[k].is_capital or k - i > _LONGEST or line.tokens[k].text in ",;":
            return
        k += 1
    first = i
    while first and i - first < 4 and line.tokens[first - 1].is_capital and line.is_close(first):
        first -= 1
    found = places.longest(line, first)
    if found and found[0] >= i:
        return
    if first < i and line.tokens[first].is_word and not first_name_gender(line.tokens[first].text):
        yield Span(first, i, "Organization", BRACKETED, "body-bracketed")


def _carriers(line: Line, i: int, places: PlaceNames) -> Iterator[Span]:
    """« Chefs de file : Les Tourneurs réunis et lycée de Moirans »."""
    start = i
    for k in range(i, min(len(line.tokens), i + 3 * _LONGEST) + 1):
        text = line.tokens[k].text if k < len(line.tokens) else "."
        if text not in _ENDS and text not in ("et", "&"):
            continue
        if text == "&" or (text == "et" and not _begins_body(line, k + 1)):
            continue
        yield from _whole(line, start, k, CARRIER, "body-carrier", places)
        if text not in (",", "et", ";", "/"):
            return
        start = k + 1


def _begins_body(line: Line, k: int) -> bool:
    known = heads("organizations", "kept", "dropped")
    k += k < len(line.tokens) and line.lower(k) in ("le", "la", "l'", "les")
    return bool(k < len(line.tokens) and (line.tokens[k].is_capital or known.at(line, k)))


def _of_minutes(line: Line, places: PlaceNames) -> Iterator[Span]:
    end = next((k for k, t in enumerate(line.tokens) if t.text in ",–—"), 0)
    is_meeting = bool(_MEETINGS.match(line.text))
    if end and not is_meeting and not heads("named_things", "event").at(line, 0):
        yield from _whole(line, 0, end, OF_MINUTES, "body-minutes", places)


def _under_minutes(line: Line, places: PlaceNames) -> Iterator[Span]:
    """« Association Un four au village », all of the line under « Procès-verbal »."""
    head = heads("organizations", "dropped").at(line, 0) if line.tokens else None
    first = len(head.words) if head else 0
    if first and first + 1 < len(line.tokens) and line.tokens[first].is_capital:
        yield from _whole(line, first, len(line.tokens), BRACKETED, "body-minutes", places)


def _whole(
    line: Line, i: int, j: int, weight: float, pattern: str, places: PlaceNames
) -> Iterator[Span]:
    """All the words of a field, when they can be a body's name and are no place nor person."""
    tokens = line.tokens[i:j]
    if not 0 < len(tokens) <= _LONGEST or not tokens[0].is_capital or not tokens[0].is_word:
        return
    if any(not (t.is_word or t.text.isdigit() or t.text in "&-'’") for t in tokens):
        return
    first = i + is_article(line, i)
    if first_name_gender(line.tokens[first].text) if first < j else True:
        return
    titles = word_set("roles", "heads") | word_set("roles", "listed")
    if tokens[0].lower in titles or tokens[0].lower in ("aucun", "aucune", "à", "non"):
        return
    found = places.longest(line, first)
    if (found and found[0] >= j) or (len(tokens) == 1 and not tokens[0].is_upper):
        return
    if line.tokens[0].lower in word_set("contexts", "openers") and i == 0:
        return
    yield Span(i, j, "Organization", weight, pattern)
