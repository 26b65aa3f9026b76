"""People in an unknown table: the columns of their names, and rows that are about them."""

import re
from typing import Any

from tisserand.ingest.mapping_names import name_column
from tisserand.ingest.mapping_places import draft_place
from tisserand.ingest.mapping_profiles import WHOLE_NAME, ColumnProfile, Columns, heading_of
from tisserand.reference.text import fold

# Names of files that list people, and headings of people that are another's contact.
_PEOPLE = re.compile(
    r"\b(elu(e?s)?|maires?|conseill(ers?|eres?)|deputee?s?|senat(eurs?|rices?)"
    r"|cherch(eurs?|euses?)|expert(e?s)?|formateurs?|formatrices?|intervenants?|benevoles?"
    r"|mentors?|personnes|medi(ateurs?|atrices?)|praticiens?|artistes?|delegue(e?s)?"
    r"|agents|salarie(e?s)?|referent(e?s)?|correspondant(e?s)?|trombinoscope)\b"
)
_OF_CONTACT = re.compile(
    r"contact|responsable|president|referent|dirigeant|represent|directeur|directrice|maire|signat"
)
_PLAIN = re.compile(rf"nom( famille)?|{WHOLE_NAME}")
_MUNICIPAL = re.compile(r"\b(maires?|municip(al|ale|aux|ales))\b")
_ROLE = re.compile(r"\b(fonctions?|mandat|poste)\b")
_BEGINS = re.compile(r"\b(debut|depuis|prise|nomination|entree)\b")
_ENDS = re.compile(r"\b(fin|jusqu|sortie|echeance)\b")
_REPEATED = 0.6
"""Distinct names a row under which a column groups the rows: they are not about it."""
BODY = "structure"


def draft_person(
    stem: str, profiles: list[ColumnProfile], columns: Columns
) -> list[dict[str, Any]]:
    """Rows about people, where they work, and what they do there: none when the rows are about
    something else.

    They are when the file's name says so; when no column names an organisation; or when the
    same organisations come back while the people do not, and are not called their contacts; or
    when whole names come before the organisations.
    """
    person = _person(columns, profiles)
    if not person:
        return []
    name = name_column([p for p in profiles if p not in person])
    if not _is_about(stem, person[-1], name, profiles):
        return []
    names = [column.name for column in person]
    whole = {"columns": names, "join": " "} if len(names) > 1 else names[0]
    subject: dict[str, Any] = {"local": "acteur", "kind": "Person", "name": whole}
    subject["visibility"] = "agent"
    if body := _municipality(stem, columns):
        return [subject | {"links": {"memberOf": BODY}}, body, *_role(names, body, columns)]
    if name is None or name.kind != "name":
        return [subject]
    kind = {"column": name.name, "words": True, "otherwise": "Organization"}
    body = {"local": BODY, "kind": kind, "name": name.name, "once": True}
    return [subject | {"links": {"worksFor": BODY}}, body, *_role(names, body, columns)]


def _municipality(stem: str, columns: Columns) -> dict[str, Any] | None:
    """The commune that the elected of a file sit for, when each row names one."""
    communes = columns.get("commune", [])
    if not communes or not _MUNICIPAL.search(_words(stem)):
        return None
    name = {"template": f"Commune de {{{communes[0].name}}}"}
    place = {"place": place} if (place := draft_place(columns)) else {}
    return {"local": BODY, "kind": "PublicBody", "name": name, "once": True, **place}


def _role(names: list[str], body: dict[str, Any], columns: Columns) -> list[dict[str, Any]]:
    """What a person does in the body of the row, and since when, where columns say so."""
    told = next((c for c in columns.get("role", []) if _ROLE.search(heading_of(c.name))), None)
    if told is None:
        return []
    where = body["name"]["template"] if isinstance(body["name"], dict) else f"{{{body['name']}}}"
    person = " ".join(f"{{{one}}}" for one in names)
    role: dict[str, Any] = {
        "local": "fonction",
        "kind": "Membership",
        "name": {"template": f"{person}, {{{told.name}}}, {where}"},
        "properties": {"roleTitle": told.name},
        "links": {"member": "acteur", "organization": BODY},
        "visibility": "agent",
        "when": {"column": told.name, "filled": True},
    }
    for held, heading, property in (
        ("since", _BEGINS, "startDate"),
        ("until", _ENDS, "endDate"),
    ):
        date = next(
            (c for c in columns.get("date", []) if heading.search(heading_of(c.name))), None
        )
        if date is not None:
            role[held] = role["properties"][property] = date.name
    return [role]


def _person(columns: Columns, profiles: list[ColumnProfile]) -> list[ColumnProfile]:
    """The columns of the names of people: first and family ones, or both in one."""
    first, family = first_and_family(columns, profiles)
    if first is not None and family is not None:
        return [first, family]
    return [p for p in columns.get("person", []) if _PLAIN.fullmatch(heading_of(p.name))][:1]


def _is_about(
    stem: str, family: ColumnProfile, name: ColumnProfile | None, profiles: list[ColumnProfile]
) -> bool:
    """Whether the rows are about these people, rather than about who they speak for."""
    if _PEOPLE.search(_words(stem)):
        return True
    is_plain = _PLAIN.fullmatch(heading_of(family.name)) is not None
    if name is None or name.kind != "name":
        return is_plain
    if _OF_CONTACT.search(heading_of(family.name)):
        return False
    is_first = family.kind == "person" and profiles.index(family) < profiles.index(name)
    return is_first or _groups(name, family)


def _words(stem: str) -> str:
    """The words of a file's name, folded."""
    return fold(re.sub(r"[._\d-]", " ", stem))


def _groups(name: ColumnProfile, family: ColumnProfile) -> bool:
    """Whether a column of organisations groups the rows, each of another person."""
    is_of_each = family.distinct > _REPEATED * family.filled
    return is_of_each and name.distinct <= _REPEATED * name.filled


def first_and_family(
    columns: Columns, profiles: list[ColumnProfile]
) -> tuple[ColumnProfile | None, ColumnProfile | None]:
    """The columns of a person's first and family names, whose headings differ by « prénom »."""
    for first in columns.get("first_name", []):
        wanted = heading_of(first.name).replace("prenom", "nom")
        family = next((p for p in profiles if heading_of(p.name) == wanted), None)
        if family is not None:
            return first, family
    return None, None
