"""What is told apart at a glance: masks of letters and words, many pairs at once.

A pair that goes out here is one that `compare` would call different or guarded: one of two names
must have all its words in the other, spelt alike, or the two are not one. Words that are alike
begin with one letter and have nearly the same letters.
"""

from collections.abc import Sequence
from functools import lru_cache
from math import ceil, log2
from typing import NamedTuple
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from tisserand.ingest.resolution.model import load_model
from tisserand.ingest.resolution.names import word_bits
from tisserand.ingest.resolution.shape import Features

Numbers = NDArray[np.int64]
Flags = NDArray[np.bool_]
Masks = NDArray[np.uint64]
_SLOTS = 6
"""Words of a name that are looked at one by one; longer names pass."""
_ALL = 2**64 - 1
_SCREENED = ("organization", "site", "project")
_ACRONYM = range(2, 11)


class Screen:
    """The masks of some features, by their position."""

    def __init__(self, known: Sequence[Features]) -> None:
        rows = [_row(features) for features in known]
        table = np.array(rows, np.uint64).reshape(len(known), _COLUMNS)
        self._areas, self._communes, self._sirens, self._numbers = table[:, :4].T
        self._words, self._needed, self._given, self._flags = table[:, 4:8].T
        self._weights = table[:, 8].astype(np.float64) / _SCALE
        self._slots = np.ascontiguousarray(table[:, 9:])
        model = load_model()
        self._least = model.bits["needed"] + log2(model.unsure / (1 - model.unsure))

    def keep(self, left: Numbers, right: Numbers) -> tuple[Numbers, Numbers]:
        """The pairs that may be one thing."""
        kept = self._may_meet(left, right)
        left, right = left[kept], right[kept]
        kept = self._may_be_named_alike(left, right)
        return left[kept], right[kept]

    def _may_meet(self, left: Numbers, right: Numbers) -> Flags:
        """No other département, SIREN or number; nor a name too light for another commune."""
        flags = self._flags[left] | self._flags[right]
        heavy = np.minimum(self._weights[left], self._weights[right]) >= self._least
        kept = _may_share(self._areas, left, right)
        kept &= heavy | _may_share(self._communes, left, right)
        kept |= flags & _ANYWHERE != 0
        one, other = self._sirens[left], self._sirens[right]
        kept &= (one == 0) | (other == 0) | (one == other)
        one, other = self._numbers[left], self._numbers[right]
        kept &= (one & ~other == 0) | (other & ~one == 0)
        return np.asarray(kept)

    def _may_be_named_alike(self, left: Numbers, right: Numbers) -> Flags:
        one, other = self._needed[left], self._needed[right]
        within = one & ~self._given[right] == 0
        around = other & ~self._given[left] == 0
        kept = (within | around) & (self._words[left] & self._words[right] != 0)
        (places,) = np.nonzero(kept)
        one, other = self._slots[left[places]], self._slots[right[places]]
        unread = (self._flags[left[places]] | self._flags[right[places]]) & _UNREAD != 0
        kept[places] = _are_covered(one, other) | _are_covered(other, one) | unread
        return np.asarray(kept | self._may_be_short(left, right))

    def _may_be_short(self, left: Numbers, right: Numbers) -> Flags:
        """One is a lone word that may be the other's acronym."""
        one, other = self._flags[left], self._flags[right]
        return np.asarray(
            ((one & _ALONE != 0) & (other & _SHORTENED != 0))
            | ((other & _ALONE != 0) & (one & _SHORTENED != 0))
        )


_ANYWHERE, _ALONE, _SHORTENED, _UNREAD = (np.uint64(1 << bit) for bit in range(4))
_COLUMNS = 9 + _SLOTS
_SCALE = 16
"""Weights are whole sixteenths of a bit."""
_LETTERS = np.uint64(2**40 - 1)
_FIRST, _START, _LAST, _LONG, _NEEDED = (
    np.uint64(((1 << size) - 1) << place)
    for place, size in ((40, 6), (46, 10), (56, 5), (61, 1), (63, 1))
)
"""In the mask of a word, above its letters: the first, the two next, the last; whether two may be
wrong; whether the place alone does not say it."""


def _may_share(masks: Masks, left: Numbers, right: Numbers) -> Flags:
    one, other = masks[left], masks[right]
    return np.asarray((one & other != 0) | (one == 0) | (other == 0))


