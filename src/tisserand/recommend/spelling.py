"""Phrases compared by their letters: « bégaie » is near « bégaiement », which no stem joins.

A text is as near a class as the nearest of its phrases, by the cosine of their runs of letters
within words, rare ones weighing more (character n-grams, TF-IDF).
"""

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
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
        told = _weigh(_runs(text), self.rarity)
        runs = np.fromiter(told, dtype=np.int64)
        first, lengths = self.starts[runs], self.starts[runs + 1] - self.starts[runs]
        ends = np.cumsum(lengths)
        at = np.repeat(first - ends + lengths, lengths) + np.arange(lengths.sum())
        weights = np.repeat(np.fromiter(told.values(), dtype=np.float64), lengths)
        phrases = int(self.phrases.max(initial=-1)) + 1
        alike = np.bincount(self.phrases[at], weights * self.weights[at], minlength=phrases)
        found = np.zeros(count)
        if phrases:
            found[self.classes] = np.maximum.reduceat(alike, self.firsts)
        return found


def spell(phrases: Sequence[tuple[int, str]]) -> Spelling:
    """The runs of (class, phrase) pairs."""
    ordered = sorted(phrases, key=lambda pair: pair[0])
    texts = [_runs(text) for _, text in ordered]
    flat = np.array([run for runs in texts for run in runs], dtype=np.int64)
    numbers = np.repeat(np.arange(len(texts)), [len(runs) for runs in texts])
    pairs, uses = np.unique(flat * max(len(texts), 1) + numbers, return_counts=True)
    run, number = np.divmod(pairs, max(len(texts), 1))
    held = np.bincount(run, minlength=BUCKETS)
    rarity = np.log(max(len(texts), 1) / np.maximum(held, 1))
    weights = uses * rarity[run]
    lengths = np.sqrt(np.bincount(number, weights**2, minlength=len(texts)))
    classes, firsts = np.unique([owner for owner, _ in ordered], return_index=True)
    return Spelling(
        rarity.astype(np.float32),
        np.concatenate([[0], np.cumsum(held)]),
        number.astype(np.int32),
        (weights / np.maximum(lengths[number], 1e-9)).astype(np.float32),
        classes.astype(np.int64),
        firsts,
    )


def _runs(text: str) -> list[int]:
    """The bucket of each run of a text."""
    return [run for word in tokens(text) for run in _runs_of(word)]


@lru_cache(maxsize=65_536)
def _runs_of(word: str) -> tuple[int, ...]:
    marked = f"<{word}>"
    parts = [
        marked[start : start + size] for size in RUNS for start in range(len(marked) - size + 1)
    ]
    return tuple(crc32(part.encode()) % BUCKETS for part in (*parts, marked))


def _weigh(runs: Sequence[int], rarity: Floats) -> dict[int, float]:
    """Run → weight, of unit length."""
    weights = {run: uses * float(rarity[run]) for run, uses in Counter(runs).items()}
    length = sqrt(sum(weight**2 for weight in weights.values()))
    return {run: weight / length for run, weight in weights.items()} if length else {}
