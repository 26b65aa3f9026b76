"""Loops of exchange: A helps B, who helps C, who helps A."""

import numpy as np

from tisserand.messages import Language
from tisserand.recommend.arrays import Projection
from tisserand.recommend.cooperation_reasons import explain_gift
from tisserand.recommend.cycles import Cycle, best_cycles
from tisserand.recommend.expertise import HelperIndex, index_of
from tisserand.recommend.incidence import transpose
from tisserand.recommend.ranking import MASTERS
from tisserand.recommend.reasons import Voice
from tisserand.recommend.records import Json, actor_card
from tisserand.recommend.territory import nearness, squared_km
from tisserand.reference.places import Gazetteer
from tisserand.reference.thesaurus import Thesaurus
from tisserand.store.port import GraphReader

MOST_TRIED = 5
"""Loops ranked for one told: some lose a reason with a record that the View does not hold."""


def find_loops(
    reader: GraphReader,
    projection: Projection,
    *,
    thesaurus: Thesaurus,
    gazetteer: Gazetteer,
    base_iri: str,
    limit: int = 10,
    language: Language = "fr",
) -> list[Json]:
    """`[{strength, actors, exchanges: [{giver, taker, reasons}]}]`, the strongest first.

    Each actor of a loop masters something that the next one seeks, the last for the first; a loop
    is as strong as its weakest exchange.
    """
    index = index_of(projection, thesaurus, gazetteer)
    voice = Voice(thesaurus, base_iri, language)
    told: list[Json] = []
    for cycle in best_cycles(exchanges(index, thesaurus), limit * MOST_TRIED):
        if len(told) == limit:
            break
        steps = _steps(reader, index, cycle, voice)
        if steps:
            actors = [actor_card(projection, one, gazetteer, base_iri) for one in cycle.nodes]
            told.append(
                {"strength": round(cycle.strength, 4), "actors": actors, "exchanges": steps}
            )
    return told


def exchanges(index: HelperIndex, thesaurus: Thesaurus) -> dict[int, dict[int, float]]:
    """Giver → taker → how well the giver masters what the taker seeks, near it, in ]0, 1].

    Skills only, and not those that the taker shows itself: it does not lack them.
    """
    projection = index.projection
    sought = transpose(projection.seekers, len(projection))
    takers = np.flatnonzero(np.diff(sought.start))
    seeks = set(takers.tolist())
    edges: dict[int, dict[int, float]] = {}
    for taker in takers.tolist():
        shown, mastery = projection.masteries.row(taker)
        own = set(shown[mastery >= MASTERS].tolist())
        for concept, wish in zip(*sought.row(taker), strict=True):
            skill = projection.concepts[int(concept)]
            if int(concept) in own or not _is_skill(skill, thesaurus):
                continue
            row = index.holders(skill)
            masters = row.mastery >= MASTERS
            points = index.territory.points(row.actor[masters])
            near = nearness(squared_km(points, index.territory.points(taker)))
            gifts = wish * row.mastery[masters] * near
            for giver, gift in zip(row.actor[masters].tolist(), gifts.tolist(), strict=True):
                if giver != taker and giver in seeks and gift > 0:
                    known = edges.setdefault(giver, {})
                    known[taker] = max(known.get(taker, 0.0), round(gift, 9))
    return edges


def _is_skill(iri: str, thesaurus: Thesaurus) -> bool:
    concept = thesaurus.get(iri)
    return concept is not None and concept.kind == "Skill"


def _steps(reader: GraphReader, index: HelperIndex, cycle: Cycle, voice: Voice) -> list[Json]:
    """Each exchange with its reasons; empty when one has none."""
    projection = index.projection
    steps = []
    for giver, taker in zip(cycle.nodes, (*cycle.nodes[1:], cycle.nodes[0]), strict=True):
        reasons = explain_gift(reader, index, giver, taker, voice)
        if not reasons:
            return []
        steps.append(
            {
                "giver": projection.names[giver],
                "taker": projection.names[taker],
                "reasons": reasons,
            }
        )
    return steps
