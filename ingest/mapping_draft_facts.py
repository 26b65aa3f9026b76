"""What the draft of a table says of its subject: key, numbers, place and properties."""

import re
from typing import Any

from tisserand.ingest.mapping_places import draft_areas, draft_place
from tisserand.ingest.mapping_profiles import ColumnProfile, Columns, heading_of
from tisserand.ingest.mapping_subject import NO_ACTORS, PLACES
from tisserand.ontology.model import CLASSES

_NUMBER = r"\d{1,5} ?([a-zA-Z]|bis|ter|quater)?"
_PARTS = 3
"""Columns of an address, at most: number, kind of street, street."""
_MOST = 0.6


def with_facts(thing: dict[str, Any], columns: Columns, name: str) -> dict[str, Any]:
    """The thing with what does not depend on its name: key, numbers, place and properties."""
    if key := _key_column(columns):
        thing["key"] = key
    if thing["kind"] != "Person" and (identifiers := identifiers_of(thing["kind"], columns, name)):
        thing["identifiers"] = identifiers
    if "place" not in thing and (place := draft_place(columns)):
        thing["place"] = place
    properties = _properties(columns, thing["kind"])
    if areas := draft_areas(columns):
        properties["locatedIn"] = areas
    if properties:
        thing["properties"] = properties
    return thing


def _key_column(columns: Columns) -> str | None:
    unique = (c for c in columns.get("key", []) if c.filled == c.distinct > 1)
    return next((column.name for column in unique), None)


def identifiers_of(kind: Any, columns: Columns, name: str) -> list[dict[str, str]]:
    """One column a scheme: the only one, or the one whose heading shares a word with the name's.

    Of several that nothing tells apart none is taken: a wrong number would merge strangers. The
    number in a directory of places is that of who runs the place.
    """
    found: list[dict[str, str]] = []
    if kind in NO_ACTORS:
        return found
    for scheme in ("siret", "siren", "rna"):
        several = columns.get(scheme, [])
        chosen = several if len(several) == 1 else [c for c in several if _is_akin(c.name, name)]
        if len(chosen) == 1:
            rule = {"scheme": scheme, "column": chosen[0].name}
            found.append(rule | ({"role": "operator"} if _may_be_place(kind) else {}))
    return found


def _may_be_place(kind: Any) -> bool:
    """Whether a rule of class gives places, were it to a few rows."""
    rules = kind if isinstance(kind, list) else [kind]
    told = [k for rule in rules if isinstance(rule, dict) for k in rule.get("values", {}).values()]
    return kind in PLACES or any(k in PLACES for k in told)


def _is_akin(heading: str, name: str) -> bool:
    return len(_words(heading) & _words(name)) > 0


def _words(heading: str) -> set[str]:
    return {word for word in heading_of(heading).split() if len(word) > 3}


def _address(several: list[ColumnProfile]) -> Any:
    """The first column of addresses, and those that follow it where it only holds a number."""
    first = several[0]
    is_number = sum(re.fullmatch(_NUMBER, text) is not None for text in first.sample)
    if len(several) == 1 or is_number < _MOST * len(first.sample):
        return first.name
    return {"columns": [column.name for column in several[:_PARTS]], "join": " "}


def _properties(columns: Columns, kind: Any) -> dict[str, Any]:
    plain = {"altName": "acronym", "website": "url", "openingHours": "hours"}
    lists = {"telephone": "telephone", "email": "email", "hasSkill": "skills", "theme": "themes"}
    found: dict[str, Any] = {
        name: columns[kind][0].name for name, kind in plain.items() if kind in columns
    }
    for name, kind in lists.items():
        if kind in columns:
            found[name] = {"column": columns[kind][0].name, "split": True}
    if "address" in columns:
        found["address"] = _address(columns["address"])
    if "description" in columns:
        found["description"] = columns["description"][0].name
    if kind == "Event" and "date" in columns:
        found["startDate"] = columns["date"][0].name
    if kind not in NO_ACTORS:
        return found
    allowed = {field.alias for field in CLASSES[kind].model_fields.values()}
    return {name: rule for name, rule in found.items() if name in allowed}
