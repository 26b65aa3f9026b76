"""A source as it may be woven: without erased persons, with less shown of those who asked it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from tisserand.ingest.erasure.fingerprint import Hasher
from tisserand.ingest.erasure.persons import Persons
from tisserand.ingest.erasure.register import held, read_held, read_marks
from tisserand.ingest.erasure.rejoining import rejoined, reshow_reserved
from tisserand.ingest.erasure.reserves import Reserves, bearers_of, read_reserves
from tisserand.ingest.erasure.resigning import resigned
from tisserand.ingest.erasure.rewriting import Rewriting, every_record
from tisserand.ingest.erasure.screening import Screen, Screened
from tisserand.ingest.gathering import Gathered
from tisserand.ingest.report import IngestReport, Rejection, Said
from tisserand.ingest.resolution.resolve import Arrival
from tisserand.ingest.versions import supersede, without_masked
from tisserand.ontology.records import Record, Sealed, SealedKind, Source
from tisserand.reference.places import Gazetteer
from tisserand.store.port import ChangeSet, GraphReader, ResolutionReader


@dataclass(slots=True)
class Screening:
    """What a source may say, and what was done for that.

    Attributes:
        source: as it is to be described.
        gathered: its records as they are to be stored.
        outcome: what the marks did; None when nobody asked anything.
        screen: the marks themselves.
        others: records of other sources that are shown otherwise now.
        reserves: what to seal and to unseal of who is reserved.
        reserved: who is in partial diffusion; newly_reserved: how many were not before.
    """

    source: Source
    gathered: Gathered
    screen: Screen
    outcome: Screened = field(default_factory=Screened)
    others: Rewriting | None = None
    reserves: tuple[list[Sealed], list[tuple[SealedKind, str]]] = ([], [])
    reserved: Reserves = field(default_factory=Reserves)
    newly_reserved: int = 0

    def keep(
        self,
        identity: ResolutionReader,
        changes: ChangeSet,
        stored: Mapping[str, Record],
        before: Source | None,
        day: str,
    ) -> None:
        """Seal what is kept outside every View: what sources said, and the version replaced.

        Args:
            stored: the records that the source holds now.
            before: the source as it is now, if it is known.
        """
        changes.sealed += self.reserves[0]
        changes.unsealed += self.reserves[1]
        already = read_held(identity)
        for key, record in sorted(self.outcome.held.items()):
            if already.get(key) != record:
                changes.sealed.append(held(record))
        stale = already.keys() & stored.keys() - self.outcome.held.keys()
        changes.unsealed += [("held", key) for key in sorted(stale)]
        if before is not None and (changes.records or changes.removed_records):
            gone = (stored[key] for key in changes.removed_records)
            left = [record for record in gone if not self.reserved.masks(record)]
            came = [record.key for record in changes.records]
            changes.sealed += supersede(identity, before, left, came, day)
            if self.newly_reserved:
                changes.sealed += without_masked(identity, before.id, self.reserved.masks)

    def rejoined(
        self, reader: GraphReader, owners: Mapping[str, str], gone: set[str]
    ) -> Reserves | None:
        """Who is reserved once the source joins entities so; None when that is known already.

        Args:
            owners: entity of each record that it touches.
            gone: keys of the records that are there no more.
        """
        after = rejoined(reader, self.reserved, owners, gone, self.gathered.records)
        return after if after != self.reserved else None

    def show_others(
        self, reader: GraphReader, identity: ResolutionReader, changes: ChangeSet
    ) -> list[Arrival]:
        """Add to a change set what other sources said, that is shown otherwise now."""
        if self.others is None:
            return []
        return self.others.seal_into(changes, reader, identity)


def screen_source(
    reader: GraphReader,
    identity: ResolutionReader,
    source: Source,
    gathered: Gathered,
    hash_key: bytes,
    gazetteer: Gazetteer,
    reserved: Reserves | None = None,
) -> Screening:
    """What a source may say, given what people asked; and what becomes of what others say.

    Args:
        reserved: see `Screening.rejoined`.
    """
    before = read_reserves(identity)
    after = _reserved(reader, before, source, gathered) if reserved is None else reserved
    screen = Screen(read_marks(identity), Hasher(hash_key), after.covers if after.known else None)
    others = reshow_reserved(reader, identity, screen, before, after, {source.id})
    sealing = after.changed_from(before)
    if screen.is_idle:
        return Screening(source, gathered, screen, others=others, reserves=sealing)
    shown = gathered.emptied()
    outcome = screen.of(gathered.records, shown.records)
    _sign(shown, gathered, gazetteer)
    newly = len(after.known.keys() - before.known.keys())
    described = screen.source_without_erased(source, outcome.told)
    return Screening(described, shown, screen, outcome, others, sealing, after, newly)


def _reserved(
    reader: GraphReader, before: Reserves, source: Source, gathered: Gathered
) -> Reserves:
    """Who is reserved once the source says who is."""
    after = before.said_by(source.id, gathered.reserved)
    new = after.known.keys() - before.known.keys()
    return after.with_bearers(bearers_of(reader, every_record(reader), new)) if new else after


def _sign(shown: Gathered, gathered: Gathered, gazetteer: Gazetteer) -> None:
    """Sign the records that stay for what they still say."""
    for key, record in shown.records.items():
        signature = gathered.signature_of(key)
        if record != gathered.records[key]:
            signature = resigned(signature, record, gazetteer)
        shown.sign(key, signature)
        if record.signature != signature.digest:
            shown.records[key] = replace(record, signature=signature.digest)


def tell_screening(report: IngestReport, screening: Screening) -> None:
    """Count what was left out, and take erased persons out of what the report itself says."""
    if screening.screen.is_idle:
        return
    report.records = len(screening.gathered.records)
    erased, doubtful = len(screening.outcome.erased), len(screening.outcome.doubtful)
    if erased:
        report.findings.append(Said("persons.left_out", {"count": erased}))
    if doubtful:
        report.findings.append(Said("persons.doubtful", {"count": doubtful}))
    if screening.newly_reserved:
        report.findings.append(Said("persons.reserved", {"count": screening.newly_reserved}))
    persons = screening.screen.erased
    report.rejected = [_rejection(one, persons) for one in report.rejected]
    report.warnings = [(where, _said(said, persons)) for where, said in report.warnings]


def _rejection(one: Rejection, persons: Persons) -> Rejection:
    """A rejected row without what names erased persons, « Mme » and a surname beside their whole
    name included."""
    redacted = persons.passages_of([*one.cells, *one.cells.values()]).redacted
    cells = {redacted(name): redacted(cell) for name, cell in one.cells.items()}
    return Rejection(one.locator, _said(one.said, persons), cells)


def _said(said: Said, persons: Persons) -> Said:
    redacted = persons.anywhere.redacted
    details = {
        name: redacted(told) if isinstance(told, str) else told
        for name, told in said.details.items()
    }
    return Said(said.message, details)
