"""Replacing some rows of sorted columns without sorting them all again.

What stays keeps its order, what comes is put among it: copies of memory, O(rows).
"""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from tisserand.recommend.strings import Strings

Positions = NDArray[np.int64]
GONE = -1


class UnfollowableError(Exception):
    """What changed does not fit what was there: all must be read again."""


class Splice(NamedTuple):
    """Where rows go when some leave and others come.

    Attributes:
        kept: the old rows that stay, as a mask.
        moved: new position of each old row; `GONE` for those that leave.
        placed: position of each row that comes.
    """

    kept: NDArray[np.bool_]
    moved: Positions
    placed: Positions

    @property
    def size(self) -> int:
        """Number of rows afterwards."""
        return int(self.kept.sum()) + len(self.placed)

    def column(self, old: NDArray[Any], fresh: NDArray[Any] | Sequence[Any]) -> NDArray[Any]:
        """A column of the old rows, with that of the fresh ones in their places."""
        spliced = np.empty(self.size, dtype=old.dtype)
        spliced[self.moved[self.kept]] = old[self.kept]
        spliced[self.placed] = fresh
        return spliced


def splice(kept: NDArray[np.bool_], before: Positions) -> Splice:
    """Rows that leave, and rows that come.

    Args:
        kept: whether each old row stays.
        before: for each row that comes, in their order, the old row that it is put before.
    """
    come = np.bincount(before, minlength=len(kept) + 1).cumsum()[: len(kept)]
    stay = np.concatenate([[0], np.cumsum(kept)])
    moved = np.where(kept, stay[:-1] + come, GONE)
    placed = stay[before] + np.arange(len(before))
    return Splice(kept, moved.astype(np.int64), placed.astype(np.int64))


def splice_sorted(old: Positions, kept: NDArray[np.bool_], fresh: Positions) -> Splice:
    """Rows by a key that no two share: `old` and `fresh` are the keys, ascending."""
    return splice(kept, np.searchsorted(old, fresh))


def splice_strings(old: Strings, kept: NDArray[np.bool_], before: Positions,
                   fresh: Sequence[str]) -> Strings:  # fmt: skip
    """Texts that stay, in segments, with the fresh ones between them."""
    rows = splice(kept, before)
    packed = Strings.of(fresh)
    lengths = rows.column(np.diff(old.start), np.diff(packed.start))
    start = np.zeros(len(lengths) + 1, dtype=np.int64)
    np.cumsum(lengths, out=start[1:])
    events = [(int(at), number) for number, at in enumerate(before.tolist())]
    events += [(int(at), len(before)) for at in np.flatnonzero(~kept)]
    pieces: list[NDArray[np.uint8]] = []
    reached = 0
    for at, number in sorted(events):
        pieces.append(old.blob[old.start[reached] : old.start[at]])
        reached = at
        if number < len(before):
            pieces.append(packed.blob[packed.start[number] : packed.start[number + 1]])
        else:
            reached = at + 1
    pieces.append(old.blob[old.start[reached] :])
    return Strings(start, np.concatenate(pieces))


class Recoded(NamedTuple):
    """Sorted words in use, and how to pass from the old codes to the new ones."""

    words: Strings
    moved: Positions  # new code of each old one, GONE when it is not in use
    fresh: dict[str, int]  # code of each word that comes


def recode(words: Strings, in_use: NDArray[np.bool_], fresh: set[str]) -> Recoded:
    """Words that are in use, and those that come, sorted."""
    found = {word: words.find(word) for word in fresh}
    stay = in_use.copy()
    stay[[at for at in found.values() if at >= 0]] = True
    new = sorted(word for word, at in found.items() if at < 0)
    before = np.array([words.position(word) for word in new], dtype=np.int64)
    rows = splice(stay, before)
    codes = dict(zip(new, rows.placed.tolist(), strict=True))
    codes |= {word: int(rows.moved[at]) for word, at in found.items() if at >= 0}
    return Recoded(splice_strings(words, stay, before, new), rows.moved, codes)
