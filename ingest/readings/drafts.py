"""The drafts of what a report names and says, and how they are put together."""

from collections.abc import Mapping
from typing import Any

from tisserand.ingest.draft import Draft
from tisserand.ingest.normalisation.names import kind_of_name, normalise_name
from tisserand.ingest.readings.reading import Item, NamedEntity
from tisserand.ontology.properties import family_of, is_kind_of
from tisserand.ontology.records import Link, Value
from tisserand.reference.text import fold

NAMED = 0.9
"""How sure it is that an entity that a report names is one."""
_KINDS = {
    "Person": "Person",
    "Project": "Project",
    "Event": "Event",
    "FundingSource": "FundingScheme",
}
_NAME_LONGEST = 160


def kind_of(entity: NamedEntity) -> str | None:
    """The class of the ontology that an entity is of; None for places and skills."""
    if entity.kind == "Organization":
        return kind_of_name(entity.name) if _is_organization(entity.name) else "Organization"
    return _KINDS.get(entity.kind)


def _is_organization(name: str) -> bool:
    found = kind_of_name(name)
    return found is not None and is_kind_of(found, "Organization")


def part_of_plan(local: str, number: str | None, title: str, whole: Draft) -> Draft:
    """An orientation or an action of a plan, part of a whole."""
    values = (Value("number", str(number)),) if number else ()
    key = f"part:{fold(title)}"
    links = (Link("partOf", whole.local),)
    return Draft(
        local, "Action", shortened(title), values=values, links=links, own_key=key, once=True
    )


def base_of(entity: NamedEntity) -> Draft | None:
    """The record of an entity that only names it; None for places and skills."""
    kind = kind_of(entity)
    name = normalise_name(entity.name)
    if kind is None or not name:
        return None
    if is_kind_of(kind, "Organization"):
        # « la commune de Craon » is written so inside a sentence; by itself it takes a capital.
        name = name[0].upper() + name[1:]
    others = dict.fromkeys(n for one in entity.alt_names if (n := normalise_name(one)) != name)
    # A person's other names are often a bare family name, which others bear too.
    told = tuple(Value("altName", other) for other in others if kind != "Person" and other)
    key = f"{family_of(kind)}:{fold(name)}"
    return Draft(entity.id, kind, name, values=told, own_key=key, once=True, confidence=NAMED)


def saying(draft: Draft, *said: Value | Link) -> Draft:
    """A record of the same thing that says something more."""
    links = tuple(one for one in said if isinstance(one, Link))
    values = tuple(one for one in said if isinstance(one, Value))
    return draft._replace(values=(*draft.values, *values), links=links)


def link_to(name: str, target: Draft, item: Item, until: str | None = None) -> Link:
    """A link to a thing, between the dates that the item tells."""
    said: Mapping[str, Any] = item.said
    return Link(name, target.local, since=said["since"], until=until or said["until"])


def trusted(draft: Draft, item: Item) -> Draft:
    """A record that says something is as sure as the item; one that only names stays as it is."""
    is_bare = draft.own_key is not None and not draft.links and draft.confidence == NAMED
    if is_bare or draft.local == "plan":
        return draft
    return draft._replace(confidence=item.confidence)


def shortened(name: str) -> str:
    """A name on one line, cut between two words when it is too long."""
    text = " ".join(name.split())
    if len(text) <= _NAME_LONGEST:
        return text
    return text[: text.rfind(" ", 0, _NAME_LONGEST)].rstrip(" ,;:") + "…"
