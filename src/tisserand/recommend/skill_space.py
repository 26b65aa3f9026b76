"""What a sentence is about, skill by skill: by meaning (vectors), with words as a boost.

P(skill | sentence) ∝ exp(meaning · cosine to the closest phrase of the skill + words · rarity of
the words they share + name · score of the name met). People state a symptom where actors state a
trade, so a need is also compared with what each skill helps with, an offer only with its names.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from math import log
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tisserand.reference.everyday import load_everyday
from tisserand.reference.text import stem, tokens
from tisserand.reference.thesaurus import Concept, Thesaurus
from tisserand.reference.word_vectors import Floats, WordVectors

MOST = 24
"""Skills told of one sentence."""
LEAST_LIKELY = 0.003
"""Probability under which a sentence is not about a skill."""
LEAST_WORD = 3
"""Letters of a stem that tells something."""


class Weights(NamedTuple):
    """How much meaning, shared words and a name met count."""

    meaning: float
    words: float
    name: float


NEED = Weights(meaning=12.0, words=0.3, name=3.0)
OFFER = Weights(meaning=20.0, words=0.3, name=3.0)


class _Words:
    """Skills by the stems of their phrases, rare ones weighing more (IDF)."""

    def __init__(self, phrases: Iterable[tuple[int, str]], count: int) -> None:
        self._count = count
        told: list[Counter[str]] = [Counter() for _ in range(count)]
        for owner, text in phrases:
            told[owner].update(_stems(text))
        holders = Counter(part for words in told for part in words)
        self._by_stem: dict[str, list[tuple[int, float]]] = {}
        for owner, words in enumerate(told):
            for part, uses in words.items():
                rarity = log(1 + count / holders[part])
                weight = rarity * min(1 + 0.3 * (uses - 1), 2.0)
                self._by_stem.setdefault(part, []).append((owner, weight))

    def shared(self, text: str) -> NDArray[np.float64]:
        """(skills,) weight of the words shared with each skill."""
        found = np.zeros(self._count)
        for part in set(_stems(text)):
            for owner, weight in self._by_stem.get(part, ()):
                found[owner] += weight
        return found


class SkillSpace:
    """The skills of a thesaurus among word vectors. Built once, read only."""

    def __init__(self, thesaurus: Thesaurus, vectors: WordVectors) -> None:
        self._thesaurus, self._vectors = thesaurus, vectors
        self.skills = [c for c in thesaurus.own_concepts() if c.kind == "Skill"]
        self._numbers = {concept.iri: i for i, concept in enumerate(self.skills)}
        names = [(i, text) for i, c in enumerate(self.skills) for text in _names(c)]
        everyday = load_everyday()
        troubles = [
            (i, text)
            for i, concept in enumerate(self.skills)
            for text in (*concept.helps_with, *everyday.get(concept.iri, ()))
        ]
        self._owners = np.array([owner for owner, _ in (*names, *troubles)])
        self._names = len(names)
        raw = np.stack([vectors.embed(text) for _, text in (*names, *troubles)])
        # What all phrases share tells nothing (the common component of SIF).
        self._common = np.linalg.eigh(raw.T @ raw)[1][:, -1]
        self._phrases = self._clean(raw)
        self._words = _Words((*names, *troubles), len(self.skills))

    def vector(self, text: str) -> Floats:
        """(size,) of unit length: the meaning of a text, to compare with another by cosine."""
        vector: Floats = self._clean(self._vectors.embed(text)[None, :])[0]
        return vector

    def of_need(self, text: str) -> dict[str, float]:
        """Probability of each skill that answers a need, the surest first."""
        return self._ranked(text, NEED, len(self._owners))

    def of_offer(self, text: str) -> dict[str, float]:
        """Probability of each skill that an offer, or a trade, is about, the surest first."""
        return self._ranked(text, OFFER, self._names)

    def _ranked(self, text: str, weights: Weights, phrases: int) -> dict[str, float]:
        vector = self.vector(text)
        if not vector.any():
            return {}
        closest = np.full(len(self.skills), -1.0)
        np.maximum.at(closest, self._owners[:phrases], self._phrases[:phrases] @ vector)
        scores = weights.meaning * closest + weights.words * self._words.shared(text)
        for match in self._thesaurus.match(text):
            if match.iri in self._numbers:
                scores[self._numbers[match.iri]] += weights.name * match.score
        likely = np.exp(scores - scores.max())
        likely /= likely.sum()
        order = np.argsort(-likely, kind="stable")
        return {
            self.skills[i].iri: float(likely[i]) for i in order[:MOST] if likely[i] >= LEAST_LIKELY
        }

    def _clean(self, vectors: Floats) -> Floats:
        apart = vectors - np.outer(vectors @ self._common, self._common)
        lengths = np.linalg.norm(apart, axis=1, keepdims=True)
        cleaned: Floats = apart / np.maximum(lengths, 1e-9)
        return cleaned


def _names(concept: Concept) -> Sequence[str]:
    return concept.label_fr, *concept.alternatives


def _stems(text: str) -> list[str]:
    parts = (stem(token) for token in tokens(text) if token not in _NUMBERS)
    return [part for part in parts if len(part) >= LEAST_WORD]


_NUMBERS = frozenset(
    tokens(
        "deux trois quatre cinq sept huit neuf onze douze quinze seize vingt vingts trente "
        "quarante cinquante soixante cent cents mille dizaine douzaine quinzaine vingtaine centaine"
    )
)
