"""Many short texts as two arrays: a blob of UTF-8 and where each text starts."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import overload

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, eq=False)
class Strings(Sequence[str]):
    """A sequence of texts that a memory-mapped file can hold.

    Attributes:
        start: (n + 1,) offsets into `blob`.
        blob: UTF-8 of all the texts, end to end.
    """

    start: NDArray[np.int64]
    blob: NDArray[np.uint8]

    @classmethod
    def of(cls, texts: Iterable[str]) -> "Strings":
        """Pack texts, in their order."""
        pieces = [text.encode() for text in texts]
        start = np.zeros(len(pieces) + 1, dtype=np.int64)
        np.cumsum([len(piece) for piece in pieces], out=start[1:])
        return cls(start, np.frombuffer(b"".join(pieces), dtype=np.uint8))

    def __len__(self) -> int:
        return len(self.start) - 1

    @overload
    def __getitem__(self, index: int) -> str: ...
    @overload
    def __getitem__(self, index: slice) -> list[str]: ...
    def __getitem__(self, index: int | slice) -> str | list[str]:
        if isinstance(index, slice):
            return [self[i] for i in range(*index.indices(len(self)))]
        if not 0 <= index < len(self):
            raise IndexError(index)
        return self.text(index)

    def text(self, index: int) -> str:
        """The text at a position, which is one."""
        return self.blob[self.start[index] : self.start[index + 1]].tobytes().decode()

    def position(self, text: str) -> int:
        """Where a text is, or would be, in a sorted sequence (code point order)."""
        return bisect_left(self, text)

    def find(self, text: str) -> int:
        """Position of a text in a sorted sequence (code point order), or -1."""
        position = self.position(text)
        return position if position < len(self) and self[position] == text else -1
