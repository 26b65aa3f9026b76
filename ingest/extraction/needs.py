"""Needs: clauses that show a lack, expressed, spotted or latent."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple, cast

from tisserand.ingest.extraction.findings import Grade, Need
from tisserand.ingest.extraction.grouping import Named
from tisserand.ingest.extraction.lexicons import read_words
from tisserand.ingest.extraction.need_clauses import NOMINAL, SECOND, Clause, clauses, question
from tisserand.ingest.extraction.need_themes import theme_of
from tisserand.ingest.extraction.needers import needer
from tisserand.ingest.extraction.noise import is_noise
from tisserand.ingest.extraction.records import Located
from tisserand.ingest.extraction.sections import is_title, says, titles
from tisserand.ingest.extraction.tokens import sentences

_MACRO = re.compile(r"\{(\w+)\}")
ITEMS = re.compile(
    r";|, (?:et )?(?=(?:un|une|des|deux|trois|quelques)\b(?! (?:jours?|heures?|fois|mois|ans)\b))"
    r"| et (?=(?:un|une|des|deux|trois)\b)"
)
"""Between the items of an enumeration."""
_ADORNED = re.compile(r"^[^\w«]+")
_HEAD = re.compile(r"[^:]{3,60}?(?= ?: )")
_BULLETS = " .·•*>–—-"
_NOTHING = re.compile(r"(?:rien|néant|aucune?|personne|non|à venir)\b|\W*$")
_ENUMERATION = re.compile(r"(?:un|une|des|deux|trois|quatre|quelques|du|de la)\b", re.IGNORECASE)
FEWEST, LONGEST, FEWEST_WORDS = 12, 1000, 3


class Cue(NamedTuple):
    """Words that tell a need, and how surely."""

    id: str
    grade: Grade
    regex: re.Pattern[str]
    confidence: float


@cache
def _cues() -> tuple[Cue, ...]:
    content = read_words("needs")
    macros = content["macros"]
    return tuple(
        Cue(
            one["id"],
            cast(Grade, one["grade"]),
            re.compile(_MACRO.sub(lambda m: macros.get(m[1], m[0]), one["regex"])),
            one["confidence"],
        )
        for one in content["cues"]
    )


@cache
def _excluded() -> re.Pattern[str]:
    return re.compile("|".join(read_words("needs")["excluded"]))


@cache
def asks_in_heading() -> re.Pattern[str]:
    """Headings whose items are each a need."""
    return re.compile(read_words("needs")["headings"])


def find_needs(read: Located) -> list[Need]:
    """The needs of a document, in order; none in a job offer, a recipe or a timetable."""
    if is_noise(read.document.text):
        return []
    above = titles(read.document.blocks)
    found = [
        need for number, title in enumerate(above) for need in _block_needs(read, number, title)
    ]
    return sorted(found, key=lambda need: (need.start, need.end))


def _plain(text: str) -> str:
    return text.lower().replace("’", "'").replace("\u00a0", " ").replace("\u202f", " ")


def _bare(title: str) -> str:
    """A title in small letters, without the signs that adorn it."""
    return _ADORNED.sub("", _plain(title)).strip()


def _block_needs(read: Located, number: int, title: str) -> Iterator[Need]:
    block = read.document.blocks[number]
    if block.kind == "heading" or _is_heading(read, number):
        return
    text = _plain(block.text)
    if _is_asked(read, number, title):
        yield from _items(read, number, 0, text)
        return
    asks = _asks(title)
    for start, end in _sentence_spans(read, number):
        if text[start:end].endswith(":") and _is_before_list(read, number):
            continue
        start += len(text[start:end]) - len(text[start:end].lstrip(_BULLETS))
        head = _HEAD.match(text, start, end)
        if asks and NOMINAL.match(text[start:end]) and text[end - 1] != "?":
            cue = Cue("list", "expressed", _cues()[0].regex, 0.8)
            yield _need(read, number, start, start + len(text[start:end].rstrip(" .")), cue)
        elif head and says(_bare(head[0]), "seeks"):
            yield from _items(read, number, head.end() + 2, text[:end])
        else:
            yield from _sentence_needs(read, number, start, end, text)


def _is_before_list(read: Located, number: int) -> bool:
    blocks = read.document.blocks
    return number + 1 < len(blocks) and blocks[number + 1].kind == "list_item"


def _items(read: Located, number: int, first: int, text: str) -> Iterator[Need]:
    """Each part of an enumeration that begins at a character of a text."""
    cue = Cue("list", "expressed", _cues()[0].regex, 0.85)
    for part in ITEMS.split(text[first:]):
        clean = part.strip(" .:")
        if clean and not _NOTHING.match(clean):
            first = text.index(clean, first)
            yield _need(read, number, first, first + len(clean), cue)
            first += len(clean)


def _asks(title: str) -> bool:
    """Whether what stands under a title is asked for."""
    return bool(title) and bool(asks_in_heading().search(title) or question().search(title))


def _is_heading(read: Located, number: int) -> bool:
    """« CE DONT NOUS AVONS BESOIN », « Ce qu'il nous faut : »: what follows tells the needs."""
    blocks = read.document.blocks
    following = blocks[number + 1] if number + 1 < len(blocks) else None
    text = _bare(blocks[number].text).strip(" :")
    found = asks_in_heading().match(text)
    if found is None or found.end() < len(text) - 3:
        return False
    return is_title(blocks[number], following)


