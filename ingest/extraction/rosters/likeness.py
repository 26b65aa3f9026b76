"""What the entries of one list have in common: what stands before their person, and after."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from tisserand.ingest.extraction.rosters.cutting import Placed
from tisserand.ingest.extraction.rosters.fields import Field

_BESIDE = (-2, -1, 1, 2, 3)
_LEAST = 2


def person_place(entry: Sequence[Placed]) -> int:
    """Place of the first field that holds a person; -1 without one."""
    return next((k for k, (one, _) in enumerate(entry) if "P" in one.signs), -1)


def usual_signs(entries: Iterable[Sequence[Placed]]) -> Mapping[int, str]:
    """By place counted from the person, -1 just before and 1 just after, what a list holds there:
    R for titles, O for bodies, L for places. Half of its entries do, and two at least."""
    held: dict[int, Counter[str]] = {offset: Counter() for offset in _BESIDE}
    for entry in entries:
        for offset, one in _beside(entry):
            held[offset][one.signs[:1]] += 1
    return {
        offset: sign
        for offset, counts in held.items()
        for sign in "ROL"
        if counts[sign] >= max(_LEAST, counts.total() / 2)
    }


def _beside(entry: Sequence[Placed]) -> Iterator[tuple[int, Field]]:
    place = person_place(entry)
    for offset in _BESIDE:
        if place >= 0 and 0 <= place + offset < len(entry):
            one = entry[place + offset][0]
            if one.signs and not one.depth:
                yield offset, one
