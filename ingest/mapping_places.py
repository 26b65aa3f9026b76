"""Where the rows of an unknown table are: the columns, or the parts of one, that say it."""

import re
from collections import Counter
from collections.abc import Callable
from typing import Any

from tisserand.ingest.mapping_profiles import ColumnProfile, heading_of
from tisserand.ingest.normalisation.places import normalise_insee
from tisserand.reference.place_names import parse_name
from tisserand.reference.places import load_gazetteer
from tisserand.reference.text import fold

_POSTCODE = r"(?<!\d)(\d{2}[ ]?\d{3})(?!\d)"
_TOWN = r"(?<!\d)\d{2}[ ]?\d{3}\s*[-,]?\s+([^\d\W][^,;(\n\d]*)"
_CODED_TOWN = re.compile(r"^(\d[\dAB]\d{3})\s*[-–:]\s*(\D+)$")
_CODED_DEPARTEMENT = r"(?:^0?|[(\s-])(\d\d|2[AB]|97\d)(?=$|[)\s:-])"
_AREAS = {"epci": r"^\d{9}$", "departement": r"^(\d\d|2[AB]|97\d)$"}
# Of several columns that say a place, the one that does not speak of another place is taken.
_OF_ANOTHER = re.compile(
    r"deleguee|ancien|gestion|postal(e)?$|academie|canton|arrondissement|siege"
)
_SAYS_INSEE = re.compile(r"insee|com|geo")
_NEVER = re.compile(r"naissance|execution")


def draft_place(columns: dict[str, list[ColumnProfile]]) -> dict[str, Any]:
    """The rule of place that the columns allow; empty when none says a place."""
    columns = {kind: kept for kind, of in columns.items() if (kept := _where(of))}
    kinds = {
        "commune": "commune",
        "postcode": "postcode",
        "insee": "insee",
        "latitude": "latitude",
        "longitude": "longitude",
        "x": "lambert_x",
        "y": "lambert_y",
    }
    if "insee" in columns and "commune" in columns:
        columns["insee"] = [c for c in columns["insee"] if _agrees(c, columns["commune"])]
        columns = {kind: of for kind, of in columns.items() if of}
    found: dict[str, Any] = {
        key: _best(columns[kind]).name for key, kind in kinds.items() if kind in columns
    }
    found |= _departement(columns)
    if "insee" not in found:
        found |= _coded_town(columns)
    for pair in (("latitude", "longitude"), ("x", "y")):
        if not all(key in found for key in pair):
            found = {key: name for key, name in found.items() if key not in pair}
    if "commune" not in found and "insee" not in found:
        found.pop("departement", None)
        found |= _of_address(columns)
    if set(found) == {"commune"} and (near := _departements_of(_best(columns["commune"]))):
        found["near"] = {"constant": " ".join(near)}
    return found


def _departements_of(communes: ColumnProfile) -> list[str]:
    """The few départements of nearly all the communes that bear a name of their own, if few."""
    gazetteer = load_gazetteer()
    placed = [place for text in communes.values if (place := gazetteer.find(text[:80]))]
    counts = Counter(place.code[: 3 if place.code.startswith("97") else 2] for place in placed)
    common = [code for code, count in counts.items() if count >= 0.1 * len(placed)]
    held = sum(counts[code] for code in common)
    return sorted(common) if common and len(common) <= 5 and held >= 0.8 * len(placed) else []


def place_of_name(
    name: ColumnProfile, columns: dict[str, list[ColumnProfile]]
) -> dict[str, Any] | None:
    """Rows named by their commune, in a table that has the département to tell homonyms apart."""
    if columns.keys() & {"commune", "insee"} or not columns.keys() & {"departement", "postcode"}:
        return None
    found = sum(bool(load_gazetteer().candidates(text[:80])) for text in name.sample)
    if found < 0.4 * len(name.sample):
        return None
    return {
        **draft_place({k: v for k, v in columns.items() if k != "address"}),
        "commune": name.name,
        **_departement(columns),
    }


