"""What is told apart at a glance: masks of letters and words, many pairs at once.

A pair that goes out here is one that `compare` would call different or guarded: one of two names
must have all its words in the other, spelt alike, or the two are not one. Words that are alike
begin with one letter and have nearly the same letters.
"""

from functools import lru_cache
from math import ceil, log2
from typing import NamedTuple
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from tisserand.ingest.resolution.columns import Columns
from tisserand.ingest.resolution.model import load_model
from tisserand.ingest.resolution.names import word_bits
from tisserand.ingest.resolution.shape import Features, Name

Numbers = NDArray[np.int64]
Flags = NDArray[np.bool_]
Masks = NDArray[np.uint64]
_SLOTS = 6
"""Words of a name that are looked at one by one; longer names pass."""
_ALL = 2**64 - 1
_SCREENED = ("organization", "site", "project")


class Screen:
    """The masks of some features, by their position: all are added before pairs are asked for."""

    def __init__(self) -> None:
        self._things, self._names = Columns(_THING), Columns(_NAME)
        self._count = 0
        model = load_model()
        self._least = model.bits["needed"] + log2(model.unsure / (1 - model.unsure))

    def add(self, features: Features) -> None:
        """Add features, at the next position."""
        rows = _rows(features)
        weight = max((row[_WEIGHT] for row in rows), default=0)
        self._things.add((*_thing(features, weight), self._count, len(rows)))
        self._count += len(rows)
        for row in rows:
            self._names.add(row[:_NAME])

    def close(self) -> None:
        """Nothing more is added."""
        self._told, self._table = self._things.table(), self._names.table()

    def meeting(self, members: Numbers) -> "Meeting":
        """What tells at once which of these cannot be one."""
        columns = self._told[members][:, _MEETING]
        return Meeting(np.ascontiguousarray(columns.T), self._least)

    def named_alike(self, left: Numbers, right: Numbers) -> tuple[Numbers, Numbers]:
        """The pairs of which two names may be one, or one name the acronym of the other."""
        one, other = self._told[left], self._told[right]
        communes, fellows = one[:, _COMMUNES], other[:, _COMMUNES]
        are_apart = (communes != 0) & (fellows != 0) & (communes & fellows == 0)
        several = other[:, _SEVERAL].astype(np.int64)
        both = one[:, _SEVERAL].astype(np.int64) * several
        pair = np.repeat(np.arange(len(left)), both)
        turn = np.arange(len(pair)) - np.repeat(np.cumsum(both) - both, both)
        these = one[:, _FIRST_NAME].astype(np.int64)[pair] + turn // several[pair]
        those = other[:, _FIRST_NAME].astype(np.int64)[pair] + turn % several[pair]
        spelt = self._may_spell(these, those) | self._may_spell(those, these)
        alike = self._are_alike(these, those, are_apart[pair]) | (spelt & ~are_apart[pair])
        kept = one[:, _LONE] & other[:, _SHORT] != 0
        kept |= one[:, _SHORT] & other[:, _LONE] != 0
        kept[pair[alike]] = True
        return left[kept], right[kept]

    def _are_alike(self, left: Numbers, right: Numbers, are_apart: Flags) -> Flags:
        """Names by their rows; in two communes, the words of either's say something too."""
        table = self._table
        one = np.where(are_apart, table[left, _EVERY], table[left, _NEEDING])
        other = np.where(are_apart, table[right, _EVERY], table[right, _NEEDING])
        kept = (one & ~table[right, _GIVEN] == 0) | (other & ~table[left, _GIVEN] == 0)
        kept &= table[left, _WORDS] & table[right, _WORDS] != 0
        one, other = table[left, _NUMBERS], table[right, _NUMBERS]
        kept &= (one & ~other == 0) | (other & ~one == 0)
        (places,) = np.nonzero(kept)
        left, right, are_apart = left[places], right[places], are_apart[places]
        one, other = table[left, _SLOT:], table[right, _SLOT:]
        unread = (table[left, _READ] == 0) | (table[right, _READ] == 0)
        kept[places] = (
            _are_covered(one, other, are_apart) | _are_covered(other, one, are_apart) | unread
        )
        return np.asarray(kept)

    def _may_spell(self, left: Numbers, right: Numbers) -> Flags:
        """One name is a lone word, with nearly all the initials of the other and few letters
        more."""
        initials, letters = self._table[right, _INITIALS], self._table[left, _SLOT] & _LETTERS
        skipped = np.bitwise_count(initials & ~letters)
        unsaid = np.bitwise_count(letters & ~initials)
        is_lone = (self._table[left, _INITIALS] == 0) & (self._table[left, _READ] != 0)
        return np.asarray((skipped <= 1) & (unsaid <= 3) & (initials != 0) & is_lone)


