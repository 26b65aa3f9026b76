"""Coined names of projects and events: all the occurrences of a name vote together."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from tisserand.ingest.extraction.coined.evidence import KINDS, Told, evidence, governs
from tisserand.ingest.extraction.coined.phrases import is_other, opens_sentence, phrase_end
from tisserand.ingest.extraction.document import Block
from tisserand.ingest.extraction.lexicons import heads, read_words
from tisserand.ingest.extraction.place_names import PlaceNames
from tisserand.ingest.extraction.sections import plain
from tisserand.ingest.extraction.spans import ARTICLES, OF, Span, is_article
from tisserand.ingest.extraction.tokens import Line, key_of

ENOUGH = 2.0
_BODY = 3.0
"""How much more tells that what is built as a body, « École de Lay », is a project."""
_LEAST, _MOST = 5.6, 8.35
_HEADED, _LISTED = 4.0, 3.0
_NOUN = (
    r"(?:projet|programme|dispositif|action|démarche|opération|chantier|expérimentation|"
    r"initiative)"
)
_BEGINS = re.compile(
    rf"^(?:porté|monté|lancé|imaginé|mené|conduit|piloté|initié|né)e?s? |"
    rf"^(?:(?:le|ce|cette|l') ?)?(?:second |seconde |premier |première )?(?:{_NOUN}|parcours)\b"
)
_CARRIED_BELOW = re.compile(
    rf"\b(?:l'|le |la |ce |cette |du |au |de la |de l'|à l'|de ce |de cette ){_NOUN}"
    r"(?= ?(?:[.,;:)]|a |est |s'est |était |touche |vise |se |pour |;|$))"
)
_NUMBER = re.compile(r"^(?:[A-Z]{1,2}|\d{1,2}(?:\.\d+)*|[IVX]+)\s?[.)°/–-]+$")
_DATED = re.compile(r"^(?:19|20)\d\d(?:[-–/]\d{2,4})? ?[:–—-]$")
_ACTION = re.compile(r"(?:[IVX\d]+[.-]?\w?\W+)?\w+(?:er|ir|re)\b")
"""How the title of a plan's action begins, which names no project."""
_ANNOUNCED = frozenset(("org-quoted", "org-headed", "org-tail", "body-bracketed", "body-carrier"))
"""Patterns by which a body is named as one, whatever is said of it."""


class _Occurrence(NamedTuple):
    line: int
    i: int
    end: int
    key: str
    scores: dict[Told, float]


def coined_names(
    lines: Sequence[Line], names: PlaceNames, titles: Sequence[str], blocks: Sequence[Block]
) -> list[list[Span]]:
    """Candidates of each line, of the kind that all the occurrences of their name tell.

    Args:
        titles: for each block, the title that it stands under, in small letters.
    """
    found = [
        occurrence
        for number, line in enumerate(lines)
        if line.tokens and not line.is_upper
        for occurrence in _occurrences(number, line, names, titles[number], blocks)
    ]
    votes: dict[str, dict[Told, float]] = defaultdict(lambda: dict.fromkeys(KINDS, 0.0))
    for one in found:
        for told_kind, score in one.scores.items():
            votes[one.key][told_kind] += score
    without_article = {one.key for one in found if _has_small_article(lines[one.line], one.i)}
    spans: list[list[Span]] = [[] for _ in lines]
    for one in found:
        told = votes[one.key]
        kind: Told = "Event" if told["Event"] > told["Project"] else "Project"
        score = told["Project"] + told["Event"] - told["Organization"]
        if score < _least(lines[one.line], one):
            continue
        first = one.i - _owns_article(lines[one.line], one.i, one.key in without_article)
        weight = min(_MOST, _LEAST + 0.45 * score)
        spans[one.line].append(Span(first, one.end, kind, weight, "coined"))
    return spans


