"""Blocks of signatures, as one integer for each: 32 bits of the block, 31 of the signature.

Two blocks may share their 32 bits: who reads looks at the blocks that the signature names.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING
from zlib import crc32

from tisserand.store.sqlite.connection import Database

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SIGNATURE_BITS = 31
_LAST = 2**SIGNATURE_BITS - 1
NAMED = (
    f"SELECT b.entry & {_LAST} FROM json_each(?) j CROSS JOIN block b ON b.entry"
    f" BETWEEN j.value << {SIGNATURE_BITS} AND (j.value << {SIGNATURE_BITS}) + {_LAST}"
)
"""Signatures of the blocks whose numbers are given as JSON; and perhaps of a few others."""


def block_number(block: str) -> int:
    """32 bits of a block."""
    return crc32(block.encode())


def entries(signature: int, blocks: Iterable[str]) -> list[int]:
    """The integers of a signature's blocks."""
    return [(crc32(block.encode()) << SIGNATURE_BITS) + signature for block in blocks]


def sorted_entries(numbered: Iterable[tuple[int, Sequence[str]]]) -> NDArray[np.int64]:
    """The integers of many signatures, in the order of the table: 8 bytes each."""
    import numpy as np

    told = array("q")
    for signature, blocks in numbered:
        told.extend(entries(signature, blocks))
    found = np.array(told, dtype=np.int64)
    found.sort()
    return found


def write_entries(database: Database, ordered: Iterable[int]) -> None:
    """Add blocks; one that is there stays."""
    database.run_many("INSERT OR IGNORE INTO block VALUES (?)", zip(ordered, strict=True))


def delete_entries(database: Database, numbered: Iterable[tuple[int, Sequence[str]]]) -> None:
    """Remove the blocks of signatures."""
    database.run_many(
        "DELETE FROM block WHERE entry = ?",
        ((entry,) for signature, blocks in numbered for entry in entries(signature, blocks)),
    )
