"""Why an actor could join a project, resting on records."""

from collections.abc import Iterator

import numpy as np

from tisserand.messages import text
from tisserand.ontology.records import Entity
from tisserand.recommend.cooperation_reasons import (
    MOST_BROUGHT,
    MOST_CONTACTS,
    MOST_SHARED,
    NO_REASONS,
    Facts,
    Reasons,
    print_of,
)
from tisserand.recommend.expertise import HelperIndex, expand
from tisserand.recommend.links.woven import stems_of
from tisserand.recommend.openings import Opening
from tisserand.recommend.reasons import Voice
from tisserand.recommend.records import Citations, Json, chosen_facts, dates_of
from tisserand.recommend.sides import Side
from tisserand.recommend.ties import explain_tie, find_ties
from tisserand.recommend.wording import span
from tisserand.reference.distance import EARTH_RADIUS_KM
from tisserand.store.port import GraphReader

NEAR_KM = 40.0
ALIKE = 0.4
"""Share of the words of the shorter that two projects alike have in common."""
FEWEST_WORDS = 2
MOST_TRIED = 10
"""Members of whom one looks whether they know an actor: the closest."""

Reason = tuple[str, Json]


def explain_joining(
    reader: GraphReader,
    index: HelperIndex,
    opening: Opening,
    actor: int,
    voice: Voice,
    *,
    known: frozenset[str] | None = None,
    is_foreseen: bool = False,
) -> Reasons:
    """Why an actor could join a project; none when it brings nothing and shares no theme of it.

    Args:
        known: prints of the facts under which people refused; new ones are then told first.
        is_foreseen: whether the past says that such actors join: knowing members is then enough.
    """
    return _Joining(reader, index, opening, actor, voice, known).explain(is_foreseen)


