"""Superseded versions of sources, kept outside every View for `diff`, until their retention ends.

What is kept of a version is what the next one changed: the records that left, with their
signatures, and the keys of those that came. So an update of a hundred rows keeps a hundred rows.
"""

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from functools import partial
from typing import Any, NamedTuple

from tisserand.ingest.calendar import months_after
from tisserand.ingest.record_codec import decode_record, encode_record
from tisserand.ontology.records import Record, Sealed, SealedKind, Signature, Source
from tisserand.store.port import GraphReader, ResolutionReader

KIND: SealedKind = "version"
KEPT_MONTHS = 12
"""Months that a superseded version is kept when nothing says how long its source is."""
_PART = 2_000


@dataclass(frozen=True, slots=True)
class Version:
    """A superseded version, as the catalogue of its source tells it.

    Attributes:
        number: from 1, the oldest.
        parts: how many sealed parts hold it.
        replaced_on: the day another version took its place (ISO 8601); empty if unknown.
        keep_until: the day its retention ends; empty if `replaced_on` is.
        source: what was said of the source then.
    """

    number: int
    parts: int
    replaced_on: str
    keep_until: str
    source: Source

    def part_keys(self) -> list[str]:
        """Keys of its sealed parts."""
        return [f"{self.source.id}/{self.number}/{part}" for part in range(self.parts)]


def read_versions(identity: ResolutionReader, source: str) -> list[Version]:
    """The superseded versions kept of a source, the oldest first."""
    return [one for found in identity.sealed(KIND, [source]) for one in _catalogue(found)]


def all_versions(identity: ResolutionReader) -> list[Version]:
    """The superseded versions kept of every source, by source then number."""
    catalogues = [one for one in identity.sealed(KIND) if "/" not in one.key]
    return [version for one in catalogues for version in _catalogue(one)]


def _catalogue(sealed: Sealed) -> list[Version]:
    return [
        Version(**{**told, "source": Source(**told["source"])}) for told in json.loads(sealed.body)
    ]


def _sealed_catalogue(source: str, versions: Iterable[Version]) -> Sealed:
    return Sealed(KIND, source, _json([asdict(one) for one in versions]))


def _json(told: Any) -> str:
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))


