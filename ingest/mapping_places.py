"""Where the rows of an unknown table are: the columns, or the parts of one, that say it."""

import re
from typing import Any

from tisserand.ingest.mapping_profiles import ColumnProfile, heading_of
from tisserand.reference.places import load_gazetteer

_POSTCODE = r"(?<!\d)(\d{2}[ ]?\d{3})(?!\d)"
_TOWN = r"(?<!\d)\d{2}[ ]?\d{3}\s*[-,]?\s+([^\d\W][^,;(\n\d]*)"
_AREAS = {"epci": r"^\d{9}$", "departement": r"^(\d\d|2[AB]|97\d)$"}
# Of several columns that say a place, the one that does not speak of another place is taken.
_OF_ANOTHER = re.compile(r"naissance|deleguee|ancien|gestion|postal(e)?$|academie|canton|siege")


def draft_place(columns: dict[str, list[ColumnProfile]]) -> dict[str, Any]:
    """The rule of place that the columns allow; empty when none says a place."""
    kinds = {
        "commune": "commune",
        "postcode": "postcode",
        "insee": "insee",
        "departement": "departement",
        "latitude": "latitude",
        "longitude": "longitude",
        "x": "lambert_x",
        "y": "lambert_y",
    }
    found: dict[str, Any] = {
        key: _best(columns[kind]).name for key, kind in kinds.items() if kind in columns
    }
    for pair in (("latitude", "longitude"), ("x", "y")):
        if not all(key in found for key in pair):
            found = {key: name for key, name in found.items() if key not in pair}
    if "commune" not in found and "insee" not in found:
        found.pop("departement", None)
        found |= _of_address(columns)
    return found


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


def _departement(columns: dict[str, list[ColumnProfile]]) -> dict[str, str]:
    several = columns.get("departement")
    return {"departement": _best(several).name} if several else {}


def _best(several: list[ColumnProfile]) -> ColumnProfile:
    own = [c for c in several if not _OF_ANOTHER.search(heading_of(c.name))]
    return max(own or several, key=lambda column: column.filled)


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
