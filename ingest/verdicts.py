"""A person's verdicts given and taken back, and what they did, told to who gave them."""

from typing import Any

from tisserand.errors import InputError
from tisserand.ingest.judged_pairs import find_judgement
from tisserand.ingest.judgements import judge, unjudge
from tisserand.ingest.normalisation.dates import normalise_date
from tisserand.ontology.namespaces import entity_iri, record_iri
from tisserand.ontology.records import Verdict, Visibility
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
        a, b: IRIs, keys or names, as `judged_pairs.find_judgement` understands them.

    Returns:
        `{a, b, verdict, author, date, reason, joined, sequence}`: the judgement that is no more.

    Raises:
        InputError, NotFoundError, RefusedError: as `judged_pairs.find_judgement`.
    """
    said = find_judgement(store, a, b)
    sequence = unjudge(store, said.a, said.b)
    told = {
        "verdict": said.verdict,
        "author": said.author,
        "date": said.date,
        "reason": said.reason,
    }
    return _told(store, said.a, said.b, told, sequence)


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
