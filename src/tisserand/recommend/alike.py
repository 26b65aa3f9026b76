"""Things that resemble a project: found by their words and themes, ranked by meaning and place."""

from dataclasses import dataclass

import numpy as np

from tisserand.ontology.records import Entity
from tisserand.recommend.arrays import KINDS, MARKS
from tisserand.recommend.candidates import Search, Subject
from tisserand.recommend.records import chosen_facts
from tisserand.reference.text import stem, tokens

MOST_WORDS = 8
MOST_OF_A_WORD = 40
MOST_MARKED = 200
SAME_WORDS = 0.15
"""What it is worth that a name holds all the words of the subject."""
LEAST_ALIKE = 0.35
"""Worth under which two things that take no skill in common are not said to be alike."""


@dataclass(frozen=True, slots=True)
class Alike:
    """A thing like the subject.

    Attributes:
        worth: cosine of their words, with shared words, marks and place, about [0, 1].
        meaning: the cosine alone; the share of common words without vectors.
        marks: skills and themes that both bear.
        place: IRI of the commune or EPCI that both are in.
    """

    entity: Entity
    worth: float
    meaning: float
    skills: tuple[str, ...]
    themes: tuple[str, ...]
    place: str | None


def find_alike(search: Search, subject: Subject, kind: str, limit: int) -> list[Alike]:
    """Entities of one class, or its subclasses, that resemble the subject, the closest first."""
    own = subject.entity.key if subject.entity else None
    keys = [key for key in _nearby(search, subject, kind) if key != own]
    found = [_compare(search, subject, one) for one in search.reader.entities(keys).values()]
    kept = [one for one in found if one.skills or one.worth >= LEAST_ALIKE]
    return sorted(kept, key=lambda one: (-one.worth, one.entity.name, one.entity.key))[:limit]


def words_of(entity: Entity) -> str:
    """What a thing says of itself."""
    facts = chosen_facts(entity)
    return " ".join([entity.name, facts.get("purpose", ""), facts.get("description", "")[:600]])


def _nearby(search: Search, subject: Subject, kind: str) -> list[str]:
    """Keys of things that share a word, a skill or a theme."""
    kinds = ("Project", "Action") if kind == "Project" else (kind,)
    words = sorted(set(tokens(subject.text)), key=lambda word: (-len(word), word))[:MOST_WORDS]
    found = {hit.key for word in words for hit in search.reader.find(word, MOST_OF_A_WORD, kinds)}
    return sorted(found | set(_marked(search, subject, kinds)))


def _marked(search: Search, subject: Subject, kinds: tuple[str, ...]) -> list[str]:
    graph, marks = search.projection, search.projection.marks
    wanted = [graph.concepts.find(iri) for iri in sorted(subject.skills | subject.candidate.themes)]
    codes = [KINDS.index(kind) for kind in kinds]
    at = np.flatnonzero(np.isin(marks.concept, wanted) & np.isin(graph.kind[marks.thing], codes))
    skills = marks.property[at] != MARKS.index("theme")
    ordered = np.concatenate([marks.thing[at[skills]], marks.thing[at[~skills]]])
    return [graph.keys[int(thing)] for thing in ordered[:MOST_MARKED]]


def _compare(search: Search, subject: Subject, entity: Entity) -> Alike:
    said = words_of(entity)
    marks = {fact.value for fact in entity.facts if fact.property in ("requiresSkill", "theme")}
    skills = tuple(sorted(marks & subject.skills))
    themes = tuple(sorted(marks & subject.candidate.themes))
    meaning = _meaning(search, subject.text, said)
    place = _shared_place(search, subject.candidate.place, entity.place)
    worth = 0.7 * meaning + 0.1 * bool(themes) + 0.15 * bool(skills) + 0.05 * bool(place)
    worth += SAME_WORDS * _shared_words(subject.text, entity.name)
    return Alike(entity, round(worth, 4), meaning, skills, themes, place)


def _shared_words(a: str, b: str) -> float:
    """Share of the words of the shorter text that both hold."""
    first, second = ({stem(word) for word in tokens(text)} for text in (a, b))
    return len(first & second) / max(1, min(len(first), len(second)))


def _meaning(search: Search, a: str, b: str) -> float:
    if search.space is not None:
        return float(np.dot(search.space.vector(a), search.space.vector(b)))
    return _shared_words(a, b)


def _shared_place(search: Search, a: str | None, b: str | None) -> str | None:
    if a is None or b is None:
        return None
    if a == b:
        return a
    gazetteer = search.words.gazetteer
    mine, other = gazetteer.epci(a), gazetteer.epci(b)
    return mine if mine is not None and mine == other else None
