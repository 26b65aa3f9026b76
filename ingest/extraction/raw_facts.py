"""Facts by numbers of entities, as sentences and lists tell them, before they are located."""

import re
from collections.abc import Callable
from typing import NamedTuple

from tisserand.ingest.extraction.findings import Fact, Predicate
from tisserand.ingest.extraction.modality import Dates
from tisserand.ingest.extraction.scene import Scene
from tisserand.ingest.extraction.sentences import Sentence

REACH = 3
"""Blocks before one where what it leaves out is looked for."""
_SIGN = re.compile(r"<([A-Z])(\d+)>")

Context = Callable[[int, str], tuple[int, str] | None]
"""The closest thing named before a position of the abstract text, of some letters; before none,
the body that the document is of."""


class RawFact(NamedTuple):
    """A fact by numbers of entities; `o` is a literal when `entity` is false."""

    s: int
    predicate: Predicate
    o: int | str
    fact: Fact
    letters: str
    scene: int


def signs_in(text: str | None) -> list[tuple[str, int]]:
    """Letters and numbers of the entities in an abstract text, in order."""
    return [(m[1], int(m[2])) for m in _SIGN.finditer(text or "") if m[1] not in "RA"]


def dative(scene: Scene, start: int, position: int) -> tuple[int, str] | None:
    """« ‹ lui › a versé »: what the sentence before the one that starts there begins with, when
    the words from `start` to `position` name nothing."""
    if any(letter in "OJE" for letter, _ in signs_in(scene.text[start:position])):
        return None
    before = [(first, end) for first, end in scene.sentences if end <= start]
    named = signs_in(scene.text[slice(*before[-1])]) if before else []
    if not named or (named[0][0] == "P" and any(letter == "O" for letter, _ in named)):
        return None
    letter, number = named[0]
    return (number, letter) if letter in "POJ" else None


def told_in(
    sentence: Sentence,
    start: int,
    end: int,
    subject: tuple[int, str],
    thing: tuple[int, str],
    predicate: Predicate,
    pattern: str,
    confidence: float,
    dates: Dates,
    past: bool = False,
    role: str | None = None,
) -> RawFact:
    """A fact whose passage is a slice of the abstract text."""
    first, last = sentence.scene.span(start, end)
    fact = Fact(
        str(subject[0]), predicate, "", first, last, confidence, pattern, role=role,
        year=dates.year, since=dates.since, until=dates.until, status="past" if past else None,
    )  # fmt: skip
    return RawFact(
        subject[0], predicate, thing[0], fact, subject[1] + thing[1], sentence.scene.line
    )
