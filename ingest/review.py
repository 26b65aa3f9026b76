"""The doubtful pairs that wait for a person, the most valuable answers first."""

import math
from dataclasses import dataclass
from typing import Any

from tisserand.ingest.judgements import UnsurePair, unsure_pairs
from tisserand.ingest.likeness import Aspect, compare_aspects
from tisserand.ingest.resolution.features import read_features
from tisserand.ontology.namespaces import entity_iri, record_iri
from tisserand.ontology.records import Entity, Record, Visibility
from tisserand.reference.places import Gazetteer
from tisserand.store.citation import cite
from tisserand.store.port import GraphReader, GraphStore, View

LINKS_AT_MOST = 1000
RECORDS_AT_MOST = 20
"""Records that a side cites."""


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two: the record that stands for it, and what joining it would move.

    Attributes:
        links: links of the entity that are not grants, counted up to `LINKS_AT_MOST`.
        grants: grants that it gave or received.
    """

    record: Record
    entity: Entity
    links: int
    grants: int

    @property
    def size(self) -> int:
        """Records, links and grants that would change hands."""
        return len(self.entity.records) + self.links + self.grants


@dataclass(frozen=True, slots=True)
class Doubt:
    """A doubtful pair, and what an answer is worth: see `worth`."""

    a: Side
    b: Side
    probability: float
    value: float


def doubts_by_value(store: GraphStore) -> list[Doubt]:
    """The pairs that nobody judged yet, the most valuable first, then by falling probability."""
    with store.read(View(Visibility.STEWARD)) as reader:
        pairs = unsure_pairs(store)
        records = reader.records(sorted({key for pair in pairs for key in pair[:2]}))
        sides = {key: side for key, record in records.items() if (side := _side(reader, record))}
    known = [pair for pair in pairs if pair.a in sides and pair.b in sides]
    doubts = [_doubt(pair, sides[pair.a], sides[pair.b]) for pair in known]
    return sorted(doubts, key=_order)


def describe_doubt(store: GraphStore, gazetteer: Gazetteer, doubt: Doubt) -> dict[str, Any]:
    """`{a, b, probability, value, agrees: [{what, a, b}], differs}`.

    A side is `{iri, record, name, kind, count, links, grants, records}`: `count` of its records,
    of which the one compared comes first.
    """
    with store.resolution() as identity:
        records = (doubt.a.record, doubt.b.record)
        known = identity.signatures(sorted({record.signature for record in records}))
    left, right = (read_features(known[record.signature].features) for record in records)
    aspects = compare_aspects(*records, left, right, gazetteer)
    return {
        "a": _side_told(doubt.a, store.base_iri),
        "b": _side_told(doubt.b, store.base_iri),
        "probability": doubt.probability,
        "value": doubt.value,
        "agrees": [_aspect(one) for one in aspects if one.agrees],
        "differs": [_aspect(one) for one in aspects if not one.agrees],
    }


def _aspect(one: Aspect) -> dict[str, str]:
    return {"what": one.what, "a": one.a, "b": one.b}


def _side_told(side: Side, base_iri: str) -> dict[str, Any]:
    keys = sorted(side.entity.records, key=lambda key: (key != side.record.key, key))
    return {
        "iri": entity_iri(base_iri, side.entity.key),
        "record": record_iri(base_iri, side.record.key),
        "name": side.record.name,
        "kind": side.entity.kind,
        "count": len(keys),
        "links": side.links,
        "grants": side.grants,
        "records": [cite(side.entity.records[key], base_iri) for key in keys[:RECORDS_AT_MOST]],
    }


def worth(probability: float, a: Side, b: Side) -> float:
    """What an answer is worth: its uncertainty in bits, times how much joining would change.

    Uncertainty is Shannon's binary entropy. What would change is what moves, the lesser side,
    on a scale that grows slowly: log2(1 + records + links + grants).
    """
    p = min(max(probability, 1e-9), 1 - 1e-9)
    entropy = -p * math.log2(p) - (1 - p) * math.log2(1 - p)
    return round(entropy * math.log2(1 + min(a.size, b.size)), 4)


def _order(doubt: Doubt) -> tuple[float, float, str, str]:
    return -doubt.value, -doubt.probability, doubt.a.record.key, doubt.b.record.key


def _doubt(pair: UnsurePair, a: Side, b: Side) -> Doubt:
    return Doubt(a, b, pair.probability, worth(pair.probability, a, b))


def _side(reader: GraphReader, record: Record) -> Side | None:
    entity = reader.entity(record.key)
    if entity is None:
        return None
    links = reader.links(entity.key, LINKS_AT_MOST)
    grants = sum(link.kind == "Grant" for link in links)
    return Side(record, entity, len(links) - grants, grants)
