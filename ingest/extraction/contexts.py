"""Names that only their context tells: after a title, « chez », « membre de », « bilan de »."""

from collections.abc import Iterator

from tisserand.ingest.extraction.findings import MentionKind
from tisserand.ingest.extraction.lexicons import first_name_gender, word_set
from tisserand.ingest.extraction.place_names import PlaceNames
from tisserand.ingest.extraction.spans import (
    OF,
    Span,
    chain_end,
    is_article,
    starts_name,
    tail_end,
)
from tisserand.ingest.extraction.tokens import Line

TITLED, TOLD, DETERMINED, BARE = 5.6, 5.4, 3.6, 3.0

_TO_BODY = OF | {"chez", "à", "au", "aux", "pour"}


def contextual(line: Line, places: PlaceNames) -> Iterator[Span]:
    """Candidates of a line: names with no noun before them."""
    if line.is_upper:
        return
    i = 0
    while i < len(line.tokens):
        end = _name_end(line, i)
        if end:
            yield from _classified(line, i, end, places)
        i = max(i + 1, end)


def _name_end(line: Line, i: int) -> int:
    """End of a name at token i that begins no sentence and is no known kind of word; else 0."""
    tokens = line.tokens
    token = tokens[i]
    if not starts_name(line, i) or first_name_gender(token.text) or token.is_initials:
        return 0
    if i and tokens[i - 1].is_capital and tokens[i - 1].is_word and line.is_close(i):
        return 0
    if i in line.starts and not _starts_with_name(line, i):
        return 0
    if is_article(line, i) and i + 1 < len(tokens) and first_name_gender(tokens[i + 1].text):
        return 0
    end = tail_end(line, i, chain_end(line, i))
    return end if end - i > 1 or not is_article(line, i) else 0


def _starts_with_name(line: Line, i: int) -> bool:
    """At the head of a sentence: an article, then a word with a capital letter too."""
    follows = i + 1 < len(line.tokens) and line.tokens[i + 1].is_capital
    return is_article(line, i) and follows


def _classified(line: Line, i: int, end: int, places: PlaceNames) -> Iterator[Span]:
    found = places.longest(line, i)
    is_place = found is not None and found[0] >= chain_end(line, i)
    start = i
    if i in line.starts and is_article(line, i):
        yield Span(i + 1, end, "Project", BARE, "context-subject")
    kind, weight = _kind(line, start)
    if is_place:
        return
    if end - i == 1 and weight < TOLD:
        if line.tokens[i].pos == "PROPN" and i not in line.starts:
            yield Span(i, end, kind, BARE - 0.3, "context-single")
        return
    yield Span(start, end, kind, weight, "context")


def _kind(line: Line, i: int) -> tuple[MentionKind, float]:
    """What the words before a name tell."""
    before = line.lower(i - 1)
    k = i - 1
    while k >= 0 and line.lower(k) in ("la", "le", "les", "l'"):
        k -= 1
    link = line.lower(k)
    if link in _TO_BODY and k > 0:
        if link == "chez" or _ends_with_title(line, k - 1) or line.lower(k - 1) in _told("bodies"):
            return "Organization", TITLED
        if line.lower(k - 1) in _told("projects"):
            return "Project", TOLD
    if before in ("(", ":") and line.lower(i - 2) in _told("carriers"):
        return "Organization", TITLED
    if line.lower(k) in ("et", ",") and k != i - 1:
        return "Project", BARE
    determined = before in ("la", "le", "les", "l'", "du", "des", "au", "aux")
    return ("Project", DETERMINED) if determined else ("Organization", DETERMINED)


def _ends_with_title(line: Line, k: int) -> bool:
    """Whether tokens that end at k hold a title close by: « chargée d'études à »."""
    titles = word_set("roles", "heads")
    for position in range(k, max(-1, k - 5), -1):
        word = line.lower(position)
        if word in titles:
            return True
        if not word[:1].isalpha() or line.tokens[position].is_capital:
            return False
    return False


def _told(part: str) -> frozenset[str]:
    return word_set("contexts", part)
