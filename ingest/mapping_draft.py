"""A draft mapping of a table that nobody has seen: a first guess for a person to correct."""

import re
from pathlib import Path, PurePath
from typing import Any

import yaml

from tisserand.errors import InputError
from tisserand.ingest.mapping_columns import profile_columns
from tisserand.ingest.mapping_draft_facts import with_facts
from tisserand.ingest.mapping_draft_others import (
    FUNDER,
    draft_answers,
    draft_contact,
    draft_grant,
)
from tisserand.ingest.mapping_draft_partners import (
    OPERATOR,
    draft_operator,
    draft_partners,
    links_to_operator,
)
from tisserand.ingest.mapping_draft_people import draft_person, first_and_family
from tisserand.ingest.mapping_draft_sheets import over_sheets
from tisserand.ingest.mapping_draft_skips import draft_skips
from tisserand.ingest.mapping_model import Mapping
from tisserand.ingest.mapping_names import continued_in, name_column
from tisserand.ingest.mapping_places import place_of_name
from tisserand.ingest.mapping_profiles import ColumnProfile, Columns, heading_of
from tisserand.ingest.mapping_several import ORGANIZATIONS, names_several
from tisserand.ingest.mapping_subject import NO_ACTORS, PLACES, draft_kind
from tisserand.ingest.readers import Table
from tisserand.reference.text import fold

# A cell that holds a name, a département and perhaps a town: « Les Amis du four - 49 ANGERS ».
_COMPOSED = r"(?s)^(?P<nom>.+?) - (?P<dep>\d\d|2[AB])(?: (?P<commune>[^\n(]+?))?\s*(?:[(\n].*)?$"
# A cell that names several: « Le Fil ; La Trame ».
_SEVERAL = re.compile(r"\w\W?\s*[;|]\s*\w")
_BY_SIREN = "siren"
_TOWN_HALL = re.compile(r"\b(mairies?|maires?|communes|collectivites?)\b")
# What a column of names holds in a table whose rows and columns are exchanged.
_HEADINGS = frozenset((
    "nom", "structure", "denomination", "raison sociale", "adresse", "code postal", "cp", "ville",
    "commune", "telephone", "tel", "mail", "email", "e mail", "courriel", "site", "site internet",
    "siret", "contact", "president", "responsable", "description", "activite", "horaires",
))  # fmt: skip
_LEAST_HEADINGS = 3
_REGISTERED = re.compile(r"\b(raison sociale|denomination)\b")


def draft_mapping(table: Table, path: Path | None = None) -> Mapping:
    """The mapping that the headings and the values of a table suggest.

    Its `left_out` lists the columns that say something and that it does not take.

    Args:
        path: of its workbook, whose sheets laid out alike are taken too.

    Raises:
        InputError: no column can be a name.
    """
    profiles = profile_columns(table)
    draft = _draft(table, profiles)
    left = _left_out(draft, profiles)
    content = over_sheets(draft, path, table) if path else draft
    return Mapping.model_validate({**content, "left_out": left})


def draft_yaml(table: Table, profiles: list[ColumnProfile], path: Path | None = None) -> str:
    """The draft as a person corrects it, with the columns it leaves out in a comment.

    Args, raises: as `draft_mapping`.
    """
    draft = _draft(table, profiles)
    left = _left_out(draft, profiles)
    content = over_sheets(draft, path, table) if path else draft
    text = yaml.dump(
        content, Dumper=_WithoutAliases, allow_unicode=True, sort_keys=False, width=100
    )
    return text + (f"# Colonnes laissées / columns left out: {', '.join(left)}\n" if left else "")


