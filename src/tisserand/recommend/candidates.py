"""The project that money, or a precedent, is looked for: one of the graph, or a sentence."""

import re
from dataclasses import dataclass

from tisserand.errors import InputError
from tisserand.ontology.records import Entity, EntityLink
from tisserand.recommend.applicants import NATURES, find_categories, nature_of
from tisserand.recommend.arrays import Projection
from tisserand.recommend.fitness import Candidate, Leader, Words
from tisserand.recommend.needs import understand
from tisserand.recommend.records import chosen_facts
from tisserand.recommend.skill_space import SkillSpace
from tisserand.reference.text import fold, folded_words
from tisserand.reference.thesaurus import Thesaurus
from tisserand.store.port import GraphReader

_WE_ARE = re.compile(
    r"\b(?:notre|nos|mon|ma|nous sommes|je suis|en tant qu\w*|porte?e?s? par)"
    r"(?: (?:une?|des|la|l|d))* $"
)
_SUM = re.compile(r"(\d[\d\s\u00a0\u202f]*(?:[.,]\d+)?)\s*(k?)€|(\d[\d\s]*)\s*euros", re.IGNORECASE)
LEAST_LIKELY = 0.5
"""How likely a skill of a sentence is, beside the likeliest, to tell the theme of a project."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What is looked for.

    Attributes:
        entity: the project, when it is one of the graph.
        text: its words.
        skills: IRIs.
        leaders: keys of who carries it.
    """

    candidate: Candidate
    text: str
    skills: frozenset[str] = frozenset()
    entity: Entity | None = None
    leaders: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Search:
    """Where money, or a precedent, is looked for."""

    reader: GraphReader
    projection: Projection
    words: Words
    base_iri: str
    space: SkillSpace | None = None


def subject_of_project(
    reader: GraphReader, key: str, day: str, words: Words, budget: int | None
) -> Subject:
    """A project, as its records tell it."""
    entity = reader.entities([key])[key]
    facts = chosen_facts(entity)
    carriers = leaders_of(reader.links(key))
    found = reader.entities([link.key for link in carriers])
    leaders = tuple(_leader(found[link.key]) for link in carriers if link.key in found)
    places = [entity.place, *(one.place for one in found.values())]
    skills = frozenset(f.value for f in entity.facts if f.property == "requiresSkill")
    recorded = frozenset(f.value for f in entity.facts if f.property == "theme")
    said = facts.get("budget")
    candidate = Candidate(
        day=day,
        leaders=leaders,
        place=next((place for place in places if place), None),
        themes=recorded or themes_of(skills, words.thesaurus),
        has_themes_of_record=bool(recorded),
        budget=budget if budget is not None else int(float(said)) if said else None,
        phase=facts.get("phase"),
        start=facts.get("startDate"),
        end=facts.get("endDate"),
    )
    told = " ".join([entity.name, facts.get("description", "")]).strip()
    return Subject(candidate, told, skills, entity, tuple(sorted(found)))


def subject_of_sentence(
    projection: Projection,
    sentence: str,
    day: str,
    words: Words,
    budget: int | None,
    space: SkillSpace | None = None,
) -> Subject:
    """What a sentence says of a project: theme, place, who carries it, its budget.

    Args:
        space: reads skills by meaning; without it, by words alone.

    Raises:
        InputError: it holds no word.
    """
    if not folded_words(sentence):
        raise InputError("funding.nothing_to_look_for")
    said = _SUM.sub(" ", sentence)
    understood = understand(said, words.thesaurus, words.gazetteer, None, projection, space)
    least = LEAST_LIKELY * max(understood.skills.values(), default=0.0)
    skills = frozenset(iri for iri, score in understood.skills.items() if score >= least)
    candidate = Candidate(
        day=day,
        leaders=_who_speaks(sentence, words),
        place=understood.place.iri if understood.place else None,
        themes=frozenset(understood.themes) | themes_of(skills, words.thesaurus),
        budget=budget if budget is not None else _sum_in(sentence),
    )
    return Subject(candidate, sentence, skills)


def leaders_of(links: list[EntityLink]) -> list[EntityLink]:
    """Who carries a project, each once."""
    found = {
        link.key: link
        for link in links
        if (link.property == "ledBy" and link.outward)
        or (link.property == "leads" and not link.outward)
    }
    return [found[key] for key in sorted(found)]


def themes_of(skills: frozenset[str], thesaurus: Thesaurus) -> frozenset[str]:
    """Themes of a few skills."""
    concepts = (thesaurus.get(iri) for iri in sorted(skills))
    return frozenset(theme for concept in concepts if concept for theme in concept.themes)


def _leader(entity: Entity) -> Leader:
    facts = chosen_facts(entity)
    nature = nature_of(entity.kind, facts.get("legalForm"), entity.name)
    return Leader(entity.name, nature, facts.get("foundedOn"))


def _who_speaks(sentence: str, words: Words) -> tuple[Leader, ...]:
    """« Notre association… », « je suis agriculteur… »."""
    folded = fold(sentence)
    found = [
        mention.category
        for mention in find_categories(folded)
        if _WE_ARE.search(folded[: mention.start]) and mention.category in NATURES
    ]
    return tuple(Leader(words.say(f"who_{nature}"), nature) for nature in dict.fromkeys(found))


def _sum_in(sentence: str) -> int | None:
    """The one sum of money that a sentence names."""
    found = _SUM.findall(sentence)
    if len(found) != 1:
        return None
    figure, thousand, plain = found[0]
    digits = re.sub(r"\s", "", figure or plain).replace(",", ".")
    return round(float(digits) * (1000 if thousand else 1))
