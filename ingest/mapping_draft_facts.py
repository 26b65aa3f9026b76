"""What the draft of a table says of its subject: key, numbers, place and properties."""

import re
from typing import Any

from tisserand.ingest.mapping_draft_activities import draft_dates, draft_money
from tisserand.ingest.mapping_places import draft_areas, draft_place
from tisserand.ingest.mapping_profiles import ColumnProfile, Columns, heading_of
from tisserand.ingest.mapping_subject import NO_ACTORS, PLACES, answer_of
from tisserand.ingest.normalisation.lists import split_list
from tisserand.ontology.model import CLASSES

_NUMBER = r"\d{1,5} ?([a-zA-Z]|bis|ter|quater)?"
_PARTS = 3
"""Columns of an address, at most: number, kind of street, street."""
_MOST = 0.6
_MOST_OF_ONE = 3
"""Columns that say the same of the subject (its telephones, its skills), at most."""
_LABEL = 4
"""Words of a label, at most; a longer one is a sentence, whose commas cut nothing."""
_SIGN = re.compile(r"\b(enseigne|nom (commercial|usuel|d usage|court)|appellation)\b")
_NEVER = re.compile(r"\bfax\b|telecopie|\bcode\b")


def with_facts(thing: dict[str, Any], columns: Columns, name: str) -> dict[str, Any]:
    """The thing with what does not depend on its name: key, numbers, place and properties."""
    if key := _key_column(columns):
        thing["key"] = key
    if thing["kind"] != "Person" and (identifiers := identifiers_of(thing["kind"], columns, name)):
        thing["identifiers"] = identifiers
    if "place" not in thing and (place := draft_place(columns)):
        thing["place"] = place
    properties = _properties(columns, thing["kind"], name)
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
            found.append(rule | ({"role": "operator"} if may_be_place(kind) else {}))
    return found


def may_be_place(kind: Any) -> bool:
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


def _properties(columns: Columns, kind: Any, name: str) -> dict[str, Any]:
    plain = {"website": "url", "openingHours": "hours", "description": "description"}
    lists = {"telephone": "telephone", "email": "email", "theme": "themes"}
    found: dict[str, Any] = {
        name: columns[kind][0].name for name, kind in plain.items() if kind in columns
    }
    for property, held in lists.items():
        if several := [
            c.name for c in columns.get(held, []) if not _NEVER.search(heading_of(c.name))
        ]:
            found[property] = [
                {"column": column, "split": True} for column in several[:_MOST_OF_ONE]
            ]
    if skills := [c for c in columns.get("skills", []) if answer_of(c.name) != "Need"]:
        found["hasSkill"] = [labels_of(column) for column in skills[:_MOST_OF_ONE]]
    if others := other_names(columns, name):
        found["altName"] = others
    if "address" in columns:
        found["address"] = _address(columns["address"])
    found |= draft_dates(kind, columns) | draft_money(kind, columns)
    if not isinstance(kind, str):
        return found
    allowed = {field.alias for field in CLASSES[kind].model_fields.values()}
    return {name: rule for name, rule in found.items() if name in allowed}


def labels_of(column: ColumnProfile) -> dict[str, Any]:
    """The labels of a cell: cut at commas, and at « et », where cells hold short ones and commas,
    and nothing else cuts; « Cannage et paillage » is one label where no cell has a comma."""
    listed = [split_list(text, "words") for text in column.sample if "," in text]
    is_usual = any(len(split_list(text)) > 1 for text in column.sample)
    are_short = all(len(part.split()) <= _LABEL for parts in listed for part in parts)
    return {
        "column": column.name,
        "split": "words" if listed and are_short and not is_usual else True,
    }


def other_names(columns: Columns, name: str) -> list[str]:
    """The columns of acronyms, and of the sign over the door, beside the one of names."""
    signs = (c for c in columns.get("name", []) if _SIGN.search(heading_of(c.name)))
    several = (*columns.get("acronym", []), *signs)
    return [column.name for column in several if column.name != name]
