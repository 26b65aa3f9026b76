"""Which candidates stand: the surest first, without overlap, a name of one kind throughout."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from tisserand.ingest.extraction.findings import MentionKind
from tisserand.ingest.extraction.lexicons import first_name_gender, word_set
from tisserand.ingest.extraction.place_names import PlaceNames
from tisserand.ingest.extraction.spans import OF, Span, is_article
from tisserand.ingest.extraction.tokens import Line, key_of
from tisserand.ingest.extraction.verb_forms import is_verb_form

ENOUGH = 2.6
"""Weight from which a candidate is a mention."""
SURE = 6.0
"""Weight from which a candidate needs no vote."""

_NUMBER = re.compile(r"[IVX]+\.?|[IVX]+[-.](?:\d+|[a-z])|[IVX]{2,}")
MODEL_WEIGHTS = {"PER": 4.2, "LOC": 2.7, "ORG": 2.7}
_PARTICLES = frozenset(("van", "von", "der", "den", "ben", "el", "al", "da", "dos", "di"))
_ANNOUNCE_PLACE = frozenset(("à", "au", "aux", "en", "vers", "de", "d'", "depuis"))


def select(spans: Iterable[Span]) -> list[Span]:
    """The surest candidates of a line, the longest at equal weight, without overlap, in order."""
    taken: set[int] = set()
    kept = []
    for span in sorted(spans, key=lambda span: (-span.weight, span.i - span.j, span.i, span.kind)):
        if span.weight < ENOUGH or not taken.isdisjoint(range(span.i, span.j)):
            continue
        taken.update(range(span.i, span.j))
        kept.append(span)
    return sorted(kept)


def from_model(line: Line, places: PlaceNames) -> Iterator[Span]:
    """What spaCy names, cut to words that names are made of."""
    for i, j, label in line.entities:
        while i < j and not (line.tokens[i].is_capital and line.tokens[i].is_word):
            i += 1
        while j > i and not (line.tokens[j - 1].is_word or line.tokens[j - 1].text.isdigit()):
            j -= 1
        if i == j or label not in MODEL_WEIGHTS or line.is_upper:
            continue
        if any(not token.is_word and token.text not in "&'’-." for token in line.tokens[i:j]):
            continue
        yield from _model_span(line, i, j, label, places)


def _model_span(line: Line, i: int, j: int, label: str, places: PlaceNames) -> Iterator[Span]:
    first = line.tokens[i]
    if any(_NUMBER.fullmatch(token.text) for token in line.tokens[i:j]):
        return
    is_alone = j - i == 1
    if is_alone and first.is_upper and len(first.text) > 4 and is_verb_form(first.lower):
        return
    if is_alone and i in line.starts and first.pos not in ("PROPN",):
        return
    if first.lower in word_set("contexts", "short"):
        return
    if j - i > 1 and is_article(line, i) and line.lower(i + 1) in word_set("contexts", "short"):
        return
    if line.slice(i, j).lower() in word_set("organizations", "generic"):
        return
    if line.slice(i, min(j, i + 2)).lower() in word_set("organizations", "committees"):
        return
    if first.pos in ("DET", "ADP", "PRON", "ADV", "SCONJ", "CCONJ"):
        return
    weight = MODEL_WEIGHTS[label]
    openers = word_set("contexts", "greetings") | word_set("contexts", "openers") | OF
    while j - i > 1 and line.lower(i) in openers and line.tokens[i].is_capital:
        i += 1
        first = line.tokens[i]
    if label == "PER" and _is_body(line, i, j, places):
        label = "ORG"
    if label == "PER":
        capitals = all(token.is_capital for token in (first, line.tokens[j - 1]))
        first_name = first_name_gender(first.text)
        small = [token.lower for token in line.tokens[i:j] if token.text[0].islower()]
        if small and not first_name and not _PARTICLES.issuperset(small):
            return
        if line.slice(i, j).isupper() and ":" in line.text:
            return
        if capitals:
            yield Span(i, j, "Person", 1.5 if is_alone else weight, "model-person")
    elif label == "LOC":
        announced = line.lower(i - 1) in _ANNOUNCE_PLACE
        yield Span(i, j, "Place", weight + 0.3 if announced else weight - 0.7, "model-place")
    elif first.is_capital and not (i == 0 and j == len(line.tokens)):
        yield Span(i, j, "Organization", weight - 0.4 * is_alone, "model-organization")


def _is_body(line: Line, i: int, j: int, places: PlaceNames) -> bool:
    """Whether what the model takes for a person ends as a body: « Thyssen Acier »."""
    if j - i < 2 or first_name_gender(line.tokens[i].text):
        return False
    last = line.tokens[j - 1].text
    return last in word_set("organizations", "suffixes") or (j - i == 2 and places.is_area(last))


def vote(lines: Sequence[Line], chosen: Sequence[list[Span]]) -> list[list[Span]]:
    """Give the doubtful occurrences of a name the kind that its occurrences say together."""
    votes: dict[str, dict[MentionKind, float]] = defaultdict(lambda: defaultdict(float))
    for line, spans in zip(lines, chosen, strict=True):
        for span in spans:
            votes[key_of(line.slice(span.i, span.j))][span.kind] += span.weight
    result = []
    for line, spans in zip(lines, chosen, strict=True):
        voted = []
        for span in spans:
            kinds = votes[key_of(line.slice(span.i, span.j))]
            best = max(sorted(kinds), key=kinds.__getitem__)
            is_surname = span.kind == "Person" and span.pattern == "known"
            doubtful = span.weight < SURE and best != span.kind and not is_surname
            voted.append(span._replace(kind=best) if doubtful else span)
        result.append(voted)
    return result
