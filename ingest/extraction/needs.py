"""Needs: clauses that show a lack, expressed, spotted or latent."""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple, cast

from tisserand.ingest.extraction.findings import Grade, Need
from tisserand.ingest.extraction.lexicons import read_words
from tisserand.ingest.extraction.records import Located
from tisserand.ingest.extraction.sections import titles
from tisserand.ingest.extraction.tokens import sentences

_MACRO = re.compile(r"\{(\w+)\}")
_BREAK = re.compile(
    r" ?; | ?: |, et (?=(?:nous|je|on|il|elle|un |une |des |la plupart)\b)|\. |(?<=[!?]) | – |"
    r", et (?=d['e] ?(?:un|une)\b)| et (?=(?:un|une) \w+ (?:qui|pour|capable|de|d'))|"
    r", (?=nous \w+ons\b)|"
    r", dit-(?:elle|il), et "
)
_ASKED = re.compile(
    r"\b(?:(?:nous|me|leur|lui) (?:faut|faudrait)|cherch|recherch|besoin|manque|voul|demand|réclam)"
)
ITEMS = re.compile(
    r";|, (?:et )?(?=(?:un|une|des|deux|trois|quelques)\b)| et (?=(?:un|une|des|deux|trois)\b)"
)
"""Between the items of an enumeration."""
_ENUMERATION = re.compile(r"(?:un|une|des|deux|trois|quatre|quelques|du|de la)\b", re.IGNORECASE)
FEWEST, THEME_WORDS = 12, 9


class Cue(NamedTuple):
    """Words that tell a need, and how surely."""

    id: str
    grade: Grade
    regex: re.Pattern[str]
    confidence: float


class _Clause(NamedTuple):
    """Characters of a block, and whether the clause before it asks for something."""

    start: int
    end: int
    text: str
    follows: bool


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
def _noise() -> re.Pattern[str]:
    return re.compile("|".join(read_words("needs")["noise"]), re.DOTALL)


@cache
def asks_in_heading() -> re.Pattern[str]:
    """Headings whose items are each a need."""
    return re.compile(read_words("needs")["headings"])


def find_needs(read: Located) -> list[Need]:
    """The needs of a document, in order; none in a job offer, a recipe or a timetable."""
    if is_noise(read.document.text):
        return []
    found = [need for number in range(len(read.lines)) for need in _block_needs(read, number)]
    return sorted(found, key=lambda need: (need.start, need.end))


def is_noise(text: str) -> bool:
    """Whether a text is a job offer, a recipe or a timetable."""
    words = _plain(text)
    return bool(_noise().search(words)) or _is_timetable(words)


def _plain(text: str) -> str:
    return text.lower().replace("’", "'").replace("\u00a0", " ").replace("\u202f", " ")


def _is_timetable(text: str) -> bool:
    times = len(re.findall(r"\b\d{1,2} ?[h:] ?\d{2}\b", text))
    return times > 6 and times > len(text.split()) / 40


def _block_needs(read: Located, number: int) -> Iterator[Need]:
    block = read.document.blocks[number]
    if block.kind == "heading":
        return
    text = _plain(block.text)
    if under_seeking_heading(read, number):
        cue = Cue("list", "expressed", _cues()[0].regex, 0.85)
        first = 0
        for part in ITEMS.split(text):
            clean = part.strip(" .")
            if clean:
                first = text.index(clean, first)
                yield _need(read, number, first, first + len(clean), cue)
                first += len(clean)
        return
    for start, end in _sentence_spans(read, number):
        yield from _sentence_needs(read, number, start, end, text)


def under_seeking_heading(read: Located, number: int) -> bool:
    """Whether a block is an item of a list headed « nous cherchons »."""
    block = read.document.blocks[number]
    if block.kind != "list_item":
        above = titles(read.document.blocks)[number] if len(block.text) <= 160 else ""
        asks = bool(above) and bool(asks_in_heading().search(above))
        return asks and is_enumeration(block.text)
    if block.headings and asks_in_heading().search(_plain(block.headings[-1])):
        return True
    k = number - 1
    while k >= 0 and read.document.blocks[k].kind == "list_item":
        k -= 1
    if k < 0:
        return False
    before = _plain(read.document.blocks[k].text).strip()
    return len(before) < 120 and before.endswith(":") and bool(asks_in_heading().search(before))


def is_enumeration(text: str) -> bool:
    """« deux apprentis ; un four », « Un comptable, une scie et des administrateurs »."""
    if len(text) > 160:
        return False
    return ";" in text or bool(_ENUMERATION.match(text) and ITEMS.search(text) and ". " not in text)


def _sentence_spans(read: Located, number: int) -> list[tuple[int, int]]:
    line = read.lines[number]
    return [(line.tokens[i].start, line.tokens[j - 1].end) for i, j in sentences(line)]


def _sentence_needs(read: Located, number: int, start: int, end: int, text: str) -> Iterator[Need]:
    kept: list[tuple[_Clause, Cue]] = []
    for clause in _clauses(text, start, end):
        if len(clause.text) < FEWEST or _excluded().search(clause.text):
            continue
        cue = next((cue for cue in _cues() if cue.regex.search(clause.text)), None)
        if cue is None and clause.follows and re.match(r"(?:d')?(?:un|une|des) ", clause.text):
            cue = Cue("second", "expressed", _cues()[0].regex, 0.7)
        if cue is None or _is_supposed(clause.text):
            continue
        kept.append((clause, cue))
    for clause, cue in kept:
        if cue.grade == "latent" and len(kept) > 1:
            continue
        yield _need(read, number, clause.start, clause.end, cue)


def _is_supposed(text: str) -> bool:
    return bool(re.search(r"\b(?:si |s'il|s'ils|au cas où|à condition)", text[:6]))


def _clauses(text: str, start: int, end: int) -> Iterator[_Clause]:
    position, asked = start, False
    for found in [*_BREAK.finditer(text, start, end), None]:
        stop = found.start() if found else end
        raw = text[position:stop]
        clean = raw.strip(' «»"“”,.–-')
        if clean:
            first = position + raw.index(clean)
            yield _Clause(first, first + len(clean), clean, asked)
            asked = bool(_ASKED.search(clean))
        position = found.end() if found else end


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
    return Need(
        grade=cue.grade,
        theme=theme_of(block.text[start:end], cue),
        start=where[0],
        end=where[1],
        confidence=cue.confidence,
        pattern=f"need-{cue.id}",
        place=place,
        needed_by=None,
    )


def theme_of(text: str, cue: Cue) -> str:
    """What is needed, in a few words of the text: those after the cue."""
    found = cue.regex.search(_plain(text))
    after = text[found.end() :] if found and found.end() < len(text) - 4 else text
    words = re.split(r"[,;:.!?»]", after.strip(" ,;:.«»"))[0].split()
    words = words or text.split()
    return " ".join(words[:THEME_WORDS])


def _place(read: Located, number: int, start: int, end: int) -> str | None:
    """The place named in the clause, else in the sentence, else in the heading."""
    line = read.lines[number]
    own = [m for m in read.mentions if m.line == number and m.span.kind == "Place"]
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


def _heading_place(read: Located, number: int) -> str | None:
    for k in range(number - 1, max(-1, number - 3), -1):
        if read.document.blocks[k].kind == "heading":
            own = [m for m in read.mentions if m.line == k and m.span.kind == "Place"]
            return f"e{own[0].entity + 1}" if own else None
    return None
