"""The pairs of signatures that share a block and pass a glance, each once.

Blocks are sorted as numbers, and their pairs made a distance at a time, so that thousands of
near-identical names cost a few nanoseconds a pair.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from tisserand.ingest.resolution.screening import Screen
from tisserand.ingest.resolution.shape import Features

_BATCH = 2**19
_Numbers = NDArray[np.int64]


def candidate_pairs(
    blocks: Mapping[str, Sequence[int]], known: Sequence[Features], new: int
) -> list[tuple[int, int]]:
    """Positions in `known` of the pairs to compare, the lesser first, sorted.

    Args:
        blocks: positions that share each block.
        known: features; those of new signatures first.
        new: how many are new: a pair holds one at least.
    """
    screen = Screen(known)
    found = [screen.keep(*pairs) for pairs in _batches(_pairs(blocks, new))]
    if not found:
        return []
    codes = np.unique(np.concatenate([left * len(known) + right for left, right in found]))
    lefts, rights = np.divmod(codes, len(known))
    return list(zip(lefts.tolist(), rights.tolist(), strict=True))


def _pairs(blocks: Mapping[str, Sequence[int]], new: int) -> Iterator[tuple[_Numbers, _Numbers]]:
    """Pairs of each block, those a place apart first, then two…: lesser positions, greater ones."""
    several = [members for members in blocks.values() if len(members) > 1]
    sizes = np.array([len(members) for members in several], np.int64)
    members = np.fromiter(chain.from_iterable(several), np.int64, int(sizes.sum()))
    members = members[np.lexsort((members, np.repeat(np.arange(len(sizes)), sizes)))]
    ends = np.repeat(np.cumsum(sizes), sizes)
    (starts,) = np.nonzero(members < new)
    distance = 0
    while len(starts):
        distance += 1
        starts = starts[starts + distance < ends[starts]]
        yield members[starts], members[starts + distance]


def _batches(
    pairs: Iterator[tuple[_Numbers, _Numbers]],
) -> Iterator[tuple[_Numbers, _Numbers]]:
    """The same pairs, many at a time."""
    waiting: list[tuple[_Numbers, _Numbers]] = []
    count = 0
    for left, right in pairs:
        waiting.append((left, right))
        count += len(left)
        if count >= _BATCH:
            yield _joined(waiting)
            waiting, count = [], 0
    if count:
        yield _joined(waiting)


def _joined(waiting: Sequence[tuple[_Numbers, _Numbers]]) -> tuple[_Numbers, _Numbers]:
    return np.concatenate([one for one, _ in waiting]), np.concatenate([two for _, two in waiting])
