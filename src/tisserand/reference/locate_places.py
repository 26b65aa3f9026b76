"""Where communes are: their points in GeoNames, else those of their neighbours.

Part of `build_places`; for developers.
"""

import math
import statistics
from collections import defaultdict
from collections.abc import Iterable
from typing import Any, NamedTuple

from tisserand.reference.distance import distance_km
from tisserand.reference.text import fold

KINDS = {
    "commune-actuelle": "commune",
    "commune-deleguee": "commune-deleguee",
    "commune-associee": "commune-associee",
    "arrondissement-municipal": "arrondissement-municipal",
}
OVERSEAS = {
    "GP": "01", "MQ": "02", "GF": "03", "RE": "04", "YT": "06",
    "PM": "975", "BL": "977", "MF": "978", "WF": "986", "PF": "987", "NC": "988",
}  # fmt: skip
MAX_RATIO = 3.0
"""Two populations further apart than this are not those of one commune."""
MAX_STRAY_KM = 50.0
"""A commune is never further than this from the middle of its EPCI."""
MAX_SEAT_KM = 25.0
"""The seat of a commune without namesake is looked for no further from the middle of its EPCI."""
MAX_ALONE_KM = 80.0
"""Where nothing is located in the EPCI: no further from the middle of the département."""
MAX_FORMER_KM = 15.0
"""A former commune is never further than this from the present one."""

Json = dict[str, Any]
Points = dict[tuple[str, str], "Point"]


class Point(NamedTuple):
    latitude: float
    longitude: float


def commune_key(commune: Json) -> tuple[str, str]:
    return KINDS[commune["type"]], commune["code"]


def chief_of(commune: Json) -> str:
    """Code of the present commune."""
    return str(commune.get("chefLieu") or commune.get("commune") or commune["code"])


def locate(communes: list[Json], epci_of: dict[str, str], cities: Iterable[Json]) -> Points:
    """Communes found in GeoNames: same folded name and region, the nearest in population."""
    by_name = _cities_by_name(cities)
    pairs = sorted(
        (_ratio(commune, city), int(city["geonameid"]), commune_key(commune), _point(city))
        for commune in communes
        if commune.get("population")
        for city in by_name[fold(commune["nom"]), commune["region"]]
        if city["population"]
    )
    found: Points = {}
    taken: set[int] = set()
    for ratio, city, key, point in pairs:
        if ratio <= MAX_RATIO and key not in found and city not in taken:
            found[key] = point
            taken.add(city)
    middles = _middles(found, communes, epci_of)
    found = _without_strays(found, middles, epci_of)
    found.update(_seats(communes, found, by_name, middles, epci_of))
    found.update(_former(communes, found, by_name))
    return found


def _cities_by_name(cities: Iterable[Json]) -> dict[tuple[str, str], list[Json]]:
    by_name: dict[tuple[str, str], list[Json]] = defaultdict(list)
    for city in cities:
        country = city["countrycode"]
        if country != "FR" and country not in OVERSEAS:
            continue
        region = OVERSEAS.get(country) or city["admin1code"]
        for name in sorted({fold(name) for name in (city["name"], *city["alternatenames"])}):
            by_name[name, region].append(city)
    return by_name


def _point(city: Json) -> Point:
    return Point(round(city["latitude"], 4), round(city["longitude"], 4))


def _ratio(commune: Json, city: Json) -> float:
    return float(math.exp(abs(math.log(commune["population"] / city["population"]))))


def _middles(found: Points, communes: list[Json], epci_of: dict[str, str]) -> dict[str, Point]:
    """The median point of the located communes of each EPCI and of each département, by code."""
    groups: dict[str, list[Point]] = defaultdict(list)
    for commune in communes:
        if point := found.get(commune_key(commune)):
            groups[commune["departement"]].append(point)
            if commune["code"] in epci_of:
                groups[epci_of[commune["code"]]].append(point)
    return {
        epci: Point(
            statistics.median(p.latitude for p in points),
            statistics.median(p.longitude for p in points),
        )
        for epci, points in groups.items()
    }


def _without_strays(found: Points, middles: dict[str, Point], epci_of: dict[str, str]) -> Points:
    """A homonym of the same region is far from its supposed neighbours: leave it out."""
    return {
        (kind, code): point
        for (kind, code), point in found.items()
        if code not in epci_of or distance_km(*point, *middles[epci_of[code]]) <= MAX_STRAY_KM
    }


def _seats(
    communes: list[Json],
    found: Points,
    by_name: dict[tuple[str, str], list[Json]],
    middles: dict[str, Point],
    epci_of: dict[str, str],
) -> Points:
    """New communes that bear a new name: the point of the former commune of the same code."""
    points: Points = {}
    for commune in communes:
        key = ("commune", commune["code"])
        if commune_key(commune) == key or chief_of(commune) != commune["code"] or key in found:
            continue
        cities = by_name[fold(commune["nom"]), commune["region"]]
        middle, most_km = middles.get(epci_of.get(commune["code"], "")), MAX_SEAT_KM
        if middle is None and len(cities) == 1:
            middle, most_km = middles.get(commune["departement"]), MAX_ALONE_KM
        if middle and (point := _closest(cities, middle, most_km)):
            points[key] = point
    return points


def _former(
    communes: list[Json], found: Points, by_name: dict[tuple[str, str], list[Json]]
) -> Points:
    """Former communes: a namesake close to the present commune."""
    points: Points = {}
    for commune in communes:
        chief = found.get(("commune", chief_of(commune)))
        if commune["type"] == "commune-actuelle" or commune_key(commune) in found or not chief:
            continue
        point = _closest(by_name[fold(commune["nom"]), commune["region"]], chief, MAX_FORMER_KM)
        if point:
            points[commune_key(commune)] = point
    return points


def _closest(cities: list[Json], middle: Point, most_km: float) -> Point | None:
    """The point of the city closest to another point, unless all are further than `most_km`."""
    near = min(
        ((distance_km(*middle, *_point(city)), _point(city)) for city in cities), default=None
    )
    return near[1] if near and near[0] <= most_km else None


def estimate(communes: list[Json], epci_of: dict[str, str], located: Points) -> dict[str, Point]:
    """Means of the located communes, by `postcode:…`, `epci:…`, `departement:…`, `region:…`."""
    groups: dict[str, list[Point]] = defaultdict(list)
    for commune in communes:
        point = located.get(commune_key(commune))
        if point and commune["type"] == "commune-actuelle":
            for group in groups_of(commune, epci_of):
                groups[group].append(point)
    return {
        group: Point(
            round(statistics.fmean(p.latitude for p in points), 4),
            round(statistics.fmean(p.longitude for p in points), 4),
        )
        for group, points in groups.items()
    }


def groups_of(commune: Json, epci_of: dict[str, str]) -> list[str]:
    """The groups of a commune, the narrowest first."""
    return [
        *(f"postcode:{postcode}" for postcode in commune.get("codesPostaux", ())),
        f"epci:{epci_of.get(commune['code'], '')}",
        f"departement:{commune['departement']}",
        f"region:{commune['region']}",
    ]
