"""Acronyms: by themselves, and in brackets beside the name that they shorten."""

import re
from collections.abc import Iterator

from tisserand.ingest.extraction.lexicons import heads, word_set
from tisserand.ingest.extraction.persons import is_person_told
from tisserand.ingest.extraction.place_names import SIDES, PlaceNames
from tisserand.ingest.extraction.spans import ARTICLES, OF, Span, adjective_end, chain_end
from tisserand.ingest.extraction.tokens import Line
from tisserand.ingest.extraction.verb_forms import is_verb_form
from tisserand.reference.text import fold

DEFINED, WITH_PLACE, BARE = 8.8, 5.4, 3.2
LONGEST = 10
_LOOK_BACK = 14
_LABEL = re.compile(r"(?:[IVX]+|[A-Z])[-.](?:\d+|[a-z]|[IVX]+)|[IVX]{2,}")
"""Numbers of the parts of a plan: « II-1 », « III.b », « IV »."""
_SMALL = (
    OF
    | ARTICLES
    | {"et", "en", "à", "au", "aux", "pour", "sur", "dans", "-", "&", "'", "’", "par", "un", "une"}
)


def is_acronym(line: Line, i: int) -> bool:
    """Whether token i is written as an acronym, among words that are not in capitals."""
    if not 0 <= i < len(line.tokens):
        return False
    if line.is_upper and not (line.lower(i - 1) == "(" and line.lower(i + 1) == ")"):
        return False
    if line.lower(i) in word_set("contexts", "openers"):
        return False
    text = line.tokens[i].text
    letters = [letter for letter in text if letter.isalpha()]
    if len(letters) == 1:
        return False
    if _LABEL.fullmatch(text) or (len(text) > 4 and is_verb_form(text.lower())):
        return False
    if _is_shouted(line, i):
        return False
    if not 2 <= len(text) <= LONGEST or not letters or not text[0].isalpha() or text[-1] == ".":
        return False
    return sum(map(str.isupper, letters)) >= max(2, len(letters) - 2) and text[0].isupper()


def _is_shouted(line: Line, i: int) -> bool:
    """« TARIFS », « VŒUX. Elle a suggéré… », « FINANCEMENTS ACQUIS : … »: words in capitals that
    head a line, and no acronym."""
    run = 0
    while run < len(line.tokens) and line.tokens[run].text.isupper():
        run += line.tokens[run].is_word
        if not line.tokens[run - 1].is_word:
            break
    if i >= run or line.tokens[i].text in word_set("organizations", "known"):
        return False
    is_head = line.lower(run) in (":", ".", "!", "?", "") and (
        run < len(line.tokens) or run == i + 1
    )
    return is_head and (run > 1 or len(line.tokens[i].text) > 3 + (run == len(line.tokens)))


def acronyms(line: Line, places: PlaceNames) -> Iterator[Span]:
    """Candidates of a line."""
    tokens = line.tokens
    for i in range(len(tokens)):
        if not is_acronym(line, i):
            continue
        if i == 0 and line.lower(1) == ":":
            continue
        in_brackets = line.lower(i - 1) == "(" and line.lower(i + 1) == ")"
        if in_brackets and (start := expansion(line, i)) is not None:
            yield from _defined(line, start, i)
        elif tokens[i].text not in word_set("organizations", "not_names"):
            if len(letters_of(tokens[i].text)) > 6 and not in_brackets and tokens[i].pos != "PROPN":
                continue
            is_alone = not (i + 1 < len(tokens) and is_acronym(line, i + 1))
            if in_brackets:
                yield Span(i, i + 1, "Organization", BARE - 0.4, "acronym-brackets")
            elif is_alone and not is_acronym(line, i - 1):
                end = with_place(line, i, places)
                if end > i + 1:
                    yield Span(i, end, "Organization", WITH_PLACE, "acronym-of")
                yield Span(i, i + 1, "Organization", BARE, "acronym")


def with_place(line: Line, i: int, places: PlaceNames) -> int:
    """« CCI de la Sarthe », « AEC Aquitaine »."""
    tokens = line.tokens
    if i + 1 < len(tokens) and tokens[i + 1].text.isdigit() and len(tokens[i + 1].text) == 2:
        return i + 2 if line.is_close(i + 1) else i + 1
    end = chain_end(line, i)
    if end == i + 1 or end - i > 7:
        return i + 1
    follows = tokens[i + 1]
    is_area = follows.text in SIDES or places.longest(line, i + 1)
    if follows.is_capital and not is_area:
        return i + 1
    return adjective_end(line, end)


def letters_of(text: str) -> str:
    """The letters of a word."""
    return "".join(letter for letter in text if letter.isalpha())


def _defined(line: Line, start: int, i: int) -> Iterator[Span]:
    """A name and the acronym of its initials, when the name is one of an organisation or of a
    person: « Aline Gaudin (AG) »."""
    known = heads("organizations", "kept", "dropped")
    first = line.tokens[start]
    if is_person_told(line, start, i - 1):
        yield Span(start, i - 1, "Person", DEFINED, "person-initialled")
        yield Span(i, i + 1, "Person", DEFINED, "person-initials-defined")
        return
    head = known.at(line, start)
    if (
        head
        or first.text in word_set("organizations", "prefixes")
        or (first.is_capital and (start not in line.starts or i - start > 3))
    ):
        gender = head.gender if head else ""
        yield Span(start, i - 1, "Organization", DEFINED, "acronym-expanded", gender)
        yield Span(i, i + 1, "Organization", DEFINED, "acronym-defined", gender)


def expansion(line: Line, i: int) -> int | None:
    """Where the name begins whose initials the bracketed acronym at token i gives."""
    wanted = "".join(letter for letter in fold(line.tokens[i].text) if letter.isalpha())
    found = ""
    for k in range(i - 2, max(-1, i - 2 - _LOOK_BACK), -1):
        token = line.tokens[k]
        if not token.is_word:
            if token.text in "-–&":
                continue
            return None
        parts = [fold(part) for part in token.lower.replace("'", "-").split("-")]
        initials = "".join(part[0] for part in parts if part)
        if token.lower in _SMALL and not wanted.endswith(initials + found):
            continue
        found = initials + found
        if found == wanted:
            return k
        if not wanted.endswith(found):
            return None
    return None
