"""What is told apart at a glance: masks of letters and words, many pairs at once.

A pair that goes out here is one that `compare` would call different or guarded: one of two names
must have all its words in the other, spelt alike, or the two are not one; and together with their
place they must weigh enough.
"""

from array import array
from collections.abc import Sequence
from math import log2

import numpy as np
from numpy.typing import NDArray

from tisserand.ingest.resolution.columns import Columns, put_in_order, ranges
from tisserand.ingest.resolution.glance import NAME_SIZE, NAMES_START, THING_START
from tisserand.ingest.resolution.masks import (
    AREAS,
    COMMUNE,
    COMMUNES,
    EVERY,
    EXPLAINED,
    GIVEN,
    INITIALS,
    LENGTH,
    LETTERS,
    LONE,
    LONG,
    MEETING,
    NAME,
    NEEDING,
    NUMBERS,
    PLACE,
    REACHED,
    READ,
    RNA,
    SCALE,
    SHORT,
    SLOT,
    STREET,
    THING,
    WORDS,
)
from tisserand.ingest.resolution.meeting import Meeting, may_share
from tisserand.ingest.resolution.model import load_model
from tisserand.ingest.resolution.weighing import (
    Flags,
    Masks,
    Words,
    lengths_of,
    weigh,
)

Numbers = NDArray[np.int64]
_SPELT = ("dedicated_name", "whole_name")
_EQUAL = (*_SPELT, "town_hall", "whole_in_departement", "telling_name")
"""What names may weigh more than their words, when all that they need is in both."""
_OTHER_LETTERS, _OTHER_LENGTH = 4, 2
"""Names whose letters differ by no more may be the same letters, cut otherwise."""


