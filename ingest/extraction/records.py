"""Facts as they leave: offsets in the document, entities by id, each once."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

from tisserand.ingest.extraction.document import Document
from tisserand.ingest.extraction.findings import Fact
from tisserand.ingest.extraction.grouping import Entity, Named
from tisserand.ingest.extraction.raw_facts import RawFact
from tisserand.ingest.extraction.scene import Scene
from tisserand.ingest.extraction.tokens import Line

EVEN_CHANCE = 0.5


class Located(NamedTuple):
    """A document read, with all that its facts are told from."""

    document: Document
    lines: Sequence[Line]
    mentions: Sequence[Named]
    entities: Sequence[Entity]
    scenes: Sequence[Scene]
    owner: int | None


def located_facts(read: Located, raw: Iterable[RawFact]) -> list[Fact]:
    """The facts, the surest of each kept, in the order of the text."""
    best: dict[tuple[object, ...], Fact] = {}
    for one in raw:
        fact = _located(read, one)
        key = (fact.subject, fact.predicate, fact.object, _stem(fact.role), fact.amount)
        known = best.get(key)
        if known is None or known.confidence < fact.confidence:
            best[key] = fact
    return sorted(
        best.values(), key=lambda fact: (fact.start, fact.end, fact.predicate, fact.object)
    )


def _stem(role: str | None) -> str | None:
    return role.lower()[:6] if role else None


def _sureness(read: Located, one: RawFact) -> float:
    """How sure a fact is: by no more than an even chance when it hangs on a pronoun that another
    name of its sentence would fit."""
    doubts = {
        entity
        for start, end, entity in read.scenes[one.scene].doubts
        if one.fact.start <= start and end <= one.fact.end and entity in (one.s, one.o)
    }
    if not doubts:
        return one.fact.confidence
    tokens = read.lines[one.scene].tokens
    named = {
        said.entity
        for said in read.mentions
        if said.line == one.scene and one.fact.start <= tokens[said.span.i].start < one.fact.end
    }
    return one.fact.confidence if doubts <= named else min(one.fact.confidence, EVEN_CHANCE)


def _located(read: Located, one: RawFact) -> Fact:
    block = read.document.blocks[one.scene]
    start, end = block.span(one.fact.start, one.fact.end)
    if isinstance(one.o, int):
        thing = f"e{one.o + 1}"
    elif one.o.startswith("="):
        thing = one.o[1:]
    else:
        first, last = map(int, one.o.split(":"))
        begin, finish = read.scenes[one.scene].span(first, last)
        thing = block.text[begin:finish]
    until = None if one.fact.until == "past" else one.fact.until
    return replace(
        one.fact,
        subject=f"e{one.s + 1}",
        object=thing,
        start=start,
        end=end,
        until=until,
        confidence=_sureness(read, one),
    )
