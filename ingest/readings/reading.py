"""What was read in one report, kept outside every View: entities, and what is said of them.

It is all that weaving needs, so that a decision on one item weaves the source again without the
document. An item is known by what it says and by its passage, wherever that stands, so that a
decision holds when the report changes and is read again.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from hashlib import blake2b
from typing import Any, Literal

from tisserand.ingest.extraction.document import Document
from tisserand.ingest.extraction.findings import Findings, is_entity
from tisserand.ingest.readings.doubles import without_doubles
from tisserand.ingest.readings.passages import Passage, passage_around, passage_of
from tisserand.reference.text import fold

ItemType = Literal["fact", "need", "proposal", "orientation", "action"]
_TERMS = ("subject", "object", "place", "person", "organization", "needed_by")
_NEAR = 250
"""Characters before a passage whose names it may be about."""
_NOT_SAID = ("start", "end", "confidence", "pattern")


@dataclass(frozen=True, slots=True)
class NamedEntity:
    """An entity of a report, with the passage that names it first. `kind` is that of mentions."""

    id: str
    kind: str
    name: str
    alt_names: tuple[str, ...]
    passage: Passage


@dataclass(frozen=True, slots=True)
class Item:
    """What a report says, and where.

    Attributes:
        key: a keyed hash of what it says and of its passage: the same in any version.
        said: the fields of the finding, entities by id.
        nearby: ids of the entities that the passage names, which it may be about instead.
    """

    key: str
    type: ItemType
    said: dict[str, Any]
    passage: Passage
    confidence: float
    pattern: str
    nearby: tuple[str, ...] = ()

    def carriers(self) -> list[str]:
        """Entities that carry an action."""
        return list(self.said.get("carriers", ()))


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was read in a report."""

    file: str
    title: str
    date: str | None = None
    language: str = "fr"
    entities: dict[str, NamedEntity] = field(default_factory=dict)
    items: tuple[Item, ...] = ()

    def names(self) -> dict[str, list[str]]:
        """The names read, by kind, both in alphabetical order."""
        found: dict[str, set[str]] = {}
        for one in self.entities.values():
            found.setdefault(one.kind, set()).add(one.name)
        return {kind: sorted(found[kind]) for kind in sorted(found)}

    def to_json(self) -> str:
        """As it is sealed."""
        return json.dumps(asdict(self), ensure_ascii=False, sort_keys=True)


def from_json(body: str) -> Reading:
    """What `to_json` wrote."""
    told = json.loads(body)
    entities = {key: _entity(one) for key, one in told["entities"].items()}
    items = tuple(_item(one) for one in told["items"])
    return Reading(**(told | {"entities": entities, "items": items}))


def _entity(told: dict[str, Any]) -> NamedEntity:
    passage = Passage(*told["passage"])
    return NamedEntity(**(told | {"alt_names": tuple(told["alt_names"]), "passage": passage}))


def _item(told: dict[str, Any]) -> Item:
    return Item(**(told | {"passage": Passage(*told["passage"]), "nearby": tuple(told["nearby"])}))


def make_reading(file: str, document: Document, found: Findings, hash_key: bytes) -> Reading:
    """What was found in a document, each item once, with its passage."""
    found = without_doubles(found)
    first: dict[str, int] = {}
    for mention in sorted(found.mentions, key=lambda one: one.start):
        first.setdefault(mention.entity, mention.start)
    entities = {
        one.id: NamedEntity(
            one.id, one.kind, one.name, one.alt_names, passage_around(document, first[one.id])
        )
        for one in found.entities
        if one.id in first
    }
    items = []
    seen: dict[str, int] = {}
    for kind, said, start, end in _findings(found):
        passage = passage_of(document, start, end)
        key = _key(kind, said, passage, entities, hash_key)
        seen[key] = seen.get(key, 0) + 1
        if seen[key] == 1:
            first_near = _nearest(document, start)
            nearby = {m.entity for m in found.mentions if first_near <= m.start and m.end <= end}
            confidence, pattern = said.pop("confidence", 1.0), said.pop("pattern", kind)
            close = tuple(sorted(nearby & entities.keys(), key=lambda one: (len(one), one)))
            items.append(Item(key, kind, said, passage, confidence, pattern, close))
    return Reading(file, document.title, document.date, found.language, entities, tuple(items))


def _nearest(document: Document, start: int) -> int:
    """From where names stand close to a passage: before it in its paragraph, a pronoun's too."""
    block = document.block_at(start)
    return start if block is None else max(block.start, start - _NEAR)


Found = Iterator[tuple[ItemType, dict[str, Any], int, int]]


def _findings(found: Findings) -> Found:
    """Every finding with its type, its fields and where it stands."""
    groups: tuple[tuple[ItemType, Sequence[Any]], ...] = (
        ("fact", found.facts), ("need", found.needs), ("proposal", found.proposals),
    )  # fmt: skip
    for kind, listed in groups:
        for one in listed:
            yield kind, _without_place(asdict(one)), one.start, one.end
    for orientation in found.plan:
        if orientation.title is not None and orientation.start is not None:
            said = {"title": orientation.title, "number": orientation.number}
            yield "orientation", said, orientation.start, orientation.end or orientation.start + 1
        for action in orientation.actions:
            told = _without_place(asdict(action))
            is_said = told.pop("attached") == "text"
            told["orientation"] = orientation.title if is_said else None
            yield "action", told, action.start, action.end


_DERIVED = frozenset(("start", "end", "concepts"))
"""Fields that are not what is said, but where, or what its words mean to the thesaurus."""


def _without_place(said: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in said.items() if name not in _DERIVED}


def _key(
    kind: ItemType,
    said: dict[str, Any],
    passage: Passage,
    entities: dict[str, NamedEntity],
    hash_key: bytes,
) -> str:
    """What an item says in names instead of ids, with its passage, hashed."""
    named = {
        name: _named(name, value, entities)
        for name, value in said.items()
        if name not in _NOT_SAID and value is not None
    }
    content = json.dumps([kind, named, fold(passage.text)], ensure_ascii=False, sort_keys=True)
    return blake2b(content.encode(), digest_size=12, key=hash_key).hexdigest()


def _named(name: str, value: Any, entities: dict[str, NamedEntity]) -> Any:
    if name == "carriers":
        return sorted(_named("subject", one, entities) for one in value)
    if name in _TERMS and is_entity(str(value)) and value in entities:
        return f"{entities[value].kind} {fold(entities[value].name)}"
    return fold(value) if isinstance(value, str) else value
