"""« Qui peut aider ? »: from a sentence to ranked helpers, with reasons and an introducer."""

from collections.abc import Sequence
from math import exp
from typing import NamedTuple

import numpy as np

from tisserand.errors import NotFoundError
from tisserand.messages import Language, text
from tisserand.ontology.namespaces import entity_iri
from tisserand.recommend.arrays import Projection
from tisserand.recommend.asking import LEAST_TOLD, asked_for
from tisserand.recommend.assurance import LEAST_SURE, assurance_of
from tisserand.recommend.corrections import Correction, corrected
from tisserand.recommend.expertise import HelperIndex, index_of
from tisserand.recommend.introducers import asking_side, introduce
from tisserand.recommend.needs import Understood, understand
from tisserand.recommend.outcomes import LARGEST_SHARE, Lessons
from tisserand.recommend.ranking import (
    LEAST_MASTERY,
    RARITY_RADIUS_KM,
    Ranked,
    Ranking,
    rank_helpers,
)
from tisserand.recommend.reasons import Voice, explain, explain_distance
from tisserand.recommend.records import Json, actor_card
from tisserand.recommend.skill_space import SkillSpace
from tisserand.recommend.territory import Whereabouts, whereabouts
from tisserand.reference.places import Gazetteer
from tisserand.reference.thesaurus import Thesaurus
from tisserand.store.port import GraphReader

__all__ = ["Answer", "ask", "rank_helpers"]

Answer = Json

LEAST_OFFERED = 0.1
"""Mastery under which who holds a skill is a long shot."""
LEAST_CHANCE = 0.0005
"""Of a helper found by meaning: its mastery times how likely the skill is, beside the likeliest."""
OWN_WORDS = 1.0
"""What the closeness of an offer to the words of the need weighs, beside the skills."""
MOST_COMPARED = 50
"""Helpers ranked by skills whose offers are then compared with the need."""


def ask(
    reader: GraphReader,
    projection: Projection,
    need: str,
    *,
    thesaurus: Thesaurus,
    gazetteer: Gazetteer,
    base_iri: str,
    near: str | None = None,
    within_km: float | None = None,
    limit: int = 10,
    asker: str | None = None,
    space: SkillSpace | None = None,
    largest_share: float = LARGEST_SHARE,
    correction: Correction | None = None,
    language: Language = "fr",
) -> Answer:
    """Who can help with a need said in French.

    Args:
        near: name or IRI of a commune; without it, the place that the sentence names.
        asker: key of the actor who asks, when it is known.
        space: understands by meaning; without it, by words alone.
        largest_share: of the introductions open lately, what one helper may have.
        correction: what who asks says of how the need was understood.

    Returns:
        `{understood, helpers, message, nearest}`, as in the contract of `tisserand ask`.

    Raises:
        InputError: `near` names no place, or several that nothing tells apart.
        NotFoundError: nothing of key `asker` in this View.
    """
    understood = understand(need, thesaurus, gazetteer, near, projection, space)
    if correction is not None:
        understood = corrected(understood, correction, thesaurus)
    voice = Voice(thesaurus, base_iri, language)
    asking = -1 if asker is None else _number(projection, asker)
    index = index_of(projection, thesaurus, gazetteer, space)
    where = whereabouts(index.territory, understood.place) if understood.place else None
    wish = _Wish(need, understood, where, within_km, asking)
    lessons = Lessons(reader, index, voice, largest_share)
    ranking = _rank(index, wish, lessons, limit)
    cards = _Cards(reader, index, gazetteer, voice, wish)
    helpers = cards.helpers(ranking.helpers)
    _tell_news(helpers, lessons.declined(need, asking), projection, base_iri)
    nearest = None if ranking.nearest is None else cards.card(ranking.nearest)
    is_by_luck = bool(helpers) and not _masters_any(index, understood, ranking.helpers)
    return {
        "understood": _understood(understood, voice),
        "helpers": helpers,
        "message": (
            text("recommend.long_shots", language, wanted=_wanted(understood, voice))
            if is_by_luck
            else _message(understood, helpers, nearest, within_km, voice)
        ),
        "nearest": nearest,
    }


class _Wish(NamedTuple):
    """What is asked, where, and by whom; `asker` is a number, -1 when unknown."""

    need: str
    understood: Understood
    where: Whereabouts | None
    within_km: float | None
    asker: int


def _rank(index: HelperIndex, wish: _Wish, lessons: Lessons, limit: int) -> Ranking:
    """Those who can help, the best first, as past introductions teach; nobody when none is sure."""
    if not wish.understood.weights:
        return Ranking([], None)
    ranking = rank_helpers(
        index,
        wish.understood.weights,
        near=wish.where,
        within_km=wish.within_km,
        limit=limit + MOST_COMPARED,
        asker=wish.asker,
        least=LEAST_MASTERY if index.offered is None else LEAST_CHANCE,
    )
    taught = lessons.teach(ranking, wish.need, wish.asker)
    gone = {one.actor for one in ranking.helpers} - {one.actor for one in taught.helpers}
    if taught.helpers and not _is_sure(index, wish, gone | {wish.asker}):
        return taught._replace(helpers=[])
    return taught._replace(helpers=_closest(index, wish.need, taught.helpers)[:limit])


def _is_sure(index: HelperIndex, wish: _Wish, left_out: set[int]) -> bool:
    """Whether somebody answers; money, premises and the like are asked for by name."""
    if wish.understood.kind != "skill":
        return True
    sure = assurance_of(index, wish.understood, wish.where, wish.within_km, left_out)
    return sure >= LEAST_SURE


