"""What a source may say of people who asked not to be there, or not to be shown.

Pure: what comes out depends on the records of the source and on the marks, not on what is stored.
So a new import, an erasure and a rebuild from nothing agree.
"""

from collections.abc import Callable, Collection, Container, Iterable, Mapping, MutableMapping
from dataclasses import dataclass, field, replace

from tisserand.ingest.erasure.fingerprint import Hasher, is_person
from tisserand.ingest.erasure.marks import Mark
from tisserand.ingest.erasure.passages import cleaned, veiled
from tisserand.ingest.erasure.persons import Near, Persons, place_of
from tisserand.ontology.records import Record, Source, Visibility

IsReserved = Callable[[Record], bool]


@dataclass(slots=True)
class Told:
    """Where some records tell of the persons of the marks.

    Attributes:
        erased: the records of erased persons by key, each with its mark.
        doubtful: keys of those that may be of one.
        near_erased, near_opposed: where they are told.
    """

    erased: dict[str, Mark] = field(default_factory=dict)
    doubtful: set[str] = field(default_factory=set)
    near_erased: Near = field(default_factory=dict)
    near_opposed: Near = field(default_factory=dict)


@dataclass(slots=True)
class Screened:
    """What a source says once the marks have spoken.

    Attributes:
        records: those that stay, by key, as they are shown.
        held: as the source said them, those that are shown less than it said.
        erased: keys of records left out: their person was erased.
        doubtful: keys of records shown to stewards only, until one says whose they are.
        told: where its records tell of the persons of the marks.
    """

    records: MutableMapping[str, Record] = field(default_factory=dict)
    held: dict[str, Record] = field(default_factory=dict)
    erased: set[str] = field(default_factory=set)
    doubtful: set[str] = field(default_factory=set)
    told: Told = field(default_factory=Told)


class Screen:
    """The marks of a workspace, ready to be asked.

    Args:
        is_reserved: whether a record is of who is in partial diffusion in Sirene.
    """

    def __init__(
        self, marks: Iterable[Mark], hasher: Hasher, is_reserved: IsReserved | None = None
    ) -> None:
        given = list(marks)
        self.erased = Persons([mark for mark in given if mark.kind == "tombstone"], hasher)
        self.opposed = Persons([mark for mark in given if mark.kind == "opposition"], hasher)
        self._is_reserved = is_reserved
        self.has_marks = bool(given)
        self.is_idle = not given and is_reserved is None

    def of(
        self, records: Mapping[str, Record], shown: MutableMapping[str, Record] | None = None
    ) -> Screened:
        """What becomes of the records of one source.

        Args:
            shown: empty, to be filled with those that stay.
        """
        found = Screened({} if shown is None else shown)
        told = self.told(records.values(), records.values, records)
        found.told, found.doubtful = told, told.doubtful
        for key, record in records.items():
            if key in told.erased or is_of(record, told.erased):
                found.erased.add(key)
                continue
            said = self.without_erased(record, told)
            seen = found.records[key] = self.shown(said, told, records)
            if seen != said:
                found.held[key] = said
        return found

    def told(
        self,
        persons: Collection[Record],
        records: Callable[[], Iterable[Record]],
        around: Mapping[str, Record],
    ) -> Told:
        """Where records tell of the persons of the marks.

        Args:
            persons: those of persons among them, at least.
            records: reads them all.
            around: the records of the organisations that these name, by key.
        """
        erased, doubtful = self.erased.recognised(persons, around)
        opposed, _ = self.opposed.recognised(persons, around)
        near_erased = self.erased.near(records, erased)
        return Told(erased, doubtful, near_erased, self.opposed.near(records, opposed))

    def doubt_about(self, record: Record, around: Mapping[str, Record]) -> Mark | None:
        """The tombstone that a person's record perhaps answers to."""
        known = self.erased.known(record, around)
        return known.mark if known is not None and known.certainty == "doubtful" else None

    def without_erased(self, record: Record, told: Told) -> Record:
        """Without links to them, nor what names them in passing.

        Who may be one of them keeps the telephone that raises the doubt until a steward settles it.
        """
        links = tuple(link for link in record.links if link.target not in told.erased)
        if len(links) != len(record.links):
            record = replace(record, links=links)
        clean = self.without_names(record, told)
        if clean is record or record.key not in told.doubtful:
            return clean
        lost = (v for v in record.values if v.property == "telephone" and v not in clean.values)
        return replace(clean, values=(*clean.values, *lost))

    def without_names(self, record: Record, told: Told) -> Record:
        """Without what names erased persons in passing; itself when nothing does."""
        if not self.erased.marks:
            return record
        nearby = told.near_erased.get(place_of(record), ())
        return cleaned(record, self.erased.passages(nearby))

    def source_without_erased(self, source: Source, told: Told) -> Source:
        """A source whose description names no erased person; its id, which is given, stays."""
        if not self.erased.marks:
            return source
        near = {mark.id: mark for place, marks in told.near_erased.items() for mark in marks
                if place[0] == source.id}  # fmt: skip
        redacted = self.erased.passages(list(near.values())).redacted
        return replace(
            source,
            title=redacted(source.title),
            file=redacted(source.file),
            publisher=redacted(source.publisher),
            licence=redacted(source.licence),
            legal_basis=redacted(source.legal_basis),
        )

    def shown(self, record: Record, told: Told, around: Mapping[str, Record]) -> Record:
        """As seen by those who may.

        Args:
            around: the records of the organisations that it names, by key.
        """
        is_doubtful = record.key in told.doubtful
        level = Visibility.STEWARD if is_doubtful else self._level(record, around)
        if level > record.visibility:
            record = replace(record, visibility=level)
        if not self.opposed.marks:
            return record
        nearby = told.near_opposed.get(place_of(record), ())
        return veiled(record, self.opposed.passages(nearby), Visibility.STEWARD)

    def _level(self, record: Record, around: Mapping[str, Record]) -> int:
        if self.opposed.marks and is_person(record):
            known = self.opposed.known(record, around)
            if known is not None and known.certainty == "certain":
                return Visibility.STEWARD
        if self._is_reserved is not None and self._is_reserved(record):
            return max(record.visibility, Visibility.AGENT)
        return record.visibility


def is_of(record: Record, persons: Container[str]) -> bool:
    """Whether a record says nothing but what one of these persons is somewhere."""
    return record.kind == "Membership" and any(
        link.property == "member" and link.target in persons for link in record.links
    )
