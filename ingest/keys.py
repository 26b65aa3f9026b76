"""Stable opaque keys of records, and the records of mapped rows.

The key is a keyed hash (BLAKE2b, 128 bits, RFC 7693) of the source's own key where the mapping
names one, otherwise of the content and the number of its occurrence: real files hold exact
duplicates. Without the workspace's hash key nobody can tell from a key what it stands for.
"""

import json
from collections import Counter
from collections.abc import Iterable
from hashlib import blake2b
from typing import NamedTuple

from tisserand.ingest.draft import AcceptedRow, Draft
from tisserand.ontology.records import Link, Locator, Record

_ENCODE = json.JSONEncoder(ensure_ascii=False, check_circular=False).encode
_LETTERS = "abcdefghijklmnopqrstuvwxyz234567"
_TWO_LETTERS = [a + b for a in _LETTERS for b in _LETTERS]
_SHIFTS = range(120, -1, -10)


class DuplicateKeyError(Exception):
    """Two rows of one source bear the same own key."""

    def __init__(self, own_key: str, first: Locator) -> None:
        super().__init__(own_key)
        self.own_key = own_key
        self.first = first


class KeyedRecord(NamedTuple):
    """A record with its key.

    Attributes:
        own_key: digest of (source, own key), which other records of the source may bear.
        is_new: whether this row is the first to say it; later rows of a `once` draft only cite it.
    """

    record: Record
    own_key: str
    is_new: bool


class RecordKeys:
    """Gives the drafts of one source their keys, row after row.

    Args:
        hash_key: the workspace's secret key.
        source: id of the source.
    """

    def __init__(self, hash_key: bytes, source: str) -> None:
        self._hash_key = hash_key
        self._source = source
        self._occurrences: Counter[str] = Counter()
        self._own: dict[str, Locator] = {}
        self._variants: dict[str, dict[str, str]] = {}
        self._once: dict[str, str] = {}
        self._plain: dict[str, str] = {}

    def records(self, row: AcceptedRow) -> list[KeyedRecord]:
        """The records of a row, in the order of its drafts.

        Raises:
            DuplicateKeyError: an earlier row bears the same own key; nothing is kept of this one.
        """
        drafts = {draft.local: draft for draft in row.drafts}
        self._refuse_duplicates(row)
        self._plain.clear()
        contents = {name: self._content(draft, drafts, ()) for name, draft in drafts.items()}
        keys = {name: self._key(draft, contents[name], row) for name, draft in drafts.items()}
        return [
            KeyedRecord(
                _record(draft, self._source, row.locator, {n: k for n, (k, _) in keys.items()}),
                self._hash("own", draft.own_key) if draft.own_key else "",
                keys[draft.local][1],
            )
            for draft in row.drafts
        ]

    def _refuse_duplicates(self, row: AcceptedRow) -> None:
        unique = [d for d in row.drafts if d.own_key and not d.once]
        for draft in unique:
            first = self._own.get(f"{draft.kind} {draft.own_key}")
            if first is not None:
                raise DuplicateKeyError(str(draft.own_key), first)
        for draft in unique:
            self._own[f"{draft.kind} {draft.own_key}"] = row.locator

    def _key(self, draft: Draft, content: str, row: AcceptedRow) -> tuple[str, bool]:
        """The key of a draft, and whether it is given for the first time."""
        if draft.own_key:
            return self._own_record_key(draft, content)
        if draft.once:
            is_new = content not in self._once
            return self._once.setdefault(content, self._hash("once", content)), is_new
        self._occurrences[content] += 1
        return self._hash("content", content, self._occurrences[content]), True

    def _own_record_key(self, draft: Draft, content: str) -> tuple[str, bool]:
        """The first content keeps the plain key, so that a changed row stays the same record."""
        variants = self._variants.setdefault(f"{draft.kind} {draft.own_key}", {})
        if content in variants:
            return variants[content], False
        parts = ("own", draft.kind, draft.own_key, *([content] if variants else []))
        return variants.setdefault(content, self._hash(*parts)), True

    def _content(self, draft: Draft, drafts: dict[str, Draft], above: tuple[str, ...]) -> str:
        """What a draft says, without where; a target counts for what it says itself.

        That of a draft without links is the same from wherever it is looked at.
        """
        if draft.links:
            return self._linked_content(draft, drafts, above)
        if draft.local not in self._plain:
            self._plain[draft.local] = self._linked_content(draft, drafts, above)
        return self._plain[draft.local]

    def _linked_content(
        self, draft: Draft, drafts: dict[str, Draft], above: tuple[str, ...]
    ) -> str:
        links = [
            (*link[:1], self._target(link, drafts, (*above, draft.local)), *link[2:])
            for link in draft.links
        ]
        return _ENCODE(
            [
                draft.kind, draft.name, sorted(draft.identifiers),
                sorted(map(_sortable, draft.values)), sorted(map(_sortable, links)),
                draft.own_key, draft.visibility, draft.confidence, draft.since, draft.until,
            ]
        )  # fmt: skip

    def _target(self, link: Link, drafts: dict[str, Draft], above: tuple[str, ...]) -> str:
        target = drafts.get(link.target)
        if target is None or target.local in above:
            return link.target
        if target.own_key:
            return f"{target.kind} {target.own_key}"
        return self._content(target, drafts, above)

    def _hash(self, *parts: object) -> str:
        text = f"[{', '.join(map(_ENCODE, (self._source, *parts)))}]"
        return _base32(blake2b(text.encode(), digest_size=16, key=self._hash_key).digest())


def _base32(digest: bytes) -> str:
    """128 bits in base 32 (RFC 4648), lower case, without padding: two letters for ten bits."""
    number = int.from_bytes(digest, "big") << 2
    return "".join([_TWO_LETTERS[number >> shift & 1023] for shift in _SHIFTS])


def _sortable(fact: Iterable[object]) -> list[str]:
    return ["" if part is None else str(part) for part in fact]


def _record(draft: Draft, source: str, locator: Locator, keys: dict[str, str]) -> Record:
    return Record(
        key=keys[draft.local],
        source=source,
        kind=draft.kind,
        name=draft.name,
        locator=locator,
        identifiers=tuple(sorted(set(draft.identifiers))),
        values=tuple(dict.fromkeys(draft.values)),
        links=tuple(
            dict.fromkeys(
                link._replace(target=keys[link.target])
                for link in draft.links
                if link.target in keys
            )
        ),
        visibility=draft.visibility,
        confidence=draft.confidence,
        since=draft.since,
        until=draft.until,
    )
