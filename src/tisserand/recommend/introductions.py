"""Introductions (« mises en relation »): their steps, and what is due.

An introduction is a record of the application. Its steps, the records of both sides and prints of
the facts known are among its identifiers. It links nobody before it is accepted: who is only
proposed, or declined, is not tied by it.
"""

import json
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple, get_args

from tisserand.errors import InputError, NotFoundError
from tisserand.messages import Language, text
from tisserand.ontology.records import Entity
from tisserand.ontology.types import IntroductionState
from tisserand.recommend.refusals import FACT, FIRST, SECOND, said
from tisserand.store.port import GraphReader

SOURCE = "mises-en-relation"
"""Id of the source of introductions."""
NUMBER, STEP, THIRD, NEED = "introduction:", "step:", "introducer:", "need:"
STATES: tuple[IntroductionState, ...] = get_args(IntroductionState)
NEXT: dict[str, tuple[IntroductionState, ...]] = {
    "proposed": ("accepted", "declined"),
    "accepted": ("met", "ended"),
    "met": ("cooperation", "ended"),
    "cooperation": ("ended",),
    "declined": (),
    "ended": (),
}
"""What may follow each state; what was accepted may end without a meeting."""
PATIENCE = {"proposed": 14, "accepted": 30, "met": 90}
"""Days after which an introduction in this state waits for news."""
OPEN = ("proposed", "accepted", "met")


class Step(NamedTuple):
    """A state, the day it began (ISO 8601), who said so, and what they said of it."""

    state: IntroductionState
    date: str
    by: str = ""
    reason: str = ""
    outcome: str = ""
    lesson: str = ""


class Introduction(NamedTuple):
    """An introduction, as its records tell it.

    Attributes:
        number: what people call it by.
        first, second, third: keys of records of who seeks, who can help, through whom.
        need: in words; `need_record`: key of a record of the need, when it is one of the graph.
        steps: the oldest first.
        facts: prints of the facts known at its first step, or when it was declined.
    """

    number: int
    first: tuple[str, ...]
    second: tuple[str, ...]
    third: tuple[str, ...]
    need: str
    need_record: str
    steps: tuple[Step, ...]
    facts: frozenset[str]

    @property
    def state(self) -> IntroductionState:
        return self.steps[-1].state

    @property
    def was_accepted(self) -> bool:
        return any(step.state == "accepted" for step in self.steps)


def take_step(introduction: Introduction, step: Step) -> Introduction:
    """The introduction one step further.

    Raises:
        InputError: a step that does not follow, or before the last one.
    """
    last = introduction.steps[-1]
    if step.state not in NEXT[last.state]:
        names = [text(f"codes.state_{one}", "fr") for one in NEXT[last.state]]
        raise InputError(
            "introductions.illegal_step" if names else "introductions.over",
            number=introduction.number,
            state=text(f"codes.state_{last.state}", "fr"),
            legal=", ".join(names),
        )
    if step.date < last.date:
        raise InputError("introductions.before", date=step.date, last=last.date)
    return introduction._replace(steps=(*introduction.steps, step))


def due_on(introduction: Introduction) -> str | None:
    """The day from which it waits for news; None when nothing is waited for."""
    patience = PATIENCE.get(introduction.state)
    if patience is None:
        return None
    since = date.fromisoformat(introduction.steps[-1].date)
    return (since + timedelta(days=patience + 1)).isoformat()


def is_due(introduction: Introduction, today: str) -> bool:
    """Whether it has waited too long on a day (ISO 8601)."""
    day = due_on(introduction)
    return day is not None and day <= today


def values_of(introduction: Introduction) -> list[tuple[str, str]]:
    """What its record says: property and value."""
    last = introduction.steps[-1]
    found = [("state", last.state), ("stateDate", last.date)]
    for name in ("reason", "outcome", "lesson"):
        told = [getattr(step, name) for step in introduction.steps if getattr(step, name)]
        found += [(name, told[-1])] if told else []
    marks = [f"{NUMBER}{introduction.number}"]
    for mark, keys in ((FIRST, introduction.first), (SECOND, introduction.second)):
        marks += [mark + key for key in keys]
    marks += [THIRD + key for key in introduction.third]
    marks += [FACT + one for one in sorted(introduction.facts)]
    marks += [NEED + introduction.need] if introduction.need else []
    marks += [STEP + json.dumps(one._asdict(), ensure_ascii=False) for one in introduction.steps]
    return found + [("identifier", mark) for mark in marks]


def links_of(introduction: Introduction) -> list[tuple[str, str]]:
    """What its record is linked to: property and key of a record."""
    need = [("answersNeed", introduction.need_record)] if introduction.need_record else []
    if not introduction.was_accepted:
        return need
    sides = [("introduces", key) for key in (*introduction.first, *introduction.second)]
    return need + sides + [("introducer", key) for key in introduction.third]


def read_introductions(reader: GraphReader) -> list[Introduction]:
    """Those of a View, by number."""
    found = [_read(reader, entity) for entity in _entities(reader)]
    return sorted((one for one in found if one is not None), key=lambda one: one.number)


def find_introduction(reader: GraphReader, number: int) -> Introduction:
    """The introduction of a number.

    Raises:
        NotFoundError: there is none.
    """
    for one in read_introductions(reader):
        if one.number == number:
            return one
    raise NotFoundError("introductions.unknown", number=number)


def owner_of(reader: GraphReader, records: Sequence[str]) -> str | None:
    """Key of the entity that these records describe; the least when they describe several."""
    return min(reader.record_owners(list(records)).values(), default=None)


def state_label(state: str, language: Language = "fr") -> str:
    """A state, in words."""
    return text(f"codes.state_{state}", language)


def _entities(reader: GraphReader) -> Iterator[Entity]:
    after = ""
    while keys := reader.entity_keys(after, 1000, "Introduction"):
        after = keys[-1]
        yield from reader.entities(keys).values()


def _read(reader: GraphReader, entity: Entity) -> Introduction | None:
    """None for what the application did not write so: a plain refusal, a directory's."""
    numbers, steps = said(entity, NUMBER), [json.loads(one) for one in said(entity, STEP)]
    if not numbers or not steps:
        return None
    told = sorted((Step(**one) for one in steps), key=lambda one: STATES.index(one.state))
    need = next((x.key for x in reader.links(entity.key) if x.property == "answersNeed"), "")
    return Introduction(
        int(numbers[0]),
        tuple(said(entity, FIRST)),
        tuple(said(entity, SECOND)),
        tuple(said(entity, THIRD)),
        next(iter(said(entity, NEED)), ""),
        need,
        tuple(told),
        frozenset(said(entity, FACT)),
    )
