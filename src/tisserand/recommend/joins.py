"""Who should join a project under way or to come.

score = nearness × (what the actor brings + 0.3 × themes + 0.3 × members who know it):
- what it brings: Σ over what the project asks for of how well the actor masters it, what few
  master weighing more;
- themes: the same, over the themes of the project;
- members who know it: reach of each in the network (`ranking.reach_of`).

Where the dated past teaches enough, how often such actors joined adds to it, and actors that only
the past points at are proposed too. What people refused stays away until facts are new.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tisserand.errors import InputError
from tisserand.messages import Language
from tisserand.ontology.namespaces import entity_iri
from tisserand.recommend.arrays import IS_ACTOR, Projection
from tisserand.recommend.cooperation_reasons import Reasons, news_of
from tisserand.recommend.expertise import HelperIndex, index_of
from tisserand.recommend.join_reasons import explain_joining
from tisserand.recommend.links.joining.outlook import confidence_of, look_ahead
from tisserand.recommend.openings import Opening, read_openings
from tisserand.recommend.ranking import reach_of
from tisserand.recommend.reasons import Voice
from tisserand.recommend.records import Json, actor_card, chosen_facts, place_card
from tisserand.recommend.refusals import read_refusals
from tisserand.recommend.territory import nearness, squared_km
from tisserand.reference.places import Gazetteer
from tisserand.reference.thesaurus import Thesaurus
from tisserand.store.port import GraphReader

THEMES = 0.3
ACQUAINTED = 0.3
FORESEEN = 3.0
"""What is added for an actor that is sure to join."""
MOST_JOINERS = 30
"""How many actors are kept for each project before they are compared."""
MOST_OF_ONE = 3
"""How often one actor, or one project, is proposed when none is named: nobody to everyone."""


class Join(NamedTuple):
    """An actor who could join a project."""

    opening: Opening
    actor: int
    score: float
    sure: float | None

    @property
    def pair(self) -> tuple[int, int]:
        """Both, the lower number first."""
        return min(self.opening.number, self.actor), max(self.opening.number, self.actor)


def suggest_joins(
    reader: GraphReader,
    projection: Projection,
    *,
    today: str,
    gazetteer: Gazetteer,
    thesaurus: Thesaurus,
    base_iri: str,
    for_key: str | None = None,
    limit: int = 20,
    language: Language = "fr",
) -> list[Json]:
    """`[{actor, project, score, reasons, confidence, news}]`, the best first.

    `confidence` is `{share, text}`: of the actors thus matched in the past, how many joined; None
    when the past is too poor to tell. `news` are the facts that bring a refused actor back.

    Args:
        today: a project is under way or to come on this day (ISO 8601).
        for_key: of an actor, or of a project.

    Raises:
        InputError: `for_key` is of a project that is over, or of neither.
    """
    index = index_of(projection, thesaurus, gazetteer)
    named = None if for_key is None else projection.find(for_key)
    actor = named if named is not None and projection.is_actor(named) else None
    openings = read_openings(reader, projection, today, named if actor is None else None)
    if named is not None and actor is None and not openings:
        raise InputError("joins.over", project=projection.names[named])
    voice = Voice(thesaurus, base_iri, language)
    suggested: list[Json] = []
    proposed: Counter[int] = Counter()
    ranked: Iterable[Join] = rank_joins(reader, index, openings, actor)
    if named is None:  # read as it goes, so that what is proposed meanwhile counts
        ranked = (x for x in ranked if max(proposed[one] for one in x.pair) < MOST_OF_ONE)
    for join, reasons in _explained(reader, index, ranked, voice):
        proposed.update(join.pair)
        suggested.append(_told(projection, gazetteer, voice, join, reasons))
        if len(suggested) == limit:
            break
    return suggested


def _explained(
    reader: GraphReader, index: HelperIndex, ranked: Iterable[Join], voice: Voice
) -> Iterator[tuple[Join, Reasons]]:
    """Joins with reasons, the best first; those refused only when facts are new."""
    refused = read_refusals(reader, index.projection)
    for join in ranked:
        known, is_foreseen = refused.get(join.pair), join.sure is not None
        reasons = explain_joining(
            reader, index, join.opening, join.actor, voice, known=known, is_foreseen=is_foreseen
        )
        if reasons.told and (known is None or reasons.new):
            yield join, reasons


def rank_joins(
    reader: GraphReader, index: HelperIndex, openings: list[Opening], actor: int | None = None
) -> list[Join]:
    """Who could join these projects, the best first, then by number; one actor when given."""
    projection = index.projection
    outlook = look_ahead(reader, projection)
    members = {one.number: [*one.members, *one.funders] for one in openings}
    ahead = outlook.joiners(members) if outlook else {}
    by_number = {one.number: one for one in openings}
    scores: dict[tuple[int, int], float] = {}
    for opening in openings:
        found = _candidates(index, opening)
        best = np.argsort(-np.round(found, 9), kind="stable")[:MOST_JOINERS].tolist()
        for other in best if actor is None else [actor]:
            if found[other] > 0:
                scores[opening.number, other] = float(found[other])
    for (number, other), sure in ahead.items():
        if actor in (None, other) and other not in members[number]:
            scores[number, other] = scores.get((number, other), 0.0) + FORESEEN * sure
    ranked = sorted(scores.items(), key=lambda item: (-round(item[1], 9), item[0]))
    return [Join(by_number[n], other, score, ahead.get((n, other))) for (n, other), score in ranked]


def _candidates(index: HelperIndex, opening: Opening) -> NDArray[np.float64]:
    """(n,) the score of each actor for a project; 0 for who is in, or has nothing to do there."""
    projection = index.projection
    brought = _mastered(index, list(opening.sought))
    themes = _mastered(index, [one for one in opening.themes if one not in opening.sought])
    near = np.zeros(len(projection))
    for member in sorted(opening.members):
        near = np.maximum(near, np.minimum(reach_of(projection.network, member), 1.0))
    score = brought + THEMES * np.minimum(themes, 1.0) + ACQUAINTED * near
    score[(brought == 0) & ((themes == 0) | (near == 0))] = 0.0
    score[[*opening.members, *opening.funders]] = 0.0
    score[~IS_ACTOR[projection.kind]] = 0.0
    at = np.flatnonzero(score)
    points = index.territory.points(at)
    score[at] *= nearness(squared_km(points, index.territory.points(opening.number)))
    return score


def _mastered(index: HelperIndex, concepts: list[str]) -> NDArray[np.float64]:
    """(n,) how well each actor masters these, what few master weighing more."""
    total = np.zeros(len(index.projection))
    for concept in sorted(concepts):
        row = index.holders(concept)
        total[row.actor] += row.mastery / (1.0 + np.log2(max(len(row.actor), 1)))
    return total


def _told(
    projection: Projection, gazetteer: Gazetteer, voice: Voice, join: Join, reasons: Reasons
) -> Json:
    entity, base_iri = join.opening.entity, voice.base_iri
    return {
        "actor": actor_card(projection, join.actor, gazetteer, base_iri),
        "project": {
            "iri": entity_iri(base_iri, entity.key),
            "name": entity.name,
            "phase": chosen_facts(entity).get("phase"),
            "place": place_card(entity.place, gazetteer),
        },
        "score": round(join.score, 4),
        "reasons": reasons.told,
        "confidence": None if join.sure is None else confidence_of(join.sure, voice.language),
        "news": news_of(reasons, voice.language),
    }