class _Joining:
    """One actor beside one project."""

    def __init__(
        self,
        reader: GraphReader,
        index: HelperIndex,
        opening: Opening,
        actor: int,
        voice: Voice,
        known: frozenset[str] | None,
    ) -> None:
        self.reader, self.index, self.opening = reader, index, opening
        self.actor, self.voice, self.known = actor, voice, known
        self.projection = index.projection

    def explain(self, is_foreseen: bool) -> Reasons:
        key = self.projection.keys[self.actor]
        entity = self.reader.entities([key]).get(key)
        if entity is None:
            return NO_REASONS
        self.side = Side(self.reader, entity)
        self.past = self._past(entity)
        things = [*self.opening.things, *self.side.things, *self.past]
        self.citations = Citations(things, self.voice.base_iri)
        self.facts = self._facts()
        new = {fact for fact in self.facts if print_of(fact) not in (self.known or ())}
        self.new = Facts() if self.known is None else Facts(new)
        reasons = [*self._brought(), *self._shared(), *self._alike()]
        if not reasons and not is_foreseen:
            return NO_REASONS
        reasons += self._acquainted()
        if not reasons:
            return NO_REASONS
        reasons.sort(key=lambda one: one[0] not in self.new)
        told = [reason for _, reason in reasons]
        fresh = [reason["text"] for fact, reason in reasons if fact in self.new]
        near = self._distance(entity)
        return Reasons([*told, near] if near else told, fresh, self.facts, self.new)

    def _facts(self) -> Facts:
        """All that speaks for it, beyond what is told."""
        masters, hierarchy = self.side.masters.keys(), self.index.hierarchy
        brought = {
            f"brings {skill} {sought}"
            for sought in self.opening.sought
            for skill in expand(sought, hierarchy).keys() & masters
        }
        themes = {f"share {one}" for one in self.opening.themes.keys() & masters}
        near = set(self.projection.network.row(self.actor)[0].tolist())
        acquainted = sorted(near & (self.opening.members.keys() | self.opening.funders.keys()))
        known = {f"know {self.projection.keys[one]}" for one in acquainted}
        return Facts(brought | themes | known | {f"did {one.key}" for one in self.past})

    def _brought(self) -> Iterator[Reason]:
        """What it masters of what the project asks for, new facts first."""
        told: set[str] = set()
        masters = self.side.masters
        for sought in sorted(self.opening.sought, key=lambda skill: (skill not in masters, skill)):
            related = expand(sought, self.index.hierarchy)
            answers = [skill for skill in masters if skill in related and skill not in told]
            answers.sort(
                key=lambda s: (f"brings {s} {sought}" not in self.new, s != sought, -related[s], s)
            )
            if not answers or len(told) == MOST_BROUGHT:
                continue
            told.add(answers[0])
            name = "brings_the_same" if answers[0] == sought else "brings"
            labels = {"skill": self._label(answers[0]), "sought": self._label(sought)}
            records = [*masters[answers[0]], *self.opening.sought[sought]]
            yield f"brings {answers[0]} {sought}", self._say(name, records, **labels)

    def _shared(self) -> Iterator[Reason]:
        """Themes of the project that it works on."""
        themes, masters = self.opening.themes, self.side.masters
        both = sorted(
            themes.keys() & masters.keys() - self.opening.sought.keys(),
            key=lambda one: (f"share {one}" not in self.new, one),
        )
        for theme in both[:MOST_SHARED]:
            records = [*masters[theme], *themes[theme]]
            yield f"share {theme}", self._say("theme", records, theme=self._label(theme))

    def _alike(self) -> Iterator[Reason]:
        """A past project of its own that resembles this one."""
        for one in self.past[:1]:
            years = span(one.name, *dates_of(chosen_facts(one)))
            records = [*one.records]
            yield f"did {one.key}", self._say("did_alike", records, name=one.name, years=years)

    def _acquainted(self) -> Iterator[Reason]:
        """Members, then funders, who know it, and how."""
        near, closeness = self.projection.network.row(self.actor)
        row = dict(zip(near.tolist(), closeness.tolist(), strict=True))
        told = 0
        for name, people in (("member", self.opening.members), ("funder", self.opening.funders)):
            known = [one for one in sorted(people) if one in row]
            known.sort(key=lambda one: (self._know(one) not in self.new, -row[one], one))
            for one in known[:MOST_TRIED]:
                tie = self._tie(one)
                if tie is None or told == MOST_CONTACTS:
                    continue
                told += 1
                said = self._say(
                    name, people[one], name=self.projection.names[one], tie=tie["text"]
                )
                said["records"] += [x for x in tie["records"] if x not in said["records"]]
                yield self._know(one), said

    def _know(self, other: int) -> str:
        return f"know {self.projection.keys[other]}"

    def _tie(self, other: int) -> Json | None:
        """How a member and this actor are tied, otherwise than by the project itself."""
        for tie in find_ties(self.projection, other, self.actor):
            if tie.through != self.opening.number:
                base, language = self.voice.base_iri, self.voice.language
                return explain_tie(self.reader, self.projection, tie, base, language)
        return None

    def _past(self, actor: Entity) -> list[Entity]:
        """The projects it took part in that resemble this one, the closest first."""
        wanted = stems_of(self.opening.entity)
        taken = ("leads", "ledBy", "takesPartIn")
        keys = [x.key for x in self.reader.links(actor.key) if x.property in taken]
        keys = sorted({key for key in keys if key != self.opening.entity.key})
        shares = []
        for one in self.reader.entities(keys).values():
            stems = stems_of(one)
            common = wanted & stems
            share = len(common) / max(1, min(len(wanted), len(stems)))
            if len(common) >= FEWEST_WORDS and share >= ALIKE:
                shares.append((-share, one.key, one))
        return [one for _, _, one in sorted(shares, key=lambda each: each[:2])]

    def _distance(self, actor: Entity) -> Json | None:
        here, there = self.index.territory.points([self.opening.number, self.actor])
        km = float(np.linalg.norm(here - there)) * EARTH_RADIUS_KM
        if np.isnan(km) or km > NEAR_KM:
            return None
        ends = (self.opening.entity, actor)
        where = [f for end in ends for f in end.facts if f.property in ("locatedIn", "latitude")]
        records = [record for fact in where for record in fact.records]
        return self._say("neighbour" if km < 1 else "apart", records, distance=f"{km:.0f}")

    def _label(self, iri: str) -> str:
        return self.voice.label(iri)

    def _say(self, message: str, records: list[str] | tuple[str, ...], **details: str) -> Json:
        details = {"actor": self.side.actor.name} | details
        sentence = text(f"joins.{message}", self.voice.language, **details)
        return {"text": sentence, "records": self.citations.of(records)}
