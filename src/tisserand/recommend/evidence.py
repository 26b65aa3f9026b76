"""What shows that an actor masters a skill or works on a theme, and how surely.

A skill said of the actor is worth more than one it offers, than one that a past project needed.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tisserand.recommend.arrays import (
    MARKS,
    PREDICATES,
    Graph,
    Incidence,
    LinkRows,
    MarkRows,
    gather,
    rows_of,
)
from tisserand.recommend.incidence import combine


class Path(NamedTuple):
    """A way from an actor to the marks of a thing it is tied to.

    `outward`: predicates from the actor to the thing; `inward`: from the thing to the actor.
    """

    mark: str
    outward: tuple[str, ...]
    inward: tuple[str, ...]
    weight: float


SAID = (("hasSkill", 0.9), ("theme", 0.9))
OFFERED = Path("offersSkill", ("offers",), ("offeredBy",), 0.8)
MASTERY = (
    OFFERED,
    Path("theme", ("offers",), ("offeredBy",), 0.5),
    Path("requiresSkill", ("leads",), ("ledBy",), 0.5),
    Path("requiresSkill", ("takesPartIn",), (), 0.4),
    Path("theme", ("leads", "takesPartIn"), ("ledBy",), 0.4),
    Path("theme", (), ("beneficiary",), 0.3),
)
SEEKING = (
    Path("requiresSkill", ("seeks",), ("neededBy",), 0.9),
    Path("theme", ("seeks",), ("neededBy",), 0.3),
    Path("requiresSkill", ("leads",), ("ledBy",), 0.3),
)
FUNDING = (Path("theme", (), ("funder",), 0.7),)


def find_holders(graph: Graph) -> Incidence:
    """Concept × actor: the skills and themes that records show."""
    triples = [_said(graph, mark, weight) for mark, weight in SAID]
    triples += [_along(graph, path) for path in MASTERY]
    triples.append(_funded(graph))
    return _incidence(graph, triples)


def find_offered(graph: Graph, offers: NDArray[np.integer], marks: MarkRows) -> Incidence:
    """Concept × actor: the part of `find_holders` that rests on these marks of offers.

    Args:
        marks: skills that offers are said to hold; `owner` is a position among `offers`.
    """
    out, into = graph.links.outward(offers), graph.links.inward(offers)
    made = (_makers(into, OFFERED.outward, into.subject), _makers(out, OFFERED.inward, out.object))
    offer, actor, sure = (np.concatenate(column) for column in zip(*made, strict=True))
    position, link = gather(rows_of(marks.owner, len(offers)), offer)
    weight = OFFERED.weight * sure[link].astype(np.float64) * marks.confidence[position]
    part = _Triples(marks.concept[position].astype(np.int64), actor[link], weight)
    return _incidence(graph, [part])


def _makers(
    links: LinkRows, predicates: Sequence[str], actors: NDArray[np.integer]
) -> tuple[NDArray[np.integer], NDArray[np.integer], NDArray[np.float32]]:
    """Offer, actor and confidence of the links of these predicates."""
    said = np.isin(links.predicate, [PREDICATES.index(one) for one in predicates])
    return links.owner[said], actors[said], links.confidence[said]


def find_funders(graph: Graph) -> Incidence:
    """Concept × actor: the themes for which an actor gives money."""
    return _incidence(graph, [_along(graph, path) for path in FUNDING])


def find_seekers(graph: Graph) -> Incidence:
    """Concept × actor: the skills and themes that an actor needs help with."""
    return _incidence(graph, [_along(graph, path) for path in SEEKING])


class _Triples(NamedTuple):
    """Concept, actor and weight, as columns."""

    concept: NDArray[np.int64]
    actor: NDArray[np.int64]
    weight: NDArray[np.float64]


def _incidence(graph: Graph, parts: list[_Triples]) -> Incidence:
    concept, actor, weight = (np.concatenate(column) for column in zip(*parts, strict=True))
    can_act = np.isin(actor, graph.actors())
    return combine(concept[can_act], actor[can_act], weight[can_act], len(graph.concepts))


def _said(graph: Graph, mark: str, weight: float) -> _Triples:
    """What records say of the thing itself."""
    marks = graph.marks
    at = np.flatnonzero(marks.property == MARKS.index(mark))
    return _Triples(
        marks.concept[at].astype(np.int64),
        marks.thing[at].astype(np.int64),
        weight * marks.confidence[at].astype(np.float64),
    )


def _along(graph: Graph, path: Path) -> _Triples:
    """What records say of the things an actor is tied to."""
    links = graph.links
    out, into = links.said_by(*path.outward), links.said_by(*path.inward)
    actor = np.concatenate([links.subject[out], links.object[into]])
    thing = np.concatenate([links.object[out], links.subject[into]])
    sure = np.concatenate([links.confidence[out], links.confidence[into]])
    return _carry(graph, path.mark, actor, thing, path.weight * sure.astype(np.float64))


def _funded(graph: Graph) -> _Triples:
    """What a project needed, for who was granted money to do it."""
    links = graph.links
    granted, funds = links.said_by("beneficiary"), links.said_by("funds")
    start = np.searchsorted(links.subject[funds], np.arange(len(graph) + 1))
    position, owner = gather(start, links.subject[granted])
    actor = links.object[granted][owner]
    weight = np.full(len(actor), 0.4)
    return _carry(graph, "requiresSkill", actor, links.object[funds][position], weight)


def _carry(
    graph: Graph,
    mark: str,
    actor: NDArray[np.integer],
    thing: NDArray[np.integer],
    weight: NDArray[np.float64],
) -> _Triples:
    """The marks of each thing, given to the actor beside it."""
    marks = graph.marks
    position, owner = gather(marks.start, thing)
    kept = marks.property[position] == MARKS.index(mark)
    position, owner = position[kept], owner[kept]
    return _Triples(
        marks.concept[position].astype(np.int64),
        actor[owner].astype(np.int64),
        weight[owner] * marks.confidence[position].astype(np.float64),
    )
