"""What sources say each actor can do, theme by theme: which looked where, and when."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from tisserand.ontology.records import Entity, RecordReference
from tisserand.recommend.arrays import Projection
from tisserand.reference.thesaurus import Thesaurus
from tisserand.store.port import GraphReader

BATCH = 1000


@dataclass(slots=True)
class Survey:
    """What is known of one actor.

    Attributes:
        sources: sources that list it.
        evidence: theme → records that show it, by its skills or its themes.
    """

    sources: set[str] = field(default_factory=set)
    evidence: dict[str, list[RecordReference]] = field(default_factory=dict)


def survey(
    reader: GraphReader, projection: Projection, thesaurus: Thesaurus, actors: Sequence[int]
) -> Iterator[tuple[int, Survey]]:
    """Each actor by number with what is known of it: one pass over their entities."""
    for first in range(0, len(actors), BATCH):
        some = actors[first : first + BATCH]
        entities = reader.entities([projection.keys[one] for one in some])
        for one in some:
            entity = entities.get(projection.keys[one])
            if entity is not None:
                yield one, _read(entity, thesaurus)


def _read(entity: Entity, thesaurus: Thesaurus) -> Survey:
    found = Survey({reference.source for reference in entity.records.values()})
    for fact in entity.facts:
        if fact.property not in ("hasSkill", "theme"):
            continue
        records = [entity.records[key] for key in fact.records if key in entity.records]
        for theme in themes_of(fact.value, thesaurus):
            found.evidence.setdefault(theme, []).extend(records)
    return found


def themes_of(iri: str, thesaurus: Thesaurus) -> tuple[str, ...]:
    """The themes of a skill, or the theme itself."""
    concept = thesaurus.get(iri)
    if concept is None:
        return ()
    return concept.themes if concept.kind == "Skill" else (iri,)
