"""Which words of two names match, and which are left over."""

from functools import lru_cache
from typing import NamedTuple

from rapidfuzz.fuzz import ratio

from tisserand.ingest.resolution.model import load_model
from tisserand.ingest.resolution.shape import Name

_ALIKE = 86.0
"""Least Indel similarity of two spellings of one word, of 100 (rapidfuzz)."""
_SHORT = 5
"""Shorter words match letter for letter."""
_CUT = 4
"""A last word that a narrow column cut keeps this many letters or more."""


class Alignment(NamedTuple):
    """Two names, word by word, the lesser on the left.

    Attributes:
        matched: (word of the lesser name, share of its weight that it keeps).
        left, right: words of each that nothing matches.
        is_whole: the two names are made of the same words.
        numbers_differ: both bear numbers, and not the same.
    """

    matched: tuple[tuple[str, float], ...]
    left: Name
    right: Name
    is_whole: bool
    numbers_differ: bool


def align(a: Name, b: Name) -> Alignment:
    """Align two names, in either order; that of words counts for nothing (« ECOSSOLIES LES »)."""
    return _align(a, b) if a <= b else _align(b, a)


@lru_cache(maxsize=100_000)
def _align(a: Name, b: Name) -> Alignment:
    if a == b or "".join(a) == "".join(b):
        return Alignment(tuple((word, 1.0) for word in sorted(set(a))), (), (), True, False)
    shared = set(a) & set(b)
    left = [word for word in a if word not in shared]
    right = [word for word in b if word not in shared]
    numbers_differ = _numbers(left) and _numbers(right)
    matched = [(word, 1.0) for word in sorted(shared)]
    near = load_model().bits["near_spelling"]
    for word in tuple(left):
        other = next((one for one in right if _alike(word, one, a, b)), None)
        if other is not None:
            matched.append((word, near))
            left.remove(word)
            right.remove(other)
    whole = not left and not right and len(matched) == len(shared)
    return Alignment(tuple(matched), tuple(left), tuple(right), whole, numbers_differ)


def _numbers(words: list[str]) -> bool:
    return any(word.isdigit() for word in words)


def _alike(word: str, other: str, a: Name, b: Name) -> bool:
    """Another spelling of one word, or the same cut short at the end of its name."""
    if not (word.isalpha() and other.isalpha()):
        return False
    if (word == a[-1] and len(word) >= _CUT and other.startswith(word)) or (
        other == b[-1] and len(other) >= _CUT and word.startswith(other)
    ):
        return True
    if min(len(word), len(other)) < _SHORT or word[0] != other[0]:
        return False
    return ratio(word, other) >= _ALIKE
