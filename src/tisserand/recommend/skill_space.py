"""What a sentence is about, skill by skill: by its meaning, its words and their letters.

P(skill | sentence) ∝ exp(meaning · discriminant of the skill + words · what they tell of it +
spelling · the nearest phrase). People state a symptom where actors state a trade: skills are told
by what people say when they need them, and by their names.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tisserand.recommend.phrase_index import apart, digest_of, kept_index
from tisserand.recommend.taught import Taught
from tisserand.recommend.telling_words import stems
from tisserand.reference.everyday import load_everyday
from tisserand.reference.learned import LearnedWords
from tisserand.reference.sentence_encoders import SentenceEncoder
from tisserand.reference.thesaurus import Concept, Thesaurus
from tisserand.reference.word_vectors import Floats, WordVectors

LEAST_LIKELY = 0.0001
"""Probability under which a sentence is not about a skill."""
LEAST_TOLD = 7.0
"""What the words of a need tell in all, each of the skill it tells most of; « je veux » tells 3."""
SURE = 0.43
"""Probability from which a skill is read whatever the words tell."""


class Weights(NamedTuple):
    """How much meaning, words and spelling count."""

    meaning: float
    words: float
    spelling: float


NEED = Weights(meaning=0.04, words=0.35, spelling=6.0)
OFFER = Weights(meaning=0.04, words=0.45, spelling=7.0)


class SkillSpace:
    """The skills of a thesaurus among word vectors. Built once, read only.

    Args:
        cache: folder of the vectors, where what is made of the phrases is kept.
        learned: what agents taught of needs.
        workspace_cache: folder where what is read of the offers of a workspace is kept.
        before_making: called when what is made of the phrases is not kept, before making it.

    Attributes:
        mistaken: (skills, skills) of [read, true], the probability of each when one is read.
        identity: changes when what is read of an offer may.
        shared: (skills,) how much is mistaken for each, beside what is about it: under 1 for a
            craft told in words of its own, above for what is told in everybody's.
        size: of a vector.
    """

    def __init__(
        self,
        thesaurus: Thesaurus,
        vectors: WordVectors | SentenceEncoder,
        cache: Path | None = None,
        learned: LearnedWords | None = None,
        workspace_cache: Path | None = None,
        before_making: Callable[[], None] = lambda: None,
    ) -> None:
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
        phrases = (*names, *troubles)
        count = len(self.skills)
        self._index = kept_index(cache, phrases, count, vectors.embed_all, before_making)
        where = cache.name if cache else type(vectors).__name__
        self.identity = f"{digest_of(phrases, where)} {tuple(OFFER)}"
        self.size, self.workspace_cache = vectors.size, workspace_cache
        self._rows = self._index.words.rows()
        self.shared = self._index.mistaken.sum(axis=1, dtype=np.float64)
        self.mistaken = self._index.mistaken / self.shared[:, None]
        self._taught = Taught(learned, self.vector, self._numbers) if learned else None

    def vector(self, text: str) -> Floats:
        """(size,) of unit length: the meaning of a text, to compare with another by cosine."""
        vector: Floats = apart(self._vectors.embed(text)[None, :], self._index.common)[0]
        return vector

    def apart_from_own(self, found: Mapping[str, float]) -> dict[str, float]:
        """Of skills found by their names, those of imported vocabularies, which have no vectors."""
        return {iri: score for iri, score in found.items() if iri not in self._numbers}

    def names_of_imported(self, iris: Iterable[str]) -> dict[str, str]:
        """IRI → French name of those of imported vocabularies, to be read as an offer is."""
        known = self._thesaurus
        return {iri: known.label(iri) for iri in iris if known.is_imported(iri)}

    def of_need(self, text: str) -> dict[str, float]:
        """Probability of each skill that answers a need, the surest first; none when it says what
        anybody might say."""
        found = self._ranked(text, NEED, self._taught)
        is_sure = max(found.values(), default=0.0) >= SURE
        return found if is_sure or self._told_by_words(text) >= LEAST_TOLD else {}

    def of_offer(self, text: str) -> dict[str, float]:
        """Probability of each skill that an offer, or a trade, is about, the surest first."""
        return self._ranked(text, OFFER)

    def named_in(self, text: str) -> set[str]:
        """The skills whose names a text holds, as who reads a directory finds them."""
        return {match.iri for match in self._thesaurus.match(text) if match.iri in self._numbers}

    def _ranked(
        self, text: str, weights: Weights, taught: Taught | None = None
    ) -> dict[str, float]:
        vector = self.vector(text)
        if not vector.any():
            return {}
        meaning = self._index.meaning
        scores = weights.meaning * (vector @ meaning.slopes + meaning.offsets).astype(np.float64)
        scores += weights.words * self._words(text)
        scores += weights.spelling * self._index.spelling.nearest(text, len(self.skills))
        if taught is not None:
            scores += taught.scores(vector)
        likely = np.exp(scores - scores.max())
        likely /= likely.sum()
        order = np.argsort(-likely, kind="stable")
        return {self.skills[i].iri: float(likely[i]) for i in order if likely[i] >= LEAST_LIKELY}

    def _words(self, text: str) -> NDArray[np.float64]:
        """(skills,) what the words tell of each skill."""
        found: NDArray[np.float64] = self._word_rows(text).sum(axis=0, dtype=np.float64)
        return found

    def _told_by_words(self, text: str) -> float:
        rows = self._word_rows(text)
        return float(rows.max(axis=1).sum(dtype=np.float64)) if len(rows) else 0.0

    def _word_rows(self, text: str) -> NDArray[np.float16]:
        """(known words, skills) what each word of a text tells."""
        rows = [self._rows[part] for part in stems(text) if part in self._rows]
        return self._index.words.table[rows]


def _names(concept: Concept) -> Sequence[str]:
    return concept.label_fr, *concept.alternatives
