"""Why two actors could cooperate, both ways, resting on records."""

from collections.abc import Iterator
from hashlib import sha256
from typing import NamedTuple

import numpy as np

from tisserand.messages import Language, text
from tisserand.recommend.expertise import HelperIndex, expand
from tisserand.recommend.reasons import Voice
from tisserand.recommend.records import Citations, Json
from tisserand.recommend.sides import Side
from tisserand.recommend.ties import explain_tie, find_ties
from tisserand.reference.distance import EARTH_RADIUS_KM
from tisserand.store.port import GraphReader

NEIGHBOURS_KM = 40.0
MOST_BROUGHT = 3
MOST_SHARED = 2
MOST_CONTACTS = 2

Facts = frozenset[str]
"""What two actors could cooperate on, whichever of them it comes from: `brings SKILL SOUGHT`,
`share CONCEPT`, `know KEY`."""


def print_of(fact: str) -> str:
    """A print that tells a fact from others and cannot be read."""
    return sha256(fact.encode()).hexdigest()[:16]


class Reasons(NamedTuple):
    """Reasons `{text, records}`, and the facts they rest on.

    Attributes:
        told: what each brings the other, what they share, whom both know, how near they are.
        fresh: the sentences that rest on new facts.
        facts: all of them, beyond the few that are told.
        new: those not known when people refused; none for a pair never refused.
    """

    told: list[Json]
    fresh: list[str]
    facts: Facts
    new: Facts


def news_of(reasons: Reasons, language: Language) -> list[str]:
    """What is new since people refused; empty for what was never refused."""
    if not reasons.new:
        return []
    return reasons.fresh or [text("links.unnamed_news", language)]


NO_REASONS = Reasons([], [], frozenset(), frozenset())


def explain_cooperation(
    reader: GraphReader,
    index: HelperIndex,
    a: int,
    b: int,
    voice: Voice,
    *,
    known: frozenset[str] | None = None,
    is_foreseen: bool = False,
) -> Reasons:
    """Why two actors could cooperate; no reasons when neither brings anything and they share none.

    Args:
        known: prints of the facts under which people refused; new ones are then told first.
        is_foreseen: whether the past says that such pairs cooperate: common contacts are then
            reason enough.
    """
    keys = [index.projection.keys[a], index.projection.keys[b]]
    actors = reader.entities(keys)
    if len(actors) < 2:
        return NO_REASONS
    sides = [Side(reader, actors[key]) for key in keys]
    citations = Citations([thing for side in sides for thing in side.things], voice.base_iri)
    contacts = _common_contacts(index, a, b)
    facts = _facts(sides[0], sides[1], index)
    facts |= {f"know {index.projection.keys[third]}" for third in contacts}
    new = Facts() if known is None else Facts(f for f in facts if print_of(f) not in known)
    reasons = [
        *_brought(sides[0], sides[1], index, citations, voice, new),
        *_brought(sides[1], sides[0], index, citations, voice, new),
        *_shared(sides[0], sides[1], citations, voice, new),
    ]
    if not reasons and not is_foreseen:
        return NO_REASONS
    reasons += _contacts(reader, index, (a, b), contacts, voice, new)
    if not reasons:
        return NO_REASONS
    reasons.sort(key=lambda one: one[0] not in new)
    told = [reason for _, reason in reasons]
    distance = _distance(index, a, b, sides, citations, voice)
    fresh = [reason["text"] for fact, reason in reasons if fact in new]
    return Reasons([*told, distance] if distance else told, fresh, facts, new)


def _facts(a: "Side", b: "Side", index: HelperIndex) -> Facts:
    """What each masters of what the other seeks, and what both have."""
    brought = {
        f"brings {skill} {sought}"
        for giver, taker in ((a, b), (b, a))
        for sought in taker.seeks
        for skill in expand(sought, index.hierarchy).keys() & giver.masters.keys()
    }
    return frozenset(brought | {f"share {one}" for one in a.masters.keys() & b.masters.keys()})


Reason = tuple[str, Json]
"""The fact that a reason rests on, and the reason."""