class Meeting(NamedTuple):
    """What some features say of where and who they are, in columns.

    Attributes:
        columns: areas, communes, flags, weights, SIREN and RNA.
        least: weight under which a name says nothing in another commune.
    """

    columns: Masks
    least: float

    def may_meet(self, left: Numbers, right: Numbers) -> Numbers:
        """Those of `left` that may be one with that of `right`: no other number nor département,
        nor a name too light for another commune."""
        areas, communes, flags, weights, sirens, rnas = self.columns
        kept = _may_be_same(rnas, left, right) & _may_be_same(sirens, left, right)
        left, right = left[kept], right[kept]
        heavy = np.minimum(weights[left], weights[right]) >= self.least * _SCALE
        kept = _may_share(areas, left, right) & (heavy | _may_share(communes, left, right))
        kept |= (flags[left] | flags[right]) & _ANYWHERE != 0
        return np.asarray(left[kept])


_ANYWHERE = np.uint64(1)
_COMMUNES, _LONE, _SHORT, _FIRST_NAME, _SEVERAL = 1, 6, 7, 8, 9
_MEETING, _THING = slice(6), 10
"""Columns of a thing: areas, communes, flags, weight, SIREN, RNA, lone words, acronyms, and where
its names are: the first, and how many."""
_NUMBERS, _WORDS, _NEEDING, _EVERY, _GIVEN, _INITIALS, _READ, _SLOT = range(8)
_NAME = _SLOT + _SLOTS
_WEIGHT = _NAME
_SCALE = 16
"""Weights are whole sixteenths of a bit."""
_LETTERS = np.uint64(2**30 - 1)
_FIRST, _START, _LAST, _LENGTH, _NEEDED = (
    np.uint64(((1 << size) - 1) << place)
    for place, size in ((30, 5), (35, 10), (45, 5), (50, 4), (63, 1))
)
"""In the mask of a word, above its letters: the first, the two next, the last; how many; whether
the place alone does not say it."""
_MANY = 9
"""Letters of a word of which two may be wrong."""


def _may_share(masks: Masks, left: Numbers, right: Numbers) -> Flags:
    one, other = masks[left], masks[right]
    return np.asarray((one & other != 0) | (one == 0) | (other == 0))


def _may_be_same(numbers: Masks, left: Numbers, right: Numbers) -> Flags:
    one, other = numbers[left], numbers[right]
    return np.asarray((one == other) | (one == 0) | (other == 0))


def _are_covered(some: Masks, others: Masks, are_apart: Flags) -> Flags:
    """Whether each needed word of the first is alike to one of the second."""
    covered = np.ones(len(some), np.bool_)
    for slot in range(_SLOTS):
        word = some[:, slot]
        (asked,) = np.nonzero(covered & (word != 0) & (are_apart | (word & _NEEDED != 0)))
        asking, offered = word[asked], others[asked]
        found = np.zeros(len(asked), np.bool_)
        for place in range(_SLOTS):
            found |= _may_be_alike(asking, offered[:, place])
        covered[asked] = found
    return covered


