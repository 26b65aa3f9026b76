"""Stable opaque keys of records, and the records of mapped rows.

The key is a keyed hash (BLAKE2b, 128 bits, RFC 7693) of the source's own key where the mapping
names one, otherwise of the content and the number of its occurrence: real files hold exact
duplicates. Without the workspace's hash key nobody can tell from a key what it stands for.
"""

import json
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from hashlib import blake2b
from typing import Any, NamedTuple

from tisserand.ingest.draft import AcceptedRow, Draft
from tisserand.ontology.records import Link, Locator, Record

_ENCODE = json.JSONEncoder(ensure_ascii=False, check_circular=False).encode
_quoted = json.encoder.encode_basestring
_LETTERS = "abcdefghijklmnopqrstuvwxyz234567"
_TWO_LETTERS = [a + b for a in _LETTERS for b in _LETTERS]
_SHIFTS = range(120, -1, -10)
STORED = "record:"
"""A link of the application to what another source says: `record:KEY` in the place of a name."""


class DuplicateKeyError(Exception):
    """Two rows of one source bear the same own key."""

    def __init__(self, own_key: str, first: Locator) -> None:
        super().__init__(own_key)
        self.own_key = own_key
        self.first = first


class KeyedRecord(NamedTuple):
    """A record with its key.

    Attributes:
        own_key: the source's own key, which other records of the source may bear; or "".
        is_new: whether this row is the first to say it; later rows of a `once` draft only cite it.
    """

    record: Record
    own_key: str
    is_new: bool


class RecordKeys:
    """Gives the drafts of one source their keys, row after row.

    Of a million rows it remembers digests and prints of what they say, never the text.

    Args:
        hash_key: the workspace's secret key.
        source: id of the source.
    """

    def __init__(self, hash_key: bytes, source: str) -> None:
        self._hash_key = hash_key
        self._source = source
        self._start = f"[{_quoted(source)}, "
        self._occurrences: Counter[bytes] = Counter()
        self._rows: dict[str, dict[str, dict[str, int]]] = {}
        self._prints: dict[str, dict[str, int]] = {}
        self._variants: dict[tuple[str, str], dict[int, str]] = {}
        self._once: dict[bytes, str] = {}
        self._plain: dict[str, str] = {}

    def records(self, row: AcceptedRow) -> list[KeyedRecord]:
        """The records of a row, in the order of its drafts.

        Raises:
            DuplicateKeyError: an earlier row bears the same own key; nothing is kept of this one.
        """
        self._refuse_duplicates(row)
        self._plain.clear()
        drafts = {draft.local: draft for draft in row.drafts}
        keys = {name: self._key(draft, drafts) for name, draft in drafts.items()}
        return [
            KeyedRecord(
                _record(draft, self._source, row.locator, keys),
                draft.own_key or "",
                keys[draft.local][1],
            )
            for draft in row.drafts
        ]

    def own_key_digest(self, own_key: str) -> str:
        """What stands, in signatures, for an own key of this source."""
        return self._hash('"own"', own_key)

    def _refuse_duplicates(self, row: AcceptedRow) -> None:
        unique = [(d.kind, d.own_key) for d in row.drafts if d.own_key and not d.once]
        for kind, key in unique:
            for file, known in self._rows.get(kind, {}).items():
                if key in known:
                    raise DuplicateKeyError(key, Locator(file, row=known[key]))
        for kind, key in unique:
            known = self._rows.setdefault(kind, {}).setdefault(row.locator.file, {})
            known[key] = row.locator.row or 0

    def _key(self, draft: Draft, drafts: dict[str, Draft]) -> tuple[str, bool]:
        """The key of a draft, and whether it is given for the first time."""
        if draft.own_key:
            return self._own_record_key(draft, draft.own_key, drafts)
        content = self._content(draft, drafts, ())
        digest = blake2b(content.encode(), digest_size=16).digest()
        if draft.once:
            is_new = digest not in self._once
            if is_new:
                self._once[digest] = self._hash('"once"', content)
            return self._once[digest], is_new
        self._occurrences[digest] += 1
        return self._hash('"content"', content, f", {self._occurrences[digest]}"), True

    def _own_record_key(
        self, draft: Draft, own_key: str, drafts: dict[str, Draft]
    ) -> tuple[str, bool]:
        """The first content keeps the plain key, so that a changed row stays the same record."""
        said = hash(self._content(draft, drafts, ()) if draft.links else _parts(draft))
        start = f'"own", {_quoted(draft.kind)}'
        first = self._prints.setdefault(draft.kind, {}).get(own_key)
        if first is None:
            self._prints[draft.kind][own_key] = said
        if first is None or first == said:
            return self._hash(start, own_key), first is None
        variants = self._variants.setdefault((draft.kind, own_key), {})
        is_new = said not in variants
        if is_new:
            content = _quoted(self._content(draft, drafts, ()))
            variants[said] = self._hash(start, own_key, f", {content}")
        return variants[said], is_new

    def _content(self, draft: Draft, drafts: dict[str, Draft], above: tuple[str, ...]) -> str:
        """What a draft says, without where; a target counts for what it says itself.

        That of a draft without links is the same from wherever it is looked at.
        """
        if draft.links:
            return self._linked_content(draft, drafts, above)
        if draft.local not in self._plain:
            self._plain[draft.local] = (
                _content_of_once(*draft[1:]) if draft.once else _encoded(draft, [])
            )
        return self._plain[draft.local]

    def _linked_content(
        self, draft: Draft, drafts: dict[str, Draft], above: tuple[str, ...]
    ) -> str:
        links = [
            (*link[:1], self._target(link, drafts, (*above, draft.local)), *link[2:])
            for link in draft.links
        ]
        return _encoded(draft, links)

    def _target(self, link: Link, drafts: dict[str, Draft], above: tuple[str, ...]) -> str:
        target = drafts.get(link.target)
        if target is None or target.local in above:
            return link.target
        if target.own_key:
            return f"{target.kind} {target.own_key}"
        return self._content(target, drafts, above)

    def _hash(self, start: str, text: str, end: str = "") -> str:
        """Digest of the JSON array of the source, `start` (JSON too), a text and `end`."""
        whole = f"{self._start}{start}, {_quoted(text)}{end}]"
        return _base32(blake2b(whole.encode(), digest_size=16, key=self._hash_key).digest())


