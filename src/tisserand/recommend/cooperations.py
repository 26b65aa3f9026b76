"""Cooperations not there yet: pairs of actors who would bring each other something.

score = nearness × (what each brings the other + 0.3 × common ground + 0.3 × common contacts):
- what B brings A: Σ over what A seeks of how well B masters it, fewer holders weighing more;
- common ground: cosine of their skills and themes, rare ones weighing more;
- common contacts: resource allocation (Zhou, Lü, Zhang, 2009).

Where the dated past teaches enough, how often such pairs cooperated adds to it, and pairs that only
the past points at are proposed too. What people refused stays away until facts are new.
"""

from collections.abc import Collection, Iterator
from itertools import islice
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tisserand.messages import Language
from tisserand.recommend.arrays import Projection
from tisserand.recommend.cooperation_reasons import Reasons, explain_cooperation, news_of
from tisserand.recommend.expertise import HelperIndex, index_of
from tisserand.recommend.incidence import transpose
from tisserand.recommend.links.outlook import Outlook, confidence_of, look_ahead
from tisserand.recommend.ranking import reach_of
from tisserand.recommend.reasons import Voice
from tisserand.recommend.records import Json, actor_card
from tisserand.recommend.refusals import read_refusals
from tisserand.recommend.territory import nearness, squared_km
from tisserand.recommend.ties import find_ties
from tisserand.reference.places import Gazetteer
from tisserand.reference.thesaurus import Thesaurus
from tisserand.store.port import GraphReader

COMMON_GROUND = 0.3
COMMON_CONTACTS = 0.3
FORESEEN = 3.0
"""What is added for a pair that is sure to cooperate."""
MOST_PARTNERS = 30
"""How many partners are kept for each actor before pairs are compared."""


class Pair(NamedTuple):
    """Two actors not linked yet, by number: the lower first, or the one asked about."""

    a: int
    b: int
    score: float


def suggest_cooperations(
    reader: GraphReader,
    projection: Projection,
    *,
    gazetteer: Gazetteer,
    thesaurus: Thesaurus,
    base_iri: str,
    for_key: str | None = None,
    limit: int = 20,
    language: Language = "fr",
) -> list[Json]:
    """`[{a, b, score, reasons, confidence, news}]`, the best first; `a` is the actor of `for_key`.

    Reasons say what each brings the other, with records; a pair without any is left out.
    `confidence` is `{share, years, text}`: of the pairs like this one in the past, how many
    cooperated; None when the past is too poor to tell. `news` are the facts that bring a refused
    pair back.
    """
    index = index_of(projection, thesaurus, gazetteer)
    number = None if for_key is None else projection.find(for_key)
    voice = Voice(thesaurus, base_iri, language)
    outlook = look_ahead(reader, projection)
    ahead = outlook.pairs(number) if outlook else {}
    ranked = _with_the_past(rank_pairs(index, number), ahead)
    pairs = [Pair(b, a, score) if b == number else Pair(a, b, score) for a, b, score in ranked]
    return [
        {
            "a": actor_card(projection, pair.a, gazetteer, base_iri),
            "b": actor_card(projection, pair.b, gazetteer, base_iri),
            "score": round(pair.score, 4),
            "reasons": reasons.told,
            "confidence": _confidence(outlook, ahead.get(_ends(pair)), language),
            "news": news_of(reasons, language),
        }
        for pair, reasons in islice(_explained(reader, index, pairs, voice, ahead), limit)
    ]


def _ends(pair: Pair) -> tuple[int, int]:
    """Both actors, the lower number first."""
    return min(pair.a, pair.b), max(pair.a, pair.b)


def _explained(
    reader: GraphReader,
    index: HelperIndex,
    pairs: list[Pair],
    voice: Voice,
    ahead: Collection[tuple[int, int]],
) -> Iterator[tuple[Pair, Reasons]]:
    """Pairs not tied yet, with reasons; those refused only when facts are new."""
    refused = read_refusals(reader, index.projection)
    for pair in pairs:
        if find_ties(index.projection, pair.a, pair.b):
            continue
        ends = _ends(pair)
        known, is_foreseen = refused.get(ends), ends in ahead
        reasons = explain_cooperation(
            reader, index, pair.a, pair.b, voice, known=known, is_foreseen=is_foreseen
        )
        if reasons.told and (known is None or reasons.new):
            yield pair, reasons


