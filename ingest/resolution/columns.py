"""Rows of whole numbers that grow to millions: eight bytes a number, once they are many."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

_PART = 2**13


class Columns:
    """Rows of `width` unsigned numbers of 64 bits."""

    def __init__(self, width: int) -> None:
        self._width = width
        self._rows: list[Sequence[int]] = []
        self._parts: list[NDArray[np.uint64]] = []

    def __len__(self) -> int:
        return len(self._rows) + sum(map(len, self._parts))

    def add(self, row: Sequence[int]) -> None:
        """Add a row."""
        self._rows.append(row)
        if len(self._rows) == _PART:
            self._parts.append(self._last())
            self._rows.clear()

    def columns(self) -> NDArray[np.uint64]:
        """All of it, a column after another; nothing is kept here."""
        self._parts.append(self._last())
        self._rows.clear()
        end = len(self)
        found = np.empty((self._width, end), np.uint64)
        while self._parts:
            part = self._parts.pop()
            found[:, end - len(part) : end] = part.T
            end -= len(part)
        return found

    def _last(self) -> NDArray[np.uint64]:
        return np.array(self._rows, np.uint64).reshape(len(self._rows), self._width)
