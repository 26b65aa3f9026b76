"""Names found surely somewhere in a document, looked for everywhere in it."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from tisserand.ingest.extraction.findings import MentionKind
from tisserand.ingest.extraction.person_names import parse_person, without_particles
from tisserand.ingest.extraction.spans import ARTICLES, Span
from tisserand.ingest.extraction.tokens import Line, key_of, tokenize
from tisserand.ontology.model import CLASSES
from tisserand.ontology.properties import family_of

STRONG, DOUBTFUL = 4.2, 3.4
IN_GRAPH = 6.9
SHORTEST = 6
"""Letters from which a single word of the graph is looked for."""
FULL, WITHOUT_ARTICLE, SURNAME, FIRST_NAME = 7.3, 6.5, 5.0, 4.4
_ALONE_TEXT = """
    ville commune région département association maison conseil centre projet programme
"""
_ALONE = frozenset(_ALONE_TEXT.split())

_MENTION_KINDS: Mapping[str, MentionKind] = {
    "person": "Person",
    "organization": "Organization",
    "site": "Organization",
    "project": "Project",
    "event": "Event",
    "funding-scheme": "FundingSource",
}


class Form(NamedTuple):
    """A way of writing a name, and what it names."""

    words: tuple[str, ...]
    kind: MentionKind
    weight: float
    gender: str
    head: str


class Memory:
    """Forms of names by their folded words."""

    def __init__(self) -> None:
        self._forms: dict[tuple[str, ...], Form] = {}
        self._longest: dict[str, int] = {}
        self._surnames: dict[str, Form] = {}

    def learn(self, lines: Sequence[Line], chosen: Sequence[Sequence[Span]]) -> None:
        """Take in the sure names of a document."""
        for line, spans in zip(lines, chosen, strict=True):
            for span in spans:
                is_long = span.j - span.i > 1 and span.weight >= DOUBTFUL
                if (span.weight >= STRONG or is_long) and span.kind != "Skill":
                    self._learn_span(line.slice(span.i, span.j), span)

    def prefer_persons(self) -> None:
        """Where a town is also somebody's surname, its name tells nothing by itself."""
        for words, form in self._forms.items():
            surname = self._surnames.get(words[0])
            if len(words) == 1 and form.kind == "Place" and surname is not None:
                self._forms[words] = surname

    def learn_names(self, names: Mapping[str, str]) -> None:
        """Take in names that the graph holds, with their classes."""
        for text, kind in names.items():
            mention_kind = _MENTION_KINDS.get(family_of(kind)) if kind in CLASSES else None
            if mention_kind and (" " in text or len(text) >= SHORTEST):
                span = Span(0, 0, mention_kind, IN_GRAPH, "graph")
                self._add(text, span, IN_GRAPH)

    def _learn_span(self, text: str, span: Span) -> None:
        words = [token.lower for token in tokenize(text)]
        doubt = 0.0 if span.weight >= STRONG else FULL - STRONG + 0.1
        is_whole = span.weight > FULL and len(words) > 3
        self._add(text, span, span.weight if is_whole else FULL - doubt)
        if span.kind == "Person":
            name = parse_person(text)
            if name.last and not name.is_short and len(name.last) > 2:
                self._add(name.last, span, SURNAME)
                if " " not in name.last:
                    form = Form((name.last,), "Person", SURNAME, span.gender, "")
                    self._surnames.setdefault(name.last, form)
                else:
                    self._add(name.last.split()[-1], span, SURNAME)
                if len(bare := without_particles(name.last)) > 3:
                    self._add(bare, span, SURNAME)
            if name.first and len(name.first) > 2:
                self._add(name.first, span, FIRST_NAME)
        elif words[0] in ARTICLES and len(words) > 1 and span.kind != "Place":
            self._add(text[len(words[0]) :].strip(), span, WITHOUT_ARTICLE - doubt * 0.8)

    def _add(self, text: str, span: Span, weight: float) -> None:
        words = tuple(key_of(text).split())
        if not words or (len(words) == 1 and (words[0] in _ALONE or len(words[0]) < 2)):
            return
        known = self._forms.get(words)
        if known is None or known.weight < weight:
            self._forms[words] = Form(words, span.kind, weight, span.gender, span.head)
            self._longest[words[0]] = max(self._longest.get(words[0], 0), len(words))

    def find(self, line: Line) -> Iterator[Span]:
        """The forms that a line holds, written with a capital letter."""
        keys: list[list[str]] = [key_of(token.text).split() for token in line.tokens]
        for i, token in enumerate(line.tokens):
            if not token.text[0].isupper() and not token.text[0].isdigit():
                continue
            for j, words in _beginnings(keys, i, self._longest):
                form = self._forms.get(words)
                if form is not None and _is_whole(line, i, j, form):
                    yield Span(i, j, form.kind, form.weight, "known", form.gender, form.head)


def _beginnings(
    keys: list[list[str]], i: int, longest: Mapping[str, int]
) -> Iterator[tuple[int, tuple[str, ...]]]:
    """The words from token i on, one token more each time, as far as a form may go."""
    words: list[str] = []
    for j in range(i, len(keys)):
        words += keys[j]
        if not keys[j] or len(words) > longest.get(words[0], 0):
            return
        yield j + 1, tuple(words)


def _is_whole(line: Line, i: int, j: int, form: Form) -> bool:
    """Not a part of a longer name, for a surname or a first name; an acronym in capitals."""
    if form.weight > SURNAME:
        return len(form.words) > 1 or line.tokens[i].is_capital
    after = j < len(line.tokens) and line.tokens[j].is_capital and line.is_close(j)
    before = i > 0 and line.tokens[i - 1].is_capital and line.is_close(i) and i not in line.starts
    if before and line.tokens[i - 1].is_initials:
        before = False
    return not after and not (before and line.tokens[i - 1].is_word)
