"""Compare new signatures with their candidates, and with one another."""

from collections.abc import Callable, Collection, Iterator, Mapping
from functools import lru_cache
from itertools import chain

from tisserand.ingest.resolution.arrivals import in_parts
from tisserand.ingest.resolution.blocking import IDENTITY, identity_blocks
from tisserand.ingest.resolution.candidates import Candidates
from tisserand.ingest.resolution.comparison import compare
from tisserand.ingest.resolution.features import read_features
from tisserand.ingest.resolution.glance import glance_of, is_current
from tisserand.ingest.resolution.model import load_model
from tisserand.ontology.records import Match, Signature
from tisserand.store.blocks import Glances
from tisserand.store.port import ResolutionReader

_TOGETHER = 2_000
"""New signatures that are read together."""


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
    found = []
    met = candidates.pairs(len(new))
    del candidates  # hundreds of megabytes
    for pairs in in_parts(zip(*met, strict=True)):
        known = _read(reader, new, {digests[at] for pair in pairs for at in pair})
        for pair in pairs:
            a, b = sorted(digests[at] for at in pair)
            probability = _probability(known[a], known[b])
            if probability is not None:
                found.append(Match(a, b, probability, load_model().version))
    return sorted(found)


def _read(
    reader: ResolutionReader, new: Mapping[str, Signature], digests: Collection[str]
) -> dict[str, Signature]:
    """Signatures, new or stored, each read once."""
    found = reader.signatures(sorted(digest for digest in digests if digest not in new))
    return found | {digest: new[digest] for digest in digests if digest in new}


def _shared(signature: Signature) -> list[str]:
    """The blocks under which a signature is compared with others."""
    return [block for block in signature.blocks if block[0] != IDENTITY]


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
        for places in in_parts(older):
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


def _probability(a: Signature, b: Signature) -> float | None:
    """None when they are different, or when an identifier says it already.

    Never above what each has with itself: what cannot tell two records of one signature
    together cannot tell them together with a third.
    """
    if any(block in b.blocks for block in identity_blocks(a.blocks)):
        return None
    verdict = compare(read_features(a.features), read_features(b.features))
    if verdict.guarded or verdict.probability < load_model().unsure:
        return None
    if set(a.blocks).isdisjoint(b.blocks):  # of equal number, perhaps
        return None
    if verdict.probability < load_model().same:
        return verdict.probability
    return min(verdict.probability, self_probability(a.features), self_probability(b.features))
