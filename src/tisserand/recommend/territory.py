"""Where the actors are: points on the unit sphere, and which intercommunality they belong to."""

from dataclasses import dataclass
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from tisserand.recommend.arrays import Graph, Integers
from tisserand.reference.distance import EARTH_RADIUS_KM
from tisserand.reference.places import Gazetteer, Place

HALF_DISTANCE_KM = 30.0
SAME_EPCI = 1.15
FARTHEST = 0.1  # what is left of a match at the other end of the country
Numbers = NDArray[np.integer] | list[int] | int | slice


class Territory:
    """Where the entities of a graph are; a place is looked up when it is first asked for."""

    def __init__(self, graph: Graph, gazetteer: Gazetteer) -> None:
        self._graph, self._gazetteer = graph, gazetteer
        size = len(graph.places) + 1  # the last row stands for no place
        self._points = np.full((size, 3), np.nan)
        self._epcis = np.full(size, -1, dtype=np.int32)
        self._is_known = np.zeros(size, dtype=bool)
        self._is_known[-1] = True
        self._numbers: dict[str, int] = {}
        self._turn = Lock()

    def points(self, numbers: Numbers) -> NDArray[np.float64]:
        """(…, 3) on the unit sphere, NaN when unknown: an entity's own coordinates, else those of
        its place, else of its neighbours there."""
        graph = self._graph
        points = on_sphere(graph.latitude[numbers], graph.longitude[numbers])
        unknown = np.isnan(points[..., 0])
        place = graph.place[numbers]
        self._know(np.where(unknown, place, -1))
        return np.where(unknown[..., None], self._points[place], points)

    def epcis(self, numbers: Numbers) -> Integers:
        """Number of the EPCI of each entity, -1 when unknown."""
        place = self._graph.place[numbers]
        self._know(place)
        return self._epcis[place]

    def epci_of(self, place: Place) -> int:
        """Number of the EPCI of a place, -2 when unknown."""
        epci = self._gazetteer.epci(place.iri)
        with self._turn:
            return -2 if epci is None else self._number(epci)

    def _number(self, epci: str) -> int:
        return self._numbers.setdefault(epci, len(self._numbers))

    def _know(self, places: Integers) -> None:
        """Look up those of these places that nobody asked for yet."""
        if self._is_known[places].all():
            return
        with self._turn:
            new = np.unique(np.atleast_1d(places)[~self._is_known[np.atleast_1d(places)]])
            if not len(new):  # another thread looked them up while this one waited
                return
            found = [self._gazetteer.get(self._graph.places[int(number)]) for number in new]
            degrees = [(place.latitude, place.longitude) if place else (None, None)
                       for place in found]  # fmt: skip
            self._points[new] = on_sphere(*np.array(degrees, dtype=np.float64).T)
            self._settle_nowhere(new[np.isnan(self._points[new, 0])])
            for number, place in zip(new.tolist(), found, strict=True):
                epci = self._gazetteer.epci(place.iri) if place else None
                self._epcis[number] = -1 if epci is None else self._number(epci)
            self._is_known[new] = True

    def _settle_nowhere(self, places: Integers) -> None:
        """A place without coordinates is in the middle of the entities that are there."""
        if not len(places):
            return
        graph = self._graph
        at = np.flatnonzero(np.isin(graph.place, places) & ~np.isnan(graph.latitude))
        total = np.zeros_like(self._points)
        np.add.at(total, graph.place[at], on_sphere(graph.latitude[at], graph.longitude[at]))
        length = np.linalg.norm(total[places], axis=1)
        known = places[length > 0]
        self._points[known] = total[known] / length[length > 0, None]


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """The place a question is asked from."""

    place: Place
    point: NDArray[np.float64] | None
    epci: int


def whereabouts(territory: Territory, place: Place) -> Whereabouts:
    """Where a question is asked from."""
    known = place.latitude is not None and place.longitude is not None
    point = on_sphere(place.latitude or 0.0, place.longitude or 0.0) if known else None
    return Whereabouts(place, point, territory.epci_of(place))


def on_sphere(
    latitude: float | NDArray[np.float64], longitude: float | NDArray[np.float64]
) -> NDArray[np.float64]:
    """(…, 3) points of the unit sphere, from WGS84 degrees."""
    north, east = np.radians(latitude), np.radians(longitude)
    flat = np.cos(north)
    return np.stack([flat * np.cos(east), flat * np.sin(east), np.sin(north)], axis=-1)


def squared_km(points: NDArray[np.float64], origin: NDArray[np.float64]) -> NDArray[np.float64]:
    """Squared distances by the chord, in km²; at 300 km the chord is 0.01 % short of the arc."""
    apart = points - origin
    squares: NDArray[np.float64] = np.einsum("ij,ij->i", apart, apart)
    return squares * EARTH_RADIUS_KM**2


def nearness(squares: NDArray[np.float64]) -> NDArray[np.float64]:
    """From 1 here, through (1 + FARTHEST) / 2 at `HALF_DISTANCE_KM`, to `FARTHEST`."""
    near = FARTHEST + (1.0 - FARTHEST) / (1.0 + squares / HALF_DISTANCE_KM**2)
    near[np.isnan(near)] = FARTHEST
    return near
