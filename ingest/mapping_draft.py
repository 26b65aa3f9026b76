"""A draft mapping of a table that nobody has seen: a first guess for a person to correct."""

import re
from pathlib import PurePath
from typing import Any

import yaml

from tisserand.errors import InputError
from tisserand.ingest.mapping_columns import ColumnProfile, profile_columns
from tisserand.ingest.mapping_model import Mapping
from tisserand.ingest.readers import Table
from tisserand.reference.text import fold

Columns = dict[str, list[ColumnProfile]]
_GRANT = re.compile(r"montant|subvention|mandate|aide")


def draft_mapping(table: Table) -> Mapping:
    """The mapping that the headings and the values of a table suggest.

    Raises:
        InputError: no column can be a name.
    """
    return Mapping.model_validate(_draft(table, profile_columns(table)))


def draft_yaml(table: Table, profiles: list[ColumnProfile]) -> str:
    """The draft as a person corrects it, with the columns it leaves out in a comment.

    Raises:
        InputError: no column can be a name.
    """
    content = _draft(table, profiles)
    text = yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=100)
    used = set(_texts(content["things"]))
    left = [p.name for p in profiles if p.name not in used and p.kind != "empty"]
    return text + (f"# Colonnes laissées / columns left out: {', '.join(left)}\n" if left else "")


def _draft(table: Table, profiles: list[ColumnProfile]) -> dict[str, Any]:
    columns: Columns = {}
    for profile in profiles:
        columns.setdefault(profile.kind, []).append(profile)
    things = [_actor(table, columns)]
    if contact := _contact(columns):
        things.append(contact)
    if grant := _grant(columns):
        things.append(grant)
    stem = PurePath(table.file).stem
    used = set(_texts(things))
    return {
        "id": re.sub(r"[^a-z0-9]+", "-", fold(stem)).strip("-") or "annuaire",
        "title": {"fr": stem, "en": stem},
        "recognise": [column for column in table.columns if column in used],
        "things": things,
    }


def _actor(table: Table, columns: Columns) -> dict[str, Any]:
    name = _name_column(table, columns)
    thing: dict[str, Any] = {"local": "acteur", "kind": _kind(columns, name), "name": name}
    if first := columns.get("first_name"):
        joined = {"columns": [first[0].name, name], "join": " "}
        thing |= {"kind": "Person", "name": joined, "visibility": "agent"}
    if key := _key_column(columns):
        thing["key"] = key
    if identifiers := _identifiers(columns, name):
        thing["identifiers"] = identifiers
    if place := _place(columns):
        thing["place"] = place
    if properties := _properties(columns):
        thing["properties"] = properties
    return thing


def _name_column(table: Table, columns: Columns) -> str:
    named = [c for c in columns.get("name", []) if c.distinct > 1 or c.filled == 1]
    texts = [c for kind in ("text", "purpose", "category") for c in columns.get(kind, [])]
    for found in (named, sorted(texts, key=lambda column: -column.distinct)):
        if found:
            return found[0].name
    raise InputError("mapping.no_draft", file=table.file, columns=", ".join(table.columns[:40]))


def _kind(columns: Columns, name: str) -> Any:
    form = columns.get("legal_form")
    if form:
        return {"column": form[0].name, "legal_form": True, "otherwise": "Organization"}
    return {"column": name, "words": True, "otherwise": "Organization"}


def _key_column(columns: Columns) -> str | None:
    unique = (c for c in columns.get("key", []) if c.filled == c.distinct > 1)
    return next((column.name for column in unique), None)


def _identifiers(columns: Columns, name: str) -> list[dict[str, str]]:
    """One column a scheme: the only one, or the one whose heading shares a word with the name's.

    Of several that nothing tells apart none is taken: a wrong number would merge strangers.
    """
    found = []
    for scheme in ("siret", "siren", "rna"):
        several = columns.get(scheme, [])
        chosen = several if len(several) == 1 else [c for c in several if _is_akin(c.name, name)]
        if len(chosen) == 1:
            found.append({"scheme": scheme, "column": chosen[0].name})
    return found


def _is_akin(heading: str, name: str) -> bool:
    return len(_words(heading) & _words(name)) > 0


def _words(heading: str) -> set[str]:
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])|[._]", " ", heading)
    return {word for word in fold(spaced).split() if len(word) > 3}


def _place(columns: Columns) -> dict[str, Any]:
    kinds = {
        "commune": "commune",
        "postcode": "postcode",
        "insee": "insee",
        "latitude": "latitude",
        "longitude": "longitude",
        "x": "lambert_x",
        "y": "lambert_y",
    }
    found = {key: columns[kind][0].name for key, kind in kinds.items() if kind in columns}
    for pair in (("latitude", "longitude"), ("x", "y")):
        if not all(key in found for key in pair):
            found = {key: name for key, name in found.items() if key not in pair}
    return found


def _properties(columns: Columns) -> dict[str, Any]:
    plain = {"altName": "acronym", "address": "address", "website": "url"}
    lists = {"telephone": "telephone", "email": "email", "hasSkill": "skills", "theme": "themes"}
    found: dict[str, Any] = {
        name: columns[kind][0].name for name, kind in plain.items() if kind in columns
    }
    for name, kind in lists.items():
        if kind in columns:
            found[name] = {"column": columns[kind][0].name, "split": True}
    if "description" in columns:
        found["description"] = columns["description"][0].name
    return found


def _contact(columns: Columns) -> dict[str, Any] | None:
    if "person" not in columns or "first_name" in columns:
        return None
    return {
        "local": "contact",
        "kind": "Person",
        "visibility": "agent",
        "name": columns["person"][0].name,
        "links": {"worksFor": "acteur"},
    }


def _grant(columns: Columns) -> dict[str, Any] | None:
    amounts = [c for c in columns.get("amount", []) if _GRANT.search(fold(c.name))]
    if not amounts:
        return None
    properties: dict[str, Any] = {"amount": amounts[0].name}
    names: list[Any] = [{"template": f"Subvention de {{{amounts[0].name}}} €"}]
    if "date" in columns:
        date = columns["date"][0].name
        properties |= {"grantedOn": date, "year": date}
    if "purpose" in columns:
        properties["purpose"] = columns["purpose"][0].name
        names.insert(0, columns["purpose"][0].name)
    return {
        "local": "subvention",
        "kind": "Grant",
        "name": names,
        "links": {"beneficiary": "acteur"},
        "properties": properties,
    }


def _texts(content: Any) -> list[str]:
    """Every text in nested lists and mappings, templates cut into the columns they name."""
    if isinstance(content, dict):
        return [text for value in content.values() for text in _texts(value)]
    if isinstance(content, list):
        return [text for value in content for text in _texts(value)]
    return [content, *re.findall(r"\{([^{}]+)\}", content)] if isinstance(content, str) else []
