"""What people say of two records, which wins over everything the matcher says."""

from collections.abc import Sequence
from typing import NamedTuple, get_args

from tisserand.errors import InputError, NotFoundError, StoreError
from tisserand.ingest.resolution.model import load_model
from tisserand.ingest.resolution.resolve import resolve
from tisserand.ingest.weaving import ATTEMPTS, current_sequence
from tisserand.ontology.records import Judgement, Verdict
from tisserand.store.port import ChangeSet, GraphStore, Member, ResolutionReader

_BATCH = 2_000


class UnsurePair(NamedTuple):
    """Two records that the matcher cannot tell apart nor join; `a` < `b`, least of each side."""

    a: str
    b: str
    probability: float


def judge(
    store: GraphStore, a: str, b: str, verdict: Verdict, author: str, date: str, reason: str = ""
) -> int:
    """Say that two records are the same thing, are not, or that nobody can tell.

    Args:
        a, b: keys of records, or of entities: their least record then stands for them.
        date: ISO 8601.

    Returns:
        The sequence number of the change.

    Raises:
        InputError: one key twice, or no such verdict.
        NotFoundError: no record has this key.
    """
    if verdict not in get_args(Verdict):
        raise InputError("ingest.bad_verdict", verdict=verdict)
    first, second = _pair(store, a, b)
    said = Judgement(first, second, verdict, author, date, reason)
    return _apply(store, [said], [])


def unjudge(store: GraphStore, a: str, b: str) -> int:
    """Take a judgement back; the matcher decides again.

    Raises:
        NotFoundError: nobody judged these two.
    """
    pair = _pair(store, a, b)
    with store.resolution() as reader:
        if not any((one.a, one.b) == pair for one in reader.judgements_of(pair)):
            raise NotFoundError("ingest.unknown_judgement")
    return _apply(store, [], [pair])


def _pair(store: GraphStore, a: str, b: str) -> tuple[str, str]:
    if a == b:
        raise InputError("ingest.same_record")
    with store.resolution() as reader:
        known = reader.signatures_of([a, b])
    for key in (a, b):
        if key not in known:
            raise NotFoundError("ingest.unknown_record", key=key)
    return (a, b) if a < b else (b, a)


def _apply(
    store: GraphStore, judgements: Sequence[Judgement], removed: list[tuple[str, str]]
) -> int:
    for _ in range(ATTEMPTS):
        sequence = current_sequence(store)
        with store.resolution() as reader:
            found = resolve(reader, judgements=judgements, withdrawn=removed)
        changes = ChangeSet(
            judgements=list(judgements),
            removed_judgements=removed,
            assignments=found.assignments,
        )
        if sequence == current_sequence(store):
            return store.apply(changes)
    raise StoreError("ingest.store_busy")


def unsure_pairs(store: GraphStore) -> list[UnsurePair]:
    """The doubtful pairs that wait for a person, most probable first.

    Left out: what other evidence joined, and what a person judged. Between two entities, only
    the most probable pair is given.
    """
    found: dict[frozenset[str], UnsurePair] = {}
    with store.resolution() as reader:
        judged = _judged(reader)
        for pair, entities in _doubts(reader):
            if entities in judged:
                continue
            if entities not in found or _order(pair) < _order(found[entities]):
                found[entities] = pair
    return sorted(found.values(), key=_order)


def _judged(reader: ResolutionReader) -> set[frozenset[str]]:
    """The pairs of entities between records of which a person judged."""
    said = list(reader.judgements())
    digests = reader.signatures_of(sorted({key for one in said for key in (one.a, one.b)}))
    members = reader.members_of(sorted(set(digests.values())))
    owners = {member.key: member.assigned for group in members.values() for member in group}
    return {
        frozenset((owners[one.a], owners[one.b]))
        for one in said
        if one.a in owners and one.b in owners
    }


def _order(pair: UnsurePair) -> tuple[float, str, str]:
    return -pair.probability, pair.a, pair.b


def _doubts(reader: ResolutionReader) -> list[tuple[UnsurePair, frozenset[str]]]:
    """Doubtful pairs of records, with the pair of entities each is about."""
    found = []
    digests = list(reader.signature_digests())
    for start in range(0, len(digests), _BATCH):
        some = set(digests[start : start + _BATCH])
        matches = [
            match
            for match in reader.matches_of(sorted(some))
            if match.probability < load_model().same and match.a in some
        ]
        members = reader.members_of(sorted({d for m in matches for d in (m.a, m.b)}))
        for match in matches:
            for one in _by_entity(members.get(match.a, [])):
                for other in _by_entity(members.get(match.b, [])):
                    if one.assigned != other.assigned:
                        a, b = sorted((one.key, other.key))
                        entities = frozenset((one.assigned, other.assigned))
                        found.append((UnsurePair(a, b, match.probability), entities))
    return found


def _by_entity(members: Sequence[Member]) -> list[Member]:
    """The least member of each entity."""
    least: dict[str, Member] = {}
    for member in members:
        least.setdefault(member.assigned, member)
    return list(least.values())
