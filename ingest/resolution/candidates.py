"""The pairs of signatures that share a block and pass a glance, each once.

Blocks are sorted as numbers, and their pairs made some thousands at a time, so that near-identical
names cost some nanoseconds a pair. Of a signature, numbers alone are held.
"""

from array import array
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from tisserand.ingest.resolution.columns import ranges
from tisserand.ingest.resolution.glance import glance_of
from tisserand.ingest.resolution.screening import Screen
from tisserand.ingest.resolution.shape import Features
from tisserand.store.blocks import as_numbers, block_numbers

_TOGETHER, _AT_ONCE = 2**18, 2**16
"""Entries of blocks whose pairs are made together, and pairs that are looked at together: they stay
in the processor's cache."""
_BLOCK, _KIND, _PLACE = np.uint64(32), np.uint64(30), np.uint64(2**30 - 1)
"""Where the number of a block is in an entry, then of what kind a member is, then its position.
Two blocks may be taken for one: who compares looks at the blocks themselves."""
_MEMBER = np.uint64(2**32 - 1)
_NUMBERED, _STORED = np.uint64(1), np.uint64(2)
_Numbers = NDArray[np.int64]
_Entries = NDArray[np.uint64]


class Candidates:
    """Signatures to be paired, in the order of their coming: the new ones first."""

    def __init__(self) -> None:
        self._screen = Screen()
        self._entries = array("Q")
        self._count = 0

    def add(self, glances: Sequence[bytes], blocks: _Numbers, places: _Numbers) -> None:
        """Add signatures.

        Args:
            blocks: their numbers.
            places: which signature each block is of, from 0.
        """
        self._screen.add(glances)
        entries = blocks.astype(np.uint64) << _BLOCK
        self._entries.frombytes((entries | (places + self._count).astype(np.uint64)).tobytes())
        self._count += len(glances)

    def add_named(self, glances: Sequence[bytes], blocks: Iterable[Collection[str]]) -> None:
        """The same, the blocks of each being given."""
        numbers, sizes = array("q"), []
        for named in blocks:
            numbers.extend(block_numbers(named))
            sizes.append(len(named))
        self.add(glances, as_numbers(numbers), np.repeat(np.arange(len(sizes)), sizes))

    def pairs(self, new: int) -> tuple[_Numbers, _Numbers]:
        """The pairs to compare, the lesser position first, those of one place together.

        Args:
            new: how many signatures are new: a pair holds one at least.
        """
        screen = self._screen
        order = screen.close(new)
        entries = np.frombuffer(self._entries, np.uint64)
        _place_anew(entries, order, self._kinds(new))
        entries.sort()
        found = [np.empty(0, np.int64)]
        for part, ends in _several(entries):
            for left, right in self._met(part, ends):
                left, right = screen.named_alike(left, right)
                found.append(left * self._count + right)
        codes = _distinct(np.concatenate(found))
        kept = [(codes[:0], codes[:0])]
        for start in range(0, len(codes), _AT_ONCE):
            left, right = np.divmod(codes[start : start + _AT_ONCE], self._count)
            kept.append(screen.weighed(left, right))
        left, right = (order[one] for one in map(np.concatenate, zip(*kept, strict=True)))
        return np.minimum(left, right), np.maximum(left, right)

    def _kinds(self, new: int) -> _Entries:
        """Of each position: whether it has a number of its own, and whether it is stored."""
        kinds = self._screen.are_numbered() * _NUMBERED
        kinds[new:] |= _STORED
        return kinds

    def _met(self, part: _Entries, ends: _Numbers) -> Iterator[tuple[_Numbers, _Numbers]]:
        """The pairs of some blocks that may be one thing."""
        members = (part & _PLACE).astype(np.int64)
        meeting = self._screen.meeting(members)
        found: list[_Numbers] = []
        count = 0
        for left, right in _paired(part, ends):
            left, right = meeting.may_meet(left, right)
            one, other = members[left], members[right]
            found.append(np.minimum(one, other) * self._count + np.maximum(one, other))
            count += len(left)
            if count > _AT_ONCE:
                yield np.divmod(_distinct(np.concatenate(found)), self._count)
                found, count = [], 0
        if found:
            yield np.divmod(_distinct(np.concatenate(found)), self._count)


def _place_anew(entries: _Entries, order: _Numbers, kinds: _Entries) -> None:
    """Give the members of blocks their positions in this order, under their kinds."""
    places = np.empty(len(order), np.uint64)
    places[order] = np.arange(len(order), dtype=np.uint64) | kinds << _KIND
    for start in range(0, len(entries), _TOGETHER):
        part = entries[start : start + _TOGETHER]
        part += places[part & _PLACE] - (part & _PLACE)


def _paired(part: _Entries, ends: _Numbers) -> Iterator[tuple[_Numbers, _Numbers]]:
    """Places in this part of two members of a block, one of them new, one without a number.

    The kinds of a block's members follow each other: new ones without a number, which all are
    paired with; new ones with one; stored ones without, which those are paired with; and with one.
    """
    kinds = part >> _KIND & np.uint64(3)
    (starts,) = np.nonzero(kinds < _STORED)
    firsts, ends = starts + 1, ends[starts]
    (numbered,) = np.nonzero(kinds[starts] == _NUMBERED)
    blocks = part[starts[numbered]] >> _BLOCK << _BLOCK
    firsts[numbered] = np.searchsorted(part, blocks | _STORED << _KIND)
    ends[numbered] = np.searchsorted(part, blocks | (_STORED | _NUMBERED) << _KIND)
    sizes = ends - firsts
    totals = np.cumsum(sizes)
    bounds = np.searchsorted(totals, np.arange(0, totals[-1] if len(totals) else 0, _AT_ONCE))
    for start, end in pairwise([*bounds.tolist(), len(starts)]):
        together = slice(start, end)
        left = np.repeat(starts[together], sizes[together])
        yield left, ranges(firsts[together], sizes[together])


def _distinct(codes: _Numbers) -> _Numbers:
    """Sorted, each once."""
    codes.sort()
    return np.asarray(codes[np.diff(codes, prepend=-1) > 0])


def _several(entries: _Entries) -> Iterator[tuple[_Entries, _Numbers]]:
    """(entry, where its block ends) of the blocks of several signatures, some thousands of blocks
    at a time."""
    start = 0
    while start < len(entries):
        end = _end_of_block(entries, min(start + _TOGETHER, len(entries)))
        part = entries[start:end]
        blocks = part >> _BLOCK
        (bounds,) = np.nonzero(np.diff(blocks))
        sizes = np.diff(np.concatenate(([0], bounds + 1, [len(part)])))
        kept = np.repeat(sizes > 1, sizes)
        sizes = sizes[sizes > 1]
        yield part[kept], np.repeat(np.cumsum(sizes), sizes)
        start = end


def _end_of_block(entries: _Entries, place: int) -> int:
    """The first place, from this one on, where another block begins."""
    if place == len(entries):
        return place
    last = entries[place - 1] | _MEMBER
    return int(np.searchsorted(entries, last, side="right"))


def candidate_pairs(
    blocks: Sequence[Collection[str]], known: Sequence[Features], new: int
) -> list[tuple[int, int]]:
    """Positions of the pairs of features to compare, the lesser first, sorted.

    Args:
        blocks: those of each.
        new: how many are new, at the beginning.
    """
    found = Candidates()
    found.add_named([glance_of(features) for features in known], blocks)
    left, right = found.pairs(new)
    return sorted(zip(left.tolist(), right.tolist(), strict=True))