class Screen:
    """The masks of some glances, by their position: all are added before pairs are asked for."""

    def __init__(self) -> None:
        self._things, self._names = Columns(THING), Columns(NAME)
        self._counts = array("q")
        model = load_model()
        self._least = model.bits["needed"] + log2(model.unsure / (1 - model.unsure))
        self._most_equal = max(model.bits[name] for name in _EQUAL)
        self._most_spelt = max(model.bits[name] for name in _SPELT)

    def add(self, glances: Sequence[bytes]) -> None:
        """Add glances, at the next positions."""
        self._things.add(b"".join([one[THING_START:NAMES_START] for one in glances]))
        self._names.add(b"".join([one[NAMES_START:] for one in glances]))
        self._counts.extend([(len(one) - NAMES_START) // NAME_SIZE for one in glances])

    def close(self, new: int) -> Numbers:
        """Nothing more is added; what is of one place is put together, so that pairs are near in
        memory: the position that each had, in their new order.

        Args:
            new: how many come before the others.
        """
        told, names = self._things.columns(), self._names.columns()
        several = np.array(self._counts, np.int64)
        first = np.cumsum(several) - several
        are_stored = np.arange(len(several)) >= new
        order = np.lexsort((told[COMMUNE], told[COMMUNES], told[AREAS], are_stored))
        self._several = several[order]
        self._first = np.cumsum(self._several) - self._several
        put_in_order(told, order)
        put_in_order(names, ranges(first[order], self._several))
        self._told, self._table, self._slots = told, names[:SLOT], names[SLOT:]
        self._words = Words.of(self._slots)
        return order

    def are_numbered(self) -> Masks:
        """1 for those with a number in the register of associations: two are never one."""
        return np.asarray(self._told[RNA] != 0).astype(np.uint64)

    def meeting(self, members: Numbers) -> "Meeting":
        """What tells at once which of these cannot be one."""
        return Meeting(self._told[MEETING, members], self._least)

    def named_alike(self, left: Numbers, right: Numbers) -> tuple[Numbers, Numbers]:
        """The pairs of which two names may be one, or one name the acronym of the other."""
        words = self._table[WORDS]
        pair, these, those = self._names_of(left, right)
        (met,) = np.nonzero(words[these] & words[those])
        pair, these, those = pair[met], these[met], those[met]
        are_apart = self._are_apart(left[pair], right[pair])
        alike = self._are_alike(these, those, are_apart)
        (rest,) = np.nonzero(~(alike | are_apart))
        these, those = these[rest], those[rest]
        alike[rest] = self._may_spell(these, those, left[pair[rest]], right[pair[rest]])
        kept = self._may_bear(left, right)
        kept[pair[alike]] = True
        return left[kept], right[kept]

    def weighed(self, left: Numbers, right: Numbers) -> tuple[Numbers, Numbers]:
        """Of these pairs, those of which two names weigh enough for where they are."""
        told = self._told
        pair, these, those = self._names_of(left, right)
        one, other = left[pair], right[pair]
        are_apart = self._are_apart(one, other)
        enough = self._may_weigh(these, those, one, other, are_apart)
        (rest,) = np.nonzero(~(enough | are_apart))
        enough[rest] = self._may_spell(these[rest], those[rest], one[rest], other[rest])
        kept = self._may_bear(left, right)
        kept |= told[REACHED, left] & told[REACHED, right] != 0
        kept[pair[enough]] = True
        return left[kept], right[kept]

    def _may_weigh(
        self, these: Numbers, those: Numbers, left: Numbers, right: Numbers, are_apart: Flags
    ) -> Flags:
        """Names that may weigh enough, or whose words are not looked at one by one."""
        letters, told = self._table[READ], self._told
        one, other = letters[these], letters[those]
        passed = (one == 0) | (other == 0)
        passed |= _may_be_cut_otherwise(one, other) & ~self._are_lone(these, those)
        (asked,) = np.nonzero(~passed)
        left, right, are_apart = left[asked], right[asked], are_apart[asked]
        one, other = told[COMMUNE, left], told[COMMUNE, right]
        words = self._slots[:, these[asked]], self._slots[:, those[asked]]
        most = weigh(*words, (one == other) & (one != 0), are_apart)
        are_whole = most.is_left_whole & most.is_right_whole
        whole = np.where(most.are_equal, self._most_equal, self._most_spelt) * are_whole
        bits = most.bits + np.where(are_apart, 0.0, self._place_bits(left, right) + whole)
        is_enough = most.is_known & (most.is_left_whole | most.is_right_whole)
        passed[asked] = is_enough & (bits >= self._least)
        return np.asarray(passed)

    def _are_apart(self, left: Numbers, right: Numbers) -> Flags:
        """Each in communes where the other is not."""
        told = self._told
        one, other = told[COMMUNE, left], told[COMMUNE, right]
        are_two = (one != other) & (one != 0) & (other != 0)
        return np.asarray(are_two | ~may_share(told[COMMUNES], left, right))

    def _are_lone(self, these: Numbers, those: Numbers) -> Flags:
        """Both names are of one word."""
        second = self._slots[1]
        return np.asarray((second[these] == 0) & (second[those] == 0))

    def _may_bear(self, left: Numbers, right: Numbers) -> Flags:
        """One calls itself by an acronym that the other gives beside its name."""
        told = self._told
        kept = told[LONE, left] & told[SHORT, right] != 0
        return np.asarray(kept | (told[SHORT, left] & told[LONE, right] != 0))

    def _names_of(self, left: Numbers, right: Numbers) -> tuple[Numbers, Numbers, Numbers]:
        """Which pair, and a name of each side, for all pairs of names."""
        first, several = self._first, self._several
        these, those = first[left], first[right]
        pair = np.arange(len(left))
        both = several[left] * several[right]
        if (both == 1).all():
            return pair, these, those
        pair = np.repeat(pair, both)
        turn = np.arange(len(pair)) - np.repeat(np.cumsum(both) - both, both)
        width = several[right][pair]
        return pair, these[pair] + turn // width, those[pair] + turn % width

    def _place_bits(self, left: Numbers, right: Numbers) -> NDArray[np.float64]:
        """The most that the place of each pair may weigh."""
        told, bits = self._told, load_model().bits
        shared = np.minimum(told[PLACE, left], told[PLACE, right]) / SCALE
        one, other = told[STREET, left], told[STREET, right]
        return np.asarray(shared + bits["street"] * ((one == other) & (one != 0)))

    def _are_alike(self, left: Numbers, right: Numbers, are_apart: Flags) -> Flags:
        """Names by their rows; in two communes, the words of either's say something too."""
        table = self._table
        (apart,) = np.nonzero(are_apart)
        one, other = table[NEEDING, left], table[NEEDING, right]
        one[apart], other[apart] = table[EVERY, left[apart]], table[EVERY, right[apart]]
        kept = (one & ~table[GIVEN, right] == 0) | (other & ~table[GIVEN, left] == 0)
        (places,) = np.nonzero(kept)
        left, right, are_apart = left[places], right[places], are_apart[places]
        may = _may_hold(table[NUMBERS], left, right)
        kept[places] = may & self._are_read_alike(left, right, are_apart)
        return np.asarray(kept)

    def _are_read_alike(self, left: Numbers, right: Numbers, are_apart: Flags) -> Flags:
        """Names word by word, where they fit in their rows."""
        is_read = self._table[READ]
        alike = self._words.are_covered(left, right, are_apart)
        (places,) = np.nonzero(~alike)
        alike[places] = self._words.are_covered(right[places], left[places], are_apart[places])
        return np.asarray(alike | (is_read[left] == 0) | (is_read[right] == 0))

    def _may_spell(self, these: Numbers, those: Numbers, left: Numbers, right: Numbers) -> Flags:
        """One name may be made of initials of the other, and weigh enough for their place."""
        spelt = self._may_be_initials(these, those, left, right)
        return np.asarray(spelt | self._may_be_initials(those, these, right, left))

    def _may_be_initials(
        self, these: Numbers, those: Numbers, left: Numbers, right: Numbers
    ) -> Flags:
        """The first name is a lone word, made of initials of the other: all but one of either at
        least, three at least, and enough of them for the place they share."""
        explained, own = self._table[INITIALS, these] >> EXPLAINED, self._table[INITIALS, those]
        (places,) = np.nonzero((explained != 0) & (own & LENGTH != 0))
        word, initials = self._slots[0, these[places]], own[places]
        matched = np.bitwise_count(word & initials & LETTERS).astype(np.int8)
        matched += np.minimum(_repeated(word), _repeated(initials))
        bits = load_model().bits
        skipped = np.maximum(lengths_of(initials) - matched, 0)
        unexplained = np.maximum(explained[places].astype(np.int8) - matched, 0)
        weight = bits["initial"] * matched - bits["initials"]
        weight += self._place_bits(left[places], right[places])
        weight -= bits["initial_lost"] * (skipped + unexplained)
        spelt = np.zeros(len(these), np.bool_)
        are_initials = (matched >= 3) & (skipped <= 1) & (unexplained <= 1)
        spelt[places] = are_initials & (weight >= self._least)
        return spelt


def _repeated(words: Masks) -> NDArray[np.int8]:
    """How many letters a word has, or initials a name, that are not its first of their kind."""
    return np.asarray(lengths_of(words) - np.bitwise_count(words & LETTERS).astype(np.int8))


def _may_be_cut_otherwise(one: Masks, other: Masks) -> Flags:
    """Two names have nearly the same letters, by those that each has an odd number of times."""
    lengths = (one >> LONG).astype(np.int64) - (other >> LONG).astype(np.int64)
    differing = np.bitwise_count((one ^ other) & LETTERS)
    return np.asarray((differing <= _OTHER_LETTERS) & (np.abs(lengths) <= _OTHER_LENGTH))


def _may_hold(masks: Masks, left: Numbers, right: Numbers) -> Flags:
    """One holds all of the other."""
    one, other = masks[left], masks[right]
    return np.asarray((one & ~other == 0) | (other & ~one == 0))
