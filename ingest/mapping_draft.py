"""A draft mapping of a table that nobody has seen: a first guess for a person to correct."""

import re
from pathlib import PurePath
from typing import Any

import yaml

from tisserand.errors import InputError
from tisserand.ingest.mapping_columns import profile_columns
from tisserand.ingest.mapping_model import Mapping
from tisserand.ingest.mapping_names import continued_in, name_column
from tisserand.ingest.mapping_places import draft_areas, draft_place, place_of_name
from tisserand.ingest.mapping_profiles import ColumnProfile, heading_of
from tisserand.ingest.mapping_subject import PLACES, draft_kind
from tisserand.ingest.readers import Table
from tisserand.reference.text import fold

Columns = dict[str, list[ColumnProfile]]
_GRANT = re.compile(r"montant|subvention|mandate|aide")
# A cell that holds a name, a département and perhaps a town: « Les Amis du four - 49 ANGERS ».
_COMPOSED = r"(?s)^(?P<nom>.+?) - (?P<dep>\d\d|2[AB])(?: (?P<commune>[^\n(]+?))?\s*(?:[(\n].*)?$"
# A cell that names several: « Le Fil ; La Trame ».
_SEVERAL = re.compile(r"\w\W?\s*[;|]\s*\w")
_BY_SIREN = "siren"


def draft_mapping(table: Table) -> Mapping:
    """The mapping that the headings and the values of a table suggest.

    Its `left_out` lists the columns that say something and that it does not take.

    Raises:
        InputError: no column can be a name.
    """
    profiles = profile_columns(table)
    content = _draft(table, profiles)
    return Mapping.model_validate({**content, "left_out": _left_out(content, profiles)})


def draft_yaml(table: Table, profiles: list[ColumnProfile]) -> str:
    """The draft as a person corrects it, with the columns it leaves out in a comment.

    Raises:
        InputError: no column can be a name.
    """
    content = _draft(table, profiles)
    text = yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=100)
    left = _left_out(content, profiles)
    return text + (f"# Colonnes laissées / columns left out: {', '.join(left)}\n" if left else "")


def _left_out(content: dict[str, Any], profiles: list[ColumnProfile]) -> list[str]:
    used = set(_texts(content["things"]))
    return [p.name for p in profiles if p.name not in used and p.kind != "empty"]


def _draft(table: Table, profiles: list[ColumnProfile]) -> dict[str, Any]:
    columns: Columns = {}
    for profile in profiles:
        columns.setdefault(profile.kind, []).append(profile)
    stem = PurePath(table.file).stem
    things = [_subject(table, stem, profiles, columns)]
    kind = things[0]["kind"]
    others = (_operator(kind, columns), _contact(kind, columns), _grant(kind, columns))
    things += [other for other in others if other]
    if kind in PLACES and len(things) > 1 and things[1]["local"] == "porteur":
        things[0]["links"] = {"operatedBy": "porteur"}
    used = set(_texts(things))
    return {
        "id": re.sub(r"[^a-z0-9]+", "-", fold(stem)).strip("-") or "annuaire",
        "title": {"fr": stem, "en": stem},
        "recognise": [column for column in table.columns if column in used],
        "things": things,
    }


def _subject(
    table: Table, stem: str, profiles: list[ColumnProfile], columns: Columns
) -> dict[str, Any]:
    if person := _person(profiles, columns):
        return _finished(person, columns, "")
    people = _first_and_family(columns, profiles)
    name = name_column([profile for profile in profiles if profile not in people])
    if name is None:
        if by_number := _named_by_number(columns):
            return by_number
        raise InputError("mapping.no_draft", file=table.file, columns=", ".join(table.columns[:40]))
    thing: dict[str, Any] = {
        "local": "acteur",
        "kind": draft_kind(stem, name, profiles),
        "name": name.name,
    }
    if more := continued_in(name, profiles):
        thing["name"] = {"columns": [name.name, more.name], "join": " "}
    several = sum(_SEVERAL.search(text) is not None for text in name.sample)
    is_shared = several > 0.1 * len(name.sample) and thing["kind"] not in PLACES
    if is_shared and "columns" not in thing["name"]:
        separator = max(";|", key="".join(name.sample).count)
        return _finished(_each_named(thing, name.name, separator), columns, name.name)
    if any("\n" in text for text in name.sample) and "columns" not in thing["name"]:
        thing["name"] = {"column": name.name, "match": r"^[^\r\n]+"}
    composed = sum(re.match(_COMPOSED, text) is not None for text in name.sample)
    if composed > 0.5 * len(name.sample) and "commune" not in columns:
        thing |= {"each": {"column": name.name, "split": False, "match": _COMPOSED}}
        thing["name"] = ["item.nom", name.name]
        thing["place"] = {"commune": "item.commune", "departement": "item.dep"}
    if place := place_of_name(name, columns):
        thing["place"] = place
    return _finished(thing, columns, name.name)


def _each_named(thing: dict[str, Any], name: str, separator: str) -> dict[str, Any]:
    """A cell that names several organisations gives one thing of each; they share the rest."""
    kind = thing["kind"]
    if isinstance(kind, dict) and kind["column"] == name:
        kind = {**kind, "column": "item"}
    return {**thing, "kind": kind, "each": {"column": name, "split": separator}, "name": "item"}


