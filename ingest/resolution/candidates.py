"""The pairs of signatures that share a block and pass a glance, each once.

Blocks are sorted as numbers, and their pairs made a distance at a time, so that thousands of
near-identical names cost a few nanoseconds a pair. Of a signature, numbers alone are held.
"""

from array import array
from collections.abc import Collection, Iterable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from tisserand.ingest.resolution.glance import glance_of
from tisserand.ingest.resolution.screening import Screen
from tisserand.ingest.resolution.shape import Features
from tisserand.store.blocks import as_numbers, block_numbers

_TOGETHER, _AT_ONCE = 2**18, 2**16
"""Entries of blocks whose pairs are made together, and pairs whose names are looked at together:
they stay in the processor's cache."""
_PLACE_BITS = 32
"""Bits of a position; the others of 64 are the block's number. Two blocks may be taken for one:
who compares looks at the blocks themselves."""
_PLACES = np.uint64(2**_PLACE_BITS - 1)
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
        entries = blocks.astype(np.uint64) << np.uint64(_PLACE_BITS)
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
        entries = np.frombuffer(self._entries, np.uint64)
        entries.sort()
        screen = self._screen
        screen.close()
        found = [np.empty(0, np.int64)]
        for members, ends in _several(entries):
            for left, right in self._met(members, ends, new):
                left, right = screen.named_alike(left, right)
                found.append(left * self._count + right)
        codes = _distinct(np.concatenate(found))
        kept = [(codes[:0], codes[:0])]
        for start in range(0, len(codes), _AT_ONCE):
            left, right = np.divmod(codes[start : start + _AT_ONCE], self._count)
            kept.append(screen.weighed(left, right))
        left, right = map(np.concatenate, zip(*kept, strict=True))
        order = screen.nearby(left, right)
        return left[order], right[order]

    def _met(
        self, members: _Numbers, ends: _Numbers, new: int
    ) -> Iterator[tuple[_Numbers, _Numbers]]:
        """The pairs of some blocks that may be one thing, those a place apart first, then two…"""
        meeting = self._screen.meeting(members)
        (starts,) = np.nonzero(members < new)
        found: list[_Numbers] = []
        distance = count = 0
        while len(starts):
            distance += 1
            starts = starts[starts + distance < ends[starts]]
            kept = meeting.may_meet(starts, starts + distance)
            found.append(members[kept] * self._count + members[kept + distance])
            count += len(kept)
            if count > _AT_ONCE or not len(starts):
                yield np.divmod(_distinct(np.concatenate(found)), self._count)
                found, count = [], 0


def _distinct(codes: _Numbers) -> _Numbers:
    """Sorted, each once."""
    codes.sort()
    return np.asarray(codes[np.diff(codes, prepend=-1) > 0])


def _several(entries: _Entries) -> Iterator[tuple[_Numbers, _Numbers]]:
    """(positions, where its block ends for each) of the blocks of several signatures, sorted,
    some thousands of blocks at a time."""
    start = 0
    while start < len(entries):
        end = _end_of_block(entries, min(start + _TOGETHER, len(entries)))
        part = entries[start:end]
        blocks = part >> np.uint64(_PLACE_BITS)
        (bounds,) = np.nonzero(np.diff(blocks))
        sizes = np.diff(np.concatenate(([0], bounds + 1, [len(part)])))
        kept = np.repeat(sizes > 1, sizes)
        sizes = sizes[sizes > 1]
        yield (part[kept] & _PLACES).astype(np.int64), np.repeat(np.cumsum(sizes), sizes)
        start = end


def _end_of_block(entries: _Entries, place: int) -> int:
    """The first place, from this one on, where another block begins."""
    if place == len(entries):
        return place
    last = entries[place - 1] | _PLACES
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