def _closest(index: HelperIndex, need: str, helpers: list[Ranked]) -> list[Ranked]:
    """Helpers again, those whose offers say nearly what is asked first; without vectors, as they
    were."""
    if index.offered is None:
        return helpers
    alike = index.offered.closeness(need, (one.actor for one in helpers))
    close = [
        one._replace(score=one.score * exp(OWN_WORDS * alike.get(one.actor, 0.0)))
        for one in helpers
    ]
    return sorted(close, key=lambda one: (-one.score, index.projection.keys[one.actor]))


def _masters_any(index: HelperIndex, understood: Understood, helpers: Sequence[Ranked]) -> bool:
    """Whether one of these masters a skill that was understood, rather than a long shot."""
    if understood.kind != "skill" or not understood.skills:
        return True
    actors = [one.actor for one in helpers]
    for iri in understood.skills:
        row = index.holders(iri)
        if np.isin(actors, row.actor[row.mastery >= LEAST_OFFERED]).any():
            return True
    return False


def _tell_news(
    helpers: list[Json], declined: dict[int, list[str]], projection: Projection, base_iri: str
) -> None:
    """What is new of those who declined this need before."""
    news = {entity_iri(base_iri, projection.keys[one]): told for one, told in declined.items()}
    for card in helpers:
        card["news"] = news.get(card["iri"], [])


def _number(projection: Projection, key: str) -> int:
    number = projection.find(key)
    if number < 0:
        raise NotFoundError("recommend.unknown_asker", key=key)
    return number


class _Cards:
    """Ranked actors as the answer shows them."""

    def __init__(
        self,
        reader: GraphReader,
        index: HelperIndex,
        gazetteer: Gazetteer,
        voice: Voice,
        wish: _Wish,
    ) -> None:
        """What is asked is read at the narrowest first; the next serves who has no reason yet."""
        self.reader, self.projection, self.gazetteer = reader, index.projection, gazetteer
        self.voice = voice
        self.asked = [
            asked_for(index, wish.understood, wish.where, least) for least in (LEAST_TOLD, 0.0)
        ]
        self.side = asking_side(
            index.projection, wish.asker, wish.where.place if wish.where else None
        )

    def card(self, ranked: Ranked) -> Json:
        """`{iri, name, kind, place, distance_km}`."""
        card = actor_card(self.projection, ranked.actor, self.gazetteer, self.voice.base_iri)
        card["distance_km"] = None if ranked.distance_km is None else round(ranked.distance_km, 1)
        return card

    def helpers(self, ranking: list[Ranked]) -> list[Json]:
        """Those for whom records still give a reason."""
        keys = [self.projection.keys[ranked.actor] for ranked in ranking]
        reasons: dict[str, list[Json]] = {}
        for asked in self.asked:
            without = [key for key in keys if not reasons.get(key)]
            reasons |= explain(self.reader, without, asked, self.voice)
        entities = self.reader.entities(keys)
        found = []
        for ranked, key in zip(ranking, keys, strict=True):
            if not reasons.get(key):
                continue
            card = self.card(ranked)
            told = reasons[key]
            if ranked.distance_km is not None:
                distance = explain_distance(entities[key], ranked.distance_km, self.voice)
                told = [*told, distance] if distance else told
            card |= {"score": round(ranked.score, 4), "reasons": told}
            card["introducer"] = introduce(
                self.reader, self.projection, ranked.actor, self.side, self.voice
            )
            found.append(card)
        return found


def _understood(understood: Understood, voice: Voice) -> Json:
    def concepts(found: dict[str, float]) -> list[Json]:
        return [
            {"iri": iri, "label": voice.thesaurus.label(iri, voice.language), "score": score}
            for iri, score in found.items()
        ]

    place = understood.place
    return {
        "skills": concepts(understood.skills),
        "themes": concepts(understood.themes),
        "place": {"iri": place.iri, "name": place.name} if place else None,
        "kind": understood.kind,
    }


def _message(
    understood: Understood,
    helpers: list[Json],
    nearest: Json | None,
    within_km: float | None,
    voice: Voice,
) -> str | None:
    """What to say when nobody is there, or none but far away, or nothing was understood."""
    if helpers:
        return _far(helpers, voice)
    if not understood.weights:
        return text("recommend.not_understood", voice.language)
    if nearest is not None and within_km is not None:
        return _nobody_within(within_km, nearest, voice)
    wanted = _wanted(understood, voice)
    if not wanted:
        return text("recommend.not_understood", voice.language)
    return text("recommend.nobody", voice.language, wanted=wanted)


def _wanted(understood: Understood, voice: Voice) -> str:
    """What was understood, in words, else the kind of help; nothing of a skill that none names."""
    labels = [voice.label(iri) for iri in (*understood.skills, *understood.themes)]
    if not labels and understood.kind != "skill":
        labels = [text(f"codes.helpKind_{understood.kind}", voice.language)]
    return ", ".join(labels)


def _far(helpers: list[Json], voice: Voice) -> str | None:
    """That nobody is near, when the closest of those proposed is not."""
    placed = [one for one in helpers if one["distance_km"] is not None]
    if not placed or len(placed) < len(helpers):
        return None
    closest = min(placed, key=lambda one: float(one["distance_km"]))
    if closest["distance_km"] <= RARITY_RADIUS_KM:
        return None
    return _nobody_within(RARITY_RADIUS_KM, closest, voice)


def _nobody_within(within_km: float, nearest: Json, voice: Voice) -> str:
    return text(
        "recommend.nobody_within",
        voice.language,
        within=f"{within_km:g}",
        name=nearest["name"],
        distance=f"{nearest['distance_km']:.0f}",
        place=nearest["place"]["name"] if nearest["place"] else "?",
    )
