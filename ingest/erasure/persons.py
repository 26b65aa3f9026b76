"""The persons of some marks: which records are theirs, and what names them in those of others."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

from tisserand.ingest.erasure.fingerprint import (
    Hasher,
    Traits,
    is_person,
    organisation_keys,
    traits_of,
)
from tisserand.ingest.erasure.marks import Mark
from tisserand.ingest.erasure.passages import Passages, cleaned
from tisserand.ingest.erasure.recognition import Recognised, Recognition
from tisserand.ontology.records import Record

Place = tuple[str | int | None, ...]
Near = Mapping[Place, Collection[Mark]]
"""The marks of the persons told at each place: « Mme » and a word of their name is them there."""


class Persons:
    """The persons of the marks of one kind.

    Attributes:
        anywhere: what names them wherever it is said.
    """

    def __init__(self, marks: Sequence[Mark], hasher: Hasher) -> None:
        self.marks = marks
        self.anywhere = Passages(marks, hasher)
        self._recognition = Recognition(marks, hasher)
        self._hasher = hasher
        self._alone: dict[str, Passages] = {}
        self._nearby: dict[frozenset[str], Passages] = {}

    def known(self, record: Record, around: Mapping[str, Record]) -> Recognised | None:
        """The mark that the record of a person answers to.

        Args:
            around: the records of the organisations that it names, by key.
        """
        return self._recognition.of(record.key, traits_among(record, around))

    def recognised(
        self, records: Iterable[Record], around: Mapping[str, Record]
    ) -> tuple[dict[str, Mark], set[str]]:
        """The records that are theirs by key, each with its mark; keys of those that may be.

        Args:
            around: the records of the organisations that they name, by key.
        """
        certain: dict[str, Mark] = {}
        doubtful: set[str] = set()
        for record in filter(is_person, records) if self.marks else ():
            known = self.known(record, around)
            if known is not None and known.certainty == "certain":
                certain[record.key] = known.mark
            elif known is not None:
                doubtful.add(record.key)
        return certain, doubtful

    def near(self, records: Callable[[], Iterable[Record]], certain: Mapping[str, Mark]) -> Near:
        """Where they are told: by a record of theirs, or by their whole name in another.

        Args:
            records: reads them all.
            certain: the records that are theirs, as `recognised` gives them.
        """
        found: dict[Place, dict[str, Mark]] = {}
        for record in records() if self.marks else ():
            for mark in self._told_by(record, certain):
                found.setdefault(place_of(record), {})[mark.id] = mark
        return {place: tuple(marks.values()) for place, marks in found.items()}

    def _told_by(self, record: Record, certain: Mapping[str, Mark]) -> Iterator[Mark]:
        if record.key in certain:
            yield certain[record.key]
        if _names(self.anywhere, record):
            yield from (mark for mark in self.marks if _names(self._of(mark), record))

    def passages_of(self, texts: Iterable[str]) -> Passages:
        """What names them in the texts of one place: a row, a report."""
        naming = (text for text in texts if self.anywhere.names(text))
        found = {m.id: m for text in naming for m in self.marks if self._of(m).names(text)}
        return self.passages(list(found.values()))

    def _of(self, mark: Mark) -> Passages:
        if mark.id not in self._alone:
            self._alone[mark.id] = Passages([mark], self._hasher)
        return self._alone[mark.id]

    def passages(self, nearby: Collection[Mark]) -> Passages:
        """What names them where some are told nearby."""
        if not nearby:
            return self.anywhere
        key = frozenset(mark.id for mark in nearby)
        if key not in self._nearby:
            self._nearby[key] = Passages(self.marks, self._hasher, nearby)
        return self._nearby[key]


def _names(passages: Passages, record: Record) -> bool:
    """Whether a record names them, were it in the name of an organisation, which stays."""
    return cleaned(record, passages) is not record or passages.names(record.name)


def place_of(record: Record) -> Place:
    """The row that a record comes from, or the report: those who are told there are told nearby."""
    where = record.locator
    if where.passage is not None:
        return (record.source,)
    return (record.source, where.file, where.sheet, where.row)


def traits_among(record: Record, records: Mapping[str, Record]) -> Traits:
    """What a record tells of a person, with their organisations found among others."""
    around = [records[key] for key in organisation_keys(record) if key in records]
    return traits_of(record, around)