def draft_areas(columns: dict[str, list[ColumnProfile]]) -> list[dict[str, Any]]:
    """What places the EPCI and départements that share a column of codes with communes."""
    if "insee" not in columns:
        return []
    column = _best(columns["insee"])
    return [
        {
            "template": f"https://w3id.org/tisserand/place/{kind}/{{{column.name}}}",
            "when": {"column": column.name, "matches": code},
        }
        for kind, code in _AREAS.items()
        if any(re.match(code, text) for text in column.sample)
    ]


def _agrees(codes: ColumnProfile, communes: list[ColumnProfile]) -> bool:
    """Whether codes are those of the communes named: a number of order may look like a code."""
    if _SAYS_INSEE.search(heading_of(codes.name)):
        return True
    named = {parse_name(text).key for column in communes for text in column.values}
    places = [load_gazetteer().commune(normalise_insee(text) or "") for text in codes.sample]
    agreeing = sum(place is not None and parse_name(place.name).key in named for place in places)
    return agreeing > 0.5 * len(places)


def _where(several: list[ColumnProfile]) -> list[ColumnProfile]:
    """The columns that do not say where something else was (a birth, the works of a contract)."""
    return [column for column in several if not _NEVER.search(heading_of(column.name))]


def _departement(columns: dict[str, list[ColumnProfile]]) -> dict[str, Any]:
    """The code of the département: the cell, what is coded in it, or what its name means."""
    several = columns.get("departement")
    if not several:
        return {}
    column = _best(several)
    if _most(column, re.compile(r"^(\d\d|2[AB]|97\d)$").search):
        return {"departement": column.name}
    if _most(column, re.compile(_CODED_DEPARTEMENT).search):
        return {"departement": {"column": column.name, "match": _CODED_DEPARTEMENT}}
    codes = {text: code for text in sorted(column.values) if (code := _code_of(text))}
    return {"departement": {"column": column.name, "values": codes}} if codes else {}


def _code_of(name: str) -> str | None:
    """The code of a département, of its name or of a number that lost its zero."""
    if re.fullmatch(r"[1-9]", name):
        return f"0{name}"
    places = load_gazetteer().named(parse_name(name).key, ("departement",))
    return places[0].code if len(places) == 1 else None


def _coded_town(columns: dict[str, list[ColumnProfile]]) -> dict[str, Any]:
    """The INSEE code that stands before the name of the commune in one cell."""
    for profile in (profile for found in columns.values() for profile in found):
        if _most(profile, _is_coded_town):
            code = {"column": profile.name, "match": r"^\d[\dAB]\d{3}"}
            return {"insee": code}
    return {}


def _is_coded_town(text: str) -> bool:
    match = _CODED_TOWN.match(text)
    place = load_gazetteer().commune(match[1]) if match else None
    return place is not None and match is not None and fold(place.name) == fold(match[2])


def _most(column: ColumnProfile, passes: Callable[[str], object]) -> bool:
    """Whether more than half of the values of a column pass."""
    return sum(bool(passes(text)) for text in column.sample) > 0.5 * len(column.sample)


def _best(several: list[ColumnProfile]) -> ColumnProfile:
    told = {column.name: len(_OF_ANOTHER.findall(heading_of(column.name))) for column in several}
    return min(several, key=lambda column: (told[column.name], -column.filled))


def _of_address(columns: dict[str, list[ColumnProfile]]) -> dict[str, Any]:
    """The postcode and the town at the end of a whole address, in whichever column holds one."""
    for profile in (profile for found in columns.values() for profile in found):
        whole = sum(re.search(_TOWN, text) is not None for text in profile.sample)
        if profile.sample and whole > 0.6 * len(profile.sample):
            return {
                "commune": {"column": profile.name, "match": _TOWN},
                "postcode": {"column": profile.name, "match": _POSTCODE},
            }
    return {}
