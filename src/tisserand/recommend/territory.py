"""Where the actors are: points on the unit sphere, and which intercommunality they belong to."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tisserand.recommend.arrays import Graph, Integers
from tisserand.reference.distance import EARTH_RADIUS_KM
from tisserand.reference.places import Gazetteer, Place

HALF_DISTANCE_KM = 30.0
SAME_EPCI = 1.15
FARTHEST = 0.1  # what is left of a match at the other end of the country


@dataclass(frozen=True, slots=True, eq=False)
class Territory:
    """Places of the entities of a projection.

    Attributes:
        points: (n, 3) on the unit sphere, NaN when the place is unknown.
        epci: (n,) number of the EPCI, -1 when unknown.
        epci_numbers: number of each EPCI, by IRI.
    """

    points: NDArray[np.float64]
    epci: Integers
    epci_numbers: dict[str, int]


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """The place a question is asked from."""

    place: Place
    point: NDArray[np.float64] | None
    epci: int


def locate(graph: Graph, gazetteer: Gazetteer) -> Territory:
    """An entity's own coordinates, else those of its place, else of its neighbours there."""
    points = on_sphere(graph.latitude, graph.longitude)
    degrees = np.full((len(graph.places) + 1, 2), np.nan)  # the last row stands for no place
    epci_of_place = np.full(len(graph.places) + 1, -1, dtype=np.int32)
    epci_numbers: dict[str, int] = {}
    for number in range(len(graph.places)):
        iri = graph.places[number]
        place = gazetteer.get(iri)
        if place is None:
            continue
        if place.latitude is not None and place.longitude is not None:
            degrees[number] = place.latitude, place.longitude
        epci = gazetteer.epci(iri)
        if epci:
            epci_of_place[number] = epci_numbers.setdefault(epci, len(epci_numbers))
    of_place = on_sphere(degrees[:, 0], degrees[:, 1])
    _fill_with_neighbours(of_place, points, graph.place)
    unknown = np.isnan(points[:, 0])
    points[unknown] = of_place[graph.place[unknown]]
    return Territory(points, epci_of_place[graph.place], epci_numbers)


def _fill_with_neighbours(
    of_place: NDArray[np.float64], points: NDArray[np.float64], place: Integers
) -> None:
    """A place without coordinates is in the middle of the entities that are there."""
    known = ~np.isnan(points[:, 0]) & (place >= 0)
    total = np.zeros_like(of_place)
    np.add.at(total, place[known], points[known])
    length = np.linalg.norm(total, axis=1)
    missing = np.isnan(of_place[:, 0]) & (length > 0)
    of_place[missing] = total[missing] / length[missing, None]


def whereabouts(territory: Territory, gazetteer: Gazetteer, place: Place) -> Whereabouts:
    """Where a question is asked from."""
    known = place.latitude is not None and place.longitude is not None
    point = on_sphere(place.latitude or 0.0, place.longitude or 0.0) if known else None
    epci = territory.epci_numbers.get(gazetteer.epci(place.iri) or "", -2)
    return Whereabouts(place, point, epci)


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
