"""A change set that writes records again, when what may be said or shown of people changes."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace

from tisserand.ingest.erasure.fingerprint import organisation_keys
from tisserand.ingest.erasure.register import held
from tisserand.ingest.erasure.resigning import resigned
from tisserand.ingest.erasure.screening import Screen
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
        """Note what becomes of a stored record."""
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
        gazetteer: Gazetteer,
    ) -> None:
        """Add what was gathered to a change set."""
        signed = self._signed(identity, gazetteer)
        ranks = {source.id: source.rank for source in reader.sources()}
        arrivals = [
            Arrival(record.key, ranks[record.source], signature) for record, signature in signed
        ]
        changes.records += [record for record, _ in signed]
        changes.removed_records += sorted(self.removed | self.shown.keys())
        found = resolve(identity, arrivals, changes.removed_records)
        changes.signatures += found.signatures
        changes.matches += found.matches
        changes.assignments = {**changes.assignments, **found.assignments}
        changes.sealed += [held(self.said[key]) for key in sorted(self.said)]
        changes.unsealed += [("held", key) for key in sorted(self.told | self.removed)]

    def _signed(
        self, identity: ResolutionReader, gazetteer: Gazetteer
    ) -> list[tuple[Record, Signature]]:
        digests = sorted({record.signature for record in self.shown.values()})
        known = identity.signatures(digests)
        found = []
        for _, record in sorted(self.shown.items()):
            signature = resigned(known[record.signature], record, gazetteer)
            found.append((replace(record, signature=signature.digest), signature))
        return found


def rescreen(
    reader: GraphReader, keys: Collection[str], said: Mapping[str, Record], screen: Screen
) -> Rewriting:
    """What becomes of stored records under other marks.

    Args:
        keys: of the records to look at.
        said: as their sources said them, those kept so.
    """
    found = Rewriting()
    stored = reader.records(sorted(keys))
    originals = {key: said.get(key, record) for key, record in stored.items()}
    around = around_of(reader, originals.values())
    _, doubtful = screen.recognised(originals.values(), around)
    for key, record in sorted(originals.items()):
        shown = screen.shown(record, key in doubtful, around)
        found.keep(stored[key], record, shown, key in said)
    return found


def around_of(reader: GraphReader, records: Iterable[Record]) -> dict[str, Record]:
    """The records of the organisations that these name, by key."""
    named = {key for record in records for key in organisation_keys(record)}
    return reader.records(sorted(named))
