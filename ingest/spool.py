"""Much of a source, kept on disk while it is woven, so that memory does not grow with it.

The file has no name: the system frees it with the process, however it ends. So a crash leaves
nothing behind, and nobody else can open what it holds.
"""

import os
from array import array
from collections.abc import Callable, Iterable, Iterator, MutableMapping, MutableSequence
from errno import EDQUOT, ENOSPC
from pathlib import Path
from tempfile import TemporaryFile, gettempdir
from typing import IO, Any, Generic, NamedTuple, TypeVar, overload
from weakref import finalize

from tisserand.errors import StoreError

_WRITTEN = 2**20
"""Bytes that are written together."""
Item = TypeVar("Item")


class Room(NamedTuple):
    """What a spool may take.

    Attributes:
        folder: where the file is made when there is one; the system's own when None.
        kept: how many things are kept in memory as they are; those beyond go to the file.
    """

    folder: Path | None = None
    kept: int = 10_000


ROOM = Room()


class Spool(Generic[Item]):
    """Things by number, from 0, in the order of their coming.

    Args:
        encode, decode: a thing as bytes, and back.

    Errors:
        StoreError: the disk is full, or fails.
    """

    def __init__(
        self,
        encode: Callable[[Item], bytes],
        decode: Callable[[bytes], Item],
        room: Room = ROOM,
    ) -> None:
        self._encode, self._decode = encode, decode
        self._room = room
        self._kept: list[Item] = []
        self._ends = array("q", [0])
        self._waiting: list[bytes] = []
        self._written = 0
        self._file: IO[bytes] | None = None

    def add(self, item: Item) -> int:
        """Keep one more; its number."""
        if len(self._kept) < self._room.kept:
            self._kept.append(item)
            return len(self._kept) - 1
        told = self._encode(item)
        self._waiting.append(told)
        self._ends.append(self._ends[-1] + len(told))
        if self._ends[-1] - self._written > _WRITTEN:
            self._write()
        return len(self._kept) + len(self._ends) - 2

    def __getitem__(self, number: int) -> Item:
        place = number - len(self._kept)
        if place < 0:
            return self._kept[number]
        start, end = self._ends[place : place + 2]
        if end > self._written or self._file is None:
            self._write()
        assert self._file is not None
        return self._decode(os.pread(self._file.fileno(), end - start, start))

    def _write(self) -> None:
        folder = self._room.folder or Path(gettempdir())
        try:
            if self._file is None:
                self._file = TemporaryFile(dir=folder)  # noqa: SIM115  # as long as the spool
                finalize(self, self._file.close)
            self._file.write(b"".join(self._waiting))
            self._file.flush()
        except OSError as error:
            message = "store.disk_full" if error.errno in (ENOSPC, EDQUOT) else "store.disk_error"
            raise StoreError(message, file=folder.name, reason=str(error)) from error
        self._waiting.clear()
        self._written = self._ends[-1]


class SpooledList(MutableSequence[Item]):
    """A sequence of things of a spool, which are read when they are asked for."""

    def __init__(self, spool: Spool[Item], numbers: Iterable[int] = ()) -> None:
        self._spool = spool
        self._numbers = array("q", numbers)

    def __len__(self) -> int:
        return len(self._numbers)

    def __iter__(self) -> Iterator[Item]:
        return map(self._spool.__getitem__, self._numbers)

    @overload
    def __getitem__(self, index: int) -> Item: ...
    @overload
    def __getitem__(self, index: slice) -> list[Item]: ...

    def __getitem__(self, index: Any) -> Any:
        numbers = self._numbers[index]
        if isinstance(index, slice):
            return [self._spool[number] for number in numbers]
        return self._spool[numbers]

    def __setitem__(self, index: Any, item: Any) -> None:
        if isinstance(index, slice):
            self._numbers[index] = array("q", map(self._spool.add, item))
        else:
            self._numbers[index] = self._spool.add(item)

    def __delitem__(self, index: int | slice) -> None:
        del self._numbers[index]

    def insert(self, index: int, item: Item) -> None:
        """Keep one more, before this place."""
        self._numbers.insert(index, self._spool.add(item))


class SpooledDict(MutableMapping[str, Item]):
    """Things of a spool by name, in the order of their coming."""

    def __init__(self, spool: Spool[Item]) -> None:
        self._spool = spool
        self._numbers: dict[str, int] = {}

    def __len__(self) -> int:
        return len(self._numbers)

    def __iter__(self) -> Iterator[str]:
        return iter(self._numbers)

    def __contains__(self, name: object) -> bool:
        return name in self._numbers

    def __getitem__(self, name: str) -> Item:
        return self._spool[self._numbers[name]]

    def __setitem__(self, name: str, item: Item) -> None:
        self._numbers[name] = self._spool.add(item)

    def __delitem__(self, name: str) -> None:
        del self._numbers[name]

    def listed(self, names: Iterable[str]) -> SpooledList[Item]:
        """The things of these names, in their order."""
        return SpooledList(self._spool, map(self._numbers.__getitem__, names))
