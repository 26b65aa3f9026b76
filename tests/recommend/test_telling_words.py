"""What words tell of classes."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from tisserand.recommend.telling_words import TellingWords, stems, weigh_words

PHRASES = [
    (0, "vélo crevé"),
    (0, "vélo volé"),
    (0, "vélo rouillé"),
    (1, "haie à tailler"),
    (1, "haie"),
]
DIRECTIONS = {"velo": 0, "bicyclette": 0, "haie": 1}


def embed(words: Sequence[str]) -> NDArray[np.float32]:
    """Words on their axis, the others on axes of their own."""
    found = np.zeros((len(words), 2 + len(words)), dtype=np.float32)
    for row, word in enumerate(words):
        found[row, DIRECTIONS.get(word, 2 + row)] = 1
    return found


def told(words: TellingWords, word: str) -> NDArray[np.float16]:
    (part,) = stems(word)
    row: NDArray[np.float16] = words.table[words.rows()[part]]
    return row


def test_a_word_tells_the_class_that_says_it() -> None:
    found = told(weigh_words(PHRASES, 2, embed), "vélo")
    assert found[0] > 0 > found[1]


def test_a_word_that_all_say_tells_less() -> None:
    words = weigh_words([*PHRASES, (1, "vélo")], 2, embed)
    assert told(words, "crevé")[0] > told(words, "vélo")[0] > 0


def test_a_rare_word_tells_what_its_neighbours_do() -> None:
    alone = weigh_words([*PHRASES, (1, "bicyclette")], 2, lambda words: np.eye(len(words)))
    beside = weigh_words([*PHRASES, (1, "bicyclette")], 2, embed)
    assert told(beside, "bicyclette")[0] > told(alone, "bicyclette")[0]


def test_numbers_and_empty_words_tell_nothing() -> None:
    assert stems("les vingt vélos de la mairie") == stems("vélos mairie")