def _is_asked(read: Located, number: int, title: str) -> bool:
    """Whether a block is an item of a list headed « nous cherchons »."""
    block = read.document.blocks[number]
    if block.kind != "list_item":
        return _asks(title) and is_enumeration(block.text)
    if block.headings and _asks(_bare(block.headings[-1])):
        return True
    k = number - 1
    while k >= 0 and read.document.blocks[k].kind == "list_item":
        k -= 1
    if k < 0:
        return False
    before = _bare(read.document.blocks[k].text)
    return len(before) < 120 and before.endswith(":") and _asks(before)


def is_enumeration(text: str) -> bool:
    """« deux apprentis ; un four », « Un comptable, une scie et des administrateurs »."""
    if len(text) > 160:
        return False
    return ";" in text or bool(_ENUMERATION.match(text) and ITEMS.search(text) and ". " not in text)


def _sentence_spans(read: Located, number: int) -> list[tuple[int, int]]:
    line = read.lines[number]
    return [(line.tokens[i].start, line.tokens[j - 1].end) for i, j in sentences(line)]


def _sentence_needs(read: Located, number: int, start: int, end: int, text: str) -> Iterator[Need]:
    kept: list[tuple[Clause, Cue]] = []
    for clause in clauses(text, start, end):
        if not FEWEST <= len(clause.text) <= LONGEST or _excluded().search(clause.text):
            continue
        cue = next((cue for cue in _cues() if cue.regex.search(clause.text)), None)
        if cue is None and clause.follows and SECOND.match(clause.text):
            cue = Cue("second", "expressed", _cues()[0].regex, 0.7)
        if cue is None and clause.answers:
            cue = Cue("answer", "expressed", _cues()[0].regex, 0.7)
        if cue is None or (_is_supposed(clause.text) and cue.id != "takers"):
            continue
        if cue.id in ("must-some", "shortage") and clause.text.endswith("?"):
            continue  # « Il manque du sel ? Ajoutez-en. » supposes
        if sum(word[0].isalnum() for word in clause.text.split()) < FEWEST_WORDS:
            continue
        kept.append((clause, cue))
    is_told = any(cue.grade != "latent" for _, cue in kept)
    for place, (clause, cue) in enumerate(kept):
        if cue.grade == "latent" and (is_told or place):
            continue
        yield _need(read, number, clause.start, clause.end, cue)


def _is_supposed(text: str) -> bool:
    return bool(re.search(r"\b(?:si |s'il|s'ils|au cas où|à condition)", text[:6]))


def _within_quotes(text: str, start: int, end: int) -> int:
    """End of what is said, when the words of who says it come after the closing quotation mark."""
    closing = text.find("»", start, end)
    if closing < 0 or "«" in text[start:closing]:
        return end
    return start + len(text[start:closing].rstrip())


def _need(read: Located, number: int, start: int, end: int, cue: Cue) -> Need:
    block = read.document.blocks[number]
    place = _place(read, number, start, end)
    end = _within_quotes(block.text, start, end)
    where = block.span(start, end)
    found = cue.regex.search(_plain(block.text[start:end]))
    return Need(
        grade=cue.grade,
        theme=theme_of(block.text[start:end], cue.id, found),
        start=where[0],
        end=where[1],
        confidence=cue.confidence,
        pattern=f"need-{cue.id}",
        place=place,
        needed_by=needer(read, number, start, end, cue.grade),
    )


def _place(read: Located, number: int, start: int, end: int) -> str | None:
    """The place named in the clause, else in the sentence, else in the heading."""
    line = read.lines[number]
    own = _places(read, number)
    inside = [m for m in own if start <= line.tokens[m.span.i].start < end]
    if inside:
        return f"e{inside[0].entity + 1}"
    sentence = next(
        (s for s in _sentence_spans(read, number) if s[0] <= start < s[1]), (start, end)
    )
    near = [m for m in own if sentence[0] <= line.tokens[m.span.i].start < sentence[1]]
    if near:
        return f"e{near[0].entity + 1}"
    return _heading_place(read, number)


def _places(read: Located, number: int) -> list[Named]:
    """The places of a block; mentions follow its order."""
    first = bisect_left(read.mentions, number, key=lambda named: named.line)
    last = bisect_left(read.mentions, number + 1, key=lambda named: named.line)
    return [named for named in read.mentions[first:last] if named.span.kind == "Place"]


def _heading_place(read: Located, number: int) -> str | None:
    for k in range(number - 1, max(-1, number - 3), -1):
        if read.document.blocks[k].kind == "heading":
            own = _places(read, k)
            return f"e{own[0].entity + 1}" if own else None
    return None
