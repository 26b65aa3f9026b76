"""Replacing some rows of sorted columns without sorting them all again.

What stays keeps its order, what comes is put among it. Where a few rows are now is found by
bisection of what left and came; whole columns are made by copies of memory, O(rows).
"""

from collections.abc import Sequence
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from tisserand.recommend.strings import Strings

Positions = NDArray[np.int64]
GONE = -1


class UnfollowableError(Exception):
    """What changed does not fit what was there: all must be read again."""


class Splice:
    """Where rows go when some leave and others come.

    Attributes:
        length, size: number of rows before and afterwards.
        left: the old rows that leave, ascending.
        placed: position of each row that comes, ascending.
    """

    def __init__(self, length: int, left: Positions, put_before: Positions) -> None:
        """Takes, for each row that comes, in their order, the old row that it is put before."""
        self.length, self.left, self.put_before = length, left, put_before
        self.size = length - len(left) + len(put_before)
        self._ranks = put_before - np.searchsorted(left, put_before)
        self.placed = self._ranks + np.arange(len(put_before))

    def now(self, old: NDArray[np.integer]) -> Positions:
        """New position of old rows; `GONE` for those that leave."""
        rank = old - np.searchsorted(self.left, old)
        new: Positions = rank + np.searchsorted(self._ranks, rank, side="right")
        new[is_among(old, self.left)] = GONE
        return new

    def before(self, new: NDArray[np.integer]) -> Positions:
        """Old position of new rows; `GONE` for those that came."""
        rank = new - np.searchsorted(self.placed, new)
        ranks = self.left - np.arange(len(self.left))
        old: Positions = rank + np.searchsorted(ranks, rank, side="right")
        old[is_among(new, self.placed)] = GONE
        return old

    @cached_property
    def moved(self) -> Positions:
        """New position of each old row; `GONE` for those that leave."""
        moved = np.empty(self.length, dtype=np.int64)
        for first, last, at in self.segments:
            moved[first:last] = np.arange(at, at + last - first)
        moved[self.left] = GONE
        return moved

    @cached_property
    def segments(self) -> list[tuple[int, int, int]]:
        """Old rows that stay and go together: first, one past the last, new position."""
        cuts = [self.left, self.left + 1, self.put_before, np.array([0, self.length])]
        ends = np.unique(np.concatenate(cuts))
        first, last = ends[:-1], ends[1:]
        at = self.now(first)
        stays = at != GONE
        columns = (column[stays].tolist() for column in (first, last, at))
        return list(zip(*columns, strict=True))

    def column(self, old: NDArray[Any], fresh: NDArray[Any] | Sequence[Any]) -> NDArray[Any]:
        """A column of the old rows, with that of the fresh ones in their places."""
        if not len(self.left) and not len(self.placed):
            return old
        spliced = np.empty(self.size, dtype=old.dtype)
        for first, last, at in self.segments:
            spliced[at : at + last - first] = old[first:last]
        spliced[self.placed] = fresh
        return spliced


def is_among(rows: NDArray[np.integer], some: Positions) -> NDArray[np.bool_]:
    """Whether each row is one of these, which ascend."""
    if not len(some):
        return np.zeros(rows.shape, dtype=bool)
    at = np.minimum(np.searchsorted(some, rows), len(some) - 1)
    return np.asarray(some[at] == rows)


def splice_sorted(old: NDArray[np.integer], left: Positions, fresh: Positions) -> Splice:
    """Rows by a key that no two share: `old` and `fresh` are the keys, ascending."""
    return Splice(len(old), left, np.searchsorted(old, fresh).astype(np.int64))


class SplicedStrings(Strings):
    """Texts of which a few left and others came; packed when that is asked for."""

    def __init__(self, old: Strings, rows: Splice, fresh: Sequence[str]) -> None:
        self.__dict__.update(_old=old, _rows=rows, _fresh=fresh)

    def __getattr__(self, name: str) -> Any:
        if name not in ("start", "blob"):
            raise AttributeError(name)
        packed = self._pack()
        self.__dict__.update(start=packed.start, blob=packed.blob)
        return self.__dict__[name]

    def __len__(self) -> int:
        return int(self.__dict__["_rows"].size)

    def text(self, index: int) -> str:
        """The text at a position."""
        old, rows, fresh = (self.__dict__[name] for name in ("_old", "_rows", "_fresh"))
        before = int(rows.before(np.array([index]))[0])
        if before != GONE:
            return str(old.text(before))
        return str(fresh[int(np.searchsorted(rows.placed, index))])

    def _pack(self) -> Strings:
        old, rows, fresh = (self.__dict__[name] for name in ("_old", "_rows", "_fresh"))
        packed = Strings.of(fresh)
        lengths = rows.column(np.diff(old.start), np.diff(packed.start))
        start = np.zeros(len(lengths) + 1, dtype=np.int64)
        np.cumsum(lengths, out=start[1:])
        blob = np.empty(int(start[-1]), dtype=np.uint8)
        for first, last, at in rows.segments:
            text = old.blob[old.start[first] : old.start[last]]
            blob[start[at] : start[at] + len(text)] = text
        for number, at in enumerate(rows.placed.tolist()):
            blob[start[at] : start[at + 1]] = packed.blob[
                packed.start[number] : packed.start[number + 1]
            ]
        return Strings(start, blob)


class Recoded(NamedTuple):
    """Sorted words in use, and how to pass from the old codes to the new ones."""

    words: Strings
    rows: Splice
    fresh: dict[str, int]  # code of each word that comes


def recode(words: Strings, unused: Positions, fresh: set[str]) -> Recoded:
    """Words without those that nothing uses any more, and with those that come, sorted."""
    found = {word: words.find(word) for word in fresh}
    left = np.setdiff1d(unused, [at for at in found.values() if at >= 0]).astype(np.int64)
    new = sorted(word for word, at in found.items() if at < 0)
    before = np.array([words.position(word) for word in new], dtype=np.int64)
    rows = Splice(len(words), left, before)
    codes = dict(zip(new, rows.placed.tolist(), strict=True))
    known = [(word, at) for word, at in found.items() if at >= 0]
    now = rows.now(np.array([at for _, at in known], dtype=np.int64)).tolist()
    codes |= {word: code for (word, _), code in zip(known, now, strict=True)}
    return Recoded(SplicedStrings(words, rows, new), rows, codes)
