"""The verdict on two records: a function of their features and the model, and of nothing else.

Evidence is weighed in bits and summed, as Fellegi and Sunter do ("A Theory for Record Linkage",
JASA 64, 1969); the weights are the model's, set by hand. Bounds then keep apart what bits would
join: other numbers, another nature, another place.
"""

from collections.abc import Collection, Iterator
from typing import NamedTuple

from tisserand.ingest.resolution.alignment import Alignment, align
from tisserand.ingest.resolution.beside import are_told_apart
from tisserand.ingest.resolution.bounds import bound_of
from tisserand.ingest.resolution.evidence import (
    Pair,
    find_evidence,
    gather_pair,
    probability_of,
    share_contact,
    total_bits,
)
from tisserand.ingest.resolution.initials import initials_bits
from tisserand.ingest.resolution.model import load_model
from tisserand.ingest.resolution.nearness import nearness
from tisserand.ingest.resolution.people import align_people
from tisserand.ingest.resolution.shape import Features, Name


class Comparison(NamedTuple):
    """`guarded`: the two are not one thing, whatever else says so but a person."""

    probability: float
    guarded: bool = False


IDENTITIES = ("siren", "siret", "rna", "anr")
"""Schemes of which a thing has one number: two numbers are two things."""
DIFFERENT = Comparison(0.0)
GUARDED = Comparison(0.0, guarded=True)
_BY_NAME = ("organization", "site", "person", "project")


def compare(a: Features, b: Features) -> Comparison:
    """How probable it is that two records describe one thing.

    The same features are compared with themselves to know whether they say enough: two
    « Amicale laïque » without a place are not the same for having the same name.
    """
    if a.family != b.family:
        return GUARDED
    if (verdict := _by_identifier(a, b)) is not None:
        return verdict
    if not a.names or not b.names or a.family not in _BY_NAME:
        return DIFFERENT
    if are_told_apart(a, b):
        return DIFFERENT
    near = nearness(a, b)
    if near.bound < 1.0 and near.bound < load_model().unsure and not share_contact(a, b):
        return DIFFERENT
    aligned = [found for x in a.names for y in b.names if (found := _aligned(x, y, a.family))]
    if not aligned and not (_is_short(a) or _is_short(b)):
        return DIFFERENT
    pair = gather_pair(a, b, near)
    judged = [_judge(found, pair) for found in aligned]
    best = judged[0] if len(judged) == 1 else max(judged, default=DIFFERENT)
    if best.probability < load_model().same and not best.guarded:
        best = max([best, *_by_acronym(pair)])
    return best


def _aligned(x: Name, y: Name, family: str) -> Alignment | None:
    """How two names align, or nothing when they have no word in common."""
    found = align_people(x, y) if family == "person" else align(x, y)
    return found if found.matched or found.numbers_differ else None


def _is_short(features: Features) -> bool:
    """Whether one of its names may be an acronym."""
    return any(len(name) == 1 for name in features.names)


def _by_acronym(pair: Pair) -> Iterator[Comparison]:
    """One calls itself by nothing but an acronym: one that the other gives beside its name, or
    the initials of its words."""
    a, b = pair.a, pair.b
    for one, other in ((a, b), (b, a)):
        for name in other.names:
            if len(name) != 1:
                continue
            if name[0] in one.acronyms:
                yield _judge(align(name, name), pair)
            yield from (_compare_initials(name[0], full, pair) for full in one.names)


def _compare_initials(word: str, full: Name, pair: Pair) -> Comparison:
    bits = initials_bits(word, full)
    if not bits or not pair.near.shared:
        return DIFFERENT
    bounds = load_model().bounds
    return Comparison(min(probability_of(bits + pair.near.bits), bounds["initials"]))


def _by_identifier(a: Features, b: Features) -> Comparison | None:
    """The verdict when identifiers give one."""
    bits = load_model().bits
    if a.own_key and a.own_key == b.own_key:
        return Comparison(bits["own_key"])
    if not a.identifiers or not b.identifiers:
        return None
    if are_guarded(a.identifiers, b.identifiers):
        return GUARDED
    shared = {scheme for scheme, _ in set(a.identifiers) & set(b.identifiers)}
    if not shared:
        return None
    return Comparison(max(bits.get(scheme, bits["other_identifier"]) for scheme in shared))


def are_guarded(a: Collection[tuple[str, str]], b: Collection[tuple[str, str]]) -> bool:
    """Whether each has a SIREN (SIRET for sites, else RNA; code of a funded research project)
    and none is the other's."""
    if not a or not b:
        return False
    for scheme in IDENTITIES:
        left = {value for name, value in a if name == scheme}
        right = {value for name, value in b if name == scheme}
        if left and right:
            return not left & right
    return False


def _judge(found: Alignment, pair: Pair) -> Comparison:
    """What two names that align so are worth between two records so placed."""
    if found.numbers_differ:
        return GUARDED
    evidence = find_evidence(found, pair)
    if evidence.left and evidence.right:
        return DIFFERENT
    probability = probability_of(total_bits(evidence, pair))
    if pair.a.family == "person" and found.is_whole and len(found.matched) > 1:
        probability = max(probability, load_model().bounds["namesake"])
    return Comparison(min(probability, bound_of(evidence, pair)))
