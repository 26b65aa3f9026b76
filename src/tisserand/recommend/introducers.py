"""Through whom to reach a helper: a third party tied to both sides."""

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tisserand.messages import text
from tisserand.ontology.namespaces import entity_iri
from tisserand.recommend.arrays import IS_ACTOR, Integers, Projection, ranges
from tisserand.recommend.reasons import Voice
from tisserand.recommend.records import Citations, Json, chosen_facts, dates_of
from tisserand.recommend.ties import Tie, explain_tie, find_ties
from tisserand.reference.places import Place
from tisserand.store.port import GraphReader

OF_THE_COMMUNE = 0.25
"""What it is worth to be an actor of the commune that asks, without a tie with another one."""
LEAST_CLOSENESS = 0.006
"""Below that, the helper is better reached without anybody."""
MOST_TIES_TOLD = 2
MOST_TRIED = 5
MOST_COMPARED = 8
"""Third parties whose dates are looked at: the closest."""
HALF_LIFE_YEARS = 6.0
"""Years after which a tie counts half as much."""


@dataclass(frozen=True, slots=True, eq=False)
class AskingSide:
    """Who asks: an actor when it is known, and the actors of the commune.

    Attributes:
        asker: number of the actor, -1 when unknown.
        members: numbers of the actors of this side, ascending.
        reached: (n,) how closely each actor is tied with this side, at most 1.
    """

    asker: int
    place: Place | None
    members: Integers
    reached: NDArray[np.float64]


def asking_side(projection: Projection, asker: int, place: Place | None) -> AskingSide:
    """The side of an asker (-1 when unknown) and of a commune, and whom it reaches."""
    number = projection.places.find(place.iri) if place else -1
    around = np.flatnonzero(projection.place == number) if number >= 0 else np.zeros(0, np.int64)
    around = around[IS_ACTOR[projection.kind[around]]]
    known = np.array([asker] if asker >= 0 else [], dtype=np.int32)
    members = np.union1d(around, known).astype(np.int32)
    reached = np.zeros(len(projection))
    reached[members] = OF_THE_COMMUNE
    first, last, neighbour, tie = projection.network.spans(members)
    at, _ = ranges(first, last)
    np.maximum.at(reached, neighbour[at], np.minimum(tie[at], 1.0))
    return AskingSide(asker, place, members, reached)


def introduce(
    reader: GraphReader, projection: Projection, helper: int, side: AskingSide, voice: Voice
) -> Json | None:
    """The best introducer `{iri, name, reasons}` that records tie to both sides; else None."""
    for third in rank_introducers(projection, helper, side)[:MOST_TRIED]:
        reasons = _reasons(reader, projection, third, helper, side, voice)
        if reasons:
            return _card(projection, third, reasons, voice)
    return None


def best_introducers(
    reader: GraphReader,
    projection: Projection,
    ends: tuple[int, int],
    voice: Voice,
    refused: Collection[tuple[int, int]] = (),
    limit: int = 2,
) -> list[Json]:
    """Through whom to introduce two actors, by number: `[{iri, name, reasons}]`, the best first;
    empty for « contact direct ».

    Ties that bear a recent date count most, those without one least. Who was refused with either
    side is left out.

    Args:
        refused: pairs of actors, lower number first.
    """
    seeker, helper = ends
    side = asking_side(projection, seeker, None)
    rank = {third: at for at, third in enumerate(rank_introducers(projection, helper, side))}
    for end in ends:
        rank = {x: at for x, at in rank.items() if (min(x, end), max(x, end)) not in refused}
    tried = list(rank)[:MOST_COMPARED]
    years = {
        third: [_last_year(reader, projection, find_ties(projection, third, end)) for end in ends]
        for third in tried
    }
    newest = max((year for pair in years.values() for year in pair), default=0)
    freshness = {third: sum(_fresh(newest - y) if y else 0.0 for y in years[third])
                 for third in tried}  # fmt: skip
    tried.sort(key=lambda third: (-round(freshness[third], 9), rank[third]))
    found: list[Json] = []
    for third in tried:
        reasons = _reasons(reader, projection, third, helper, side, voice)
        if reasons and len(found) < limit:
            found.append(_card(projection, third, reasons, voice))
    return found


def _fresh(years: int) -> float:
    return float(0.5 ** (years / HALF_LIFE_YEARS))


