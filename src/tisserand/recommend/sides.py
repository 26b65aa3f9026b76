"""What records say of one side of a cooperation: what it masters, what it seeks."""

from tisserand.ontology.records import Entity
from tisserand.store.port import GraphReader

Said = dict[str, tuple[str, ...]]
"""Skill or theme → the records that say it."""

_TOLD = ("seeks", "neededBy", "offers", "offeredBy", "leads", "ledBy")


class Side:
    """What records say of an actor: what it masters, what it seeks."""

    def __init__(self, reader: GraphReader, actor: Entity) -> None:
        self.actor = actor
        self.masters: Said = {}
        self.seeks: Said = {}
        links = [x for x in reader.links(actor.key) if x.property in _TOLD]
        entities = reader.entities([link.key for link in links])
        self.things = [actor, *entities.values()]
        add_said(self.masters, actor, ("hasSkill", "theme"), ())
        for link in links:
            thing = entities.get(link.key)
            if thing is not None:
                masters = link.property in ("offers", "offeredBy")
                said = self.masters if masters else self.seeks
                marks = ("offersSkill", "requiresSkill", "theme")
                add_said(said, thing, marks, link.records)


def add_said(
    said: Said, thing: Entity, properties: tuple[str, ...], records: tuple[str, ...]
) -> None:
    """Add the concepts that a thing bears, with the records that say so and those given."""
    for fact in thing.facts:
        if fact.property in properties:
            known = said.get(fact.value, ())
            said[fact.value] = tuple(dict.fromkeys((*known, *fact.records, *records)))
