"""Introductions in a workspace: proposed, followed step by step, listed with what is due."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from tisserand.application.designation import find_need
from tisserand.application.parts import Parts
from tisserand.errors import InputError, RefusedError, StaleError, StoreError
from tisserand.ingest.introductions import Told, whole_day, write_introduction
from tisserand.messages import text
from tisserand.ontology.namespaces import entity_iri
from tisserand.ontology.properties import is_kind_of
from tisserand.ontology.records import Visibility
from tisserand.publish.description import find_key
from tisserand.recommend.acceptance import lesson_of
from tisserand.recommend.earlier import tell_earlier
from tisserand.recommend.expertise import index_of
from tisserand.recommend.introducers import best_introducers
from tisserand.recommend.introduction_message import Message, Wanted, write_message
from tisserand.recommend.introductions import (
    OPEN,
    SOURCE,
    STATES,
    Introduction,
    Step,
    due_on,
    find_introduction,
    is_due,
    links_of,
    owner_of,
    read_introductions,
    state_label,
    take_step,
    values_of,
)
from tisserand.recommend.projection import Projection
from tisserand.recommend.reasons import Voice
from tisserand.recommend.refusals import Refused, read_refusals
from tisserand.recommend.refusing import refused_now
from tisserand.recommend.skill_space import SkillSpace
from tisserand.reference.learned import LearnedWords
from tisserand.store.port import GraphReader

ATTEMPTS = 5
Answer = dict[str, Any]
Answers = list[Answer]


class Recommending(Parts, Protocol):
    """What introductions need besides; `bootstrap.Workspace` has it."""

    @property
    def space(self) -> SkillSpace: ...
    @property
    def learned(self) -> LearnedWords: ...
    def projection(self, reader: GraphReader) -> Projection: ...


@dataclass(frozen=True, slots=True)
class Asked:
    """Who to introduce, by IRI, key or name: `a` seeks, `b` can help.

    Attributes:
        need: in words, or IRI, key or name of a need of the graph.
        reader: who will read the message.
        by: who proposes.
        date: ISO 8601, to the day.
        direct: through nobody; otherwise the best introducer when none is named.
    """

    a: str
    b: str
    through: str | None = None
    need: str = ""
    reader: Visibility = Visibility.PUBLIC
    by: str = ""
    date: str = ""
    direct: bool = False


class Introductions:
    """The introductions of a workspace. Writing them and listing them is for agents.

    Every method raises:
        RefusedError: a role below agent.
    """

    def __init__(self, parts: Recommending) -> None:
        self._parts = parts

    def draft(self, role: Visibility, asked: Asked) -> Answer:
        """The message alone, `{text, withheld, introducers, earlier}`; nothing is written."""
        _check(role)
        with self._parts.read(role) as reader:
            wanted, introducers = self._wanted(reader, asked)
            earlier = tell_earlier(reader, wanted.seeker, wanted.helper)
        message = self._message(wanted, asked.reader).as_json()
        return message | {"introducers": introducers, "earlier": earlier}

    def propose(self, role: Visibility, asked: Asked) -> Answer:
        """Write down a proposal.

        Returns:
            The introduction as `list` gives it, with `message`, `sequence`, `earlier` (what became
            of the same two before) and `introducers`: the best and the next best, `[{iri, name,
            reasons}]`, when none was named.

        Raises:
            InputError: one actor twice, a thing that is no actor, or not a date.
        """
        _check(role)
        first = Step("proposed", whole_day(asked.date), asked.by)
        with self._parts.read(role) as reader:
            wanted, introducers = self._wanted(reader, asked)
            earlier = tell_earlier(reader, wanted.seeker, wanted.helper)

        def propose(reader: GraphReader) -> Introduction:
            known = read_introductions(reader)
            number = max((one.number for one in known), default=0) + 1
            return self._proposal(reader, number, wanted, first)

        message = self._message(wanted, asked.reader).as_json()
        told = self._write(role, propose)
        return told | {"message": message, "introducers": introducers, "earlier": earlier}

    def step(self, role: Visibility, number: int, step: Step) -> Answer:
        """Take an introduction one step further; it is given as `list` does, with `sequence`.

        Raises:
            NotFoundError: no introduction of this number.
            InputError: a step that does not follow; the message names those that do.
        """
        _check(role)
        dated = step._replace(date=whole_day(step.date))

        def further(reader: GraphReader) -> Introduction:
            taken = take_step(find_introduction(reader, number), dated)
            return self._known_now(reader, taken) if dated.state == "declined" else taken

        told = self._write(role, further)
        if dated.state == "accepted":
            self._learn(role, told)
        return told

    def _learn(self, role: Visibility, told: Answer) -> None:
        """What people accepted tells what the words of the need ask for."""
        parts = self._parts
        if not told["need"] or told["b"] is None:
            return
        with parts.read(role) as reader:
            projection = parts.projection(reader)
            index = index_of(projection, parts.thesaurus, parts.gazetteer, parts.space)
            helper = projection.find(find_key(reader, told["b"]["iri"], parts.base_iri))
            lesson = lesson_of(index, parts.space, told["need"], helper)
        if lesson is not None:
            parts.learned.add(lesson)

    def list(
        self, role: Visibility, today: str, state: str | None = None, due: bool = False
    ) -> list[Answer]:
        """`[{id, iri, a, b, introducer, need, state, label, date, due_on, is_due, history}]`.

        Raises:
            InputError: a state that is none, or not a date.
        """
        _check(role)
        day = whole_day(today)
        if state is not None and state not in STATES:
            raise InputError("introductions.unknown_state", state=state, known=", ".join(STATES))
        with self._parts.read(role) as reader:
            return [
                self._told(reader, one, day)
                for one in read_introductions(reader)
                if state in (None, one.state) and (not due or is_due(one, day))
            ]

    def _wanted(self, reader: GraphReader, asked: Asked) -> tuple[Wanted, Answers]:
        """Who and what is meant, by key, and the introducers found when none is named."""
        base = self._parts.base_iri
        keys = [find_key(reader, one, base) for one in (asked.a, asked.b)]
        third = find_key(reader, asked.through, base) if asked.through else None
        actors = reader.entities([*keys, *([third] if third else [])])
        if len({*keys, third}) < 3 or not all(is_kind_of(x.kind, "Actor") for x in actors.values()):
            raise InputError("introductions.different_actors")
        need = find_need(reader, asked.need, base) if asked.need else ""
        found = [] if third or asked.direct else self._introducers(reader, keys)
        third = third or (find_key(reader, found[0]["iri"], base) if found else None)
        return Wanted(keys[0], keys[1], third, "" if need else asked.need, need), found

    def _introducers(self, reader: GraphReader, keys: Sequence[str]) -> Answers:
        """The best introducer of two actors, and the next best."""
        projection = self._parts.projection(reader)
        ends = projection.find(keys[0]), projection.find(keys[1])
        voice = Voice(self._parts.thesaurus, self._parts.base_iri, "fr")
        refused = read_refusals(reader, projection)
        return best_introducers(reader, projection, ends, voice, refused)

    def _message(self, wanted: Wanted, role: Visibility) -> Message:
        parts = self._parts
        with parts.read(role) as reader:
            projection = parts.projection(reader)
            index = index_of(projection, parts.thesaurus, parts.gazetteer, parts.space)
            voice = Voice(parts.thesaurus, parts.base_iri, "fr")
            return write_message(reader, index, wanted, voice, parts.gazetteer)

    def _proposal(
        self, reader: GraphReader, number: int, wanted: Wanted, first: Step
    ) -> Introduction:
        known = self._known(reader, wanted.seeker, wanted.helper)
        third = reader.entity(wanted.introducer) if wanted.introducer else None
        return Introduction(
            number,
            known.first,
            known.second,
            tuple(third.records) if third else (),
            wanted.need,
            wanted.need_key,
            (first,),
            known.prints,
        )

    def _known(self, reader: GraphReader, a: str, b: str) -> Refused:
        parts = self._parts
        return refused_now(
            reader,
            parts.projection(reader),
            a,
            b,
            gazetteer=parts.gazetteer,
            thesaurus=parts.thesaurus,
            base_iri=parts.base_iri,
        )

    def _known_now(self, reader: GraphReader, one: Introduction) -> Introduction:
        """With the facts known today, when both sides are still there."""
        a, b = owner_of(reader, one.first), owner_of(reader, one.second)
        if a is None or b is None or a == b:
            return one
        return one._replace(facts=self._known(reader, a, b).prints)

    def _write(self, role: Visibility, make: Any) -> Answer:
        """Write what `make` makes of the state as it is, again when others wrote meanwhile."""
        parts = self._parts
        title = text("introductions.title", "fr")
        for _ in range(ATTEMPTS):
            with parts.read(role) as reader:
                made, based_on = make(reader), reader.sequence
            try:
                sequence = write_introduction(
                    parts.store, SOURCE, title, _as_told(made), parts.gazetteer, based_on
                )
            except StaleError:
                continue
            with parts.read(role) as reader:
                return self._told(reader, made, made.steps[-1].date) | {"sequence": sequence}
        raise StoreError("ingest.store_busy")

    def _told(self, reader: GraphReader, one: Introduction, today: str) -> Answer:
        last = one.steps[-1]
        need = reader.entity(one.need_record) if one.need_record else None
        return {
            "id": one.number,
            "a": self._named(reader, one.first),
            "b": self._named(reader, one.second),
            "introducer": self._named(reader, one.third),
            "need": need.name if need else one.need,
            "state": last.state,
            "label": state_label(last.state),
            "date": last.date,
            "due_on": due_on(one),
            "is_due": is_due(one, today),
            "is_open": last.state in OPEN,
            "history": [step._asdict() for step in one.steps],
        }

    def _named(self, reader: GraphReader, records: tuple[str, ...]) -> Answer | None:
        key = owner_of(reader, records) if records else None
        entity = reader.entity(key) if key else None
        if entity is None:
            return None
        return {"iri": entity_iri(self._parts.base_iri, entity.key), "name": entity.name}


def _check(role: Visibility) -> None:
    if role < Visibility.AGENT:
        raise RefusedError("introductions.agents_only")


def _as_told(one: Introduction) -> Told:
    first = one.steps[0].date
    name = text("introductions.name", "fr", number=one.number, date=first)
    return Told(one.number, name, values_of(one), links_of(one))
