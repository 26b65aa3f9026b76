"""The records that a change brings, by what resolution compares of them.

They may be a million: what is compared of them stays where it is kept, on disk if need be.
"""

from array import array
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import NamedTuple

import numpy as np

from tisserand.ingest.parts import in_parts
from tisserand.ingest.resolution.blocking import identity_blocks
from tisserand.ontology.records import Signature
from tisserand.store.port import ResolutionReader

LOOKED_UP_TOGETHER = 20_000
"""Digests asked of the store at once."""
Bearer = tuple[str, int]
"""Key of a record, and rank of its source."""


class Arrival(NamedTuple):
    """A record to be stored: its key, the rank of its source and its signature.

    Attributes:
        signature: or its digest, where it can be read again.
    """

    key: str
    rank: int
    signature: Signature | str


class Arrivals:
    """Arrivals by the digest of their signature.

    Args:
        given: gone through once.
        kept: where signatures can be read again, by digest, instead of being held in memory.

    Attributes:
        homes: digest of the signature of each record that comes, by key.
    """

    def __init__(self, given: Iterable[Arrival], kept: Mapping[str, Signature]) -> None:
        self._kept = kept
        self._held: dict[str, Signature] = {}
        self._first: dict[str, str] = {}
        self._others: dict[str, list[str]] = {}
        self._rank = 0
        self._ranks: dict[str, int] = {}
        self.homes: dict[str, str] = {}
        for key, rank, signature in given:
            self._add(key, rank, signature)

    def _add(self, key: str, rank: int, signature: Signature | str) -> None:
        digest = signature if isinstance(signature, str) else signature.digest
        if not self.homes:
            self._rank = rank
        if rank != self._rank:
            self._ranks[key] = rank
        self.homes[key] = digest
        if digest in self._first:
            self._others.setdefault(digest, []).append(key)
            return
        self._first[digest] = key
        if isinstance(signature, Signature) and digest not in self._kept:
            self._held[digest] = signature

    def __contains__(self, digest: object) -> bool:
        return digest in self._first

    def __iter__(self) -> Iterator[str]:
        return iter(self._first)

    def __len__(self) -> int:
        return len(self._first)

    def bearers(self, digest: str) -> list[Bearer]:
        """The records that come with this signature, in the order of their coming."""
        first = self._first.get(digest)
        if first is None:
            return []
        others = self._others.get(digest, ())
        if not self._ranks and not others:
            return [(first, self._rank)]
        return [(key, self._ranks.get(key, self._rank)) for key in (first, *others)]

    def count(self, digest: str) -> int:
        """How many records come with this signature."""
        return 1 + len(self._others.get(digest, ())) if digest in self._first else 0

    def signature(self, digest: str) -> Signature:
        """The signature of this digest."""
        return self._held[digest] if digest in self._held else self._kept[digest]

    def unknown_to(self, reader: ResolutionReader) -> "NewSignatures":
        """Those that are not stored."""
        known: set[str] = set()
        for part in in_parts(sorted(self._first), LOOKED_UP_TOGETHER):
            known.update(reader.signatures(part))
        return NewSignatures(self, known)


class NewSignatures(Mapping[str, Signature]):
    """The signatures of arrivals that are not stored, by digest, in order."""

    def __init__(self, arrivals: Arrivals, known: Collection[str]) -> None:
        self._arrivals = arrivals
        self._known = known
        self._sorted = sorted(digest for digest in arrivals if digest not in known)

    def __len__(self) -> int:
        return len(self._sorted)

    def __iter__(self) -> Iterator[str]:
        return iter(self._sorted)

    def __contains__(self, digest: object) -> bool:
        return digest in self._arrivals and digest not in self._known

    def __getitem__(self, digest: str) -> Signature:
        if digest in self._known:
            raise KeyError(digest)
        return self._arrivals.signature(digest)


class Identities:
    """Which signatures perhaps share an identity block with another: only prints are held."""

    def __init__(self) -> None:
        self._digests: list[str] = []
        self._prints, self._places = array("q"), array("q")

    def note(self, signature: Signature) -> None:
        """Note a signature."""
        for block in identity_blocks(signature.blocks):
            self._prints.append(hash(block))
            self._places.append(len(self._digests))
        self._digests.append(signature.digest)

    def sharing(self) -> set[str]:
        """Digests of those that do."""
        prints, places = (np.frombuffer(one, np.int64) for one in (self._prints, self._places))
        found, inverse, counts = np.unique(prints, return_inverse=True, return_counts=True)
        del found
        return {self._digests[place] for place in places[counts[inverse] > 1].tolist()}
