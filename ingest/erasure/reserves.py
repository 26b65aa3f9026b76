"""Who is in partial diffusion in Sirene: what is said of them is for agents, whoever says it.

A source that tells who is reserved (`reserve` in its mapping) tells it anew at each import; what
it says no more is shown again.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from tisserand.ontology.records import Identifier, Record, Sealed, SealedKind
from tisserand.store.port import GraphReader, ResolutionReader

KIND: SealedKind = "reserve"
Number = str
"""`siren 356000000`, or `siret …`."""
Bearers = Mapping[Number, set[str]]
"""Keys of the records of who bears each number."""


@dataclass(frozen=True, slots=True)
class Reserve:
    """A number that is reserved.

    Attributes:
        sources: who says so.
        records: keys of what was known of its bearer when it became so, number or not.
    """

    number: Number
    sources: frozenset[str]
    records: frozenset[str] = frozenset()

    def sealed(self) -> Sealed:
        """As it is stored."""
        told = {"sources": sorted(self.sources), "records": sorted(self.records)}
        return Sealed(KIND, self.number, json.dumps(told))


@dataclass(slots=True)
class Reserves:
    """The reserved numbers of a store."""

    known: dict[Number, Reserve] = field(default_factory=dict)
    _by_record: dict[str, set[Number]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for number, one in self.known.items():
            for key in one.records:
                self._by_record.setdefault(key, set()).add(number)

    def covers(self, record: Record) -> bool:
        """Whether a record is of somebody reserved."""
        return bool(self._numbers_of(record))

    def masks(self, record: Record) -> bool:
        """Whether the source of a record says so itself: what it masks is kept nowhere."""
        return any(record.source in self.known[n].sources for n in self._numbers_of(record))

    def _numbers_of(self, record: Record) -> set[Number]:
        """The reserved numbers that a record is of the bearer of."""
        borne = {number for number in numbers_of(record.identifiers) if number in self.known}
        return borne | self._by_record.get(record.key, set())

    def joined(
        self, records: Mapping[str, Record], owners: Mapping[str, str]
    ) -> dict[Number, set[str]]:
        """Keys of records that a change makes of somebody reserved, by number.

        Args:
            records: those of the entities that it touches.
            owners: entity of each.
        """
        numbers: dict[str, set[Number]] = {}
        for key, record in records.items():
            numbers.setdefault(owners[key], set()).update(self._numbers_of(record))
        found: dict[Number, set[str]] = {}
        for key, record in records.items():
            if not self.covers(record):
                for number in numbers[owners[key]]:
                    found.setdefault(number, set()).add(key)
        return found

    def said_by(self, source: str, numbers: Iterable[Number]) -> "Reserves":
        """Those known once a source says that these are reserved, and no others."""
        now = set(numbers)
        after: dict[Number, Reserve] = {}
        for number in sorted(now | self.known.keys()):
            one = self.known.get(number, Reserve(number, frozenset()))
            sources = one.sources | {source} if number in now else one.sources - {source}
            if sources:
                after[number] = Reserve(number, sources, one.records)
        return Reserves(after)

    def with_bearers(self, bearers: Bearers) -> "Reserves":
        """Those known, with the records of those that have just become so."""
        return Reserves(
            {
                number: Reserve(number, one.sources, one.records | bearers.get(number, set()))
                for number, one in self.known.items()
            }
        )

    def changed_from(self, before: "Reserves") -> tuple[list[Sealed], list[tuple[SealedKind, str]]]:
        """What to seal and to unseal."""
        sealed = [o.sealed() for n, o in self.known.items() if before.known.get(n) != o]
        gone = sorted(before.known.keys() - self.known.keys())
        return sealed, [(KIND, number) for number in gone]


def read_reserves(identity: ResolutionReader) -> Reserves:
    """The reserved numbers of a store."""
    found = {}
    for one in identity.sealed(KIND):
        told = json.loads(one.body)
        found[one.key] = Reserve(one.key, frozenset(told["sources"]), frozenset(told["records"]))
    return Reserves(found)


def numbers_of(identifiers: Iterable[Identifier]) -> Iterator[Number]:
    """The numbers under which a thing may be reserved; a SIRET tells a SIREN."""
    for one in identifiers:
        scheme, value = one.scheme.lower(), "".join(one.value.split())
        if scheme in ("siren", "siret"):
            yield f"{scheme} {value}"
        if scheme == "siret":
            yield f"siren {value[:9]}"


def bearers_of(
    reader: GraphReader, records: Iterable[Record], numbers: set[Number]
) -> dict[Number, set[str]]:
    """Keys of every record of the things of which one record bears one of these numbers."""
    keys: dict[Number, set[str]] = {}
    for record in records:
        for number in numbers.intersection(numbers_of(record.identifiers)):
            keys.setdefault(number, set()).add(record.key)
    found: dict[Number, set[str]] = {}
    for number, bearing in keys.items():
        entities = reader.entities(sorted(bearing)).values()
        found[number] = {key for entity in entities for key in entity.records}
    return found
