"""A person's verdicts given and taken back, and what they did, told to who gave them."""

from typing import Any

from tisserand.errors import InputError, NotFoundError, RefusedError
from tisserand.ingest.judgements import judge, unjudge
from tisserand.ingest.normalisation.dates import normalise_date
from tisserand.ontology.namespaces import entity_iri, record_iri
from tisserand.ontology.records import Judgement, Verdict, Visibility
from tisserand.reference.text import fold
from tisserand.store.port import GraphStore, View

_STEWARD = View(Visibility.STEWARD)
Answer = dict[str, Any]


def give_judgement(
    store: GraphStore, a: str, b: str, verdict: Verdict, author: str, date: str, reason: str = ""
) -> Answer:
    """Judge two records, given by their keys.

    Returns:
        `{a: {iri, record, name}, b, verdict, author, date, reason, joined, sequence}`: `joined`
        tells whether the two now describe one thing, `iri` which.

    Raises:
        InputError: one record twice, no such verdict, or no such date.
        NotFoundError: no record has this key.
    """
    day = normalise_date(date)
    if day is None:
        raise InputError("ingest.bad_date", date=date)
    sequence = judge(store, a, b, verdict, author, day, reason)
    said = {"verdict": verdict, "author": author, "date": day, "reason": reason}
    return _told(store, a, b, said, sequence)


def take_back(store: GraphStore, a: str, b: str) -> Answer:
    """Take back what a person said of two records.

    Args:
        a, b: IRIs, keys or names of the two records, or of others joined with them; or IRIs or
            keys of what they describe now.

    Returns:
        `{a, b, verdict, author, date, reason, joined, sequence}`: the judgement that is no more.

    Raises:
        NotFoundError: nobody judged these two.
        RefusedError: several judgements link two things so named; the message lists the records.
    """
    said = _judgement_between(store, a, b)
    sequence = unjudge(store, said.a, said.b)
    told = {
        "verdict": said.verdict,
        "author": said.author,
        "date": said.date,
        "reason": said.reason,
    }
    return _told(store, said.a, said.b, told, sequence)


def _judgement_between(store: GraphStore, a: str, b: str) -> Judgement:
    with store.resolution() as identity:
        said = list(identity.judgements())
    keys = sorted({key for one in said for key in (one.a, one.b)})
    with store.read(_STEWARD) as reader:
        names = {key: fold(record.name) for key, record in reader.records(keys).items()}
        owners = reader.record_owners(keys)
    base = store.base_iri
    given = [one.removeprefix(base).removeprefix("id/").removeprefix("record/") for one in (a, b)]
    exact = [one for one in said if {one.a, one.b} == set(given)]

    def is_meant(word: str, key: str) -> bool:
        return word in (key, owners.get(key)) or fold(word) == names.get(key)

    def links(one: Judgement) -> bool:
        first, second = given
        return (is_meant(first, one.a) and is_meant(second, one.b)) or (
            is_meant(first, one.b) and is_meant(second, one.a)
        )

    found = exact or [one for one in said if links(one)]
    if not found:
        found = [one for one in said if _joins_both(store, one, a, b)]
    if not found:
        raise NotFoundError("ingest.unknown_judgement")
    if len(found) > 1:
        pairs = " ; ".join(f"{one.a} {one.b}" for one in found)
        raise RefusedError("review.several_judgements", pairs=pairs)
    return found[0]


def _joins_both(store: GraphStore, said: Judgement, a: str, b: str) -> bool:
    """Whether a verdict holds together a thing of which two records bear these names."""
    with store.read(_STEWARD) as reader:
        owners = reader.record_owners([said.a, said.b])
        if said.verdict != "same" or len(owners) < 2 or len(set(owners.values())) > 1:
            return False
        entity = reader.entity(owners[said.a])
        records = reader.records(sorted(entity.records)) if entity else {}
    return {fold(a), fold(b)} <= {fold(record.name) for record in records.values()}


def _told(store: GraphStore, a: str, b: str, said: Answer, sequence: int) -> Answer:
    with store.read(_STEWARD) as reader:
        owners = reader.record_owners([a, b])
        records = reader.records([a, b])
        base = store.base_iri
        sides = {
            side: {
                "iri": entity_iri(base, owners[key]),
                "record": record_iri(base, key),
                "name": records[key].name,
            }
            for side, key in (("a", a), ("b", b))
        }
    return {**sides, **said, "joined": owners[a] == owners[b], "sequence": sequence}
