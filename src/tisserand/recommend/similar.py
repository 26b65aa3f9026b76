"""Past projects like one, what came of them, and studies made again and again."""

import re

from tisserand.messages import Language
from tisserand.ontology.namespaces import entity_iri
from tisserand.recommend.alike import Alike, find_alike
from tisserand.recommend.arrays import Projection
from tisserand.recommend.candidates import (
    Search,
    Subject,
    leaders_of,
    subject_of_project,
    subject_of_sentence,
)
from tisserand.recommend.fitness import Words
from tisserand.recommend.records import Citations, Json, chosen_facts, dates_of, place_card
from tisserand.recommend.skill_space import SkillSpace
from tisserand.recommend.wording import listed, span
from tisserand.reference.places import Gazetteer
from tisserand.reference.text import fold
from tisserand.reference.thesaurus import Thesaurus
from tisserand.store.port import GraphReader

SAME_OBJECT = 0.6
"""Likeness of words from which two studies are of the same object."""
_STUDY = re.compile(
    r"\b(?:etudes?|diagnostics?|audits?|faisabilite|etat des lieux|enquetes?|preetudes?)\b"
)
_FAILURE = re.compile(
    r"\b(?:abandon\w*|echec\w*|echou\w*|faute d\w*|arret\w*|n a pas (?:abouti|pu|trouve)"
    r"|difficult\w*|manqu\w*|retard\w*|non abouti\w*|renonc\w*|insuffisan\w*)\b"
)
_SENTENCES = re.compile(r"(?<=[.;!?])\s+|\n+")


def find_similar(
    reader: GraphReader,
    projection: Projection,
    wanted: str,
    *,
    thesaurus: Thesaurus,
    gazetteer: Gazetteer,
    base_iri: str,
    project: str | None = None,
    limit: int = 10,
    space: SkillSpace | None = None,
    language: Language = "fr",
) -> Json:
    """Projects like one, or like a sentence, the closest first.

    Args:
        wanted: a sentence; not read when `project` is given.
        project: key of a project.

    Returns:
        `{project, similar: [{iri, name, phase, place, score, alike, outcome}], studies, message}`;
        `alike` and `outcome` are reasons, `studies` a reason with its projects, or None.
    """
    words = Words(gazetteer, thesaurus, language)
    if project is not None:
        subject = subject_of_project(reader, project, "", words, None)
    else:
        subject = subject_of_sentence(projection, wanted, "", words, None, space)
    search = Search(reader, projection, words, base_iri, space)
    found = find_alike(search, subject, "Project", limit)
    return {
        "project": subject.entity
        and {"iri": entity_iri(base_iri, subject.entity.key), "name": subject.entity.name},
        "similar": [_card(search, one) for one in found],
        "studies": _studies(search, subject, found),
        "message": None if found else words.say("no_similar"),
    }


def _card(search: Search, one: Alike) -> Json:
    entity = one.entity
    facts = chosen_facts(entity)
    return {
        "iri": entity_iri(search.base_iri, entity.key),
        "name": entity.name,
        "phase": facts.get("phase"),
        "place": place_card(entity.place, search.words.gazetteer),
        "score": one.worth,
        "alike": _alike(search, one),
        "outcome": _outcome(search, one, facts),
    }


def _alike(search: Search, one: Alike) -> list[Json]:
    """What they share, with the records of the other."""
    words, citations = search.words, Citations([one.entity], search.base_iri)
    shared = []
    for name, marks in (("skills", one.skills), ("themes", one.themes)):
        if marks:
            labels = [words.thesaurus.label(iri, words.language) for iri in marks]
            told = words.say(f"alike_{name}", labels=", ".join(labels))
            shared.append((told, _saying(one, frozenset(marks))))
    if one.place:
        name = "alike_place" if one.place == one.entity.place else "alike_area"
        told = words.say(name, place=words.places((one.place,)))
        shared.append((told, _saying(one, frozenset({one.entity.place or ""}))))
    shared = shared or [(words.say("alike_words"), tuple(one.entity.records))]
    return [{"text": told, "records": citations.of(records)} for told, records in shared]


def _saying(one: Alike, values: frozenset[str]) -> tuple[str, ...]:
    records = (key for f in one.entity.facts if f.value in values for key in f.records)
    return tuple(dict.fromkeys(records))


def _outcome(search: Search, one: Alike, facts: dict[str, str]) -> list[Json]:
    """Phase, who carried it, who paid, lessons, and what was hard, as sources say it."""
    words, entity = search.words, one.entity
    links = search.reader.links(entity.key)
    carriers = leaders_of(links)
    paid = [link.key for link in links if link.property == "funds" and not link.outward]
    grants = search.reader.entities(paid)
    people = search.reader.entities([link.key for link in carriers])
    told: list[tuple[str, tuple[str, ...]]] = []
    if facts.get("phase"):
        years = span("", *dates_of(facts))
        phase = words.say(f"phase_{facts['phase']}")
        told.append((words.say("came_phase", phase=phase, years=years), _of(one, "phase")))
    told += [(words.say("carried", name=link.name), link.records) for link in carriers]
    for grant in grants.values():
        givers = [x.name for x in search.reader.links(grant.key) if x.property == "funder"]
        if givers:
            years = span("", dates_of(chosen_facts(grant))[0], None)
            said = words.say("came_funded", funder=listed(givers, words.language), years=years)
            told.append((said, tuple(grant.records)))
    for fact in entity.facts:
        if fact.property == "lesson":
            told.append((words.say("came_lesson", lesson=fact.value), fact.records))
        elif fact.property == "description":
            hard = filter(_tells_failure, _SENTENCES.split(fact.value))
            told += [(words.say("came_failure", sentence=one), fact.records) for one in hard]
    citations = Citations([entity, *grants.values(), *people.values()], search.base_iri)
    return [{"text": said, "records": citations.of(records)} for said, records in told]


def _tells_failure(sentence: str) -> bool:
    return _FAILURE.search(fold(sentence)) is not None


def _of(one: Alike, name: str) -> tuple[str, ...]:
    return next((f.records for f in one.entity.facts if f.property == name and f.chosen), ())


def _studies(search: Search, subject: Subject, found: list[Alike]) -> Json | None:
    """Studies of the same object, two at least, the asked one included when it is one."""
    same = [
        one.entity for one in found if one.meaning >= SAME_OBJECT and _is_study(one.entity.name)
    ]
    if subject.entity is not None and _is_study(subject.entity.name):
        same.append(subject.entity)
    if len(same) < 2:
        return None
    years = sorted(filter(None, ((dates_of(chosen_facts(x))[0] or "")[:4] for x in same)))
    words = search.words
    message = "studies" if years else "studies_undated"
    return {
        "text": words.say(message, count=len(same), year=years[0] if years else ""),
        "projects": [
            {"iri": entity_iri(search.base_iri, one.key), "name": one.name}
            for one in sorted(same, key=lambda one: (one.name, one.key))
        ],
        "records": Citations(same, search.base_iri).of(key for one in same for key in one.records),
    }


def _is_study(name: str) -> bool:
    return _STUDY.search(fold(name)) is not None
