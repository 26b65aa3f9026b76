"""Compare new signatures with their candidates, and with one another."""

from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain, count

import numpy as np
from numpy.typing import NDArray

from tisserand.ingest.parts import in_parts
from tisserand.ingest.resolution.arrivals import LOOKED_UP_TOGETHER
from tisserand.ingest.resolution.blocking import identity_blocks
from tisserand.ingest.resolution.candidates import Candidates
from tisserand.ingest.resolution.comparison import Comparison, compare
from tisserand.ingest.resolution.features import parse_features, read_features
from tisserand.ingest.resolution.glance import glance_of, is_current
from tisserand.ingest.resolution.model import load_model
from tisserand.ingest.resolution.shape import Features
from tisserand.ontology.records import Match, Signature
from tisserand.store.blocks import Glances
from tisserand.store.port import ResolutionReader

_TOGETHER = 2_000
"""New signatures that are read together."""
_PAIRS, _KEPT = 10_000, 20_000
"""Pairs whose signatures are read together, and signatures that are kept for the next ones."""


def match_new(
    reader: ResolutionReader, new: Mapping[str, Signature], note: Callable[[Signature], None]
) -> list[Match]:
    """Every match of the new signatures at or above `unsure`, sorted.

    Two signatures that share an identifier need none: the identifier joins them.

    Args:
        new: by digest, sorted; read when they are asked for.
        note: told of each new signature: there may be a million to read.
    """
    candidates, digests = Candidates(), list(new)
    for part in in_parts(new.values(), _TOGETHER):
        for signature in part:
            note(signature)
        candidates.add_named(list(map(_glance_at, part)), map(_shared, part))
    for stored in _stored(reader, new):
        candidates.add(stored.told, stored.blocks, stored.places)
        digests += stored.digests
    left, right = candidates.pairs(len(new))
    del candidates  # hundreds of megabytes
    found, known = [], _Compared(reader, new, digests)
    for start in range(0, len(left), _PAIRS):
        together = slice(start, start + _PAIRS)
        sides = known.read(left[together]), known.read(right[together])
        for one, other in zip(*sides, strict=True):
            probability = known.probability(one, other)
            if probability is not None:
                a, b = sorted((one.digest, other.digest))
                found.append(Match(a, b, probability, load_model().version))
    return sorted(found)


class _Side:
    """A signature that is compared, read once.

    Attributes:
        kind: number of those that differ from it by their street or their numbers alone.
    """

    __slots__ = ("_itself", "blocks", "digest", "features", "identities", "kind")

    def __init__(self, signature: Signature, kinds: "_Kinds") -> None:
        self.digest, self.blocks = signature.digest, signature.blocks
        self.features = parse_features(signature.features)
        self.identities = frozenset(identity_blocks(signature.blocks))
        self.kind = kinds[_without_numbers(self.features)]
        self._itself: float | None = None

    def itself(self) -> float:
        """Probability that two records of it are one thing."""
        if self._itself is None:
            self._itself = compare(self.features, self.features).probability
        return self._itself


def _without_numbers(features: Features) -> Features:
    """What a comparison looks at of what shares no number with another: whether it has some, and
    whether it says a street."""
    schemes = tuple((scheme, "") for scheme, _ in features.identifiers)
    return features._replace(identifiers=schemes, street="said" if features.street else "")


class _Kinds(dict[Features, int]):
    """Numbers of features, none given twice, even after all are forgotten."""

    def __init__(self) -> None:
        super().__init__()
        self._given = count()

    def __missing__(self, features: Features) -> int:
        self[features] = number = next(self._given)
        return number


class _Compared:
    """The signatures of pairs, by position, and what was said of them, each kept while pairs of its
    place are compared: in one commune, many bear the same names."""

    def __init__(
        self, reader: ResolutionReader, new: Mapping[str, Signature], digests: Sequence[str]
    ) -> None:
        self._reader, self._new, self._digests = reader, new, digests
        self._first = len(new)
        self._known: dict[int, _Side] = {}
        self._kinds = _Kinds()
        self._verdicts: dict[tuple[int, int, bool], Comparison] = {}

    def probability(self, a: _Side, b: _Side) -> float | None:
        """None when they are different, or when an identifier says it already.

        Never above what each has with itself: what cannot tell two records of one signature
        together cannot tell them together with a third.
        """
        if not a.identities.isdisjoint(b.identities):
            return None
        verdict = self._verdict(a, b)
        if verdict.guarded or verdict.probability < load_model().unsure:
            return None
        if set(a.blocks).isdisjoint(b.blocks):  # of equal number, perhaps
            return None
        if verdict.probability < load_model().same:
            return verdict.probability
        return min(verdict.probability, a.itself(), b.itself())

    def _verdict(self, a: _Side, b: _Side) -> Comparison:
        """What a comparison says of two that share no number."""
        key = a.kind, b.kind, a.features.street == b.features.street
        found = self._verdicts.get(key)
        if found is None:
            found = self._verdicts[key] = compare(a.features, b.features)
        return found

    def read(self, places: NDArray[np.int64]) -> list[_Side]:
        """Those at these positions."""
        asked = places.tolist()
        missing = sorted(set(asked) - self._known.keys())
        if len(self._known) + len(missing) > _KEPT:
            self._known = {}
            self._kinds.clear()
            self._verdicts.clear()
            missing = sorted(set(asked))
        digests = self._digests
        for at in missing[: bisect_left(missing, self._first)]:
            self._known[at] = _Side(self._new[digests[at]], self._kinds)
        stored = {digests[at]: at for at in missing if at >= self._first}
        for digest, signature in self._reader.signatures(stored).items() if stored else ():
            self._known[stored[digest]] = _Side(signature, self._kinds)
        return [self._known[at] for at in asked]


def _shared(signature: Signature) -> tuple[str, ...]:
    """The blocks under which a signature is compared with others."""
    return signature.blocks[len(identity_blocks(signature.blocks)) :]


def _glance_at(signature: Signature) -> bytes:
    """The glance of a signature: the one kept beside it, unless other masks made it."""
    if is_current(signature.glance):
        return signature.glance
    return glance_of(read_features(signature.features))


def _stored(reader: ResolutionReader, new: Mapping[str, Signature]) -> Iterator[Glances]:
    """The stored signatures that share a block with new ones, each once."""
    if next(iter(reader.signature_digests()), None) is None:
        return
    blocks = chain.from_iterable(map(_shared, new.values()))
    for found in reader.glances_in_blocks(blocks):
        older = [place for place, told in enumerate(found.told) if not is_current(told)]
        for places in in_parts(older, LOOKED_UP_TOGETHER):
            known = reader.signatures(found.digests[place] for place in places)
            for place in places:
                found.told[place] = _glance_at(known[found.digests[place]])
        yield found


def is_same_as_itself(signature: Signature) -> bool:
    """Whether records of this signature say enough to be one thing."""
    return self_probability(signature.features) >= load_model().same


@lru_cache(maxsize=100_000)
def self_probability(text: str) -> float:
    """Probability that two records of these features are one thing."""
    features = read_features(text)
    return compare(features, features).probability
