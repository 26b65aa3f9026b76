"""Whether another process has a store open."""

import fcntl
from pathlib import Path

_SHARED_FIRST, _SHARED_SIZE = 0x40000002, 510
"""The bytes that every connection locks (SQLite, `os.h`: SHARED_FIRST, SHARED_SIZE)."""


def is_open_elsewhere(path: Path) -> bool:
    """Whether a connection of another process holds this file. Nothing is locked afterwards.

    The caller has no connection of its own to it: closing a file drops a process's locks.
    """
    if not path.exists():
        return False
    with path.open("r+b") as file:
        try:
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB, _SHARED_SIZE, _SHARED_FIRST)
        except OSError:
            return True
        fcntl.lockf(file, fcntl.LOCK_UN, _SHARED_SIZE, _SHARED_FIRST)
    return False
