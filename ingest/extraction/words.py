"""The signs and words of a sentence, as its verb groups and its governors are read from them."""

from typing import NamedTuple

from tisserand.ingest.extraction.scene import Scene


class Word(NamedTuple):
    """A sign or a word: `start` and `end` in the abstract text; `letter` of a sign, or empty.

    Attributes:
        pos: part of speech of a word; the pronoun that a sign stands for, or empty.
    """

    text: str
    start: int
    end: int
    pos: str
    letter: str
    number: int


def words_of(scene: Scene, start: int, end: int) -> list[Word]:
    """The signs and words of a sentence of a scene."""
    found = []
    for (position, _, _), (text, pos) in zip(scene.origins, scene.pieces, strict=True):
        if start <= position < end:
            is_sign = text[0] == "<" and len(text) > 1
            letter, number = (text[1], int(text[2:-1])) if is_sign else ("", -1)
            found.append(Word(text, position, position + len(text), pos, letter, number))
    return found
