"""Which words of two names match, and which are left over."""

import re
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz.distance import OSA

from tisserand.ingest.resolution.model import load_model
from tisserand.ingest.resolution.shape import Name

_SHORT = 5
"""Shorter words match letter for letter, or as the start of a longer one."""
_LONG = 9
"""Two letters may differ in words this long."""
_DOUBLED = re.compile(r"(.)\1")
_VOWELS = frozenset("aeiouy")


class Paired(NamedTuple):
    """A word of one name, that of the other which it matches, and the share of weight kept."""

    word: str
    other: str
    share: float


class Alignment(NamedTuple):
    """Two names, word by word, the lesser on the left.

    Attributes:
        left, right: words of each that nothing matches.
        is_whole: the two names are made of the same words.
        numbers_differ: both bear numbers, and not the same.
    """

    matched: tuple[Paired, ...]
    left: Name
    right: Name
    is_whole: bool
    numbers_differ: bool


_NOTHING = Alignment((), (), (), False, False)


def align(a: Name, b: Name) -> Alignment:
    """Align two names, in either order; that of words counts for nothing (« ECOSSOLIES LES »).

    Names of several words that share none are not looked at more closely.
    """
    if len(a) > 1 and len(b) > 1 and not any(word in b for word in a):
        return _NOTHING if "".join(a) != "".join(b) else _align(a, b)
    return _align(a, b) if a <= b else _align(b, a)


@lru_cache(maxsize=50_000)
def _align(a: Name, b: Name) -> Alignment:
    if a == b or "".join(a) == "".join(b):
        return Alignment(tuple(Paired(word, word, 1.0) for word in sorted(a)), (), (), True, False)
    shared = set(a).intersection(b)
    left = [word for word in a if word not in shared]
    right = [word for word in b if word not in shared]
    if not left and not right:
        pairs = tuple(Paired(word, word, 1.0) for word in sorted(shared))
        return Alignment(pairs, (), (), True, False)
    numbers_differ = _numbers(left) and _numbers(right)
    matched = [Paired(word, word, 1.0) for word in sorted(shared)]
    if left and right and not numbers_differ:
        matched += _pair_spellings(left, right)
    return Alignment(tuple(matched), tuple(left), tuple(right), False, numbers_differ)


def _pair_spellings(left: list[str], right: list[str]) -> list[Paired]:
    """The words left that are others' spellings, taken out of both lists; or what is left of both
    when it makes the same letters, differently cut."""
    found = []
    for word in tuple(left):
        best = max(right, key=lambda other: (alike(word, other), other), default="")
        if best and (share := alike(word, best)):
            found.append(Paired(word, best, share))
            left.remove(word)
            right.remove(best)
    are_several = left and right and len(left) + len(right) > 2
    if are_several and _are_cut_otherwise("".join(left), "".join(right)):
        share = load_model().bits["near_spelling"]
        longer, shorter = (left, right) if len(left) >= len(right) else (right, left)
        found += [Paired(word, shorter[0], share) for word in longer]
        left.clear()
        right.clear()
    return found


def _are_cut_otherwise(joined: str, others: str) -> bool:
    """Whether words joined make the same letters, but for a slip: no start cut short, no
    contraction, which short words are of many others joined."""
    if not (joined.isalpha() and others.isalpha()):
        return False
    short, long = sorted((joined, others), key=lambda one: (len(one), one))
    return short == long or _is_misspelling(short, long)


def _numbers(words: list[str]) -> bool:
    return any(word.isdigit() for word in words)


@lru_cache(maxsize=100_000)
def alike(word: str, other: str) -> float:
    """The share of its weight that a word keeps when the other is its spelling; 0 if it is not.

    A spelling is a misspelling (one letter in a word of five, two in one of nine), a start cut
    short, or an abbreviation that keeps the first letter, the last, and few vowels. Two words
    that the model knows are two words.
    """
    if not (word.isalpha() and other.isalpha()):
        return 0.0
    model = load_model()
    short, long = sorted((word, other), key=lambda one: (len(one), one))
    are_known = all(one in model.nature or one in model.common for one in (word, other))
    if long.startswith(short) and len(short) > 2:
        return model.bits["near_spelling" if len(short) > 3 else "abbreviation"]
    if are_known:
        return 0.0
    if _is_misspelling(short, long):
        return model.bits["near_spelling"]
    return model.bits["abbreviation"] if _is_contraction(short, long) else 0.0


def _is_misspelling(short: str, long: str) -> bool:
    """« Cur » is « cœur » whose ligature an encoding lost."""
    if long[1:] == short and len(short) >= _SHORT:
        return True
    if short[0] != long[0]:
        return False
    if "oe" in long and short == long.replace("oe", ""):
        return True
    if len(long) > 3 and _are_doubled(short, long):
        return True
    if len(short) < _SHORT:
        return False
    most = 2 if len(short) >= _LONG else 1
    return OSA.distance(short, long, score_cutoff=most) <= most


def _are_doubled(short: str, long: str) -> bool:
    """Whether two words differ by letters doubled alone."""
    if short[-1] != long[-1]:
        return False
    return _DOUBLED.sub(r"\1", short) == _DOUBLED.sub(r"\1", long)


@lru_cache(maxsize=50_000)
def is_another_spelling(word: str, other: str) -> bool:
    """Whether two alike words are no slip of the pen: letters swapped or doubled, a word cut."""
    short, long = sorted((word, other), key=len)
    is_slip = sorted(short) == sorted(long) or _are_doubled(short, long)
    return not is_slip and not long.startswith(short)


def _is_contraction(short: str, long: str) -> bool:
    """« ntes » for nantes, « dptal » for departemental; not « bal » for bocal: a contraction
    lacks the first vowel."""
    if not 3 <= len(short) <= 6 or len(long) < len(short) + 2 or short[1] in _VOWELS:
        return False
    if short[0] != long[0] or short[-1] != long[-1] or len(_VOWELS.intersection(short[1:-1])) > 1:
        return False
    rest = iter(long)
    return all(letter in rest for letter in short) and sum(c in _VOWELS for c in short) < 2
