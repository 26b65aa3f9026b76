"""What else the rows of an unknown table name: a contact, answers to a survey, a grant."""

import re
from collections.abc import Sequence
from typing import Any

from tisserand.ingest.mapping_draft_facts import identifiers_of
from tisserand.ingest.mapping_draft_people import first_and_family
from tisserand.ingest.mapping_kinds import is_person
from tisserand.ingest.mapping_profiles import ColumnProfile, Columns, heading_of
from tisserand.ingest.mapping_subject import NO_ACTORS, answer_of, kind_of_categories
from tisserand.ingest.normalisation.lists import split_list
from tisserand.reference.text import fold

FUNDER = "financeur"
_ANSWERS = {
    "Need": ("besoin", "neededBy", "requiresSkill"),
    "Offer": ("offre", "offeredBy", "offersSkill"),
}
_GRANT = re.compile(r"montant|subvention|mandate|aide|(accord|attribu|allou|vers|vot|octroy)ee?\b")


def draft_contact(
    kind: Any, named: str, columns: Columns, order: Sequence[str]
) -> dict[str, Any] | None:
    """The person of an organisation's row, for agents only.

    Args:
        named: the column of names.
        order: every column, as the table has them.
    """
    if kind in ("Person", *NO_ACTORS):
        return None
    people = [profile for found in columns.values() for profile in found]
    first, family = first_and_family(columns, people)
    if first is not None and family is not None:
        told: dict[str, Any] = {"name": {"columns": [first.name, family.name], "join": " "}}
    elif "first_name" not in columns and (other := _other_person(columns, named, order)):
        told = _each_in(other)
    else:
        return None
    links = {"worksFor": "acteur"}
    return {"local": "contact", "kind": "Person", "visibility": "agent", **told, "links": links}


def _other_person(columns: Columns, named: str, order: Sequence[str]) -> ColumnProfile | None:
    """The column of people that follows the one of names, else the first."""
    others = [column for column in columns.get("person", []) if column.name != named]
    start = order.index(named) if named in order else 0
    return min(others, key=lambda column: order.index(column.name) < start, default=None)


def _each_in(column: ColumnProfile) -> dict[str, Any]:
    """Who a cell names: one person, or one of each name where cells are seen to hold several."""
    for separator in ("", " et ", ","):
        cells = [split_list(text, separator) for text in column.sample]
        listed = [parts for parts in cells if len(parts) > 1]
        if listed and all(is_person(part) for parts in listed for part in parts):
            return {"each": {"column": column.name, "split": separator or True}, "name": "item"}
    return {"name": column.name}


def draft_answers(kind: Any, name: str, columns: Columns) -> list[dict[str, Any]]:
    """What the actor of a row of a survey looks for, and what it proposes."""
    found: dict[str, dict[str, Any]] = {}
    for profile in (profile for several in columns.values() for profile in several):
        answer = answer_of(profile.name)
        is_told = profile.kind not in ("yes_no", "number", "empty", "date")
        if answer and is_told and profile.name != name and kind not in NO_ACTORS:
            local, link, skill = _ANSWERS[answer]
            found.setdefault(
                local,
                {
                    "local": local,
                    "kind": answer,
                    "each": {"column": profile.name, "split": False},
                    "name": "item",
                    "properties": {skill: {"column": "item", "normaliser": "sentence"}},
                    "links": {link: "acteur"},
                },
            )
    return list(found.values())


def draft_grant(kind: Any, columns: Columns) -> list[dict[str, Any]]:
    """The money that the actor of a row received, and who gave it; who gives, of an aid."""
    if kind == "FundingScheme":
        funder = _funder(columns)
        return [funder] if funder else []
    amounts = [c for c in columns.get("amount", []) if _GRANT.search(fold(c.name))]
    if not amounts or kind in ("Person", *NO_ACTORS):
        return []
    properties: dict[str, Any] = {"amount": amounts[0].name}
    unit = "" if any("€" in text for text in amounts[0].sample) else " €"
    funder = _funder(columns)
    is_contract = funder is not None and "acheteur" in heading_of(funder["name"])
    called = "Marché" if is_contract else "Subvention"
    names: list[Any] = [{"template": f"{called} de {{{amounts[0].name}}}{unit}"}]
    if is_contract:
        properties["fundingKind"] = {"constant": "commande-publique"}
    if "date" in columns:
        date = columns["date"][0].name
        properties |= {"grantedOn": date, "year": date}
    if "purpose" in columns:
        properties["purpose"] = columns["purpose"][0].name
        names.insert(0, columns["purpose"][0].name)
    grant = {
        "local": "subvention",
        "kind": "Grant",
        "name": names,
        "links": {"beneficiary": "acteur"} | ({"funder": FUNDER} if funder else {}),
        "properties": properties,
    }
    return [funder, grant] if funder else [grant]


def _funder(columns: Columns) -> dict[str, Any] | None:
    """Who gives, or who buys; of several numbers, the one whose heading shares a word with it."""
    if "funder" not in columns:
        return None
    column = columns["funder"][0]
    kind = {"column": column.name, "words": True, "otherwise": "Organization"}
    words = set(heading_of(column.name).split())
    profiles = [profile for several in columns.values() for profile in several]
    told = kind_of_categories([p for p in profiles if words & set(heading_of(p.name).split())])
    thing: dict[str, Any] = {
        "local": FUNDER,
        "kind": [told, kind] if told else kind,
        "name": column.name,
        "once": True,
    }
    if identifiers := identifiers_of(thing["kind"], columns, column.name):
        thing["identifiers"] = identifiers
    return thing