def _with_the_past(pairs: list[Pair], ahead: dict[tuple[int, int], float]) -> list[Pair]:
    """Pairs that complete each other and pairs foreseen, the best first, then by number."""
    scores = {(pair.a, pair.b): pair.score for pair in pairs}
    for ends, sure in ahead.items():
        scores[ends] = scores.get(ends, 0.0) + FORESEEN * sure
    ranked = sorted(scores.items(), key=lambda item: (-round(item[1], 9), item[0]))
    return [Pair(a, b, score) for (a, b), score in ranked]


def _confidence(outlook: Outlook | None, sure: float | None, language: Language) -> Json | None:
    if outlook is None or sure is None:
        return None
    return confidence_of(sure, outlook.years, language)


def rank_pairs(index: HelperIndex, actor: int | None = None) -> list[Pair]:
    """Pairs that complete each other, the best first, then by key; of one actor when given."""
    bring = _Bring(index)
    seekers = bring.actors if actor is None else np.array([actor] if actor >= 0 else [])
    scores: dict[tuple[int, int], float] = {}
    for seeker in seekers.tolist():
        for other, score in bring.partners(seeker):
            scores[min(seeker, other), max(seeker, other)] = score
    ranked = sorted(scores.items(), key=lambda item: (-round(item[1], 9), item[0]))
    return [Pair(a, b, score) for (a, b), score in ranked]


class _Bring:
    """What actors bring each other."""

    def __init__(self, index: HelperIndex) -> None:
        self.index = index
        projection = index.projection
        self.sought = transpose(projection.seekers, len(projection))
        self.actors = np.flatnonzero(np.diff(self.sought.start))
        holders = np.diff(projection.holders.start)
        self.rarity = 1.0 / (1.0 + np.log2(np.maximum(holders, 1)))
        self.norms = _norms(index, self.rarity)

    def partners(self, actor: int) -> list[tuple[int, float]]:
        """The best partners of an actor, with the score of the pair."""
        given = self._given_to(actor) + self._given_by(actor)
        ground = self._ground(actor)
        contacts = np.minimum(reach_of(self.index.projection.network, actor), 1.0)
        score = given + COMMON_GROUND * ground + COMMON_CONTACTS * contacts
        score[(given == 0) & ((ground == 0) | (contacts == 0))] = 0.0
        score[actor] = 0.0
        at = np.flatnonzero(score)
        points = self.index.territory.points(at)
        score[at] *= nearness(squared_km(points, self.index.territory.points(actor)))
        best = at[np.argsort(-np.round(score[at], 9), kind="stable")][:MOST_PARTNERS]
        return [(int(other), float(score[other])) for other in best]

    def _given_to(self, actor: int) -> NDArray[np.float64]:
        """What each actor masters of what this one seeks."""
        projection = self.index.projection
        given = np.zeros(len(projection))
        for concept, wish in zip(*self.sought.row(actor), strict=True):
            row = self.index.holders(projection.concepts[int(concept)])
            given[row.actor] += wish * self.rarity[concept] * row.mastery
        return given

    def _given_by(self, actor: int) -> NDArray[np.float64]:
        """What this one masters of what each actor seeks."""
        projection = self.index.projection
        given = np.zeros(len(projection))
        for concept, mastery in zip(*projection.masteries.row(actor), strict=True):
            seeker, wish = projection.seekers.row(int(concept))
            given[seeker] += wish * self.rarity[concept] * mastery
        return given

    def _ground(self, actor: int) -> NDArray[np.float64]:
        """Cosine of the skills and themes of this actor with those of each other."""
        projection = self.index.projection
        shared = np.zeros(len(projection))
        concepts, masteries = projection.masteries.row(actor)
        for concept, mastery in zip(concepts, masteries, strict=True):
            other, weight = projection.holders.row(int(concept))
            shared[other] += mastery * weight * self.rarity[concept] ** 2
        with_both = shared > 0
        shared[with_both] /= self.norms[with_both] * self.norms[actor]
        return shared


def _norms(index: HelperIndex, rarity: NDArray[np.float64]) -> NDArray[np.float64]:
    """Length of the vector of skills and themes of each actor."""
    masteries = index.projection.masteries
    squares = (masteries.weight * rarity[masteries.member]) ** 2
    rows = np.repeat(np.arange(len(masteries.start) - 1), np.diff(masteries.start))
    return np.sqrt(np.bincount(rows, squares, minlength=len(masteries.start) - 1))