class _WithoutAliases(yaml.SafeDumper):
    """What sheets share is written for each: a mapping takes no references."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def _left_out(content: dict[str, Any], profiles: list[ColumnProfile]) -> list[str]:
    used = set(_texts(content["things"]))
    return [p.name for p in profiles if p.name not in used and p.kind != "empty"]


def _draft(table: Table, profiles: list[ColumnProfile]) -> dict[str, Any]:
    columns: Columns = {}
    for profile in profiles:
        columns.setdefault(profile.kind, []).append(profile)
    stem = PurePath(table.file).stem
    people = draft_person(stem, profiles, columns)
    subject = with_facts(people[0], columns, "") if people else None
    things = [subject or _subject(table, stem, profiles, columns), *people[1:]]
    kind = things[0]["kind"]
    named = next((column for column in _texts(things[0]["name"]) if column in table.columns), "")
    others = (
        draft_operator(kind, named, columns),
        draft_partners(kind, named, columns),
        draft_contact(kind, named, columns, table.columns),
        *draft_grant(kind, columns),
    )
    things += [other for other in others if other]
    things += draft_answers(kind, named, columns)
    behind = links_to_operator(kind)
    if behind and any(thing["local"] == OPERATOR for thing in things):
        things[0]["links"] = behind
    if kind == "FundingScheme" and any(thing["local"] == FUNDER for thing in things):
        things[0]["links"] = {"funder": FUNDER}
    used = [column for column in table.columns if column in set(_texts(things))]
    skips = draft_skips(table, named, used) if named else []
    return {
        "id": re.sub(r"[^a-z0-9]+", "-", fold(stem)).strip("-") or "annuaire",
        "title": {"fr": stem, "en": stem},
        "recognise": used,
        **({"skip": skips} if skips else {}),
        "things": things,
    }


def _subject(
    table: Table, stem: str, profiles: list[ColumnProfile], columns: Columns
) -> dict[str, Any]:
    people = first_and_family(columns, profiles)
    name = name_column([profile for profile in profiles if profile not in people])
    if name is None:
        return _unnamed(table, stem, profiles, columns)
    if headings := next(filter(_are_headings, profiles), None):
        raise InputError("mapping.transposed", file=table.file, column=headings.name)
    thing: dict[str, Any] = {
        "local": "acteur",
        "kind": draft_kind(stem, name, profiles),
        "name": name.name,
    }
    if more := continued_in(name, profiles):
        thing["name"] = {"columns": [name.name, more.name], "join": " "}
    several = sum(_SEVERAL.search(text) is not None for text in name.sample)
    separator = ""
    if several > 0.1 * len(name.sample):
        separator = max(";|", key="".join(name.sample).count)
    elif thing["kind"] not in NO_ACTORS and any(map(names_several, name.sample)):
        separator = ORGANIZATIONS
    if separator and thing["kind"] not in PLACES and "columns" not in thing["name"]:
        return with_facts(_each_named(thing, name.name, separator), columns, name.name)
    if any("\n" in text for text in name.sample) and "columns" not in thing["name"]:
        thing["name"] = {"column": name.name, "match": r"^[^\r\n]+"}
    composed = sum(re.match(_COMPOSED, text) is not None for text in name.sample)
    if composed > 0.5 * len(name.sample) and "commune" not in columns:
        thing |= {"each": {"column": name.name, "split": False, "match": _COMPOSED}}
        thing["name"] = ["item.nom", name.name]
        thing["place"] = {"commune": "item.commune", "departement": "item.dep"}
    if place := place_of_name(name, columns):
        thing["place"] = place
    thing = with_facts(thing, columns, name.name)
    if thing["name"] == name.name and (others := _other_names(name, people, thing, profiles)):
        thing["name"] = [name.name, *others]
    return thing


def _unnamed(
    table: Table, stem: str, profiles: list[ColumnProfile], columns: Columns
) -> dict[str, Any]:
    """What rows without a column of names are about, when their number or commune names them."""
    if by_number := _named_by_number(columns):
        return by_number
    if by_commune := _named_by_commune(stem, profiles, columns):
        return with_facts(by_commune, columns, "")
    refused = "no_draft" if any(profile.filled for profile in profiles) else "no_row"
    columns_told = ", ".join(table.columns[:40])
    raise InputError(f"mapping.{refused}", file=table.file, columns=columns_told)


def _are_headings(profile: ColumnProfile) -> bool:
    """Whether a column says what the cells of each row are: things are in columns, not in rows."""
    told = sum(fold(text) in _HEADINGS for text in profile.sample)
    return told >= _LEAST_HEADINGS and told > 0.5 * len(profile.sample)


def _other_names(
    name: ColumnProfile,
    people: tuple[ColumnProfile | None, ColumnProfile | None],
    thing: dict[str, Any],
    profiles: list[ColumnProfile],
) -> list[Any]:
    """What names the rows where the column of names is empty: the name behind the sign, or the
    person who is the business."""
    if name.filled == max(profile.filled for profile in profiles):
        return []
    found: list[Any] = [
        p.name for p in profiles if p != name and _REGISTERED.search(heading_of(p.name))
    ]
    first, family = people
    is_business = "Company" in (thing["kind"], _otherwise(thing["kind"]))
    if is_business and first is not None and family is not None:
        found.append({"columns": [first.name, family.name], "join": " "})
    return found


def _otherwise(kind: Any) -> str:
    """The class that a rule gives to what nothing else tells."""
    last = kind[-1] if isinstance(kind, list) else kind
    return str(last.get("otherwise", "")) if isinstance(last, dict) else ""


def _each_named(thing: dict[str, Any], name: str, separator: str) -> dict[str, Any]:
    """A cell that names several organisations gives one thing of each; they share the rest."""
    kind = thing["kind"]
    if not isinstance(kind, str):
        rules = kind if isinstance(kind, list) else [kind]
        kind = [{**rule, "column": "item"} if rule["column"] == name else rule for rule in rules]
    return {**thing, "kind": kind, "each": {"column": name, "split": separator}, "name": "item"}


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


def _named_by_commune(
    stem: str, profiles: list[ColumnProfile], columns: Columns
) -> dict[str, Any] | None:
    """Rows each about the public body of a commune, which nothing but the commune names."""
    headings = " ".join([fold(stem), *(heading_of(profile.name) for profile in profiles)])
    communes = [c for c in columns.get("commune", []) if c.filled == c.distinct]
    if not communes or not _TOWN_HALL.search(headings):
        return None
    name = {"template": f"Commune de {{{communes[0].name}}}"}
    return {"local": "acteur", "kind": "PublicBody", "name": name}


def _texts(content: Any) -> list[str]:
    """Every text in nested lists and mappings, templates cut into the columns they name."""
    if isinstance(content, dict):
        return [text for value in content.values() for text in _texts(value)]
    if isinstance(content, list):
        return [text for value in content for text in _texts(value)]
    return [content, *re.findall(r"\{([^{}]+)\}", content)] if isinstance(content, str) else []
