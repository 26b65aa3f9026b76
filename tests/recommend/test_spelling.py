"""Phrases compared by their letters."""

import numpy as np

from tisserand.recommend.spelling import spell

PHRASES = [(0, "bégaiement"), (0, "rééducation du langage"), (2, "bagarre"), (2, "taille de haies")]


def test_words_of_one_root_are_near() -> None:
    near = spell(PHRASES).nearest("elle bégaie", 3)
    assert near[0] > 0.2 > near[2]


def test_the_same_phrase_is_the_nearest() -> None:
    np.testing.assert_allclose(spell(PHRASES).nearest("Taille de haies", 3)[2], 1.0, atol=1e-6)


def test_a_class_without_phrases_is_near_nothing() -> None:
    assert spell(PHRASES).nearest("taille de bagarre", 3)[1] == 0


def test_nothing_is_near_when_there_are_no_phrases() -> None:
    assert not spell([]).nearest("haies", 2).any()
