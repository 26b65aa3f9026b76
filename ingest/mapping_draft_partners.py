"""The organisations that a row names beside its subject: who runs it, who takes part in it."""

import re
from typing import Any

from tisserand.ingest.mapping_draft_facts import may_be_place
from tisserand.ingest.mapping_profiles import ColumnProfile, Columns, heading_of
from tisserand.ingest.mapping_subject import NO_ACTORS, answer_of
from tisserand.ingest.normalisation.lists import split_list

_PARTNERS = re.compile(
    r"\b(co)?partenaires?\b|\bparticipants?\b|\bmembres? du (groupement|consortium)"
)
_OTHERWISE = re.compile(
    r"recherch|souhait|nombre|\bnb\b|type|statut|financ|montant|role|contact|mail|\btel"
)
_UNNAMED = ("yes_no", "number", "empty", "date", "email", "telephone", "url", "person", "amount")
OPERATOR = "porteur"
_BEHIND = {"Offer": "offeredBy", "Event": "ledBy"}
_BODY = re.compile(
    r"\b(organismes?|structures?|organisations?|associations?|etablissements?|prestataires?"
    r"|formateurs?|collectivites?|societe|entreprise|provider|organi[sz]ation)\b"
)
_MANAGING = re.compile(r"gestionnaire|\bgeree? par|rattach|maison mere|tutelle")
_LONGEST = 8
"""Words of the name of an organisation, at most; a cell of more is prose."""


def draft_operator(kind: Any, name: Any, columns: Columns) -> dict[str, Any] | None:
    """Who runs the place, leads the project, or proposes the training or the event."""
    column = _operator(kind, name, columns)
    if column is None:
        return None
    thing = {"local": OPERATOR, **_named_in(column)}
    if kind == "Project":
        thing["links"] = {"leads": "acteur"}
    return thing


def links_to_operator(kind: Any) -> dict[str, str]:
    """How the subject of a row is linked to who is behind it, where the link is the subject's."""
    if isinstance(kind, str) and kind in (*NO_ACTORS, "Person"):
        return {_BEHIND[kind]: OPERATOR} if kind in _BEHIND else {}
    return {"operatedBy" if may_be_place(kind) else "subOrganizationOf": OPERATOR}


def _operator(kind: Any, name: Any, columns: Columns) -> ColumnProfile | None:
    behind = links_to_operator(kind)
    if kind != "Project" and not behind:
        return None
    told = [column for column in columns.get("operator", []) if column.name != name]
    if "subOrganizationOf" in behind:
        told = [column for column in told if _MANAGING.search(heading_of(column.name))]
    elif not told and kind in NO_ACTORS and kind in _BEHIND:
        named = columns.get("name", [])
        told = [c for c in named if c.name != name and _BODY.search(heading_of(c.name))]
    return told[0] if told else None


def draft_partners(kind: Any, name: Any, columns: Columns) -> dict[str, Any] | None:
    """Who takes part in the project of a row, or works with its actor."""
    if kind in NO_ACTORS and kind != "Project":
        return None
    for profile in (profile for several in columns.values() for profile in several):
        if profile.name != name and _names_partners(profile):
            link = "takesPartIn" if kind == "Project" else "partnerOf"
            return {"local": "partenaire", **_named_in(profile), "links": {link: "acteur"}}
    return None


def _names_partners(profile: ColumnProfile) -> bool:
    heading = heading_of(profile.name)
    if not _PARTNERS.search(heading) or _OTHERWISE.search(heading) or answer_of(profile.name):
        return False
    separator = _separator(profile)
    parts = [part for text in profile.sample for part in split_list(text, separator)]
    is_prose = sum(len(part.split()) > _LONGEST for part in parts) > 0.2 * len(parts)
    return profile.kind not in _UNNAMED and bool(parts) and not is_prose


def _named_in(profile: ColumnProfile) -> dict[str, Any]:
    """One thing of the cell, or one of each name when cells are seen to hold several."""
    kind = {"column": profile.name, "words": True, "otherwise": "Organization"}
    separator = _separator(profile)
    if not any(len(split_list(text, separator)) > 1 for text in profile.sample):
        return {"kind": kind, "name": profile.name}
    each: dict[str, Any] = {"column": profile.name} | ({"split": separator} if separator else {})
    return {"kind": {**kind, "column": "item"}, "each": each, "name": "item"}


def _separator(profile: ColumnProfile) -> str:
    """A comma where nothing else separates names that all begin as names do; else the usual."""
    cells = [split_list(text, ",") for text in profile.sample]
    listed = [parts for parts in cells if len(parts) > 1]
    is_usual = any(len(split_list(text)) > 1 for text in profile.sample)
    begins = all(part[0].isupper() or part[0].isdigit() for parts in listed for part in parts)
    return "," if len(listed) > 0.3 * len(cells) and begins and not is_usual else ""
