"""What agents taught of sentences that mean nearly the same as a need."""

from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import NDArray

from tisserand.reference.learned import LearnedWords, Lesson
from tisserand.reference.word_vectors import Floats

LEAST_ALIKE = 0.6
"""Cosine of two sentences from which what was taught of one holds for the other."""
WEIGHT = 8.0
"""What a lesson on nearly the same sentence adds to the score of a skill, or takes from it."""
SAME = 0.999
"""Cosine from which a sentence is the one of a lesson: what was said of it is not weighed."""
DECIDED = 50.0
"""What such a lesson adds: more than any words do."""


class Taught:
    """The lessons of a workspace among vectors; they are read again when they change.

    Args:
        vector: (size,) of unit length, of a sentence.
        numbers: skill (IRI) → its number.
    """

    def __init__(
        self, learned: LearnedWords, vector: Callable[[str], Floats], numbers: Mapping[str, int]
    ) -> None:
        self._learned, self._vector, self._numbers = learned, vector, numbers
        self._known: tuple[Lesson, ...] = ()
        self._vectors: NDArray[np.float32] = np.zeros((0, 0), dtype=np.float32)

    def scores(self, vector: Floats) -> NDArray[np.float64]:
        """(skills,) what the lessons add to each skill, for a need of this vector.

        Of several lessons on a skill, the one on the sentence most alike counts.
        """
        found = np.zeros(len(self._numbers))
        lessons = self._learned.lessons()
        if not lessons:
            return found
        if lessons != self._known:
            self._vectors = np.stack([self._vector(one.sentence) for one in lessons])
            self._known = lessons
        cosines = self._vectors @ vector
        alike = WEIGHT * (cosines - LEAST_ALIKE) / (1 - LEAST_ALIKE)
        alike[cosines >= SAME] = DECIDED
        for at in np.argsort(alike, kind="stable"):
            if alike[at] > 0:
                said = float(alike[at])
                for skills, sign in ((lessons[at].skills, 1), (lessons[at].others, -1)):
                    known = [self._numbers[iri] for iri in skills if iri in self._numbers]
                    found[known] = sign * said
        return found
