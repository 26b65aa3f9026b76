"""Agents teach what a sentence asks for: the thesaurus of a workspace grows from corrections."""

from collections.abc import Sequence
from typing import Any, Protocol

from tisserand.errors import InputError, NotFoundError, RefusedError
from tisserand.ontology.records import Visibility
from tisserand.reference.learned import LearnedWords, Lesson, bare_sentence
from tisserand.reference.thesaurus import Thesaurus

Answer = dict[str, Any]


class Parts(Protocol):
    """What teaching needs of a workspace; `bootstrap.Workspace` has it."""

    @property
    def thesaurus(self) -> Thesaurus: ...
    @property
    def learned(self) -> LearnedWords: ...


class Teaching:
    """The lessons of a workspace. They are for agents.

    Every method raises:
        RefusedError: a role below agent.
    """

    def __init__(self, parts: Parts) -> None:
        self._thesaurus, self._learned = parts.thesaurus, parts.learned

    def list(self, role: Visibility) -> list[Answer]:
        """`[{number, sentence, skills: [{iri, label}], others}]`, the oldest first."""
        _check(role)
        return [self._told(at, one) for at, one in enumerate(self._learned.lessons(), 1)]

    def add(
        self, role: Visibility, sentence: str, skills: Sequence[str], others: Sequence[str]
    ) -> Answer:
        """Note that a sentence asks for some skills (IRI or label), and not for others.

        Raises:
            InputError: no skill, one that is unknown or of an imported vocabulary, or given on
                both sides; a sentence without a word once names and numbers are left out.
        """
        _check(role)
        bare = bare_sentence(sentence)
        wanted, unwanted = [tuple(map(self._skill, given)) for given in (skills, others)]
        if not bare or not (wanted or unwanted) or set(wanted) & set(unwanted):
            raise InputError("teaching.nothing")
        self._learned.add(Lesson(bare, wanted, unwanted))
        lessons = self._learned.lessons()
        return self._told(len(lessons), lessons[-1])

    def remove(self, role: Visibility, number: int) -> Answer:
        """Forget a lesson; those after it move up.

        Raises:
            NotFoundError: no lesson of this number.
        """
        _check(role)
        removed = self._learned.remove(number)
        if removed is None:
            raise NotFoundError("teaching.unknown", number=number)
        return self._told(number, removed)

    def _skill(self, given: str) -> str:
        concept = self._thesaurus.get(given) or self._thesaurus.from_label(given)
        own = {each.iri for each in self._thesaurus.own_concepts() if each.kind == "Skill"}
        if concept is None or concept.iri not in own:
            raise InputError("teaching.unknown_skill", skill=given)
        return concept.iri

    def _told(self, number: int, lesson: Lesson) -> Answer:
        return {
            "number": number,
            "sentence": lesson.sentence,
            "skills": [self._named(iri) for iri in lesson.skills],
            "others": [self._named(iri) for iri in lesson.others],
        }

    def _named(self, iri: str) -> Answer:
        concept = self._thesaurus.get(iri)
        return {"iri": iri, "label": concept.label_fr if concept else iri}


def _check(role: Visibility) -> None:
    if role < Visibility.AGENT:
        raise RefusedError("teaching.agents_only")
