"""Coined names of projects, told by what is said around them: « Soupe et parlotte, que nous
menons », « 8 000 € pour Tables d'altitude », « Kaz à lire. Monté par… ».

Each occurrence of a capitalised phrase gathers evidence from the words before and after it; what
bodies do or undergo counts against it, and the occurrences of a name vote together.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from tisserand.ingest.extraction.document import Block
from tisserand.ingest.extraction.lexicons import first_name_gender, heads, read_words, word_set
from tisserand.ingest.extraction.place_names import PlaceNames
from tisserand.ingest.extraction.sections import plain
from tisserand.ingest.extraction.spans import Span, is_article
from tisserand.ingest.extraction.tokens import Line, key_of

ENOUGH = 2.0
_LEAST, _MOST = 5.6, 8.35
_LONGEST = 6
_HEADED, _LISTED, _COINED, _ANNOUNCED = 4.0, 3.0, 0.6, -6.0
_WINDOW = 90
_BEGINS = re.compile(
    r"^(?:porté|monté|lancé|imaginé|mené|conduit|piloté|initié|né)e?s? |^(?:le|ce|cette|l') ?"
    r"(?:projet|programme|dispositif|action|démarche|opération|chantier|expérimentation)\b"
)
_LISTED_CARRIED = re.compile(
    r"^(?:Les? |La |L['’])[^:.]{3,50} (?::|–|—) ?(?:un temps )?"
    r"(?:port|imagin|lanc|men|pilot|initi|condui)\w* "
)
"""« La Navette des estives : portée par X »: the article is of the name."""
_CARRIED_BELOW = re.compile(
    r"\b(?:l'action|ce projet|le projet|l'opération|la démarche|le dispositif|l'expérimentation|"
    r"le programme|le chantier|cette action) (?:est|a|s'est|était|touche|vise|se)\b"
)
_ACTION = re.compile(r"(?:[IVX\d]+[.-]?\w?\W+)?\w+(?:er|ir|re)\b")
"""How the title of a plan's action begins, which names no project."""
_FINITE = re.compile(r"(?<!i)(?<!an)(?:e|es|ent|ons|ez|ait|aient|a|ont|era|it|t)$")
_MACRO = re.compile(r"\{(\w+)\}")


class _Cue(NamedTuple):
    score: float
    regex: re.Pattern[str]


@cache
def _cues(side: str) -> tuple[_Cue, ...]:
    content = read_words("projects")
    macros = content["macros"]
    return tuple(
        _Cue(float(score), re.compile(_MACRO.sub(lambda m: macros.get(m[1], m[0]), regex)))
        for score, regex in content[side]
    )


def cued_projects(
    line: Line, names: PlaceNames, title: str, block: Block, following: Block | None
) -> Iterator[Span]:
    """Candidates of a line, by its own words and by the line that follows it."""
    if line.is_upper or not line.tokens:
        return
    is_action = _ACTION.match(line.text) is not None
    for i in range(int(is_action), len(line.tokens)):
        end = _end(line, i)
        place = names.longest(line, i) if end else None
        if not end or _is_other(line, i, end) or (place and place[0] >= end):
            continue
        score = evidence(line, i, end) + _placed(line, i, end, title, block, following)
        if score >= ENOUGH:
            weight = min(_MOST, _LEAST + 0.45 * score)
            yield Span(i, end, "Project", weight, "project-cued")


def _is_other(line: Line, i: int, end: int) -> bool:
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
    titles = word_set("roles", "heads") | word_set("roles", "past")
    return line.lower(first) in titles or line.lower(first) in ("quant", "face", "grâce", "suite")


def _placed(
    line: Line, i: int, end: int, title: str, block: Block, following: Block | None
) -> float:
    """Evidence from the place: a title above what is said of a project, a list of projects."""
    is_whole = i == 0 and end >= len(line.tokens)
    if is_whole and following is not None:
        below = plain(following.text)[:200]
        if _BEGINS.match(below) or _CARRIED_BELOW.search(below):
            return _HEADED
    if i == 0 and re.match(read_words("projects")["sections"], title):
        return _LISTED if line.lower(end) in ("(", ",", ":", "–", "—", "-", ".", "") else 0.0
    return 0.0


