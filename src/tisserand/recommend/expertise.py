"""Who masters a skill, or a narrower or broader one: the index that ranking reads."""

import threading
from collections.abc import Iterator, Sequence
from functools import cached_property, lru_cache
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from tisserand.ontology.properties import is_kind_of
from tisserand.recommend.arrays import IS_ACTOR, KINDS, Integers, Projection
from tisserand.recommend.mastered import Mastered
from tisserand.recommend.offered import Offered
from tisserand.recommend.skill_space import SkillSpace
from tisserand.recommend.territory import Territory
from tisserand.reference.places import Gazetteer

BROADER = 0.4
"""What mastery of the skill just above is worth for the one asked."""
READ_NARROWER = 0.7
"""What an offer read as a narrower skill is worth for the one asked; a record says it as well."""
LEAST_LEFT = 1e-9
"""Mastery under which nothing is left of proofs taken away."""
CERTAIN = 1.0 - 1e-6
FUNDERS = "help:money"
PREMISES = "help:premises"
"""What stands for a skill when money or premises are asked for: those who fund, those who host.

`help:money:IRI` stands for those who fund a theme.
"""


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
    def mastered(self) -> Mastered:
        """Every skill that is read by meaning, in the order of the space; none without vectors."""
        skills = [] if self.offered is None else self.offered.space.skills
        return Mastered([self.holders(one.iri) for one in skills], self.territory)

    def _find(self, iri: str) -> Holders:
        projection = self.projection
        if iri == FUNDERS:
            return _all(projection.links.pairs("funder")[1], projection)
        if iri == PREMISES:
            hosts = [code for code, kind in enumerate(KINDS) if is_kind_of(kind, "Site")]
            return _all(np.flatnonzero(np.isin(projection.kind, hosts)), projection)
        proofs = list(self._proofs(iri))
        actor = np.concatenate([np.zeros(0, np.int32), *(member for member, _ in proofs)])
        mastery = np.concatenate([np.zeros(0), *(mastery for _, mastery in proofs)])
        order = np.lexsort((-mastery, actor))
        actor, first = np.unique(actor[order], return_index=True)
        return Holders(actor, mastery[order][first])

    def _proofs(self, iri: str) -> Iterator[tuple[Integers, NDArray[np.float64]]]:
        """Who answers for a skill and how well, by records and by what is read of offers.

        An actor comes as often as something shows it.
        """
        asked = iri.removeprefix(f"{FUNDERS}:")
        offered = None if iri.startswith(FUNDERS) else self.offered
        shown = self.projection.funders if iri.startswith(FUNDERS) else self.projection.holders
        for other, factor in expand(asked, self.hierarchy).items():
            concept = self.projection.concepts.find(other)
            if concept >= 0:
                member, mastery = shown.row(concept)
                if offered is not None:
                    member, mastery = _without(member, mastery, *offered.named.row(concept))
                yield member, factor * mastery
            if offered is not None and other in offered.skills:
                member, mastery = offered.skills[other]
                yield member, (factor if other == iri else min(factor, READ_NARROWER)) * mastery


def _without(
    member: Integers,
    mastery: NDArray[np.float64],
    taken: Integers,
    shown: NDArray[np.float64],
) -> tuple[Integers, NDArray[np.float64]]:
    """Proofs of a row less some of them, which add up as `incidence.combine` says."""
    doubt = 1.0 - mastery
    # Nothing can be told apart in what so many offers name that no doubt is left.
    is_told = shown < CERTAIN
    doubt[np.searchsorted(member, taken[is_told])] /= 1.0 - shown[is_told]
    left = doubt < 1.0 - LEAST_LEFT
    return member[left], 1.0 - doubt[left]


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
