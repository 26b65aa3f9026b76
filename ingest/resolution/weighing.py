"""Words of many pairs of names, by their masks: which may be alike, and the most that they weigh.

Never less than what `compare` would say of them: who weighs too little here is different.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tisserand.ingest.resolution.masks import (
    FIRST,
    LAST,
    LENGTH,
    LETTERS,
    NEEDED,
    SAID,
    SLOTS,
    START,
    WEIGHT,
)
from tisserand.ingest.resolution.model import load_model

Flags = NDArray[np.bool_]
Masks = NDArray[np.uint64]
Weights = NDArray[np.float32]
Numbers = NDArray[np.int64]
_EIGHTHS = 8
_BYTES, _EACH = 8, np.uint64(0x0101010101010101)
"""Of a mask; and what repeats one of them."""
_MISSPELT = 5
"""Letters of a word of which one may be wrong."""
_MANY = 9
"""Letters of a word of which two may be wrong."""
_SPELLING = ~(NEEDED | SAID)


def may_be_alike(word: Masks, other: Masks) -> Flags:
    """One first letter; then a start cut short, a contraction, or a misspelling.

    A letter wrong leaves the start or the end as it was.
    """
    apart = word ^ other
    letters = apart & LETTERS
    count = np.bitwise_count(letters)
    lengths, others = lengths_of(word), lengths_of(other)
    shorter, longer = np.minimum(lengths, others), np.maximum(lengths, others)
    has_start, has_end = apart & START == 0, apart & LAST == 0
    is_within = (word & letters == 0) | (other & letters == 0)
    is_contracted = (
        has_end & (shorter <= 6) & ((longer - shorter > 1) | ((letters == 0) & (longer > 3)))
    )
    is_cut = is_within & (has_start | is_contracted)
    is_misspelt = np.where(shorter >= _MANY, count <= 4, (count <= 2) & (has_start | has_end))
    is_misspelt &= (longer - shorter <= 2) & (shorter >= _MISSPELT)
    return np.asarray((is_cut | is_misspelt) & (apart & FIRST == 0))


def lengths_of(words: Masks) -> NDArray[np.int8]:
    """How many letters words have."""
    return np.asarray((words & LENGTH) >> np.uint64(50)).astype(np.int8)


class Words(NamedTuple):
    """The words of names.

    Attributes:
        slots: their masks, a row for each place in a name.
        firsts: the first letters of those of each name, a byte for each place.
    """

    slots: Masks
    firsts: Masks

    @classmethod
    def of(cls, slots: Masks) -> "Words":
        """Of these masks."""
        firsts = np.full((slots.shape[1], _BYTES), 255, np.uint8)
        for place, words in enumerate(slots):
            firsts[words != 0, place] = _first_of(words[words != 0])
        return cls(slots, firsts.view(np.uint64)[:, 0])

    def are_covered(self, some: Numbers, others: Numbers, are_apart: Flags) -> Flags:
        """Whether each word that a name needs is alike to one of the other.

        Args:
            some, others: the names of each pair, by their position.
            are_apart: in two communes.
        """
        covered = np.ones(len(some), np.bool_)
        for words in self.slots:
            word = words[some]
            (asked,) = np.nonzero(covered & _are_needed(word, are_apart))
            asking, asked_of = word[asked], others[asked]
            apart = self.firsts[asked_of] ^ _first_of(asking) * _EACH
            met = np.flatnonzero(apart.view(np.uint8) == 0)
            places, slots = met // _BYTES, met % _BYTES
            alike = may_be_alike(asking[places], self.slots[slots, asked_of[places]])
            covered[asked] = False
            covered[asked[places[alike]]] = True
        return covered


def _first_of(words: Masks) -> Masks:
    """Their first letters, as numbers."""
    return np.asarray((words & FIRST) >> np.uint64(30))


def _are_needed(words: Masks, are_apart: Flags) -> Flags:
    """The words that the other name must have: in another commune, those of its own too."""
    is_said_here = are_apart & (words != 0) & (words & SAID == 0)
    return np.asarray((words & NEEDED != 0) | is_said_here)


class Most(NamedTuple):
    """The most that two names may say, for many pairs.

    Attributes:
        bits: what their words weigh, less what those of one alone take away.
        is_left_whole, is_right_whole: the other has all that this one needs.
        are_equal: each has all that it needs in the other, letter for letter.
        is_known: a word of one is a word of the other, or one is a lone word.
    """

    bits: Weights
    is_left_whole: Flags
    is_right_whole: Flags
    are_equal: Flags
    is_known: Flags


def weigh(some: Masks, others: Masks, are_together: Flags, are_apart: Flags) -> Most:
    """Weigh names by their words, a row for each place in them.

    Args:
        are_together: in one commune, which says the words that its département or itself is named.
        are_apart: in two communes.
    """
    bits = load_model().bits
    weights, offered = _weights_of(some, are_together), _weights_of(others, are_together)
    left, right = _Side(some, are_apart), _Side(others, are_apart)
    is_known = (some[1] == 0) | (others[1] == 0)
    for one in left.places:
        for other in right.places:
            met = _alike_at(some[one], others[other])
            if not len(met):
                continue
            weight, least = weights[one][met], offered[other][met]
            is_word = (some[one][met] ^ others[other][met]) & _SPELLING == 0
            is_known[met] |= is_word
            spelt = bits["near_spelling"] * np.minimum(weight, least) - bits["misspelt"]
            weight = np.where(is_word, weight, np.maximum(spelt, 0.0))
            left.note(one, met, is_word, weight)
            right.note(other, met, is_word, weight)
    total = np.minimum(left.weight(), right.weight()) - left.lost() - right.lost()
    are_equal = np.asarray(~(left.spelt | right.spelt).any(axis=0))
    return Most(total, left.is_whole(), right.is_whole(), are_equal, is_known)


def _alike_at(words: Masks, others: Masks) -> Numbers:
    """Where a word and another are alike."""
    (met,) = np.nonzero(((words ^ others) & FIRST == 0) & (words != 0) & (others != 0))
    return np.asarray(met[may_be_alike(words[met], others[met])])


class _Side:
    """What of one name of each pair is met in the other."""

    def __init__(self, words: Masks, are_apart: Flags) -> None:
        self.places = [place for place in range(SLOTS) if words[place].any()]
        self._words = words
        self._best = np.zeros(words.shape, np.float32)
        self._alone = _are_needed(words, are_apart)
        self.spelt = self._alone.copy()

    def note(self, place: int, met: Numbers, is_word: Flags, weight: Weights) -> None:
        """A word of the other is alike to that of this place, and weighs so much with it.

        Args:
            met: of which pairs.
        """
        self._best[place, met] = np.maximum(self._best[place, met], weight)
        self._alone[place, met] = False
        self.spelt[place, met[is_word]] = False

    def weight(self) -> Weights:
        """Of its words, each with the best of the other."""
        return np.asarray(self._best.sum(axis=0))

    def lost(self) -> Weights:
        """What the needed words that the other lacks take away, at least."""
        bits = load_model().bits
        least = np.minimum(_bits_of(self._words), bits["town_word"]) - 1 / _EIGHTHS
        return np.asarray(bits["leftover"] * (least * self._alone).sum(axis=0))

    def is_whole(self) -> Flags:
        """Whether the other has all that it needs."""
        return np.asarray(~self._alone.any(axis=0))


def _bits_of(words: Masks) -> Weights:
    return np.asarray(((words & WEIGHT) >> np.uint64(54)).astype(np.float32) / _EIGHTHS)


def _weights_of(words: Masks, are_together: Flags) -> Weights:
    """Bits of words; those that the place which two names share says already weigh nothing."""
    is_said = are_together & (words & NEEDED == 0)
    return np.asarray(np.where(is_said, np.float32(0), _bits_of(words)))
