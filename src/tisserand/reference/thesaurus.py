"""The thesaurus of skills and themes: what people can do, and what it is about."""

import json
from collections.abc import Iterable, Mapping
from functools import cache, cached_property
from importlib.resources import files
from typing import Any, Literal, NamedTuple

from tisserand.messages import Language
from tisserand.reference.concept_matching import ConceptMatch, Matcher
from tisserand.reference.phrases import Phrases
from tisserand.reference.text import fold, stem, tokens

__all__ = ["Concept", "ConceptMatch", "Thesaurus", "load_thesaurus", "read_concept"]

MIN_IMPORTED_SCORE = 0.8
"""An imported concept is met in a sentence only by a whole name: thousands share any word."""


class Concept(NamedTuple):
    """A skill or a theme.

    Attributes:
        alternatives: other French names: trades, verbs, everyday synonyms.
        broader: IRIs of the concepts just above.
        themes: IRIs of the themes of a skill.
        helps_with: what people say when they need this skill.
    """

    iri: str
    kind: Literal["Skill", "Theme"]
    label_fr: str
    label_en: str
    alternatives: tuple[str, ...]
    broader: tuple[str, ...]
    themes: tuple[str, ...]
    helps_with: tuple[str, ...]


class Thesaurus:
    """Concepts by IRI and by the words that people use. Read only."""

    def __init__(
        self,
        concepts: Iterable[Concept],
        stems: Mapping[str, str] | None = None,
        imported: Iterable[Concept] = (),
    ) -> None:
        """Takes also the stems already known, by folded word, to spare the stemmer.

        Args:
            imported: concepts of other vocabularies; where both know an IRI or a name, ours holds.
        """
        self._stems = stems or {}
        self._own = _by_iri(concepts)
        self._imported = {
            iri: concept for iri, concept in _by_iri(imported).items() if iri not in self._own
        }
        self._concepts = self._own | self._imported

    def extended(self, imported: Iterable[Concept], stems: Mapping[str, str]) -> "Thesaurus":
        """This thesaurus with the concepts of other vocabularies, and the stems of their words."""
        return Thesaurus(self._own.values(), {**stems, **self._stems}, imported)

    def get(self, iri: str) -> Concept | None:
        """The concept of this IRI."""
        return self._concepts.get(iri)

    def concepts(self) -> tuple[Concept, ...]:
        """Every concept, by IRI."""
        return tuple(self._concepts.values())

    def own_concepts(self) -> tuple[Concept, ...]:
        """The concepts of the package alone, by IRI: not those of imported vocabularies."""
        return tuple(self._own.values())

    def is_imported(self, iri: str) -> bool:
        """Whether it is a concept of an imported vocabulary."""
        return iri in self._imported

    def label(self, iri: str, language: Language = "fr") -> str:
        """Its name in a language; the end of the IRI when the concept is not of this thesaurus."""
        concept = self._concepts.get(iri)
        if concept is None:
            return iri.rstrip("/").rpartition("/")[2]
        return concept.label_fr if language == "fr" else concept.label_en

    def broader(self, iri: str) -> tuple[str, ...]:
        """IRIs of every concept above, the closest first."""
        return self._closure(iri, self._above)

    def narrower(self, iri: str) -> tuple[str, ...]:
        """IRIs of every concept below, the closest first; of a theme, its skills too."""
        return self._closure(iri, self._below)

    @cached_property
    def _above(self) -> dict[str, tuple[str, ...]]:
        return {concept.iri: concept.broader for concept in self._concepts.values()}

    @cached_property
    def _below(self) -> dict[str, tuple[str, ...]]:
        below: dict[str, list[str]] = {}
        for concept in self._concepts.values():
            for above in (*concept.broader, *concept.themes):
                below.setdefault(above, []).append(concept.iri)
        return {above: tuple(iris) for above, iris in below.items()}

    def _closure(self, iri: str, steps: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
        found: dict[str, None] = {}
        border = steps.get(iri, ())
        while border:
            found.update(dict.fromkeys(border))
            border = tuple(
                further
                for near in border
                for further in steps.get(near, ())
                if further not in found
            )
        return tuple(found)

    def match(self, text: str) -> list[ConceptMatch]:
        """The concepts that a French sentence or cell speaks of, the surest first.

        See `concept_matching` for what counts as a match and for its score.
        """
        found = self._matcher.match(text)
        if not self._imported:
            return found
        others = self._imported_matcher.match(text)
        found += [match for match in others if match.score >= MIN_IMPORTED_SCORE]
        return sorted(found, key=lambda match: (-match.score, match.iri))

    @cached_property
    def _matcher(self) -> Matcher:
        return self._matcher_of(self._own)

    @cached_property
    def _imported_matcher(self) -> Matcher:
        return self._matcher_of(self._imported)

    def _matcher_of(self, concepts: Mapping[str, Concept]) -> Matcher:
        phrases = (
            (concept.iri, (concept.label_fr, *concept.alternatives), concept.helps_with)
            for concept in concepts.values()
        )
        return Matcher(Phrases(phrases, self._stems))

    def from_label(self, text: str) -> Concept | None:
        """The concept whose name, in French or English, or other name this cell is.

        Singular, plural, case, accents and small words do not count. Either half of the name of a
        theme (« Réemploi et déchets ») is one of its names in a cell, though not in a sentence.
        """
        if iri := self._labels.get(fold(text)) or self._labels.get(_stemmed(text)):
            return self._concepts[iri]
        return None

    @cached_property
    def _labels(self) -> dict[str, str]:
        labels: dict[str, str] = {}
        for spelling in (fold, _stemmed):
            for concept in (*self._own.values(), *self._imported.values()):
                for label in (concept.label_fr, concept.label_en, *concept.alternatives):
                    labels.setdefault(spelling(label), concept.iri)
        for theme in (one for one in self._own.values() if one.kind == "Theme"):
            for half in theme.label_fr.split(" et "):
                for spelling in (fold, _stemmed):
                    labels.setdefault(spelling(half), theme.iri)
        labels.pop("", None)
        return labels


def _stemmed(text: str) -> str:
    return " ".join(stem(token) for token in tokens(text))


@cache
def load_thesaurus() -> Thesaurus:
    """The thesaurus of the package."""
    data = files("tisserand.reference") / "data" / "skills.json"
    content = json.loads(data.read_text(encoding="utf-8"))
    return Thesaurus(map(read_concept, content["concepts"]), content["stems"])


def _by_iri(concepts: Iterable[Concept]) -> dict[str, Concept]:
    return {c.iri: c for c in sorted(concepts, key=lambda concept: concept.iri)}


def read_concept(fields: Mapping[str, Any]) -> Concept:
    """A concept from what JSON keeps of it."""
    values: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in fields.items()
    }
    return Concept(**values)
