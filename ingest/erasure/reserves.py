"""Who is in partial diffusion in Sirene: what is said of them is for agents, whoever says it.

A source that tells who is reserved (`reserve` in its mapping) tells it anew at each import; what
it says no more is shown again.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field, replace

from tisserand.ontology.records import Identifier, Record, Sealed, SealedKind
from tisserand.store.port import GraphReader, ResolutionReader

KIND: SealedKind = "reserve"
_SETS = ("sources", "records", "joined")
Number = str
"""`siren 356000000`."""
Bearers = Mapping[Number, set[str]]
"""Keys of the records of who bears each number."""


@dataclass(frozen=True, slots=True)
class Reserve:
    """A number that is reserved.

    Attributes:
        sources: who says so.
        records: keys of what was known of its bearer when it became so, number or not: Sirene
            masks the name that tied them.
        joined: keys of what is joined to these, or to who bears the number, now.
    """

    number: Number
    sources: frozenset[str]
    records: frozenset[str] = frozenset()
    joined: frozenset[str] = frozenset()

    def sealed(self) -> Sealed:
        """As it is stored."""
        told = {name: sorted(getattr(self, name)) for name in _SETS}
        return Sealed(KIND, self.number, json.dumps(told))


@dataclass(slots=True)
class Reserves:
    """The reserved numbers of a store."""

    known: dict[Number, Reserve] = field(default_factory=dict)
    _by_record: dict[str, set[Number]] = field(default_factory=dict, compare=False)
    _roots: dict[str, set[Number]] = field(default_factory=dict, compare=False)

    def __post_init__(self) -> None:
        for number, one in self.known.items():
            for key in one.records:
                self._roots.setdefault(key, set()).add(number)
            for key in one.records | one.joined:
                self._by_record.setdefault(key, set()).add(number)

    def covers(self, record: Record) -> bool:
        """Whether a record is of somebody reserved."""
        return bool(self._numbers_of(record))

    def masks(self, record: Record) -> bool:
        """Whether the source of a record says so itself: what it masks is kept nowhere."""
        return any(record.source in self.known[n].sources for n in self._numbers_of(record))

    def _numbers_of(self, record: Record) -> set[Number]:
        """The reserved numbers that a record is of the bearer of."""
        return self._borne(record) | self._by_record.get(record.key, set())

    def _borne(self, record: Record) -> set[Number]:
        return {number for number in numbers_of(record.identifiers) if number in self.known}

    def said_by(self, source: str, numbers: Iterable[Number]) -> "Reserves":
        """Those known once a source says that these are reserved, and no others."""
        now = set(numbers)
        after: dict[Number, Reserve] = {}
        for number in sorted(now | self.known.keys()):
            one = self.known.get(number, Reserve(number, frozenset()))
            sources = one.sources | {source} if number in now else one.sources - {source}
            if sources:
                after[number] = replace(one, sources=sources)
        return Reserves(after)

    def with_bearers(self, bearers: Bearers) -> "Reserves":
        """Those known, with the records of those that have just become so."""
        return Reserves(
            {
                number: replace(one, records=one.records | bearers.get(number, set()))
                for number, one in self.known.items()
            }
        )

    def joined(
        self, records: Mapping[str, Record], owners: Mapping[str, str], gone: Set[str]
    ) -> "Reserves":
        """Those known, once entities are joined otherwise.

        Args:
            records: those of the entities touched that several describe, by key.
            owners: entity of each record touched.
            gone: keys of the records that are there no more.
        """
        own = {k: self._borne(one) | self._roots.get(k, set()) for k, one in records.items()}
        together: dict[str, set[Number]] = {}
        for key, numbers in own.items():
            together.setdefault(owners[key], set()).update(numbers)
        found: dict[Number, set[str]] = {number: set() for number in self.known}
        for key, numbers in own.items():
            for number in together[owners[key]] - numbers:
                found[number].add(key)
        touched = owners.keys() | gone
        return Reserves(
            {
                number: replace(
                    one, records=one.records - gone, joined=one.joined - touched | found[number]
                )
                for number, one in self.known.items()
            }
        )

    def apart(
        self, records: Mapping[str, Record], before: Mapping[str, str], after: Mapping[str, str]
    ) -> "Reserves":
        """Those known, without what a person says that is not of who bears the number.

        Args:
            records: those of the entities touched, by key.
            before, after: entity of each, as it was and as it becomes.
        """
        known = dict(self.known)
        for number, one in self.known.items():
            bearing = [key for key, record in records.items() if number in self._borne(record)]
            were, are = ({owners[key] for key in bearing} for owners in (before, after))
            touched = (key for key in one.records if key in records)
            freed = {key for key in touched if before[key] in were and after[key] not in are}
            known[number] = replace(one, records=one.records - freed)
        return Reserves(known)

    def signs(self) -> Set[str]:
        """What tells somebody reserved in an export: SIREN, and keys of records."""
        return self._by_record.keys() | {number.removeprefix("siren ") for number in self.known}

    def shown_otherwise(self, before: "Reserves") -> list[str]:
        """Keys of the records that are of somebody reserved now and were not, or the contrary."""
        return sorted(self._by_record.keys() ^ before._by_record.keys())

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
        found[one.key] = Reserve(one.key, *(frozenset(told.get(name, ())) for name in _SETS))
    return Reserves(found)


def numbers_of(identifiers: Iterable[Identifier]) -> Iterator[Number]:
    """The numbers under which a thing may be reserved: a SIRET tells its SIREN."""
    for one in identifiers:
        if one.scheme.lower() in ("siren", "siret"):
            yield f"siren {''.join(one.value.split())[:9]}"


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
