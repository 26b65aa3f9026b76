"""The place that a name given by a person means, in the territory of the graph first."""

from collections import Counter
from collections.abc import Collection, Iterator
from functools import cached_property

import numpy as np

from tisserand.errors import InputError
from tisserand.recommend.arrays import Projection
from tisserand.reference.places import COMMUNAL, Gazetteer, Place

TERRITORIES = ("epci", "departement", "region")
MOST_HOME = 5
"""Départements that tell homonyms apart, at most."""
MOST_TOLD = 10


class Home(Collection[str]):
    """Codes of the départements of the graph, those with most entities first.

    They are counted when homonyms must be told apart, not before: all the places are looked up.
    """

    def __init__(self, projection: Projection, gazetteer: Gazetteer) -> None:
        self._projection, self._gazetteer = projection, gazetteer

    @cached_property
    def _codes(self) -> tuple[str, ...]:
        projection, counts = self._projection, Counter[str]()
        borne = np.bincount(projection.place[projection.place >= 0])
        for number in np.flatnonzero(borne).tolist():
            for iri in self._gazetteer.ancestors(projection.places[number]):
                if "/departement/" in iri:
                    counts[iri.rpartition("/")[2]] += int(borne[number])
        ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
        return tuple(code for code, _ in ranked[:MOST_HOME])

    def __contains__(self, code: object) -> bool:
        return code in self._codes

    def __iter__(self) -> Iterator[str]:
        return iter(self._codes)

    def __len__(self) -> int:
        return len(self._codes)


def find_commune(name: str, gazetteer: Gazetteer, home: Collection[str]) -> Place:
    """The commune that a name or an IRI designates.

    Raises:
        InputError: it designates none, or several that nothing tells apart.
    """
    found = gazetteer.get(name) or _at_home(name, gazetteer, home) or gazetteer.town(name)
    if found is not None:
        return found
    candidates = gazetteer.candidates(name)
    if not candidates:
        raise InputError("recommend.unknown_place", name=name)
    names = ", ".join(f"{place.name} ({place.code})" for place in candidates[:MOST_TOLD])
    raise InputError("recommend.ambiguous_place", name=name, candidates=names)


def find_territory(name: str, gazetteer: Gazetteer, home: Collection[str]) -> Place:
    """The commune, else the EPCI, département or region, that a name or an IRI designates.

    Raises:
        InputError: as `find_commune`.
    """
    if not gazetteer.candidates(name):
        for kind in TERRITORIES:
            found = gazetteer.find(name, kinds=(kind,))
            if found is not None:
                return found
    return find_commune(name, gazetteer, home)


def _at_home(name: str, gazetteer: Gazetteer, home: Collection[str]) -> Place | None:
    """The one commune of this name, or the one of the first département that has it."""
    found = gazetteer.find(name)
    if found is not None:
        return found
    inside = (gazetteer.find(name, departement=code, kinds=COMMUNAL) for code in home)
    return next((place for place in inside if place is not None), None)
