"""The words of names: in full, well spelt, and what each weighs."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache, lru_cache

from tisserand.ingest.resolution.model import load_model, singular

_ROMAN = re.compile(r"^(x{0,3})(ix|iv|v?i{0,3})$")
_ROMAN_VALUES = {"i": 1, "v": 5, "x": 10}
_MISSPELT = 7
"""A word this long that is one letter off a word of the model's is that word."""
_CUT = 5
"""A word this long that begins a longer one of the model's, and lacks little, is that word."""


@lru_cache(maxsize=100_000)
def plain_word(word: str) -> str:
    """A folded word in full, singular, well spelt, as numbers are; letters alone are dropped."""
    model = load_model()
    word = model.abbreviations.get(word, word)
    word = singular(_number(word))
    word = model.abbreviations.get(word, word)
    if len(word) >= _CUT and word not in _well_known():
        word = _completed(word) if len(word) < _MISSPELT else _respelt(_completed(word))
    return word if len(word) > 1 or word.isdigit() else "de"


def _number(word: str) -> str:
    """Numbers in one form: 08 and viii are 8; a « i » that stands alone is 1."""
    if word.isdigit():
        return str(int(word))
    if (len(word) > 1 or word == "i") and _ROMAN.match(word):
        values = [_ROMAN_VALUES[letter] for letter in word]
        pairs = zip(values, [*values[1:], 0], strict=True)
        return str(sum(-value if value < after else value for value, after in pairs))
    return word


@cache
def _well_known() -> frozenset[str]:
    """Words of the model."""
    model = load_model()
    return frozenset((*model.dropped, *model.nature, *model.common, *model.abbreviations.values()))


def is_known(word: str) -> bool:
    """Whether the model has this word."""
    return word in _well_known()


def _completed(word: str) -> str:
    """The word of law or of nature that this one begins: « sportiv », « associat »."""
    model = load_model()
    ordered = _in_order()
    for place in range(bisect_left(ordered, word), len(ordered)):
        full = ordered[place]
        if not full.startswith(word):
            break
        if full in model.abbreviations and len(full) <= len(word) + 3:
            return model.abbreviations[full]
        if (full in model.dropped or full in model.nature) and len(full) <= len(word) + 5:
            return full
    return word


@cache
def _by_lost_letter(least: int) -> dict[str, tuple[str, ...]]:
    """A word of the model of this length or more, less any one letter → such words."""
    found: dict[str, tuple[str, ...]] = {}
    for word in sorted(word for word in _well_known() if len(word) >= least):
        for shorter in {word, *_less_one(word)}:
            found[shorter] = (*found.get(shorter, ()), word)
    return found


def _less_one(word: str) -> list[str]:
    return [word[:place] + word[place + 1 :] for place in range(len(word))]


def _misspelt(word: str, least: int) -> Iterator[str]:
    """The words of the model that this one may misspell: a letter more, less, other, swapped."""
    known = _by_lost_letter(least)
    for shorter in [one for one in (word, *_less_one(word)) if one in known]:
        for meant in known[shorter]:
            if meant[0] == word[0] and abs(len(meant) - len(word)) < 2:
                yield meant


def _respelt(word: str) -> str:
    """The long word of law or of nature that this one misspells."""
    model = load_model()
    found = _misspelt(word, _MISSPELT)
    return next((one for one in found if one in model.dropped or one in model.nature), word)


@cache
def _in_order() -> list[str]:
    return sorted(_well_known().union(load_model().abbreviations))


@lru_cache(maxsize=100_000)
def is_telling(word: str, is_town: bool) -> bool:
    """Whether a word tells a name among those of a commune.

    It is neither frequent nor a frequent one misspelt or cut short.
    """
    least = load_model().bits["telling"]
    if word.isdigit() or word_bits(word, is_town) < least:
        return False
    if word in _well_known():
        return True
    ordered = _in_order()
    place = bisect_left(ordered, word)
    if place < len(ordered) and ordered[place].startswith(word) and ordered[place].isalpha():
        return False
    meant = _misspelt(word, 5) if len(word) > 4 else iter(())
    return all(word_bits(one, False) >= least for one in meant)


@lru_cache(maxsize=100_000)
def word_bits(word: str, is_town: bool) -> float:
    """What a word weighs, by the model: tables first, then its length and its ending."""
    model = load_model()
    bits = model.bits
    known = model.nature.get(word, model.common.get(word))
    if known is not None:
        return known
    if word.isdigit():
        return bits["number"]
    weight = min(bits["letter"] * len(word), bits["longest_word"])
    if word.endswith(model.derived_endings):
        weight = min(weight, bits["derived_word"])
    return min(weight, bits["town_word"]) if is_town else weight
