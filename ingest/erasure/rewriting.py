"""A change set that writes records again, when what may be said or shown of people changes."""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from tisserand.ingest.erasure.fingerprint import is_person, organisation_keys
from tisserand.ingest.erasure.register import held, read_held
from tisserand.ingest.erasure.resigning import resigned
from tisserand.ingest.erasure.screening import Screen, Told
from tisserand.ingest.resolution.resolve import Arrival, resolve
from tisserand.ontology.records import Record, Signature
from tisserand.reference.places import Gazetteer
from tisserand.store.port import ChangeSet, GraphReader, ResolutionReader


@dataclass(slots=True)
class Rewriting:
    """Records to write again and to remove, gathered before the change set is made.

    Attributes:
        shown: records as they are to be stored, by key.
        said: as their sources said them, for those shown less than that.
        told: keys whose records are kept as said no more.
        removed: keys of records that go.
    """

    shown: dict[str, Record] = field(default_factory=dict)
    said: dict[str, Record] = field(default_factory=dict)
    told: set[str] = field(default_factory=set)
    removed: set[str] = field(default_factory=set)

    def keep(self, stored: Record, said: Record, shown: Record, was_held: bool) -> None:
        """Note what becomes of a stored record.

        What was said is kept as it was signed before something compared went: the stored record
        alone tells how it is signed now.
        """
        if said.signature != stored.signature:
            said, shown = (replace(one, signature=stored.signature) for one in (said, shown))
        if shown != stored:
            self.shown[stored.key] = shown
        if shown != said:
            self.said[stored.key] = said
        elif was_held:
            self.told.add(stored.key)

    def into(
        self,
        changes: ChangeSet,
        reader: GraphReader,
        identity: ResolutionReader,
        gazetteer: Gazetteer | None = None,
    ) -> None:
        """As `seal_into`, with what it does to identity."""
        arrivals = self.seal_into(changes, reader, identity, gazetteer)
        if not changes.removed_records:
            return
        found = resolve(identity, arrivals, changes.removed_records)
        changes.signatures += found.new.values()
        changes.matches += found.matches
        changes.assignments = {**changes.assignments, **found.assignments}

    def seal_into(
        self,
        changes: ChangeSet,
        reader: GraphReader,
        identity: ResolutionReader,
        gazetteer: Gazetteer | None = None,
    ) -> list[Arrival]:
        """Add what was gathered to a change set that is resolved afterwards.

        Args:
            gazetteer: None when nothing that is compared has changed.

        Returns:
            What resolution is told of the records written again.
        """
        signed = self._signed(identity, gazetteer)
        ranks = {source.id: source.rank for source in reader.sources()}
        changes.records += [record for record, _ in signed]
        changes.removed_records += sorted(self.removed | self.shown.keys())
        known = read_held(identity, sorted(self.said))
        changed = [key for key in sorted(self.said) if known.get(key) != self.said[key]]
        changes.sealed += [held(self.said[key]) for key in changed]
        changes.unsealed += [("held", key) for key in sorted(self.told | self.removed)]
        return [Arrival(record.key, ranks[record.source], sign) for record, sign in signed]

    def _signed(
        self, identity: ResolutionReader, gazetteer: Gazetteer | None
    ) -> list[tuple[Record, Signature]]:
        digests = sorted({record.signature for record in self.shown.values()})
        known = identity.signatures(digests)
        found = []
        for _, record in sorted(self.shown.items()):
            signature = known[record.signature]
            if gazetteer is not None:
                signature = resigned(signature, record, gazetteer)
            found.append((replace(record, signature=signature.digest), signature))
        return found


def reshow(
    reader: GraphReader,
    identity: ResolutionReader,
    screen: Screen,
    sources_out: Container[str] = (),
    among: Sequence[Record] | None = None,
) -> Rewriting:
    """What becomes of every stored record under other marks; nobody is erased.

    Args:
        sources_out: ids of sources that are not looked at.
        among: the only records that are looked at.
    """
    found = Rewriting()
    said = read_held(identity)
    sources = None if among is None else sorted({record.source for record in among})
    told = told_in_store(reader, said, screen, sources)
    for record in every_record(reader) if among is None else among:
        if record.source in sources_out:
            continue
        original = said.get(record.key, record)
        around = around_of(reader, [original]) if is_person(original) else {}
        found.keep(record, original, screen.shown(original, told, around), record.key in said)
    return found


def told_in_store(
    reader: GraphReader,
    said: Mapping[str, Record],
    screen: Screen,
    sources: Sequence[str] | None = None,
) -> Told:
    """Where what is stored tells of the persons of the marks.

    Args:
        said: records as their sources said them, for those that are shown less, by key.
        sources: ids of those that are looked at; all when None.
    """

    def records() -> Iterator[Record]:
        return (said.get(one.key, one) for one in every_record(reader, sources))

    if not screen.has_marks:
        return Told()
    persons = list(filter(is_person, records()))
    return screen.told(persons, records, around_of(reader, persons))


def every_record(reader: GraphReader, sources: Sequence[str] | None = None) -> Iterator[Record]:
    """Every record of a View, or of some of its sources, source by source."""
    known = [source.id for source in reader.sources()] if sources is None else sources
    for source in known:
        yield from reader.records_of_source(source)


def around_of(reader: GraphReader, records: Iterable[Record]) -> dict[str, Record]:
    """The records of the organisations that these name, by key."""
    named = {key for record in records for key in organisation_keys(record)}
    return reader.records(sorted(named))
