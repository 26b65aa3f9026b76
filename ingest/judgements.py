"""What people say of two records, which wins over everything the matcher says."""

from collections.abc import Sequence
from contextlib import suppress
from typing import get_args

from tisserand.errors import InputError, NotFoundError, StaleError, StoreError
from tisserand.ingest.erasure.rejoining import seal_rejoined
from tisserand.ingest.resolution.doubts import UnsurePair, find_doubts
from tisserand.ingest.resolution.resolve import resolve
from tisserand.ingest.weaving import ATTEMPTS, STEWARD
from tisserand.ontology.records import Judgement, Verdict
from tisserand.store.port import ChangeSet, GraphStore

__all__ = ["UnsurePair", "judge", "unjudge", "unsure_pairs"]


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
        changes = ChangeSet(judgements=list(judgements), removed_judgements=removed)
        with store.read(STEWARD) as reader, store.resolution() as identity:
            changes.based_on = reader.sequence
            found = resolve(identity, judgements=judgements, withdrawn=removed)
            others = seal_rejoined(reader, identity, changes, found, store.hash_key)
            if others:
                gone = changes.removed_records
                found = resolve(identity, others, gone, judgements, removed)
        changes.assignments = found.assignments
        with suppress(StaleError):
            return store.apply(changes)
    raise StoreError("ingest.store_busy")


def unsure_pairs(store: GraphStore) -> list[UnsurePair]:
    """The doubtful pairs of the whole graph that wait for a person, most probable first."""
    with store.resolution() as reader:
        return find_doubts(reader, reader.signature_digests())
