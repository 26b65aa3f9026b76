"""What a refusal has to record: who, and the facts under which they were refused."""

from tisserand.errors import InputError
from tisserand.ontology.properties import is_kind_of
from tisserand.recommend.arrays import Projection
from tisserand.recommend.cooperation_reasons import Facts, explain_cooperation
from tisserand.recommend.expertise import index_of
from tisserand.recommend.join_reasons import explain_joining
from tisserand.recommend.openings import open_one
from tisserand.recommend.reasons import Voice
from tisserand.recommend.refusals import Refused
from tisserand.reference.places import Gazetteer
from tisserand.reference.thesaurus import Thesaurus
from tisserand.store.port import GraphReader


def refused_now(
    reader: GraphReader,
    projection: Projection,
    a: str,
    b: str,
    *,
    gazetteer: Gazetteer,
    thesaurus: Thesaurus,
    base_iri: str,
) -> Refused:
    """What a refusal of two actors, or of an actor and a project, by key, has to record.

    Raises:
        InputError: one actor twice, or neither two actors nor an actor and a project.
    """
    numbers = projection.find(a), projection.find(b)
    acts = [projection.is_actor(number) for number in numbers]
    projects = [is_kind_of(projection.kind_of(number), "Project") for number in numbers]
    if numbers[0] == numbers[1] or not any(acts) or not all(map(max, acts, projects)):
        raise InputError("links.same_actor")
    index = index_of(projection, thesaurus, gazetteer)
    voice = Voice(thesaurus, base_iri, "fr")
    entities = reader.entities([a, b])
    if all(acts):
        facts: Facts = explain_cooperation(reader, index, *numbers, voice, is_foreseen=True).facts
    else:
        project, actor = (a, numbers[1]) if projects[0] else (b, numbers[0])
        opening = open_one(reader, projection, entities[project])
        facts = explain_joining(reader, index, opening, actor, voice, is_foreseen=True).facts
    return Refused(tuple(entities[a].records), tuple(entities[b].records), facts)
