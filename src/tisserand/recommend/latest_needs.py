"""Needs that the graph holds, the last told first."""

from typing import NamedTuple

from tisserand.ontology.records import Entity
from tisserand.recommend.records import chosen_facts
from tisserand.reference.places import Gazetteer
from tisserand.store.port import GraphReader

MOST_READ = 500
"""Needs looked at, at most, whichever these are: what a page can read while somebody waits."""
LONGEST = 140
"""Characters of a need that reads at a glance."""


class LatestNeed(NamedTuple):
    """A need, and how to ask it.

    Attributes:
        place: name of the place of the need, or of who seeks; empty when none is known.
        seeker: name of who seeks, empty when it is not known.
        date: of the need, or of the first source that says it (ISO 8601, may be a year alone).
    """

    name: str
    place: str
    seeker: str
    date: str


def latest_needs(
    reader: GraphReader, gazetteer: Gazetteer, day: str, limit: int
) -> list[LatestNeed]:
    """Those not over on a day (ISO 8601), each said once; of one date, by name."""
    keys = reader.entity_keys(limit=MOST_READ, kind="Need")
    dated: dict[str, tuple[str, Entity]] = {}
    for entity in reader.entities(keys).values():
        until = chosen_facts(entity).get("endDate", "")
        if len(entity.name) <= LONGEST and not (until and until < day[: len(until)]):
            dated.setdefault(entity.name, (told_on(entity), entity))
    found = sorted(dated.values(), key=lambda one: one[1].name)
    found.sort(key=lambda one: one[0], reverse=True)
    return [_shown(reader, gazetteer, date, entity) for date, entity in found[:limit]]


def asked_near(place: str, gazetteer: Gazetteer) -> str:
    """The name near which a need may be asked again: a commune's; empty for another area."""
    return place if place and gazetteer.candidates(place) else ""


def told_on(entity: Entity) -> str:
    """When a need began or was told; empty when nothing says."""
    began = chosen_facts(entity).get("startDate")
    return began or min((one.date for one in entity.records.values() if one.date), default="")


def _shown(reader: GraphReader, gazetteer: Gazetteer, date: str, entity: Entity) -> LatestNeed:
    links = [link for link in reader.links(entity.key) if link.property == "neededBy"]
    seeker = min(links, key=lambda link: (link.name, link.key), default=None)
    of_whom = reader.entity(seeker.key) if seeker else None
    places = [chosen_facts(one).get("locatedIn", "") for one in (entity, of_whom) if one]
    place = next((found for iri in places if (found := gazetteer.get(iri))), None)
    named = seeker.name if seeker else ""
    return LatestNeed(entity.name, place.name if place else "", named, date)
