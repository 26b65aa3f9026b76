"""People in an unknown table: the columns of their names, and rows that are about them."""

import re
from typing import Any

from tisserand.ingest.mapping_names import name_column
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
_REPEATED = 0.6
"""Distinct names a row under which a column groups the rows: they are not about it."""


def draft_person(
    stem: str, profiles: list[ColumnProfile], columns: Columns
) -> list[dict[str, Any]]:
    """Rows about people, and where they work: none when the rows are about something else.

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
    if name is None or name.kind != "name":
        return [subject]
    kind = {"column": name.name, "words": True, "otherwise": "Organization"}
    employer = {"local": "structure", "kind": kind, "name": name.name, "once": True}
    return [subject | {"links": {"worksFor": "structure"}}, employer]


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
    if _PEOPLE.search(fold(re.sub(r"[._\d-]", " ", stem))):
        return True
    is_plain = _PLAIN.fullmatch(heading_of(family.name)) is not None
    if name is None or name.kind != "name":
        return is_plain
    if _OF_CONTACT.search(heading_of(family.name)):
        return False
    is_first = family.kind == "person" and profiles.index(family) < profiles.index(name)
    return is_first or _groups(name, family)


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