def _last_year(reader: GraphReader, projection: Projection, ties: list[Tie]) -> int:
    """The last year that records give to some ties; 0 when they give none."""
    years = [0]
    for tie in ties:
        keys = [projection.keys[one] for one in (tie.a, tie.b, tie.through) if one >= 0]
        if tie.through >= 0:
            entity = reader.entity(keys[-1])
            dates = dates_of(chosen_facts(entity)) if entity else (None, None)
            years += [int(date[:4]) for date in dates if date]
        else:
            links = [link for link in reader.links(keys[0]) if link.key == keys[1]]
            years += [int(d[:4]) for x in links for d in (x.since, x.until) if d]
    return max(years)


def _card(projection: Projection, third: int, reasons: list[Json], voice: Voice) -> Json:
    iri = entity_iri(voice.base_iri, projection.keys[third])
    return {"iri": iri, "name": projection.names[third], "reasons": reasons}


def _reasons(
    reader: GraphReader,
    projection: Projection,
    third: int,
    helper: int,
    side: AskingSide,
    voice: Voice,
) -> list[Json]:
    """How a third party is tied to both; none when records do not say both."""
    to_helper = _tell(reader, projection, find_ties(projection, third, helper), voice)
    to_side = _tell(
        reader, projection, _ties_with_side(projection, third, helper, side), voice, side
    )
    if not to_side and side.place and third in side.members:
        to_side = _of_the_commune(reader, projection.keys[third], side.place, voice)
    return to_helper + to_side if to_helper and to_side else []


def rank_introducers(projection: Projection, helper: int, side: AskingSide) -> list[int]:
    """Third parties tied to the helper and to the side that asks, the closest to both first.

    Who is tied to everybody (a département, a federation) knows each one less.
    """
    third, tie = projection.network.row(helper)
    known = projection.network.degrees(third)
    closeness = np.minimum(tie, 1.0) * side.reached[third] / np.sqrt(known)
    score = np.round(closeness, 9)
    kept = (score >= LEAST_CLOSENESS) & (third != side.asker)
    third, score = third[kept], score[kept]
    return [int(x) for x in third[np.argsort(-score, kind="stable")]]


def _tell(
    reader: GraphReader,
    projection: Projection,
    ties: list[Tie],
    voice: Voice,
    side: AskingSide | None = None,
) -> list[Json]:
    """Ties of a third party, said of it; an actor of the commune that asks, as one of there."""
    told = []
    for tie in ties[:MOST_TIES_TOLD]:
        reason = explain_tie(reader, projection, tie, voice.base_iri, voice.language, of_a=True)
        if reason is None:
            continue
        if side is not None and side.place is not None and tie.b != side.asker:
            reason["text"] = _there(reason["text"], projection.names[tie.b], side.place, voice)
        told.append(reason)
    return told


def _there(sentence: str, name: str, place: Place, voice: Voice) -> str:
    """« … avec Le Petit Moulin, de Segré », unless the name says where it is."""
    if place.name in name:
        return sentence
    there = text("recommend.of_a_commune", voice.language, name=name, place=place.name)
    return sentence.replace(name, there, 1)


def _ties_with_side(projection: Projection, third: int, helper: int, side: AskingSide) -> list[Tie]:
    """Ties of the third party with those who ask: the asker first, then the closest."""
    neighbour, tie = projection.network.row(third)
    asks = np.isin(neighbour, side.members) & (neighbour != helper)
    asking = [
        (int(one), float(weight)) for one, weight in zip(neighbour[asks], tie[asks], strict=True)
    ]
    asking.sort(key=lambda one: (one[0] != side.asker, -one[1], projection.names[one[0]], one[0]))
    ties: list[Tie] = []
    for member, _ in asking:
        if len(ties) < MOST_TIES_TOLD:
            ties += find_ties(projection, third, member)
    return ties


def _of_the_commune(reader: GraphReader, key: str, place: Place, voice: Voice) -> list[Json]:
    """« se trouve dans la commune », with the records that say so."""
    entity = reader.entity(key)
    if entity is None:
        return []
    said = [f for f in entity.facts if f.property == "locatedIn" and f.value == place.iri]
    records = Citations([entity], voice.base_iri).of(r for fact in said for r in fact.records)
    sentence = text("recommend.of_the_commune", voice.language, place=place.name)
    return [{"text": sentence, "records": records}] if records else []