def _may_be_alike(word: Masks, other: Masks) -> Flags:
    """One first letter; then a start cut short, a contraction, or a misspelling.

    A letter wrong leaves the start or the end as it was.
    """
    apart = word ^ other
    letters = apart & _LETTERS
    count = np.bitwise_count(letters)
    lengths, others = _lengths(word), _lengths(other)
    shorter, longer = np.minimum(lengths, others), np.maximum(lengths, others)
    has_start, has_end = apart & _START == 0, apart & _LAST == 0
    is_within = (word & letters == 0) | (other & letters == 0)
    is_cut = is_within & (has_start | (has_end & (shorter <= 6)))
    is_misspelt = np.where(shorter >= _MANY, count <= 4, (count <= 2) & (has_start | has_end))
    is_misspelt &= longer - shorter <= 2
    return np.asarray((is_cut | is_misspelt) & (apart & _FIRST == 0))


def _lengths(words: Masks) -> NDArray[np.int8]:
    return np.asarray((words & _LENGTH) >> np.uint64(50)).astype(np.int8)


def _thing(features: Features, weight: int) -> tuple[int, ...]:
    """Its columns, but for its names."""
    lone = [name[0] for name in features.names if len(name) == 1]
    return (
        _mask(features.areas),
        _mask(tuple([code for code, _ in features.communes])),
        _flags(features),
        weight,
        _only("siren", features),
        _only("rna", features),
        _mask(tuple(lone)) if lone else 0,
        _mask(features.acronyms) if features.acronyms else 0,
    )


def _rows(features: Features) -> list[list[int]]:
    """A row for each name."""
    if features.family not in _SCREENED or not features.names:
        return [[0, _ALL, 0, 0, _ALL, 0, 0, *[0] * _SLOTS, 100 * _SCALE]]
    return [_row(name, features.local) for name in features.names]


def _row(name: Name, local: Name) -> list[int]:
    numbers = given = needed = every = met = initials = weight = 0
    slots = [0] * max(_SLOTS, len(name))
    for place, text in enumerate(name):
        word = _word(text)
        numbers |= word.number
        given |= word.begins
        every |= word.first
        met |= word.print
        initials |= word.initials
        weight += word.weight
        slots[place] = word.letters
        if text not in local:
            needed |= word.first
            slots[place] |= int(_NEEDED)
    if len(name) == 1:
        met, initials = _ALL, 0
    is_read = int(len(name) <= _SLOTS)
    return [numbers, met, needed, every, given, initials, is_read, *slots[:_SLOTS], weight]


class _Word(NamedTuple):
    """A word: a bit for itself, for its first letter, for those that a spelling may begin by; its
    letters and where they stand; its initials; a bit for itself if it is a number; its weight."""

    print: int
    first: int
    begins: int
    letters: int
    initials: int
    number: int
    weight: int


@lru_cache(maxsize=100_000)
def _word(word: str) -> _Word:
    places = [_place(letter) for letter in word]
    first = 1 << places[0]
    begins = first | (1 << places[1] if len(word) > 5 else 0)
    second, third = [*places[1:3], 31, 31][:2]
    letters = sum({1 << place for place in places}) | places[0] << 30 | places[-1] << 45
    letters |= second << 40 | third << 35 | min(len(word), 15) << 50
    initials = sum({1 << _place(part[0]) for part in word.split("_") if part})
    own = _bit(word)
    weight = ceil(word_bits(word, False) * _SCALE)
    return _Word(own, first, begins, letters, initials, own if word.isdigit() else 0, weight)


def _place(letter: str) -> int:
    """0 to 25 for letters; 26 to 29 for the rest, digits among them."""
    return ord(letter) - 97 if "a" <= letter <= "z" else 26 + ord(letter) % 4


def _bit(text: str) -> int:
    return 1 << crc32(text.encode()) % 64


@lru_cache(maxsize=1_000)
def _mask(texts: tuple[str, ...]) -> int:
    found = 0
    for text in texts:
        found |= _bit(text)
    return found


def _only(scheme: str, features: Features) -> int:
    """A print of the only number of a scheme, or 0. Two RNA or two SIREN are two organisations."""
    found = [value for name, value in features.identifiers if name == scheme]
    if len(found) != 1 or features.family != "organization":
        return 0
    return crc32(found[0].encode()) + 1


def _flags(features: Features) -> int:
    is_anywhere = features.family == "person" or bool(
        features.telephones or features.webs or features.emails
    )
    return int(is_anywhere)
