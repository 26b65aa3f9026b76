"""Blocks of signatures, as one integer for each: 32 bits of the block, 31 of the signature.

Two blocks may share their 32 bits: who reads looks at the blocks that the signature names.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from tisserand.store.blocks import block_numbers
from tisserand.store.sqlite.connection import Database, as_json

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SIGNATURE_BITS = 31
_LAST = 2**SIGNATURE_BITS - 1
_ENTRIES = (
    "FROM json_each(?) j CROSS JOIN block b ON b.entry"
    f" BETWEEN j.value << {SIGNATURE_BITS} AND (j.value << {SIGNATURE_BITS}) + {_LAST}"
)
NAMED = f"SELECT b.entry & {_LAST} {_ENTRIES}"
"""Signatures of the blocks whose numbers are given as JSON; and perhaps of a few others."""
_ASKED = 2**16
"""Blocks that are looked for at once."""


def entries(signature: int, blocks: Iterable[str]) -> list[int]:
    """The integers of a signature's blocks."""
    return [(number << SIGNATURE_BITS) + signature for number in block_numbers(blocks)]


def read_entries(database: Database, blocks: Iterable[str]) -> NDArray[np.int64]:
    """Every integer of these blocks, by signature."""
    import numpy as np

    asked = np.unique(np.fromiter(block_numbers(blocks), np.uint32))
    found = np.fromiter(_entries(database, asked), np.int64)
    return found[np.argsort(found & _LAST, kind="stable")]


def parted(found: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The number of the block and the signature of each integer."""
    return found >> SIGNATURE_BITS, found & _LAST


def _entries(database: Database, asked: NDArray[np.uint32]) -> Iterator[int]:
    for start in range(0, len(asked), _ASKED):
        given = as_json(asked[start : start + _ASKED].tolist())
        for batch in database.batches(f"SELECT b.entry {_ENTRIES}", (given,)):
            for (entry,) in batch:
                yield entry


def write_entries(database: Database, ordered: Iterable[int]) -> None:
    """Add blocks; one that is there stays."""
    database.run("INSERT OR IGNORE INTO block SELECT value FROM json_each(?)", (as_json(ordered),))


def delete_entries(database: Database, numbered: Iterable[tuple[int, Sequence[str]]]) -> None:
    """Remove the blocks of signatures."""
    database.run_many(
        "DELETE FROM block WHERE entry = ?",
        ((entry,) for signature, blocks in numbered for entry in entries(signature, blocks)),
    )
