"""Phrases compared by their letters: « bégaie » is near « bégaiement », which no stem joins.

A text is as near a class as the nearest of its phrases, by the cosine of their runs of letters
within words, rare ones weighing more (character n-grams, TF-IDF).
"""

from collections import Counter
from collections.abc import Sequence
from math import sqrt
from typing import NamedTuple
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from tisserand.reference.text import tokens
from tisserand.reference.word_vectors import Floats

RUNS = (3, 4, 5)
"""Letters of a run; a word counts whole too, its ends marked."""
BUCKETS = 1 << 16
"""Runs are told apart by a hash, so that no list of them is kept."""


class Spelling(NamedTuple):
    """The runs of phrases, as postings, the phrases of a class together.

    Attributes:
        rarity: (buckets,) what a run weighs.
        starts: (buckets + 1,) where the postings of each run begin.
        phrases, weights: (postings,) number of a phrase, and what the run weighs in it.
        classes: (told,) the classes that have phrases, ascending.
        firsts: (told,) number of the first phrase of each.
    """

    rarity: Floats
    starts: NDArray[np.int64]
    phrases: NDArray[np.int32]
    weights: Floats
    classes: NDArray[np.int64]
    firsts: NDArray[np.int64]

    def nearest(self, text: str, count: int) -> NDArray[np.float64]:
        """(count,) cosine of the nearest phrase of each class, 0 for those without."""
        alike = np.zeros(int(self.phrases.max(initial=-1)) + 1)
        for run, weight in _weigh(_runs(text), self.rarity).items():
            start, end = self.starts[run : run + 2]
            alike[self.phrases[start:end]] += weight * self.weights[start:end]
        found = np.zeros(count)
        if len(alike):
            found[self.classes] = np.maximum.reduceat(alike, self.firsts)
        return found


def spell(phrases: Sequence[tuple[int, str]]) -> Spelling:
    """The runs of (class, phrase) pairs."""
    ordered = sorted(phrases, key=lambda pair: pair[0])
    runs = [_runs(text) for _, text in ordered]
    held = np.zeros(BUCKETS)
    for counts in runs:
        held[list(counts)] += 1
    rarity = np.log(max(len(ordered), 1) / np.maximum(held, 1)).astype(np.float32)
    told = [
        (run, number, weight)
        for number, counts in enumerate(runs)
        for run, weight in _weigh(counts, rarity).items()
    ]
    told.sort()
    starts = np.searchsorted([run for run, _, _ in told], np.arange(BUCKETS + 1))
    classes, firsts = np.unique([owner for owner, _ in ordered], return_index=True)
    return Spelling(
        rarity,
        starts.astype(np.int64),
        np.array([number for _, number, _ in told], dtype=np.int32),
        np.array([weight for _, _, weight in told], dtype=np.float32),
        classes.astype(np.int64),
        firsts.astype(np.int64),
    )


def _runs(text: str) -> Counter[int]:
    """How often each run is in a text."""
    marked = [f"<{word}>" for word in tokens(text)]
    parts = [
        word[start : start + size]
        for word in marked
        for size in RUNS
        for start in range(len(word) - size + 1)
    ]
    return Counter(crc32(part.encode()) % BUCKETS for part in (*parts, *marked))


def _weigh(counts: Counter[int], rarity: Floats) -> dict[int, float]:
    """Run → weight, of unit length."""
    weights = {run: uses * float(rarity[run]) for run, uses in counts.items()}
    length = sqrt(sum(weight**2 for weight in weights.values()))
    return {run: weight / length for run, weight in weights.items()} if length else {}
