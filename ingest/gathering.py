"""From mapped rows to the records of a source: keys, validation, signatures."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import TypeGuard

from tisserand.ingest.acceptance import TakenRow, take
from tisserand.ingest.draft import MappedRow, RejectedRow, SkippedRow
from tisserand.ingest.employers import EMPLOYED_BY, EmployerPlaces
from tisserand.ingest.erasure.reserves import numbers_of
from tisserand.ingest.keys import RecordKeys
from tisserand.ingest.parts import in_parts
from tisserand.ingest.report import IngestReport, Rejection, Said
from tisserand.ingest.resolution.features import features_of, sign, with_own_key
from tisserand.ingest.resolution.shape import Features
from tisserand.ingest.spool import ROOM, Room, Spool, SpooledDict
from tisserand.ingest.spool_codec import (
    decode_record,
    decode_signature,
    encode_record,
    encode_signature,
)
from tisserand.ontology.properties import family_of
from tisserand.ontology.records import Record, Signature, Source, Visibility
from tisserand.reference.places import Gazetteer

_CONTEXT = {"person": EMPLOYED_BY, "funding-scheme": ("funder",)}
_SHARED = ("takesPartIn", "leads")
"""Links of a person to projects, which tell the person as an organisation does."""


class Gathered:
    """What a source says now: little of it stays in memory, however much there is.

    Args:
        room: how many records and signatures memory may hold, and where the others are kept.

    Attributes:
        records: by key.
        digests: that of the signature of each record, by its key.
        signatures: by digest.
        reserved: numbers (`siren …`) of who it says are in partial diffusion.
    """

    def __init__(self, room: Room = ROOM) -> None:
        self._room = room
        self.records = SpooledDict(Spool(encode_record, decode_record, room))
        self.digests: dict[str, str] = {}
        self.signatures = SpooledDict(Spool(encode_signature, decode_signature, room))
        self.reserved: set[str] = set()

    def keep(self, record: Record, signature: Signature) -> None:
        """Keep a record with its signature."""
        self.records[record.key] = record
        self.sign(record.key, signature)

    def sign(self, key: str, signature: Signature) -> None:
        """Keep the signature of the record of this key."""
        digest = self.digests[key] = signature.digest
        if digest not in self.signatures:
            self.signatures[digest] = signature

    def emptied(self) -> "Gathered":
        """Another one, of nothing, kept in the same way."""
        return Gathered(self._room)

    def signature_of(self, key: str) -> Signature:
        """The signature of the record of this key."""
        return self.signatures[self.digests[key]]


class _OwnKeys:
    """The records that bear each own key of the source."""

    def __init__(self) -> None:
        self._bearers: dict[str, dict[str, str]] = {}
        self._shared: dict[tuple[str, str], list[str]] = {}

    def note(self, record: Record, own_key: str) -> None:
        """Note who bears a key, if it is one."""
        if own_key:
            family = family_of(record.kind)
            first = self._bearers.setdefault(family, {}).setdefault(own_key, record.key)
            if first != record.key:
                self._shared.setdefault((family, own_key), [first]).append(record.key)

    def sign_shared(self, gathered: Gathered, keys: RecordKeys) -> None:
        """An own key that several records bear makes them one; that of one record tells nothing,
        and would keep records that are otherwise alike from sharing a signature."""
        for (_, own_key), bearers in self._shared.items():
            digest = keys.own_key_digest(own_key)
            for key in bearers:
                signature = with_own_key(gathered.signature_of(key), digest)
                record = replace(gathered.records[key], signature=signature.digest)
                gathered.keep(record, signature)


def gather(
    rows: Iterable[MappedRow],
    source: Source,
    hash_key: bytes,
    gazetteer: Gazetteer,
    report: IngestReport,
    room: Room = ROOM,
) -> Gathered:
    """The records of a source; the report counts the rows and names those refused.

    Args:
        room: see `Gathered`.
    """
    keys, own_keys, places = RecordKeys(hash_key, source.id), _OwnKeys(), EmployerPlaces()
    gathered = Gathered(room)
    for part in in_parts(rows):
        for row in part:
            if row.reserved:
                gathered.reserved.update(numbers_of(row.reserved))
        taken = [row for row in take(part, keys) if _is_taken(row, report)]
        described = [each for one in taken for each in _described(one, gazetteer)]
        signatures = sign([features for _, _, features in described])
        for (record, own_key, _), signature in zip(described, signatures, strict=True):
            signed = _signed(record, signature, _visibility(record, source))
            gathered.keep(signed, signature)
            own_keys.note(signed, own_key)
        for one in taken:
            if len(one.keyed) > 1 and one.row.locator.row is not None:
                places.note({named.record.key: named.record for named in one.keyed})
    for key in places.hinted():
        signature = places.signature(gathered.records[key], gazetteer)
        gathered.keep(replace(gathered.records[key], signature=signature.digest), signature)
    own_keys.sign_shared(gathered, keys)
    report.records = len(gathered.records)
    return gathered


def _is_taken(
    row: TakenRow | SkippedRow | RejectedRow, report: IngestReport
) -> TypeGuard[TakenRow]:
    """Whether a row is, and the report tells what becomes of it."""
    report.rows += 1
    if isinstance(row, SkippedRow):
        report.skipped[row.rule] += 1
        return False
    if isinstance(row, RejectedRow):
        said = Said(row.message, row.details)
        report.rejected.append(Rejection(row.locator, said, row.cells))
        return False
    report.accepted += 1
    report.warnings += row.warnings
    return True


def _described(row: TakenRow, gazetteer: Gazetteer) -> Iterator[tuple[Record, str, Features]]:
    """The new records of a row, with their own key and what resolution compares of them."""
    keyed = row.keyed
    if not any(one.is_new for one in keyed):
        return
    by_key = {one.record.key: one.record for one in keyed}
    are_linked = any(record.links for record in by_key.values())
    together = _organisations_of(by_key.values()) if len(by_key) > 1 else []
    for record, own_key, is_new in keyed:
        if not is_new:
            continue
        context = _context(record, by_key) if are_linked else ()
        linked = [by_key[key] for key in context if key in by_key]
        yield record, own_key, features_of(record, gazetteer, linked, row.row.around, together)


def _signed(record: Record, signature: Signature, visibility: int) -> Record:
    """The record as it is stored: `replace` takes twice the time."""
    return Record(
        record.key, record.source, record.kind, record.name, record.locator,
        record.identifiers, record.values, record.links, visibility,
        record.confidence, record.since, record.until, signature.digest,
    )  # fmt: skip


def _context(record: Record, row: Mapping[str, Record]) -> list[str]:
    """Keys of a person's organisations; of who funds a scheme, or a beneficiary."""
    said = _CONTEXT.get(family_of(record.kind))
    if said:
        found = [link.target for link in record.links if link.property in said]
        return found + _projects(record, row)
    grants = [
        one
        for one in row.values()
        if ("beneficiary", record.key) in {link[:2] for link in one.links}
    ]
    return [link.target for one in grants for link in one.links if link.property == "funder"]


def _projects(person: Record, row: Mapping[str, Record]) -> list[str]:
    """Keys of the projects that a person takes part in."""
    if family_of(person.kind) != "person":
        return []
    targets = [link.target for link in person.links if link.property in _SHARED]
    return [key for key in targets if key in row and family_of(row[key].kind) == "project"]


def _organisations_of(row: Iterable[Record]) -> list[Record]:
    """Those that a row names, when it names several: they are not one."""
    found = [record for record in row if family_of(record.kind) == "organization"]
    return found if len(found) > 1 else []


def _visibility(record: Record, source: Source) -> int:
    """Never wider than its source; a person is for agents until a legal basis says otherwise."""
    widest = max(record.visibility, source.visibility)
    if family_of(record.kind) == "person" and not source.legal_basis:
        return max(widest, Visibility.AGENT)
    return int(widest)
