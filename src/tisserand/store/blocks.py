"""Blocks as numbers: what is paired of millions of signatures."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple
from zlib import crc32

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class Glances(NamedTuple):
    """Stored signatures, as what many others are compared with at first.

    Attributes:
        told: what `Signature.glance` was when each was stored, or b"".
        blocks: numbers (`block_number`) of the blocks asked for that they are in.
        places: which signature, from 0, each of these blocks is of.
    """

    digests: list[str]
    told: list[bytes]
    blocks: NDArray[np.int64]
    places: NDArray[np.int64]


def block_number(block: str) -> int:
    """32 bits of a block. Two blocks may share them: who pairs looks at the blocks themselves."""
    return crc32(block.encode())


def as_numbers(given: array[int]) -> NDArray[np.int64]:
    """An array of whole numbers of 64 bits, where it is."""
    import numpy as np

    return np.frombuffer(given, np.int64)


def block_numbers(blocks: Iterable[str]) -> Iterator[int]:
    """The number of each, without a call of Python for it: there may be ten millions."""
    return map(crc32, map(str.encode, blocks))