def _parts(draft: Draft) -> tuple[object, ...]:
    """What a draft without links says, to be told from what another of its own key says."""
    return (
        draft.name, frozenset(draft.identifiers), frozenset(draft.values),
        draft.visibility, draft.confidence, draft.since, draft.until,
    )  # fmt: skip


@lru_cache(maxsize=10_000)
def _content_of_once(*parts: Any) -> str:
    """The content of a draft that many rows repeat, by its fields after the local name."""
    return _encoded(Draft("", *parts), [])


def _encoded(draft: Draft, links: Iterable[tuple[object, ...]]) -> str:
    return _ENCODE(
        [
            draft.kind, draft.name, sorted(draft.identifiers),
            sorted(map(_sortable, draft.values)), sorted(map(_sortable, links)),
            draft.own_key, draft.visibility, draft.confidence, draft.since, draft.until,
        ]
    )  # fmt: skip


def _base32(digest: bytes) -> str:
    """128 bits in base 32 (RFC 4648), lower case, without padding: two letters for ten bits."""
    number = int.from_bytes(digest, "big") << 2
    return "".join([_TWO_LETTERS[number >> shift & 1023] for shift in _SHIFTS])


def _sortable(fact: Iterable[object]) -> list[str]:
    return ["" if part is None else str(part) for part in fact]


def _record(
    draft: Draft, source: str, locator: Locator, keys: dict[str, tuple[str, bool]]
) -> Record:
    links = [
        link._replace(target=link.target.removeprefix(STORED))
        if link.target.startswith(STORED)
        else link._replace(target=keys[link.target][0])
        for link in draft.links
        if link.target in keys or link.target.startswith(STORED)
    ]
    return Record(
        keys[draft.local][0],
        source,
        draft.kind,
        draft.name,
        locator,
        tuple(sorted(set(draft.identifiers))),
        tuple(dict.fromkeys(draft.values)),
        tuple(dict.fromkeys(links)),
        draft.visibility,
        draft.confidence,
        draft.since,
        draft.until,
    )
