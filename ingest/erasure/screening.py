"""What a source may say of people who asked not to be there, or not to be shown.

Pure: what comes out depends on the records of the source and on the marks, not on what is stored.
So a new import, an erasure and a rebuild from nothing agree.
"""

from collections.abc import (
    Callable,
    Collection,
    Container,
    Iterable,
    Mapping,
    MutableMapping,
)
from dataclasses import dataclass, field, replace

from tisserand.ingest.erasure.fingerprint import (
    Hasher,
    Traits,
    is_person,
    organisation_keys,
    traits_of,
)
from tisserand.ingest.erasure.marks import Mark
from tisserand.ingest.erasure.passages import Passages, cleaned, veiled
from tisserand.ingest.erasure.recognition import Recognition
from tisserand.ontology.records import Record, Visibility

IsReserved = Callable[[Record], bool]
Place = tuple[str | int | None, ...]
Near = Mapping[Place, Collection[Mark]]


@dataclass(slots=True)
class Screened:
    """What a source says once the marks have spoken.

    Attributes:
        records: those that stay, by key, as they are shown.
        held: as the source said them, those that are shown less than it said.
        erased: keys of records left out: their person was erased.
        doubtful: keys of records shown to stewards only, until one says whose they are.
    """

    records: MutableMapping[str, Record] = field(default_factory=dict)
    held: dict[str, Record] = field(default_factory=dict)
    erased: set[str] = field(default_factory=set)
    doubtful: set[str] = field(default_factory=set)


class Screen:
    """The marks of a workspace, ready to be asked.

    Args:
        is_reserved: whether a record is of who is in partial diffusion in Sirene.
    """

    def __init__(
        self, marks: Iterable[Mark], hasher: Hasher, is_reserved: IsReserved | None = None
    ) -> None:
        given = list(marks)
        tombstones = [mark for mark in given if mark.kind == "tombstone"]
        oppositions = [mark for mark in given if mark.kind == "opposition"]
        self._erased = Recognition(tombstones, hasher)
        self._opposed = Recognition(oppositions, hasher)
        self._hasher, self._tombstones = hasher, tombstones
        self._gone = Passages(tombstones, hasher)
        self._near: dict[frozenset[str], Passages] = {}
        self._veiled = Passages(oppositions, hasher)
        self._is_reserved = is_reserved
        self.is_idle = not given and is_reserved is None
        self.redacted = self._gone.redacted

    def of(
        self, records: Mapping[str, Record], shown: MutableMapping[str, Record] | None = None
    ) -> Screened:
        """What becomes of the records of one source.

        Args:
            shown: empty, to be filled with those that stay.
        """
        found = Screened({} if shown is None else shown)
        erased, found.doubtful = self.recognised(records.values(), records)
        near = told_near(records, erased)
        found.erased = set(erased)
        for key, record in records.items():
            if key in found.erased or is_of(record, found.erased):
                found.erased.add(key)
        for key, record in records.items():
            if key not in found.erased:
                said = self.without_erased(record, found.erased, near)
                seen = self.shown(said, key in found.doubtful, records)
                found.records[key] = seen
                if seen != said:
                    found.held[key] = said
        return found

    def recognised(
        self, records: Iterable[Record], around: Mapping[str, Record]
    ) -> tuple[dict[str, Mark], set[str]]:
        """The records of erased persons by key, each with its mark; keys of those that may be.

        Args:
            around: the records of the organisations that they name, by key.
        """
        erased: dict[str, Mark] = {}
        doubtful: set[str] = set()
        for record in filter(is_person, records) if self._erased.marks else ():
            known = self._erased.of(record.key, traits_among(record, around))
            if known is not None and known.certainty == "certain":
                erased[record.key] = known.mark
            elif known is not None:
                doubtful.add(record.key)
        return erased, doubtful

    def doubt_about(self, record: Record, around: Mapping[str, Record]) -> Mark | None:
        """The tombstone that a person's record perhaps answers to."""
        known = self._erased.of(record.key, traits_among(record, around))
        return known.mark if known is not None and known.certainty == "doubtful" else None

    def without_erased(self, record: Record, erased: Container[str], near: Near) -> Record:
        """Without links to them, nor what names them in passing.

        Args:
            near: see `told_near`.
        """
        links = tuple(link for link in record.links if link.target not in erased)
        if len(links) != len(record.links):
            record = replace(record, links=links)
        if not self._erased.marks:
            return record
        return cleaned(record, self._passages(near.get(place_of(record), ())))

    def passages_of(self, report: str) -> Passages:
        """What names erased persons in a report, given its text."""
        is_named = self._gone.names(report)
        marks = self._tombstones if is_named else ()
        return self._passages([one for one in marks if self._alone(one).names(report)])

    def _alone(self, mark: Mark) -> Passages:
        return Passages([mark], self._hasher)

    def _passages(self, nearby: Collection[Mark]) -> Passages:
        """What names them where some are told nearby."""
        if not nearby:
            return self._gone
        key = frozenset(mark.id for mark in nearby)
        if key not in self._near:
            self._near[key] = Passages(self._tombstones, self._hasher, nearby)
        return self._near[key]

    def shown(self, record: Record, is_doubtful: bool, records: Mapping[str, Record]) -> Record:
        """As seen by those who may."""
        level = Visibility.STEWARD if is_doubtful else self._level(record, records)
        if level > record.visibility:
            record = replace(record, visibility=level)
        return veiled(record, self._veiled, Visibility.STEWARD) if self._opposed.marks else record

    def _level(self, record: Record, records: Mapping[str, Record]) -> int:
        if self._opposed.marks and is_person(record):
            known = self._opposed.of(record.key, traits_among(record, records))
            if known is not None and known.certainty == "certain":
                return Visibility.STEWARD
        if self._is_reserved is not None and self._is_reserved(record):
            return max(record.visibility, Visibility.AGENT)
        return record.visibility


def place_of(record: Record) -> Place:
    """The row that a record comes from, or the report: those who are told there are told nearby."""
    where = record.locator
    if where.passage is not None:
        return (record.source,)
    return (record.source, where.file, where.sheet, where.row)


def told_near(records: Mapping[str, Record], erased: Mapping[str, Mark]) -> Near:
    """The marks of the erased persons told at each place.

    Args:
        records: theirs, among others, by key.
    """
    found: dict[Place, dict[str, Mark]] = {}
    for key, mark in erased.items():
        found.setdefault(place_of(records[key]), {})[mark.id] = mark
    return {place: tuple(marks.values()) for place, marks in found.items()}


def is_of(record: Record, persons: Container[str]) -> bool:
    """Whether a record says nothing but what one of these persons is somewhere."""
    return record.kind == "Membership" and any(
        link.property == "member" and link.target in persons for link in record.links
    )


def traits_among(record: Record, records: Mapping[str, Record]) -> Traits:
    """What a record tells of a person, with their organisations found among others."""
    around = [records[key] for key in organisation_keys(record) if key in records]
    return traits_of(record, around)
