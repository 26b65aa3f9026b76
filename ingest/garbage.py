"""Pausing the search for reference cycles while much is made that holds none."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def garbage_kept() -> Iterator[None]:
    """Records are kept by the hundred thousand, and hold no cycle: looking for some among them
    again and again takes a sixth of an import. What is in a cycle waits for its end, and what
    lasts is then old: it is not looked through at once."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.freeze()
            gc.unfreeze()
            gc.enable()
