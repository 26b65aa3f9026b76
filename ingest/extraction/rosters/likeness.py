"""What the entries of one list have in common: where they hold their titles."""

from collections.abc import Iterable, Iterator, Sequence

from tisserand.ingest.extraction.rosters.cutting import Placed
from tisserand.ingest.extraction.rosters.fields import Field

_BESIDE = (-1, 1)
_LEAST = 2


def person_place(entry: Sequence[Placed]) -> int:
    """Place of the first field that holds a person; -1 without one."""
    return next((k for k, (one, _) in enumerate(entry) if "P" in one.signs), -1)


def title_places(entries: Iterable[Sequence[Placed]]) -> frozenset[int]:
    """Where a list holds its titles, counted from the person: -1 before, 1 after. Half of what
    its entries hold there are titles, and two at least."""
    held: dict[int, list[bool]] = {offset: [] for offset in _BESIDE}
    for entry in entries:
        for offset, one in _beside(entry):
            held[offset].append(one.signs[:1] == "R")
    return frozenset(
        offset for offset, told in held.items() if sum(told) >= max(_LEAST, len(told) / 2)
    )


def _beside(entry: Sequence[Placed]) -> Iterator[tuple[int, Field]]:
    place = person_place(entry)
    for offset in _BESIDE:
        if place >= 0 and 0 <= place + offset < len(entry):
            one = entry[place + offset][0]
            if one.signs and not one.depth:
                yield offset, one
