"""What records say of one side of a cooperation: what it masters, what it seeks."""

from tisserand.ontology.records import Entity
from tisserand.store.port import GraphReader

Said = dict[str, tuple[str, ...]]
"""Skill or theme → the records that say it."""

OVER = ("evaluated", "ended", "abandoned")
"""Phases of a project that seeks nothing any more."""

_LEADS = ("leads", "ledBy")
_TOLD = ("seeks", "neededBy", "offers", "offeredBy", *_LEADS)
_MARKS = ("offersSkill", "requiresSkill", "theme")


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
            if thing is None or _is_over(thing):
                continue
            said = self.masters if link.property in ("offers", "offeredBy") else self.seeks
            # What a project is about is not what it lacks: see `evidence.SEEKING`.
            marks = ("requiresSkill",) if link.property in _LEADS else _MARKS
            add_said(said, thing, marks, link.records)


def _is_over(thing: Entity) -> bool:
    return any(f.chosen and f.property == "phase" and f.value in OVER for f in thing.facts)


def add_said(
    said: Said, thing: Entity, properties: tuple[str, ...], records: tuple[str, ...]
) -> None:
    """Add the concepts that a thing bears, with the records that say so and those given."""
    for fact in thing.facts:
        if fact.property in properties:
            known = said.get(fact.value, ())
            said[fact.value] = tuple(dict.fromkeys((*known, *fact.records, *records)))
