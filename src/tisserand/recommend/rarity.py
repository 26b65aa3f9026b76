"""Skills that few master in a territory: what would be lost if one person left."""

from typing import NamedTuple

from tisserand.messages import Language
from tisserand.recommend.expertise import HelperIndex, index_of
from tisserand.recommend.projection import Projection
from tisserand.recommend.ranking import masters_around
from tisserand.recommend.reasons import RARE
from tisserand.recommend.records import Json, actor_card
from tisserand.recommend.territory import Whereabouts, whereabouts
from tisserand.reference.places import Gazetteer, Place
from tisserand.reference.thesaurus import Thesaurus


class RareSkill(NamedTuple):
    """A skill and the numbers of those who master it, or a narrower one."""

    iri: str
    holders: list[int]


def find_rare_skills(
    index: HelperIndex, near: Whereabouts | None = None, most: int = RARE
) -> list[RareSkill]:
    """Skills that at least one and at most `most` actors master around a place, by number, IRI."""
    found = []
    for concept in range(len(index.projection.concepts)):
        iri = index.projection.concepts[concept]
        masters = masters_around(index, iri, near)
        if 0 < len(masters) <= most:
            found.append(RareSkill(iri, masters.tolist()))
    return sorted(found, key=lambda skill: (len(skill.holders), skill.iri))


def rare_skills(
    projection: Projection,
    place: Place | None = None,
    *,
    thesaurus: Thesaurus,
    gazetteer: Gazetteer,
    base_iri: str,
    most: int = RARE,
    language: Language = "fr",
) -> list[Json]:
    """`[{skill: {iri, label}, holders: [{iri, name, kind, place}]}]`, the rarest first.

    Themes are left out. Without a place, in the whole View.
    """
    index = index_of(projection, thesaurus, gazetteer)
    near = whereabouts(index.territory, gazetteer, place) if place else None
    rare = []
    for skill in find_rare_skills(index, near, most):
        concept = thesaurus.get(skill.iri)
        if concept is None or concept.kind == "Skill":
            label = thesaurus.label(skill.iri, language)
            cards = [actor_card(projection, one, gazetteer, base_iri) for one in skill.holders]
            rare.append({"skill": {"iri": skill.iri, "label": label}, "holders": cards})
    return rare