def supersede(
    identity: ResolutionReader,
    before: Source,
    left: Sequence[Record],
    came: Sequence[str],
    day: str,
) -> list[Sealed]:
    """What keeps the version that another one replaces.

    Args:
        before: the source as it was.
        left: records of it that the new version does not hold as they were.
        came: keys of the records of the new version that it did not hold so.
        day: the day of the replacement; empty if unknown.
    """
    known = read_versions(identity, before.id)
    signatures = identity.signatures(sorted({one.signature for one in left}))
    gone = [[encode_record(one), _told(signatures.get(one.signature))] for one in left]
    number = known[-1].number + 1 if known else 1
    parts = max(1, -(-max(len(gone), len(came)) // _PART))
    until = before.retain_until or (months_after(day, KEPT_MONTHS) if day else "")
    version = Version(number, parts, day, until, before)
    cut = [slice(part * _PART, (part + 1) * _PART) for part in range(parts)]
    return [
        _sealed_catalogue(before.id, [*known, version]),
        *(
            Sealed(KIND, key, _json({"left": gone[one], "came": list(came[one])}))
            for key, one in zip(version.part_keys(), cut, strict=True)
        ),
    ]


def _told(signature: Signature | None) -> list[Any] | None:
    return None if signature is None else [signature.features, list(signature.blocks)]


def records_of_version(
    identity: ResolutionReader, reader: GraphReader, version: Version
) -> tuple[dict[str, Record], dict[str, Signature]]:
    """The records of a superseded version by key, and the signatures of those that left since."""
    source = version.source.id
    records = {record.key: record for record in reader.records_of_source(source)}
    signatures: dict[str, Signature] = {}
    later = [one for one in read_versions(identity, source) if one.number >= version.number]
    for one in reversed(later):
        left, came = _content(identity, one)
        for key in came:
            records.pop(key, None)
        for record, signature in left:
            records[record.key] = record
            if signature is not None:
                signatures[signature.digest] = signature
    return records, signatures


class Past(NamedTuple):
    """What is kept of a superseded version.

    Attributes:
        left: its records that the next version did not hold as they were, by key.
        since: all those that a later version did not hold so, these included.
    """

    version: Version
    left: dict[str, Record]
    since: dict[str, Record]


def past_of(identity: ResolutionReader, source: str) -> list[Past]:
    """What is kept of the superseded versions of a source, the newest first."""
    found = []
    since: dict[str, Record] = {}
    for version in reversed(read_versions(identity, source)):
        told, came = _content(identity, version)
        left = {record.key: record for record, _ in told}
        since = {key: one for key, one in since.items() if key not in came} | left
        found.append(Past(version, left, since))
    return found


def rewritten(
    identity: ResolutionReader, version: Version, rewrite: Callable[[Record], Record | None]
) -> list[Sealed]:
    """The parts of a version that change once its records are written otherwise.

    Args:
        rewrite: gives a record as it is to be kept, None when it goes.
    """
    changed = []
    for part in identity.sealed(KIND, version.part_keys()):
        told = json.loads(part.body)
        left = []
        for encoded, signed in told["left"]:
            record = rewrite(decode_record(encoded))
            if record is not None:
                now = encode_record(record)
                left.append([now, signed if now == encoded else None])
        if left != told["left"]:
            changed.append(part._replace(body=_json(told | {"left": left})))
    return changed


def _content(
    identity: ResolutionReader, version: Version
) -> tuple[list[tuple[Record, Signature | None]], list[str]]:
    left: list[tuple[Record, Signature | None]] = []
    came: list[str] = []
    for part in identity.sealed(KIND, version.part_keys()):
        told = json.loads(part.body)
        came += told["came"]
        for encoded, signed in told["left"]:
            record = decode_record(encoded)
            left.append((record, _signature(record.signature, signed)))
    return left, came


def _signature(digest: str, told: list[Any] | None) -> Signature | None:
    return None if told is None else Signature(digest, told[0], tuple(told[1]))


def without_versions(
    identity: ResolutionReader, source: str, numbers: Iterable[int] | None = None
) -> tuple[list[Sealed], list[tuple[SealedKind, str]]]:
    """What to seal and to unseal so that some versions of a source are kept no more.

    Args:
        numbers: all of them when None. An older version than one that goes, goes too: it is
            told by what came after it.
    """
    known = read_versions(identity, source)
    if not known:
        return [], []
    limit = known[-1].number if numbers is None else max(numbers, default=0)
    gone = [one for one in known if one.number <= limit]
    kept = [one for one in known if one.number > limit]
    removed: list[tuple[SealedKind, str]] = [(KIND, key) for one in gone for key in one.part_keys()]
    if not kept:
        return [], [*removed, (KIND, source)]
    return [_sealed_catalogue(source, kept)], removed


def redescribed(
    identity: ResolutionReader, source: str, describe: Callable[[Source], Source]
) -> list[Sealed]:
    """The catalogue of the versions of a source once it is described otherwise, if that differs."""
    known = read_versions(identity, source)
    now = [replace(version, source=describe(version.source)) for version in known]
    return [_sealed_catalogue(source, now)] if now != known else []


def without_masked(
    identity: ResolutionReader, source: str, is_masked: Callable[[Record], bool]
) -> list[Sealed]:
    """The parts of the superseded versions of a source that hold such records, without them."""
    kept = read_versions(identity, source)
    unless = partial(_unless, is_masked)
    return [part for version in kept for part in rewritten(identity, version, unless)]


def _unless(is_masked: Callable[[Record], bool], record: Record) -> Record | None:
    return None if is_masked(record) else record
