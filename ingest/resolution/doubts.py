"""What the matcher cannot tell, and leaves to a person."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from tisserand.ingest.resolution.matching import self_probability
from tisserand.ingest.resolution.model import load_model
from tisserand.ontology.records import Match
from tisserand.store.port import Member, ResolutionReader

_BATCH = 2_000
Entities = frozenset[str]


class UnsurePair(NamedTuple):
    """Two records that the matcher cannot tell apart nor join; `a` < `b`, least of each side."""

    a: str
    b: str
    probability: float


def find_doubts(reader: ResolutionReader, digests: Iterable[str]) -> list[UnsurePair]:
    """The doubtful pairs with one end or both among these signatures, most probable first.

    Left out: what other evidence joined, and what a person judged. Between two entities, only
    the most probable pair is given. Several entities of one signature are each compared with the
    first of them, which alone is compared with those of other signatures.
    """
    judged = _judged(reader)
    found: dict[Entities, UnsurePair] = {}
    given = iter(digests)
    while batch := list(islice(given, _BATCH)):
        for entities, pair in _doubts(reader, batch):
            if entities in judged:
                continue
            if entities not in found or _order(pair) < _order(found[entities]):
                found[entities] = pair
    return sorted(found.values(), key=_order)


def _order(pair: UnsurePair) -> tuple[float, str, str]:
    return -pair.probability, pair.a, pair.b


def _judged(reader: ResolutionReader) -> set[Entities]:
    """The pairs of entities between records of which a person judged."""
    said = list(reader.judgements())
    digests = reader.signatures_of(sorted({key for one in said for key in (one.a, one.b)}))
    members = reader.members_of(sorted(set(digests.values())))
    owners = {member.key: member.assigned for group in members.values() for member in group}
    known = (one for one in said if one.a in owners and one.b in owners)
    return {frozenset((owners[one.a], owners[one.b])) for one in known}


def _doubts(reader: ResolutionReader, digests: list[str]) -> Iterator[tuple[Entities, UnsurePair]]:
    same = load_model().same
    matches = [match for match in reader.matches_of(digests) if match.probability < same]
    matches += _with_themselves(reader, digests)
    members = reader.members_of(sorted({d for match in matches for d in (match.a, match.b)}))
    for match in matches:
        left, right = (_by_entity(members.get(digest, [])) for digest in (match.a, match.b))
        for one in left[:1]:
            for other in right if match.a == match.b else right[:1]:
                if one.assigned != other.assigned:
                    a, b = sorted((one.key, other.key))
                    pair = UnsurePair(a, b, match.probability)
                    yield frozenset((one.assigned, other.assigned)), pair


def _with_themselves(reader: ResolutionReader, digests: list[str]) -> Iterator[Match]:
    """Signatures whose own records are several things, and may be one."""
    model = load_model()
    members = reader.members_of(digests)
    several = [d for d in digests if len({one.assigned for one in members.get(d, ())}) > 1]
    for digest, signature in reader.signatures(several).items():
        probability = self_probability(signature.features)
        if model.unsure <= probability < model.same:
            yield Match(digest, digest, probability, model.version)


def _by_entity(members: Sequence[Member]) -> list[Member]:
    """The least member of each entity."""
    least: dict[str, Member] = {}
    for member in members:
        least.setdefault(member.assigned, member)
    return list(least.values())
