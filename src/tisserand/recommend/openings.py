"""Projects under way or to come: what each asks for, who is in, who pays for it."""

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from tisserand.ontology.records import Entity, EntityLink
from tisserand.recommend.arrays import KINDS, Projection
from tisserand.recommend.records import chosen_facts, dates_of
from tisserand.recommend.sides import OVER, Said, add_said
from tisserand.store.port import GraphReader

PROJECTS = ("Project", "Action")
AHEAD = ("idea", "design", "underway")
LASTS_YEARS = 2
"""Years after which a project that began is no more supposed to be under way, when nothing says."""
MOST_OPEN = 500
"""Projects looked at when none is named: those that began last."""
AT_ONCE = 500


class Opening(NamedTuple):
    """A project that may be joined.

    Attributes:
        number: in the projection.
        sought, themes: skills and themes it asks for, with the records that say so.
        members: number of each actor who is in, with the records that say so.
        funders: number of each actor who pays for it, with the records that say so.
        things: the entities that these records describe.
    """

    number: int
    entity: Entity
    sought: Said
    themes: Said
    members: dict[int, tuple[str, ...]]
    funders: dict[int, tuple[str, ...]]
    things: list[Entity]


def is_open(facts: Mapping[str, str], day: str) -> bool:
    """Whether what is shown of a project leaves it to be joined on a day (ISO 8601)."""
    first, last = dates_of(facts)
    phase = facts.get("phase")
    if phase in OVER or (last and last < day[: len(last)]):
        return False
    if phase in AHEAD or last:
        return True
    return bool(first) and int(str(first)[:4]) >= int(day[:4]) - LASTS_YEARS


def read_openings(
    reader: GraphReader, projection: Projection, day: str, only: int | None = None
) -> list[Opening]:
    """The projects that may be joined on a day, the last begun first; one of them when given."""
    codes = [KINDS.index(kind) for kind in PROJECTS]
    numbers = np.flatnonzero(np.isin(projection.kind, codes)) if only is None else [only]
    keys = [projection.keys[int(number)] for number in numbers]
    found: list[tuple[str, str, Entity]] = []
    for i in range(0, len(keys), AT_ONCE):
        for key, entity in reader.entities(keys[i : i + AT_ONCE]).items():
            facts = chosen_facts(entity)
            if is_open(facts, day):
                found.append((dates_of(facts)[0] or "", key, entity))
    found.sort(key=lambda one: one[1])
    found.sort(key=lambda one: one[0], reverse=True)
    return [open_one(reader, projection, entity) for _, _, entity in found[:MOST_OPEN]]


def open_one(reader: GraphReader, projection: Projection, entity: Entity) -> Opening:
    """A project, whether it is over or not."""
    links = reader.links(entity.key)
    needs = {x.key: x for x in links if x.property in ("seeks", "neededBy")}
    things = reader.entities(sorted(needs))
    opening = Opening(
        projection.find(entity.key), entity, {}, {}, {}, {}, [entity, *things.values()]
    )
    add_said(opening.sought, entity, ("requiresSkill",), ())
    add_said(opening.themes, entity, ("theme",), ())
    for key, need in things.items():
        add_said(opening.sought, need, ("requiresSkill",), needs[key].records)
    _add_actors(projection, links, opening.members)
    opening.things.extend(reader.entities([x.key for x in links if x.key not in things]).values())
    for grant in sorted({x.key for x in links if x.property == "funds" and not x.outward}):
        paid = [x for x in reader.links(grant) if x.property == "funder"]
        _add_actors(projection, paid, opening.funders)
        opening.things.extend(reader.entities([x.key for x in paid]).values())
    return opening


def _add_actors(
    projection: Projection, links: list[EntityLink], actors: dict[int, tuple[str, ...]]
) -> None:
    for link in links:
        number = projection.find(link.key)
        if number >= 0 and projection.is_actor(number):
            actors[number] = (*actors.get(number, ()), *link.records)
