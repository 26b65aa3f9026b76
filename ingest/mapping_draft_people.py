"""People in an unknown table: the columns of their names, and rows that are about them."""

import re
from typing import Any

from tisserand.ingest.mapping_names import name_column
from tisserand.ingest.mapping_profiles import ColumnProfile, Columns, heading_of
from tisserand.reference.text import fold

# Names of files that list people, and headings of people that are another's contact.
_PEOPLE = re.compile(
    r"\b(elu(e?s)?|maires?|conseill(ers?|eres?)|deputee?s?|senat(eurs?|rices?)"
    r"|cherch(eurs?|euses?)|expert(e?s)?|formateurs?|formatrices?|intervenants?|benevoles?"
    r"|mentors?|personnes|medi(ateurs?|atrices?)|praticiens?|artistes?|delegue(e?s)?)\b"
)
_OF_CONTACT = re.compile(
    r"contact|responsable|president|referent|dirigeant|represent|directeur|directrice|maire|signat"
)
_REPEATED = 0.6
"""Distinct names a row under which a column groups the rows: they are not about it."""


def draft_person(
    stem: str, profiles: list[ColumnProfile], columns: Columns
) -> list[dict[str, Any]]:
    """Rows about people, and where they work: none when the rows are about something else.

    They are when the file's name says so; when no column names an organisation; or when the
    same organisations come back while the people do not, and are not called their contacts.
    """
    first, family = first_and_family(columns, profiles)
    if first is None or family is None:
        return []
    name = name_column([p for p in profiles if p not in (first, family)])
    is_named = name is not None and name.kind == "name"
    is_plain = heading_of(family.name) in ("nom", "nom famille")
    is_told = _PEOPLE.search(fold(re.sub(r"[._\d-]", " ", stem))) is not None
    if not is_told and (not is_plain if not is_named else not _groups(name, family)):
        return []
    whole = {"columns": [first.name, family.name], "join": " "}
    person: dict[str, Any] = {"local": "acteur", "kind": "Person", "name": whole}
    person["visibility"] = "agent"
    if name is None or not is_named:
        return [person]
    kind = {"column": name.name, "words": True, "otherwise": "Organization"}
    employer = {"local": "structure", "kind": kind, "name": name.name, "once": True}
    return [person | {"links": {"worksFor": "structure"}}, employer]


def _groups(name: ColumnProfile | None, family: ColumnProfile) -> bool:
    """Whether a column of organisations groups the rows, each of another person."""
    if name is None or _OF_CONTACT.search(heading_of(family.name)):
        return False
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
