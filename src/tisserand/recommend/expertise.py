"""Who masters a skill, or a narrower or broader one: the index that ranking reads."""

import threading
from collections.abc import Sequence
from functools import cached_property, lru_cache
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from tisserand.ontology.properties import is_kind_of
from tisserand.recommend.arrays import IS_ACTOR, KINDS, Incidence, Integers, Projection
from tisserand.recommend.offered import Offered
from tisserand.recommend.skill_space import SkillSpace
from tisserand.recommend.territory import Territory
from tisserand.reference.places import Gazetteer

BROADER = 0.4
"""What mastery of the skill just above is worth for the one asked."""
FUNDERS = "help:money"
PREMISES = "help:premises"
"""What stands for a skill when money or premises are asked for: those who fund, those who host.

`help:money:IRI` stands for those who fund a theme.
"""


SAMPLED = 1000
"""Actors whose places tell where actors are in general."""


class Hierarchy(Protocol):
    """The part of a thesaurus that ranking needs: every concept below, every one above."""

    def narrower(self, iri: str) -> Sequence[str]: ...
    def broader(self, iri: str) -> Sequence[str]: ...


class Holders(NamedTuple):
    """Actors who can answer for a skill, ascending, and how well in ]0, 1]."""

    actor: Integers
    mastery: NDArray[np.float64]


class Scratch(threading.local):
    """Arrays that one question writes and puts back as they were, one set a thread."""

    def __init__(self, size: int) -> None:
        self.slots = np.full(size, -1, dtype=np.int32)
        self.reached = np.zeros(size)


class HelperIndex:
    """A projection with its hierarchy of skills and its territory; rows are kept once made."""

    def __init__(
        self,
        projection: Projection,
        hierarchy: Hierarchy,
        territory: Territory,
        offered: Offered | None = None,
    ) -> None:
        """Takes also what offers are about by their words, when vectors are at hand."""
        self.projection = projection
        self.offered = offered
        self.hierarchy = hierarchy
        self.territory = territory
        self.scratch = Scratch(len(projection))
        self._rows: dict[str, Holders] = {}
        self._points: dict[str, NDArray[np.float64]] = {}

    def holders(self, iri: str) -> Holders:
        """Who masters a skill, a narrower one (as well), or a broader one (less)."""
        if iri not in self._rows:
            self._rows[iri] = self._find(iri)
        return self._rows[iri]

    def points(self, iri: str) -> NDArray[np.float64]:
        """(n, 3) where each holder of a skill is, on the unit sphere."""
        if iri not in self._points:
            self._points[iri] = self.territory.points(self.holders(iri).actor)
        return self._points[iri]

    @cached_property
    def some_points(self) -> NDArray[np.float64]:
        """(n, 3) where actors are, at most `SAMPLED` of them, evenly taken; NaN when unknown."""
        actors = self.projection.actors()
        return self.territory.points(actors[:: -(-len(actors) // SAMPLED) or 1])

    @cached_property
    def usual_mastery(self) -> float:
        """Mean over the skills read by meaning of the best mastery of each; 0 without them."""
        if self.offered is None:
            return 0.0
        best = [self._best_proof(one.iri, self.offered) for one in self.offered.space.skills]
        return sum(best) / max(len(best), 1)

    def _best_proof(self, iri: str, offered: Offered) -> float:
        found, none = self.projection.concepts.find(iri), np.zeros(0)
        shown = self.projection.holders.row(found)[1] if found >= 0 else none
        read = offered.skills[iri][1] if iri in offered.skills else none
        return max(float(np.max(one, initial=0.0)) for one in (shown, read))

    def _find(self, iri: str) -> Holders:
        projection = self.projection
        if iri == FUNDERS:
            return _all(projection.links.pairs("funder")[1], projection)
        if iri == PREMISES:
            hosts = [code for code, kind in enumerate(KINDS) if is_kind_of(kind, "Site")]
            return _all(np.flatnonzero(np.isin(projection.kind, hosts)), projection)
        if iri.startswith(FUNDERS):
            theme = iri.removeprefix(f"{FUNDERS}:")
            return self._merge(expand(theme, self.hierarchy), projection.funders, None)
        return self._merge(expand(iri, self.hierarchy), projection.holders, self.offered)

    def _merge(
        self, related: dict[str, float], proofs: Incidence, offered: Offered | None
    ) -> Holders:
        """Each actor once, by its best proof."""
        actors, masteries = [np.zeros(0, np.int32)], [np.zeros(0, np.float64)]
        for iri, factor in related.items():
            concept = self.projection.concepts.find(iri)
            if concept >= 0:
                member, weight = proofs.row(concept)
                actors.append(np.asarray(member))
                masteries.append(factor * weight)
            if offered is not None and iri in offered.skills:
                member, weight = offered.skills[iri]
                actors.append(member)
                masteries.append(factor * weight)
        actor, mastery = np.concatenate(actors), np.concatenate(masteries)
        order = np.lexsort((-mastery, actor))
        actor, first = np.unique(actor[order], return_index=True)
        return Holders(actor, mastery[order][first])


def _all(actors: NDArray[np.integer], projection: Projection) -> Holders:
    """These actors, each as well as the others."""
    distinct = np.unique(actors).astype(np.int32)
    distinct = distinct[IS_ACTOR[projection.kind[distinct]]]
    return Holders(distinct, np.ones(len(distinct)))


def expand(iri: str, hierarchy: Hierarchy) -> dict[str, float]:
    """The skill asked and all below it at 1, the ones just above it at less."""
    related = {iri: 1.0} | dict.fromkeys(hierarchy.narrower(iri), 1.0)
    above = hierarchy.broader(iri)
    farther = {higher for parent in above for higher in hierarchy.broader(parent)}
    for parent in above:
        if parent not in farther:
            related.setdefault(parent, BROADER)
    return related


@lru_cache(maxsize=4)
def index_of(
    projection: Projection,
    hierarchy: Hierarchy,
    gazetteer: Gazetteer,
    space: SkillSpace | None = None,
) -> HelperIndex:
    """The index of a projection, kept for the next question."""
    offered = None if space is None else Offered(projection, space)
    return HelperIndex(projection, hierarchy, Territory(projection, gazetteer), offered)