def explain_gift(
    reader: GraphReader, index: HelperIndex, giver: int, taker: int, voice: Voice
) -> list[Json]:
    """What one actor brings another, with records; empty when none says so."""
    keys = [index.projection.keys[giver], index.projection.keys[taker]]
    actors = reader.entities(keys)
    if len(actors) < 2:
        return []
    sides = [Side(reader, actors[key]) for key in keys]
    taker_side = sides[1]
    for mastered in taker_side.masters:
        taker_side.seeks.pop(mastered, None)
    citations = Citations([thing for side in sides for thing in side.things], voice.base_iri)
    brought = _brought(sides[0], taker_side, index, citations, voice, Facts())
    return [reason for _, reason in brought]


def _brought(
    giver: Side,
    taker: Side,
    index: HelperIndex,
    citations: Citations,
    voice: Voice,
    new: Facts,
) -> Iterator[Reason]:
    """What one masters of what the other seeks, new facts first."""
    told: set[str] = set()
    for sought in sorted(taker.seeks, key=lambda skill: (skill not in giver.masters, skill)):
        related = expand(sought, index.hierarchy)
        answers = [skill for skill in giver.masters if skill in related and skill not in told]
        fresh = {skill for skill in answers if f"brings {skill} {sought}" in new}
        answers.sort(key=lambda s: (s not in fresh, s != sought, -related[s], s))
        if not answers or len(told) == MOST_BROUGHT:
            continue
        told.add(answers[0])
        sentence = text(
            "recommend.brings_the_same" if answers[0] == sought else "recommend.brings",
            voice.language,
            giver=giver.actor.name,
            taker=taker.actor.name,
            skill=voice.label(answers[0]),
            sought=voice.label(sought),
        )
        records = citations.of([*giver.masters[answers[0]], *taker.seeks[sought]])
        yield f"brings {answers[0]} {sought}", {"text": sentence, "records": records}


def _shared(a: Side, b: Side, citations: Citations, voice: Voice, new: Facts) -> Iterator[Reason]:
    """Skills and themes that both have, new facts first."""
    both = sorted(a.masters.keys() & b.masters.keys(), key=lambda c: (f"share {c}" not in new, c))
    for concept in both[:MOST_SHARED]:
        sentence = text("recommend.both_work_on", voice.language, concept=voice.label(concept))
        records = citations.of([*a.masters[concept], *b.masters[concept]])
        yield f"share {concept}", {"text": sentence, "records": records}


def _common_contacts(index: HelperIndex, a: int, b: int) -> list[int]:
    """Actors tied to both."""
    network = index.projection.network
    common = np.intersect1d(network.row(a)[0], network.row(b)[0])
    return [int(third) for third in common]


def _contacts(
    reader: GraphReader,
    index: HelperIndex,
    pair: tuple[int, int],
    contacts: list[int],
    voice: Voice,
    new: Facts,
) -> Iterator[Reason]:
    """Third parties tied to both, with how they are, new ones first."""
    projection = index.projection
    facts = {third: f"know {projection.keys[third]}" for third in contacts}
    for third in sorted(contacts, key=lambda one: (facts[one] not in new, one))[:MOST_CONTACTS]:
        told = [
            explain_tie(reader, projection, tie, voice.base_iri, voice.language)
            for actor in pair
            for tie in find_ties(projection, third, actor)[:1]
        ]
        reasons = [reason for reason in told if reason is not None]
        if len(reasons) == 2:
            name = projection.names[third]
            sentence = text("recommend.both_know", voice.language, name=name)
            records = [record for reason in reasons for record in reason["records"]]
            yield facts[third], {"text": sentence, "records": records}


def _distance(
    index: HelperIndex,
    a: int,
    b: int,
    sides: list[Side],
    citations: Citations,
    voice: Voice,
) -> Json | None:
    here, there = index.territory.points([a, b])
    km = float(np.linalg.norm(here - there)) * EARTH_RADIUS_KM
    if np.isnan(km) or km > NEIGHBOURS_KM:
        return None
    where = [f for s in sides for f in s.actor.facts if f.property in ("locatedIn", "latitude")]
    name = "neighbours" if km < 1 else "apart"
    return {
        "text": text(f"recommend.{name}", voice.language, distance=f"{km:.0f}"),
        "records": citations.of(record for fact in where for record in fact.records),
    }
