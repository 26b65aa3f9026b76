"""Rows of whole numbers that grow to millions: eight bytes a number."""

import numpy as np
from numpy.typing import NDArray

_PART = 2**20
_NUMBER = np.dtype("<u8")


class Columns:
    """Rows of `width` unsigned numbers of 64 bits, given as bytes, the least first."""

    def __init__(self, width: int) -> None:
        self._width = width
        self._last = bytearray()
        self._parts: list[NDArray[np.uint64]] = []

    def add(self, rows: bytes) -> None:
        """Add rows, one after another."""
        self._last += rows
        if len(self._last) > _PART:
            self._close()

    def columns(self) -> NDArray[np.uint64]:
        """All of it, a column after another; nothing is kept here."""
        self._close()
        end = sum(map(len, self._parts))
        found = np.empty((self._width, end), np.uint64)
        while self._parts:
            part = self._parts.pop()
            found[:, end - len(part) : end] = part.T
            end -= len(part)
        return found

    def _close(self) -> None:
        self._parts.append(np.frombuffer(bytes(self._last), _NUMBER).reshape(-1, self._width))
        self._last.clear()


def put_in_order(columns: NDArray[np.uint64], order: NDArray[np.int64]) -> None:
    """Put the columns in an order, one after another: all of them twice would be too much."""
    for column in columns:
        column[:] = column[order]


def ranges(firsts: NDArray[np.int64], sizes: NDArray[np.int64]) -> NDArray[np.int64]:
    """So many whole numbers from each first, one range after another."""
    shift = firsts - (np.cumsum(sizes) - sizes)
    return np.asarray(np.arange(sizes.sum()) + np.repeat(shift, sizes))
