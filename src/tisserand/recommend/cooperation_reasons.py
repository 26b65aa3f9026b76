"""Why two actors could cooperate, both ways, resting on records."""

from collections.abc import Iterator

import numpy as np

from tisserand.messages import text
from tisserand.ontology.records import Entity
from tisserand.recommend.expertise import HelperIndex, expand
from tisserand.recommend.reasons import Voice
from tisserand.recommend.records import Citations, Json
from tisserand.recommend.ties import explain_tie, find_ties
from tisserand.reference.distance import EARTH_RADIUS_KM
from tisserand.store.port import GraphReader

NEIGHBOURS_KM = 40.0
MOST_BROUGHT = 3
MOST_SHARED = 2
MOST_CONTACTS = 2

Said = dict[str, tuple[str, ...]]
"""Skill or theme → the records that say it."""


def explain_cooperation(
    reader: GraphReader, index: HelperIndex, a: int, b: int, voice: Voice
) -> list[Json]:
    """What each brings the other, what they share, whom both know.

    Empty when neither brings the other anything and they share nothing.
    """
    keys = [index.projection.keys[a], index.projection.keys[b]]
    actors = reader.entities(keys)
    if len(actors) < 2:
        return []
    sides = [_Side(reader, actors[key]) for key in keys]
    citations = Citations([thing for side in sides for thing in side.things], voice.base_iri)
    reasons = [
        *_brought(sides[0], sides[1], index, citations, voice),
        *_brought(sides[1], sides[0], index, citations, voice),
        *_shared(sides[0], sides[1], citations, voice),
    ]
    if not reasons:
        return []
    reasons += _contacts(reader, index, a, b, voice)
    distance = _distance(index, a, b, sides, citations, voice)
    return [*reasons, distance] if distance else reasons


def explain_gift(
    reader: GraphReader, index: HelperIndex, giver: int, taker: int, voice: Voice
) -> list[Json]:
    """What one actor brings another, with records; empty when none says so."""
    keys = [index.projection.keys[giver], index.projection.keys[taker]]
    actors = reader.entities(keys)
    if len(actors) < 2:
        return []
    sides = [_Side(reader, actors[key]) for key in keys]
    taker_side = sides[1]
    for mastered in taker_side.masters:
        taker_side.seeks.pop(mastered, None)
    citations = Citations([thing for side in sides for thing in side.things], voice.base_iri)
    return list(_brought(sides[0], taker_side, index, citations, voice))


class _Side:
    """What records say of an actor: what it masters, what it seeks."""

    def __init__(self, reader: GraphReader, actor: Entity) -> None:
        self.actor = actor
        self.masters: Said = {}
        self.seeks: Said = {}
        links = [x for x in reader.links(actor.key) if x.property in _TOLD]
        entities = reader.entities([link.key for link in links])
        self.things = [actor, *entities.values()]
        self._add(self.masters, actor, ("hasSkill", "theme"), ())
        for link in links:
            thing = entities.get(link.key)
            if thing is not None:
                masters = link.property in ("offers", "offeredBy")
                said = self.masters if masters else self.seeks
                marks = ("offersSkill", "requiresSkill", "theme")
                self._add(said, thing, marks, link.records)

    def _add(
        self, said: Said, thing: Entity, properties: tuple[str, ...], records: tuple[str, ...]
    ) -> None:
        for fact in thing.facts:
            if fact.property in properties:
                known = said.get(fact.value, ())
                said[fact.value] = tuple(dict.fromkeys((*known, *fact.records, *records)))


_TOLD = ("seeks", "neededBy", "offers", "offeredBy", "leads", "ledBy")


def _brought(
    giver: _Side, taker: _Side, index: HelperIndex, citations: Citations, voice: Voice
) -> Iterator[Json]:
    """What one masters of what the other seeks."""
    told: set[str] = set()
    for sought in sorted(taker.seeks, key=lambda skill: (skill not in giver.masters, skill)):
        related = expand(sought, index.hierarchy)
        answers = [skill for skill in giver.masters if skill in related and skill not in told]
        answers.sort(key=lambda skill: (skill != sought, -related[skill], skill))
        if not answers or len(told) == MOST_BROUGHT:
            continue
        told.add(answers[0])
        yield {
            "text": text(
                "recommend.brings_the_same" if answers[0] == sought else "recommend.brings",
                voice.language,
                giver=giver.actor.name,
                taker=taker.actor.name,
                skill=voice.label(answers[0]),
                sought=voice.label(sought),
            ),
            "records": citations.of([*giver.masters[answers[0]], *taker.seeks[sought]]),
        }


def _shared(a: _Side, b: _Side, citations: Citations, voice: Voice) -> Iterator[Json]:
    """Skills and themes that both have."""
    for concept in sorted(a.masters.keys() & b.masters.keys())[:MOST_SHARED]:
        label = voice.label(concept)
        yield {
            "text": text("recommend.both_work_on", voice.language, concept=label),
            "records": citations.of([*a.masters[concept], *b.masters[concept]]),
        }


def _contacts(
    reader: GraphReader, index: HelperIndex, a: int, b: int, voice: Voice
) -> Iterator[Json]:
    """Third parties tied to both, with how they are."""
    projection = index.projection
    a_knows, b_knows = (projection.network.row(actor)[0] for actor in (a, b))
    for third in np.intersect1d(a_knows, b_knows)[:MOST_CONTACTS]:
        told = [
            explain_tie(reader, projection, tie, voice.base_iri, voice.language)
            for actor in (a, b)
            for tie in find_ties(projection, int(third), actor)[:1]
        ]
        reasons = [reason for reason in told if reason is not None]
        if len(reasons) == 2:
            name = projection.names[int(third)]
            yield {
                "text": text("recommend.both_know", voice.language, name=name),
                "records": [record for reason in reasons for record in reason["records"]],
            }


def _distance(
    index: HelperIndex,
    a: int,
    b: int,
    sides: list[_Side],
    citations: Citations,
    voice: Voice,
) -> Json | None:
    points = index.territory.points
    km = float(np.linalg.norm(points[a] - points[b])) * EARTH_RADIUS_KM
    if np.isnan(km) or km > NEIGHBOURS_KM:
        return None
    where = [f for s in sides for f in s.actor.facts if f.property in ("locatedIn", "latitude")]
    name = "neighbours" if km < 1 else "apart"
    return {
        "text": text(f"recommend.{name}", voice.language, distance=f"{km:.0f}"),
        "records": citations.of(record for fact in where for record in fact.records),
    }
