"""The marks of a store, and what it keeps as sources said it."""

import json
from collections.abc import Iterable

from tisserand.ingest.erasure.fingerprint import Hasher
from tisserand.ingest.erasure.marks import Mark, unsealed
from tisserand.ingest.erasure.reserves import read_reserves
from tisserand.ingest.erasure.screening import Screen
from tisserand.ingest.record_codec import decode_record, encode_record
from tisserand.ontology.records import Record, Sealed, SealedKind
from tisserand.store.port import ResolutionReader

MARKS: tuple[SealedKind, ...] = ("tombstone", "opposition")


def read_marks(identity: ResolutionReader) -> list[Mark]:
    """Every tombstone and opposition, by kind then id."""
    return [unsealed(one) for kind in MARKS for one in identity.sealed(kind)]


def read_screen(
    identity: ResolutionReader, hasher: Hasher, marks: Iterable[Mark] | None = None
) -> Screen:
    """What people asked, and who is reserved, ready to be asked.

    Args:
        marks: in the place of those stored.
    """
    reserves = read_reserves(identity)
    asked = read_marks(identity) if marks is None else marks
    return Screen(asked, hasher, reserves.covers if reserves.known else None)


def read_held(identity: ResolutionReader, keys: Iterable[str] | None = None) -> dict[str, Record]:
    """Records as their sources said them, for those that are shown less, by key."""
    found = identity.sealed("held", keys)
    return {one.key: decode_record(json.loads(one.body)) for one in found}


def held(record: Record) -> Sealed:
    """A record kept as its source said it."""
    return Sealed("held", record.key, json.dumps(encode_record(record), ensure_ascii=False))
