"""Through whom to reach a helper: a third party tied to both sides."""

import numpy as np
from numpy.typing import NDArray

from tisserand.messages import Language
from tisserand.ontology.namespaces import entity_iri
from tisserand.recommend.arrays import Projection
from tisserand.recommend.records import Json
from tisserand.recommend.ties import Tie, explain_tie, find_ties
from tisserand.store.port import GraphReader

OF_THE_COMMUNE = 0.25
"""What it is worth to be an actor of the commune that asks, without a tie with another one."""
MOST_TIES_TOLD = 2
MOST_TRIED = 5


def asking_side(projection: Projection, asker: int, place: str | None) -> NDArray[np.int32]:
    """Who asks: the actor when it is known, and the actors of its commune; ascending."""
    actors = projection.actors()
    number = projection.places.find(place) if place else -1
    around = actors[projection.place[actors] == number] if number >= 0 else actors[:0]
    known = np.array([asker] if asker >= 0 else [], dtype=np.int32)
    return np.union1d(around, known).astype(np.int32)


def reach(projection: Projection, side: NDArray[np.int32]) -> NDArray[np.float64]:
    """How closely each actor is tied with the side that asks, at most 1."""
    reached = np.zeros(len(projection))
    reached[side] = OF_THE_COMMUNE
    for member in side:
        neighbour, tie = projection.network.row(int(member))
        reached[neighbour] = np.maximum(reached[neighbour], np.minimum(tie, 1.0))
    return reached


def rank_introducers(
    projection: Projection, helper: int, reached: NDArray[np.float64], asker: int
) -> list[int]:
    """Third parties tied to the helper and to the side that asks, the closest to both first."""
    third, tie = projection.network.row(helper)
    score = np.round(np.minimum(tie, 1.0) * reached[third], 9)
    kept = (score > 0) & (third != asker) & (third != helper)
    third, score = third[kept], score[kept]
    return [int(x) for x in third[np.argsort(-score, kind="stable")]]


def introduce(
    reader: GraphReader,
    projection: Projection,
    helper: int,
    side: NDArray[np.int32],
    reached: NDArray[np.float64],
    *,
    asker: int,
    base_iri: str,
    language: Language,
) -> Json | None:
    """The best introducer `{iri, name, reasons}` tied to the helper by records; else None."""
    for third in rank_introducers(projection, helper, reached, asker)[:MOST_TRIED]:
        ties = find_ties(projection, third, helper)[:MOST_TIES_TOLD]
        ties += _ties_with_side(projection, third, helper, side)[:MOST_TIES_TOLD]
        told = [explain_tie(reader, projection, tie, base_iri, language) for tie in ties]
        reasons = [reason for reason in told if reason is not None]
        if told and told[0] is not None:
            return {
                "iri": entity_iri(base_iri, projection.keys[third]),
                "name": projection.names[third],
                "reasons": reasons,
            }
    return None


def _ties_with_side(
    projection: Projection, third: int, helper: int, side: NDArray[np.int32]
) -> list[Tie]:
    """Ties of the third party with those who ask, the closest first."""
    neighbour, tie = projection.network.row(third)
    asks = np.isin(neighbour, side) & (neighbour != helper)
    closest = neighbour[asks][np.argsort(-tie[asks], kind="stable")]
    return [tie for member in closest for tie in find_ties(projection, third, int(member))]
