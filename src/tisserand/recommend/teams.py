"""The smallest team that covers what a project, or a sentence, asks for."""

from dataclasses import dataclass, field

import numpy as np

from tisserand.errors import InputError
from tisserand.messages import Language
from tisserand.ontology.properties import is_kind_of
from tisserand.ontology.records import Entity
from tisserand.recommend.arrays import Projection
from tisserand.recommend.covering import MOST_WANTED, Candidate, smallest_team
from tisserand.recommend.expertise import HelperIndex, index_of
from tisserand.recommend.needs import understand
from tisserand.recommend.ranking import MASTERS
from tisserand.recommend.reasons import Asked, Voice, explain
from tisserand.recommend.records import Json, actor_card
from tisserand.recommend.territory import Whereabouts, nearness, squared_km, whereabouts
from tisserand.reference.places import Gazetteer
from tisserand.reference.thesaurus import Thesaurus
from tisserand.store.port import GraphReader

MILLIONTHS = 1_000_000
_CARRIED_BY = ("ledBy", "leads", "takesPartIn")


@dataclass(slots=True)
class _Wish:
    """What a team is looked for: skills in order, where, and who is there already."""

    skills: list[str]
    where: Whereabouts | None = None
    present: list[int] = field(default_factory=list)
    project: Json | None = None


def form_team(
    reader: GraphReader,
    projection: Projection,
    wanted: str,
    *,
    thesaurus: Thesaurus,
    gazetteer: Gazetteer,
    base_iri: str,
    project: str | None = None,
    near: str | None = None,
    language: Language = "fr",
) -> Json:
    """The fewest actors that master all that is asked, those who carry the project included.

    Args:
        wanted: a sentence; not read when `project` is given.
        project: key of a project, whose skills and needs are asked.
        near: name or IRI of a commune, for a sentence.

    Returns:
        `{project, wanted: [{iri, label}], present, team, uncovered, message}`; `present` (who
        already carries it) and `team` are actors with `covers: [label]` and `reasons`.

    Raises:
        InputError: nothing is asked that can be looked for.
    """
    index = index_of(projection, thesaurus, gazetteer)
    voice = Voice(thesaurus, base_iri, language)
    if project is None:
        understood = understand(wanted, thesaurus, gazetteer, near, projection)
        place = understood.place
        where = whereabouts(index.territory, place) if place else None
        wish = _Wish(list(understood.skills or understood.themes), where)
    else:
        wish = _of_project(reader, index, gazetteer, project)
    if not wish.skills:
        raise InputError("recommend.team_of_nothing")
    return _answer(reader, index, wish, gazetteer, voice)


def _of_project(reader: GraphReader, index: HelperIndex, gazetteer: Gazetteer, key: str) -> _Wish:
    """What records say a project requires, itself and through its needs."""
    projection = index.projection
    entity = reader.entities([key])[key]
    links = reader.links(key)
    seeking = [link.key for link in links if link.property in ("seeks", "neededBy")]
    things = [entity, *reader.entities(seeking).values()]
    skills = dict.fromkeys(skill for thing in things for skill in _required(thing))
    carriers = {projection.find(link.key) for link in links if link.property in _CARRIED_BY}
    number = projection.find(key)
    iri = projection.place_of(number) if number >= 0 else None
    place = gazetteer.get(iri) if iri else None
    return _Wish(
        skills=list(skills),
        where=whereabouts(index.territory, place) if place else None,
        present=sorted(one for one in carriers if one >= 0 and projection.is_actor(one)),
        project={"key": key, "name": entity.name},
    )


def _required(thing: Entity) -> list[str]:
    if not is_kind_of(thing.kind, "Project") and thing.kind != "Need":
        return []
    return [fact.value for fact in thing.facts if fact.property == "requiresSkill"]


def _answer(
    reader: GraphReader, index: HelperIndex, wish: _Wish, gazetteer: Gazetteer, voice: Voice
) -> Json:
    skills = wish.skills[:MOST_WANTED]
    covers, worth = _coverage(index, skills, wish.where)
    held = 0
    for one in wish.present:
        held |= covers.get(one, 0)
    possible = held
    for bits in covers.values():
        possible |= bits
    keys = index.projection.keys
    candidates = [Candidate(keys[one], bits, worth[one]) for one, bits in covers.items()]
    chosen = smallest_team(candidates, possible & ~held) or ()
    members = sorted(
        (index.projection.find(key) for key in chosen), key=lambda one: (-worth[one], keys[one])
    )
    cards = _Cards(reader, index, gazetteer, voice, skills, covers)
    return {
        "project": wish.project and _card_of_project(wish.project, voice),
        "wanted": [_concept(skill, voice) for skill in wish.skills],
        "present": cards.of(wish.present),
        "team": cards.of(members),
        "uncovered": [
            _concept(skill, voice)
            for at, skill in enumerate(wish.skills)
            if at >= MOST_WANTED or not possible >> at & 1
        ],
    }


def _coverage(
    index: HelperIndex, skills: list[str], where: Whereabouts | None
) -> tuple[dict[int, int], dict[int, int]]:
    """For each actor who masters a skill, which ones, as bits, and how well, in millionths."""
    covers: dict[int, int] = {}
    worth: dict[int, int] = {}
    for at, skill in enumerate(skills):
        row = index.holders(skill)
        masters = row.mastery >= MASTERS
        actors, mastery = row.actor[masters], row.mastery[masters]
        if where is not None and where.point is not None:
            mastery = mastery * nearness(squared_km(index.territory.points(actors), where.point))
        gained = np.rint(mastery * MILLIONTHS).astype(np.int64)
        for actor, millionths in zip(actors.tolist(), gained.tolist(), strict=True):
            covers[actor] = covers.get(actor, 0) | 1 << at
            worth[actor] = worth.get(actor, 0) + millionths
    return covers, worth


@dataclass(frozen=True, slots=True)
class _Cards:
    """Members of a team as the answer shows them."""

    reader: GraphReader
    index: HelperIndex
    gazetteer: Gazetteer
    voice: Voice
    skills: list[str]
    covers: dict[int, int]

    def of(self, members: list[int]) -> list[Json]:
        projection = self.index.projection
        asked = Asked(dict.fromkeys(self._related(), 1.0), {}, None)
        reasons = explain(self.reader, [projection.keys[one] for one in members], asked, self.voice)
        return [
            actor_card(projection, one, self.gazetteer, self.voice.base_iri)
            | {
                "covers": self._labels(self.covers.get(one, 0)),
                "reasons": reasons.get(projection.keys[one], []),
            }
            for one in members
        ]

    def _related(self) -> list[str]:
        """The skills asked and those below, any of which is a reason."""
        below = (self.index.hierarchy.narrower(skill) for skill in self.skills)
        return [*self.skills, *(iri for iris in below for iri in iris)]

    def _labels(self, bits: int) -> list[str]:
        covered = (skill for at, skill in enumerate(self.skills) if bits >> at & 1)
        return [self.voice.label(skill) for skill in covered]


def _concept(iri: str, voice: Voice) -> Json:
    return {"iri": iri, "label": voice.thesaurus.label(iri, voice.language)}


def _card_of_project(project: Json, voice: Voice) -> Json:
    return {"iri": f"{voice.base_iri}id/{project['key']}", "name": project["name"]}