def evidence(line: Line, i: int, end: int) -> float:
    """What the words around tokens i to j say: above zero, of a project."""
    start, stop = line.tokens[i].start, line.tokens[end - 1].end
    before = plain(line.text[max(0, start - _WINDOW) : start]).rstrip("« “\"'").rstrip()
    if line.lower(i - 1) == "l'":
        before = before.removesuffix("l")
    before = re.sub(r"(?:^| )(?:le|la|les|l)$", "", before).rstrip()
    after = line.text[stop : stop + _WINDOW].lstrip('»”"').replace("’", "'").lower()
    best = [
        max((cue.score for cue in _cues(side) if cue.score > 0 and cue.regex.search(text)),
            default=0.0)
        for side, text in (("before", before), ("after", after))
    ]  # fmt: skip
    against = [
        min((cue.score for cue in _cues(side) if cue.score < 0 and cue.regex.search(text)),
            default=0.0)
        for side, text in (("before", before), ("after", after))
    ]  # fmt: skip
    announced = (heads("organizations", "kept", "dropped"), heads("named_things", "event", "fund"))
    k = i - 1 - (i > 1 and is_article(line, i - 1))
    if k >= 0 and any(known.at(line, k) for known in announced):
        against.append(_ANNOUNCED)
    small = any(t.text[0].islower() and t.pos != "ADP" for t in line.tokens[i:end])
    return sum(best) + sum(against) + (_COINED if small and any(best) else 0.0)


def _end(line: Line, i: int) -> int:
    """End of a phrase that begins with a capital letter and can be coined; 0 where none does."""
    token = line.tokens[i]
    if not token.is_capital or not token.is_word or token.is_upper or token.is_initials:
        return 0
    if i and line.tokens[i - 1].is_capital and line.is_close(i) and not is_article(line, i - 1):
        return 0
    follows = line.tokens[i + 1] if i + 1 < len(line.tokens) else None
    is_named = is_article(line, i) and follows is not None and follows.is_capital
    if is_named and i in line.starts and (i or not _LISTED_CARRIED.search(line.text)):
        return 0
    if token.lower in word_set("contexts", "short") or first_name_gender(token.text):
        return 0
    is_small = token.pos in ("PRON", "SCONJ", "CCONJ", "AUX", "DET")
    if is_small and not is_article(line, i):
        return 0
    is_head = follows is not None and follows.is_capital
    if is_head and heads("organizations", "dropped").at(line, i):
        return 0
    j = _stop(line, i)
    return j if j > i + is_article(line, i) else 0


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
    while j > i + 1 and (tokens[j - 1].pos in ("ADP", "DET", "CCONJ") or line.lower(j - 1) == "à"):
        j -= 1
    return j


def _breaks(line: Line, j: int) -> bool:
    """Whether a word no longer belongs to a name: a verb, « avec », « que »."""
    token = line.tokens[j]
    if token.lower in ("sans", "à", "et", "de", "des", "du", "d'", "la", "le", "les", "l'", "pour"):
        return False
    if token.lower == "par" and line.lower(j + 1) == line.lower(j - 1):
        return False
    if token.lower in word_set("projects", "stops") or token.pos in ("AUX", "PRON", "SCONJ"):
        after = line.tokens[j + 1] if j + 1 < len(line.tokens) else None
        is_small = token.lower in ("en", "au", "sur", "moi", "toi", "nous") and token.pos != "AUX"
        return not (is_small and after is not None and after.text[0].islower())
    is_infinitive = token.lower.endswith(("er", "ir", "re")) and line.lower(j - 1) in ("à", "pour")
    if line.lower(j - 1) == "et" and line.lower(j + 1) in (",", ".", ")"):
        return False
    return token.pos == "VERB" and not is_infinitive and bool(_FINITE.search(token.lower))


def outvoted(lines: Sequence[Line], candidates: Sequence[Sequence[Span]]) -> list[list[Span]]:
    """Candidates without those of projects that the other occurrences of their name deny."""
    votes: dict[str, float] = defaultdict(float)
    cued = [{(s.i, s.j) for s in spans if s.pattern == "project-cued"} for spans in candidates]
    for line, spans in zip(lines, candidates, strict=True):
        for i, end in {(span.i, span.j) for span in spans}:
            votes[key_of(line.slice(i, end))] += evidence(line, i, end)
    return [
        [
            span
            for span in spans
            if votes[key_of(line.slice(span.i, span.j))] > 0 or span.pattern != "project-cued"
            if span.pattern != "acronym-expanded" or (span.i, span.j) not in told
        ]
        for line, spans, told in zip(lines, candidates, cued, strict=True)
    ]
