"""The graph cut by the territories of one level: communes, EPCI, bassins de vie, and so on."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tisserand.errors import InputError
from tisserand.recommend.arrays import Graph
from tisserand.reference.places import Gazetteer

LEVELS = ("commune", "epci", "bassin-de-vie", "departement", "region")


@dataclass(frozen=True, slots=True, eq=False)
class Areas:
    """The territories of one level that entities are in.

    Attributes:
        iris: of the territories, sorted.
        of_entity: (n,) number of the territory of each entity, -1 when none is known.
    """

    iris: list[str]
    of_entity: NDArray[np.int32]

    def members(self, area: int) -> NDArray[np.int32]:
        """Numbers of the entities of a territory, ascending."""
        return np.flatnonzero(self.of_entity == area).astype(np.int32)


def cut(graph: Graph, gazetteer: Gazetteer, level: str, within: str | None = None) -> Areas:
    """The territories of a level, those of one larger place when it is given.

    A place that lies in several (an EPCI over two départements) counts in the first by IRI.

    Raises:
        InputError: bassins de vie, of which no table was given.
    """
    of_place = [
        _area_of(gazetteer, graph.places[i], level, within) for i in range(len(graph.places))
    ]
    iris = sorted({iri for iri in of_place if iri is not None})
    if not iris and level == "bassin-de-vie" and within is None and len(graph.places):
        raise InputError("recommend.no_bassins")
    numbers = {iri: number for number, iri in enumerate(iris)}
    lookup = np.array([numbers[iri] if iri else -1 for iri in of_place] + [-1], dtype=np.int32)
    return Areas(iris, lookup[graph.place])


def _area_of(gazetteer: Gazetteer, place: str, level: str, within: str | None) -> str | None:
    line = (place, *gazetteer.ancestors(place))
    if within is not None and within not in line:
        return None
    return next((iri for iri in sorted(line) if f"/{level}/" in iri), None)
