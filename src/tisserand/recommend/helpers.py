"""« Qui peut aider ? »: from a sentence to ranked helpers, with reasons and an introducer."""

from collections.abc import Iterable
from math import exp
from typing import NamedTuple

from tisserand.errors import NotFoundError
from tisserand.messages import Language
from tisserand.ontology.namespaces import entity_iri
from tisserand.recommend.answer_messages import (
    masters_any,
    tell_long_shots,
    tell_nobody,
    tell_understood,
)
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
    Ranked,
    Ranking,
    rank_helpers,
)
from tisserand.recommend.reasons import Voice, explain, explain_distance
from tisserand.recommend.records import Json, actor_card
from tisserand.recommend.skill_space import SkillSpace
from tisserand.recommend.territory import Whereabouts, whereabouts
from tisserand.recommend.told_distance import told_distance
from tisserand.reference.places import Gazetteer
from tisserand.reference.thesaurus import Thesaurus
from tisserand.store.port import GraphReader

__all__ = ["Answer", "ask", "rank_helpers"]

Answer = Json

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
    """Who can help with a need said in French: `{understood, helpers, message, nearest}`.

    Args:
        near: name or IRI of a commune; without it, the place that the sentence names.
        within_km: how far at most; without it, what the sentence says of the place.
        asker: key of the actor who asks, when it is known.
        space: understands by meaning; without it, by words alone.
        largest_share: of the introductions open lately, what one helper may have.
        correction: what who asks says of how the need was understood.

    Raises:
        InputError: `near` names no place, or several that nothing tells apart.
        NotFoundError: nothing of key `asker` in this View.
    """
    said, told_km = told_distance(need)
    understood = understand(said, thesaurus, gazetteer, near, projection, space)
    understood = corrected(understood, correction or Correction(), thesaurus)
    index = index_of(projection, thesaurus, gazetteer, space)
    where = whereabouts(index.territory, understood.place) if understood.place else None
    furthest = told_km if within_km is None and where is not None else within_km
    wish = _Wish(need, understood, where, furthest, _number(projection, asker))
    voice = Voice(thesaurus, base_iri, language)
    lessons = Lessons(reader, index, voice, largest_share)
    cards = _Cards(reader, index, gazetteer, voice, wish)
    return _answer(wish, index, lessons, cards, limit)


class _Wish(NamedTuple):
    """What is asked, where, and by whom; `asker` is a number, -1 when unknown."""

    need: str
    understood: Understood
    where: Whereabouts | None
    within_km: float | None
    asker: int


def _answer(
    wish: _Wish, index: HelperIndex, lessons: Lessons, cards: "_Cards", limit: int
) -> Answer:
    """Who helps, or why nobody does."""
    ranking = _rank(index, wish, lessons, limit)
    helpers = cards.helpers(ranking.helpers)
    _tell_news(
        helpers, lessons.declined(wish.need, wish.asker), index.projection, cards.voice.base_iri
    )
    nearest = None if ranking.nearest is None else cards.card(ranking.nearest)
    is_by_luck = bool(helpers) and not masters_any(index, wish.understood, ranking.helpers)
    return {
        "understood": tell_understood(wish.understood, cards.voice),
        "helpers": helpers,
        "message": (
            tell_long_shots(wish.understood, cards.voice)
            if is_by_luck
            else tell_nobody(wish.understood, helpers, nearest, wish.within_km, cards.voice)
        ),
        "nearest": nearest,
    }


def _rank(index: HelperIndex, wish: _Wish, lessons: Lessons, limit: int) -> Ranking:
    """Those who can help within the distance asked; else the nearest of those beyond it."""
    found = _rank_reached(index, wish, lessons, limit)
    if found.helpers or wish.within_km is None:
        return found
    beyond = _rank_reached(index, wish._replace(within_km=None), lessons, limit).helpers
    able = [one for one in beyond if masters_any(index, wish.understood, [one])]
    known = [one for one in able if one.distance_km is not None]
    return Ranking([], min(known, key=lambda one: one.distance_km or 0.0, default=None))


def _rank_reached(index: HelperIndex, wish: _Wish, lessons: Lessons, limit: int) -> Ranking:
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
    """Whether somebody answers; money, premises, or a theme alone, are asked for by name."""
    understood = wish.understood
    if understood.kind != "skill":
        return True
    if not understood.skills and _bears_any(index, understood.themes, left_out):
        return True
    sure = assurance_of(index, understood, wish.where, wish.within_km, left_out)
    return sure >= LEAST_SURE


def _bears_any(index: HelperIndex, themes: Iterable[str], left_out: set[int]) -> bool:
    """Whether an actor who is not left out works on one of these themes."""
    return any(set(index.holders(iri).actor.tolist()) - left_out for iri in themes)


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


def _tell_news(
    helpers: list[Json], declined: dict[int, list[str]], projection: Projection, base_iri: str
) -> None:
    """What is new of those who declined this need before."""
    news = {entity_iri(base_iri, projection.keys[one]): told for one, told in declined.items()}
    for card in helpers:
        card["news"] = news.get(card["iri"], [])


def _number(projection: Projection, key: str | None) -> int:
    """Of an actor, -1 of nobody known."""
    if key is None:
        return -1
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
