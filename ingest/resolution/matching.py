"""Compare new signatures with their candidates, and with one another."""

from collections.abc import Mapping
from functools import lru_cache

from tisserand.ingest.resolution.blocking import identity_blocks, is_identity
from tisserand.ingest.resolution.candidates import candidate_pairs
from tisserand.ingest.resolution.comparison import compare
from tisserand.ingest.resolution.features import read_features
from tisserand.ingest.resolution.model import load_model
from tisserand.ontology.records import Match, Signature
from tisserand.store.port import ResolutionReader


def match_new(reader: ResolutionReader, new: Mapping[str, Signature]) -> list[Match]:
    """Every match of the new signatures at or above `unsure`, sorted.

    Two signatures that share an identifier need none: the identifier joins them.
    """
    known = dict(sorted(new.items()))
    blocks = _by_block(known)
    for block, signature in reader.signatures_in_blocks(blocks):
        if signature.digest not in new:
            known.setdefault(signature.digest, signature)
            blocks[block].append(signature.digest)
    places = {digest: place for place, digest in enumerate(known)}
    placed = {block: [places[one] for one in members] for block, members in blocks.items()}
    signatures = list(known.values())
    features = [read_features(signature.features) for signature in signatures]
    found = []
    for one, other in candidate_pairs(placed, features, len(new)):
        probability = _probability(signatures[one], signatures[other])
        if probability is not None:
            a, b = sorted((signatures[one].digest, signatures[other].digest))
            found.append(Match(a, b, probability, load_model().version))
    return sorted(found)


def is_same_as_itself(signature: Signature) -> bool:
    """Whether records of this signature say enough to be one thing."""
    return self_probability(signature.features) >= load_model().same


@lru_cache(maxsize=100_000)
def self_probability(text: str) -> float:
    """Probability that two records of these features are one thing."""
    features = read_features(text)
    return compare(features, features).probability


def _by_block(new: Mapping[str, Signature]) -> dict[str, list[str]]:
    """New digests by block, identity blocks left out."""
    blocks: dict[str, list[str]] = {}
    for digest in sorted(new):
        for block in new[digest].blocks:
            if not is_identity(block):
                blocks.setdefault(block, []).append(digest)
    return blocks


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
    if verdict.probability < load_model().same:
        return verdict.probability
    return min(verdict.probability, self_probability(a.features), self_probability(b.features))