def _finished(thing: dict[str, Any], columns: Columns, name: str) -> dict[str, Any]:
    """The thing with what does not depend on its name: key, numbers, place and properties."""
    if key := _key_column(columns):
        thing["key"] = key
    if thing["kind"] != "Person" and (identifiers := _identifiers(thing["kind"], columns, name)):
        thing["identifiers"] = identifiers
    if "place" not in thing and (place := draft_place(columns)):
        thing["place"] = place
    properties = _properties(columns)
    if areas := draft_areas(columns):
        properties["locatedIn"] = areas
    if properties:
        thing["properties"] = properties
    return thing


def _person(profiles: list[ColumnProfile], columns: Columns) -> dict[str, Any] | None:
    """Rows about people: a first name, a plain family name, and no organisation to be about."""
    first, family = _first_and_family(columns, profiles)
    if first is None or family is None or heading_of(family.name) not in ("nom", "nom famille"):
        return None
    others = [p for p in profiles if p not in (first, family)]
    if name_column(others) is not None and subject_is_named(others):
        return None
    name = {"columns": [first.name, family.name], "join": " "}
    return {"local": "acteur", "kind": "Person", "name": name, "visibility": "agent"}


def subject_is_named(profiles: list[ColumnProfile]) -> bool:
    """Whether a column other than a person's names an organisation."""
    name = name_column(profiles)
    return name is not None and name.kind == "name"


def _first_and_family(
    columns: Columns, profiles: list[ColumnProfile]
) -> tuple[ColumnProfile | None, ColumnProfile | None]:
    """The columns of a person's first and family names, whose headings differ by « prénom »."""
    for first in columns.get("first_name", []):
        wanted = heading_of(first.name).replace("prenom", "nom")
        family = next((p for p in profiles if heading_of(p.name) == wanted), None)
        if family is not None:
            return first, family
    return None, None


def _named_by_number(columns: Columns) -> dict[str, Any] | None:
    """Rows that hold nothing but numbers of public bodies: their names come of the gazetteer."""
    numbers = columns.get(_BY_SIREN)
    if not numbers:
        return None
    column = numbers[-1].name
    return {
        "local": "acteur",
        "kind": "PublicBody",
        "once": True,
        "name": [{"column": column, "lookup": "siren"}, {"template": f"SIREN {{{column}}}"}],
        "identifiers": [{"scheme": "siren", "column": column}],
    }


def _key_column(columns: Columns) -> str | None:
    unique = (c for c in columns.get("key", []) if c.filled == c.distinct > 1)
    return next((column.name for column in unique), None)


def _identifiers(kind: Any, columns: Columns, name: str) -> list[dict[str, str]]:
    """One column a scheme: the only one, or the one whose heading shares a word with the name's.

    Of several that nothing tells apart none is taken: a wrong number would merge strangers. The
    number in a directory of places is that of who runs the place.
    """
    found: list[dict[str, str]] = []
    if kind in ("Project", "FundingScheme"):
        return found
    for scheme in ("siret", "siren", "rna"):
        several = columns.get(scheme, [])
        chosen = several if len(several) == 1 else [c for c in several if _is_akin(c.name, name)]
        if len(chosen) == 1:
            rule = {"scheme": scheme, "column": chosen[0].name}
            found.append(rule | ({"role": "operator"} if kind in PLACES else {}))
    return found


def _is_akin(heading: str, name: str) -> bool:
    return len(_words(heading) & _words(name)) > 0


def _words(heading: str) -> set[str]:
    return {word for word in heading_of(heading).split() if len(word) > 3}


def _properties(columns: Columns) -> dict[str, Any]:
    plain = {"altName": "acronym", "address": "address", "website": "url", "openingHours": "hours"}
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


def _operator(kind: Any, columns: Columns) -> dict[str, Any] | None:
    """Who runs the place, or leads the project."""
    if kind not in (*PLACES, "Project") or "operator" not in columns:
        return None
    column = columns["operator"][0].name
    thing: dict[str, Any] = {
        "local": "porteur",
        "kind": {"column": column, "words": True, "otherwise": "Organization"},
        "name": column,
    }
    if kind == "Project":
        thing["links"] = {"leads": "acteur"}
    return thing


def _contact(kind: Any, columns: Columns) -> dict[str, Any] | None:
    """The person of an organisation's row, for agents only."""
    if kind in ("Person", "Project", "FundingScheme"):
        return None
    people = [profile for found in columns.values() for profile in found]
    first, family = _first_and_family(columns, people)
    if first is not None and family is not None:
        name: Any = {"columns": [first.name, family.name], "join": " "}
    elif "person" in columns and "first_name" not in columns:
        name = columns["person"][0].name
    else:
        return None
    return {
        "local": "contact",
        "kind": "Person",
        "visibility": "agent",
        "name": name,
        "links": {"worksFor": "acteur"},
    }


def _grant(kind: Any, columns: Columns) -> dict[str, Any] | None:
    amounts = [c for c in columns.get("amount", []) if _GRANT.search(fold(c.name))]
    if not amounts or kind in ("Project", "FundingScheme", "Person"):
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