def _least(line: Line, one: _Occurrence) -> float:
    """What a name must gather: more for a word by itself, and for what is built as a body."""
    is_body = heads("organizations", "kept").at(line, one.i) is not None
    return ENOUGH + (" " not in one.key) + _BODY * is_body


def _has_small_article(line: Line, i: int) -> bool:
    return line.lower(i - 1) in ARTICLES and line.tokens[i - 1].text[0].islower()


def _owns_article(line: Line, i: int, is_bare: bool) -> bool:
    """Whether the capitalised article before a name is of it: inside a sentence, and where it
    begins one, when the name never goes without."""
    if not i or not is_article(line, i - 1) or not line.is_close(i):
        return False
    return i - 1 not in line.starts or not is_bare


def _occurrences(
    number: int, line: Line, names: PlaceNames, title: str, blocks: Sequence[Block]
) -> Iterator[_Occurrence]:
    action = _ACTION.match(line.text)
    first = action.end() if action else 0
    for i, token in enumerate(line.tokens):
        end = phrase_end(line, i) if token.start >= first else 0
        if not end or is_other(line, i, end) or _holds_place(line, i, end, names):
            continue
        if _is_governed(line, i, end):
            continue
        placed = _placed(number, line, i, end, title, blocks)
        scores = evidence(line, i, end)
        if not placed and opens_sentence(line, i):
            scores = dict.fromkeys(scores, 0.0)
        scores["Project"] += placed
        yield _Occurrence(number, i, end, key_of(line.slice(i, end)), scores)


def _holds_place(line: Line, i: int, end: int, names: PlaceNames) -> bool:
    """Whether a phrase is the name of a place, or ends with one that a capital « À » announces."""
    first = i + (line.lower(i) in ("à", "a"))
    place = names.longest(line, first)
    return place is not None and place[0] >= end


def _is_governed(line: Line, i: int, end: int) -> bool:
    """« ‹ Lancement de › Mille feuilles », « Comptoir du ‹ Plateau › »: what begins before, or
    after, the name."""
    for k in range(i + 1, end):
        if line.tokens[k].is_capital and governs(plain(line.slice(i, k))):
            return True
    k = i - 1 - (line.lower(i - 1) in ("la", "l'", "le", "les"))
    if k < 1 or line.lower(k) not in OF or not line.tokens[k - 1].is_capital:
        return False
    return not governs(plain(line.slice(k - 1, k + 1)))


def _placed(
    number: int, line: Line, i: int, end: int, title: str, blocks: Sequence[Block]
) -> float:
    """Evidence from the place: a title above what is said of a project, a list of projects."""
    before = line.text[: line.tokens[i].start].strip().removesuffix("«").strip()
    is_first = not before or _NUMBER.match(before) or before in ("La", "Le", "Les", "L'", "L’")
    is_whole = bool(is_first) and end >= len(line.tokens)
    if is_whole and number + 1 < len(blocks):
        below = plain(blocks[number + 1].text)[:200]
        if _BEGINS.match(below) or (end - i > 1 and _CARRIED_BELOW.search(below)):
            return _HEADED
    is_item = is_first or _DATED.match(before)
    if is_item and re.match(read_words("projects")["sections"], title):
        return _LISTED if line.lower(end) in ("(", ",", ":", "–", "—", "-", ".", "") else 0.0
    return 0.0


def without_denied(
    candidates: Sequence[Sequence[Span]], coined: Sequence[Sequence[Span]]
) -> list[list[Span]]:
    """Candidates of each line with the coined names, without the bodies that these deny."""
    result = []
    for spans, told in zip(candidates, coined, strict=True):
        taken = {(span.j, span.i) for span in told}
        taken |= {(j, i + 1) for j, i in taken} | {(j, i - 1) for j, i in taken}
        result.append(
            [
                *told,
                *(
                    span
                    for span in spans
                    if (span.j, span.i) not in taken
                    or span.kind != "Organization"
                    or span.pattern in _ANNOUNCED
                ),
            ]
        )
    return result
