"""What each word tells of each class: naive Bayes, with words of nearly the same meaning beside.

A word weighs log(P(word | class) / P(word)). Few phrases hold a given word: those of its
neighbours among word vectors count too, less (kernel smoothing of the counts).
"""

from collections import Counter
from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from tisserand.reference.text import stem, tokens
from tisserand.reference.word_vectors import Floats

LEAST_LETTERS = 3
"""Letters of a stem that tells something."""
PRIOR = 30.0
"""Phrases in which words are as rare as anywhere, added to those of each class."""
LEAST_ALIKE = 0.35
"""Cosine from which a word is a neighbour."""
NEIGHBOURS = 40
BESIDE = 0.3
"""What a phrase that holds a neighbour counts, at most."""
ROWS_AT_ONCE = 512


class TellingWords(NamedTuple):
    """Words as an array.

    Attributes:
        stems: of the words, folded, joined by line feeds.
        table: (stems, classes) what each tells of each class.
    """

    stems: NDArray[np.str_]
    table: NDArray[np.float16]

    def rows(self) -> dict[str, int]:
        """The row of each stem."""
        return {part: row for row, part in enumerate(str(self.stems).split("\n"))}


def weigh_words(
    phrases: Sequence[tuple[int, str]], count: int, embed: Callable[[Sequence[str]], Floats]
) -> TellingWords:
    """What the words of (class, phrase) pairs tell of `count` classes."""
    rows: dict[str, int] = {}
    forms: dict[str, Counter[str]] = {}
    held: list[tuple[int, int]] = []
    for owner, text in phrases:
        for part, form in _forms(text).items():
            held.append((rows.setdefault(part, len(rows)), owner))
            forms.setdefault(part, Counter())[form] += 1
    if not rows:
        return TellingWords(np.array(""), np.zeros((1, count), dtype=np.float16))
    uses = np.zeros((len(rows), count), dtype=np.float32)
    np.add.at(uses, tuple(np.array(held).T), 1)
    beside = _neighbours(embed([forms[part].most_common(1)[0][0] for part in rows]))
    uses += BESIDE * (beside @ uses)
    sizes = np.bincount([owner for owner, _ in phrases], minlength=count)
    usual = uses.sum(axis=1, keepdims=True) / len(phrases)
    table = np.log((uses + PRIOR * usual) / ((sizes + PRIOR) * usual))
    return TellingWords(np.array("\n".join(rows)), table.astype(np.float16))


def _neighbours(vectors: Floats) -> sparse.csr_array:
    """(n, n) how alike each is to its nearest ones, in [0, 1], itself left out."""
    size = len(vectors)
    kept = min(NEIGHBOURS, size)
    nearest = np.zeros((size, kept), dtype=np.int64)
    weights = np.zeros((size, kept), dtype=np.float32)
    for start in range(0, size, ROWS_AT_ONCE):
        rows = slice(start, start + ROWS_AT_ONCE)
        cosines = vectors[rows] @ vectors.T
        cosines[np.arange(len(cosines)), start + np.arange(len(cosines))] = 0
        nearest[rows] = np.argpartition(cosines, size - kept, axis=1)[:, size - kept :]
        weights[rows] = np.take_along_axis(cosines, nearest[rows], axis=1)
    weights = np.maximum((weights - LEAST_ALIKE) / (1 - LEAST_ALIKE), 0) ** 2
    starts = np.arange(size + 1) * kept
    return sparse.csr_array((weights.ravel(), nearest.ravel(), starts), shape=(size, size))


def stems(text: str) -> list[str]:
    """The stems of the telling words of a text, each once, numbers left out."""
    return list(_forms(text))


def _forms(text: str) -> dict[str, str]:
    """Stem → word."""
    found = {stem(word): word for word in tokens(text) if word not in _NUMBERS}
    return {part: word for part, word in found.items() if len(part) >= LEAST_LETTERS}


_NUMBERS = frozenset(
    tokens(
        "deux trois quatre cinq sept huit neuf onze douze quinze seize vingt vingts trente "
        "quarante cinquante soixante cent cents mille dizaine douzaine quinzaine vingtaine centaine"
    )
)
