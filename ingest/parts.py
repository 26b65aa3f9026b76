"""Items in lists: those of a list go through each step together.

Steps one after another on one row throw each other's code and tables out of the processor's
caches.
"""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

TOGETHER = 500
Item = TypeVar("Item")


def in_parts(items: Iterable[Item], size: int = TOGETHER) -> Iterator[list[Item]]:
    """Lists of at most `size` items."""
    remaining = iter(items)
    while part := list(islice(remaining, size)):
        yield part