def _are_covered(some: Masks, others: Masks) -> Flags:
    """Whether each needed word of the first is alike to one of the second."""
    covered = np.ones(len(some), np.bool_)
    for slot in range(_SLOTS):
        word = some[:, slot]
        found = word & _NEEDED == 0
        for place in range(_SLOTS):
            found |= _may_be_alike(word, others[:, place])
        covered &= found
    return covered


def _may_be_alike(word: Masks, other: Masks) -> Flags:
    """One first letter; few others that one alone has, or none; one start or one end.

    A letter wrong leaves the start or the end as it was; so do a cut and a contraction.
    """
    apart = word ^ other
    letters = apart & _LETTERS
    count = np.bitwise_count(letters)
    are_long = word & other & _LONG != 0
    near = (count <= 2) | (word & letters == 0) | (other & letters == 0) | (are_long & (count <= 4))
    near &= (apart & _START == 0) | (apart & _LAST == 0) | are_long
    return np.asarray(near & (apart & _FIRST == 0))


def _row(features: Features) -> list[int]:
    """A row of the table."""
    where = [_mask(features.areas), _mask(tuple([code for code, _ in features.communes]))]
    siren, flags = _siren(features), _flags(features)
    if features.family not in _SCREENED or len(features.names) != 1:
        unread = [0] * _SLOTS
        return [*where, siren, 0, _ALL, 0, _ALL, flags | int(_UNREAD), 100 * _SCALE, *unread]
    (name,) = features.names
    numbers = given = needed = met = weight = 0
    slots = [0] * max(_SLOTS, len(name))
    for place, text in enumerate(name):
        word = _word(text)
        numbers |= word.number
        given |= word.begins
        met |= word.print
        weight += word.weight
        slots[place] = word.letters
        if text not in features.local:
            needed |= word.first
            slots[place] |= int(_NEEDED)
    if len(name) > _SLOTS:
        flags |= int(_UNREAD)
    met = met if len(name) > 1 else _ALL
    return [*where, siren, numbers, met, needed, given, flags, weight, *slots[:_SLOTS]]


class _Word(NamedTuple):
    """A word: a bit for itself, for its first letter, for those that a spelling may begin by; its
    letters and where they stand; a bit for itself if it is a number; its weight."""

    print: int
    first: int
    begins: int
    letters: int
    number: int
    weight: int


@lru_cache(maxsize=100_000)
def _word(word: str) -> _Word:
    places = [_place(letter) for letter in word]
    first = 1 << places[0]
    begins = first | (1 << places[1] if len(word) > 5 else 0)
    second, third = [*places[1:3], 31, 31][:2]
    letters = sum({1 << place for place in places}) | places[0] << 40
    letters |= (second % 32) << 51 | (third % 32) << 46 | (places[-1] % 32) << 56
    letters |= int(_LONG) if len(word) > 8 else 0
    own = _bit(word)
    weight = ceil(word_bits(word, False) * _SCALE)
    return _Word(own, first, begins, letters, own if word.isdigit() else 0, weight)


def _place(letter: str) -> int:
    """0 to 25 for letters, to 35 for digits, then for the rest."""
    if "a" <= letter <= "z":
        return ord(letter) - 97
    return 26 + int(letter) if letter in "0123456789" else 36 + ord(letter) % 4


def _bit(text: str) -> int:
    return 1 << crc32(text.encode()) % 64


@lru_cache(maxsize=1_000)
def _mask(texts: tuple[str, ...]) -> int:
    found = 0
    for text in texts:
        found |= _bit(text)
    return found


def _siren(features: Features) -> int:
    """The only SIREN, or 0."""
    found = [value for scheme, value in features.identifiers if scheme == "siren"]
    return int(found[0]) if len(found) == 1 else 0


def _flags(features: Features) -> int:
    is_anywhere = features.family == "person" or bool(
        features.telephones or features.webs or features.emails
    )
    is_alone = any(len(name) == 1 and len(name[0]) in _ACRONYM for name in features.names)
    is_shortened = bool(features.acronyms)
    flags = int(_ANYWHERE) * is_anywhere + int(_ALONE) * is_alone
    return flags + int(_SHORTENED) * is_shortened
