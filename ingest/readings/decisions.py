"""What people decide of what was read: it holds whenever the same words say the same thing."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Literal

from tisserand.ingest.extraction.findings import is_entity
from tisserand.ingest.readings.keeping import DECISION
from tisserand.ingest.readings.passages import Passage
from tisserand.ingest.readings.reading import Item, NamedEntity, Reading
from tisserand.ontology.records import Sealed
from tisserand.reference.text import fold
from tisserand.store.port import ResolutionReader

REVIEW_BELOW = 0.6
"""Confidence under which what was read waits for a person."""
DecisionVerdict = Literal["accepted", "corrected", "rejected"]
_ENTITY_FIELDS = ("subject", "object", "person", "organization", "needed_by", "place")


@dataclass(frozen=True, slots=True)
class Decision:
    """A person's word on an item, by its key.

    Attributes:
        corrected: the fields of the item that are otherwise, entities by name.
        statement, passage: what was proposed, and on what words.
        pattern: the rule that read it, whose precision this feeds.
    """

    item: str
    verdict: DecisionVerdict
    author: str
    date: str
    reason: str = ""
    corrected: dict[str, Any] = field(default_factory=dict)
    statement: str = ""
    passage: str = ""
    pattern: str = ""

    def sealed(self) -> Sealed:
        """As it is kept."""
        return Sealed(
            DECISION, self.item, json.dumps(asdict(self), ensure_ascii=False, sort_keys=True)
        )


def read_decisions(
    identity: ResolutionReader, keys: Iterable[str] | None = None
) -> dict[str, Decision]:
    """The decisions on these items, or all of them, by key of the item."""
    found = (Decision(**json.loads(one.body)) for one in identity.sealed(DECISION, keys))
    return {decision.item: decision for decision in found}


@dataclass(slots=True)
class Judged:
    """A reading once people have had their say.

    Attributes:
        reading: with the entities that corrections named.
        kept: items that are woven, by key.
        waiting: items that wait for a person.
    """

    reading: Reading
    kept: dict[str, Item] = field(default_factory=dict)
    waiting: list[Item] = field(default_factory=list)


def apply_decisions(reading: Reading, decisions: Mapping[str, Decision]) -> Judged:
    """What is woven of a reading, and what waits."""
    judged = Judged(reading)
    for item in reading.items:
        decision = decisions.get(item.key)
        if decision is None:
            if item.confidence < REVIEW_BELOW:
                judged.waiting.append(item)
            else:
                judged.kept[item.key] = item
        elif decision.verdict != "rejected":
            judged.kept[item.key] = _corrected(judged, item, decision)
    return judged


def _corrected(judged: Judged, item: Item, decision: Decision) -> Item:
    """The item as a person wants it: what a person says is sure."""
    said = dict(item.said)
    for name, value in decision.corrected.items():
        if name in _ENTITY_FIELDS and isinstance(value, str):
            said[name] = _entity_id(judged, item, name, value)
        else:
            said[name] = value
    return replace(item, said=said, confidence=1.0)


def _entity_id(judged: Judged, item: Item, name: str, value: str) -> str:
    """The entity of this name; a new one, of the kind of the one that it replaces, if none is."""
    entities = judged.reading.entities
    for one in entities.values():
        if fold(value) in {fold(known) for known in (one.name, *one.alt_names)}:
            return one.id
    before = item.said.get(name)
    if not (isinstance(before, str) and is_entity(before) and before in entities):
        return value
    number = 1 + max((int(one[1:]) for one in entities), default=0)
    new = NamedEntity(f"e{number}", entities[before].kind, value, (), Passage(*item.passage))
    judged.reading = replace(judged.reading, entities=entities | {new.id: new})
    return new.id
