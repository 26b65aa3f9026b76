"""Rows of a document that are made alike, as the names recognised so far make them read."""

from collections.abc import Iterator, Sequence

from tisserand.ingest.extraction.rosters.cutting import Placed, entries
from tisserand.ingest.extraction.rosters.likeness import person_place
from tisserand.ingest.extraction.rosters.rows import parted

_REACH = 3
"""Rows before and after that tell how a list is made."""


class DraftRow:
    """A row of a document before all its names are known.

    Attributes:
        shape: for each entry, the place of its first person; -1 without one.
        named: how many entries name somebody.
        people: how many fields hold people.
        signs: separators of the first entry.
        header: block of the title above.
    """

    def __init__(self, numbers: tuple[int, ...], fields: Sequence[Placed]) -> None:
        self.numbers = numbers
        self.label, rest = parted(fields)
        self.entries = [entry for entry in entries(rest) if entry]
        self.shape = [person_place(entry) for entry in self.entries]
        self.named = sum(place >= 0 for place in self.shape)
        self.people = sum("P" in one.signs for one, _ in self.fields())
        self.header: int | None = None
        self.signs = tuple(one.before for one, _ in self.entries[0]) if self.entries else ()

    def fields(self) -> Iterator[Placed]:
        """Every field but the label's."""
        for entry in self.entries:
            yield from entry


def leads_body(row: DraftRow) -> bool:
    """Whether what a colon follows begins the first entry: « Mairie de Redon : … »."""
    entry = row.entries[0] if row.entries else []
    return len(entry) > 1 and entry[1][0].before == ":"


def has_bodies(row: DraftRow) -> bool:
    """Whether a body, a place or another thing is named in its entries."""
    return any(set(one.signs) & set("OLX") for one, _ in row.fields())


def near(every: Sequence[DraftRow], position: int) -> list[DraftRow]:
    """The rows close to one that are made as it is, as far as both go."""
    first, last = max(0, position - _REACH), min(len(every), position + _REACH + 1)
    return [
        every[k]
        for k in range(first, last)
        if k != position and _are_alike(every[k].signs, every[position].signs)
    ]


def _are_alike(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether entries have the same separators; one may leave out what it does not have."""
    common = min(len(one), len(other))
    return one == other or (common > 1 and one[:common] == other[:common])


def usual_place(row: DraftRow, near: Sequence[DraftRow]) -> int:
    """Where entries of this list name their person."""
    places = [place for one in (row, *near) for place in one.shape if place >= 0]
    return max(sorted(set(places)), key=places.count) if places else 0
