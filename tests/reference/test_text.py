"""What must compare equal folds to the same text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tisserand.reference.text import STOP_WORDS, fold, folded_words, stem, tokens, words


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Œuvre d’art", "oeuvre d art"),
        ("St-Étienne", "saint etienne"),
        ("Ste. Gemmes", "sainte gemmes"),
        ("ARC‑EN‑CIEL  ", "arc en ciel"),
        ("Curriculum vitæ", "curriculum vitae"),
        ("test ", "test"),
    ],
)
def test_variants_fold_to_one_spelling(written: str, folded: str) -> None:
    assert fold(written) == folded


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_words_stand_where_they_say(text: str) -> None:
    for word in words(text):
        assert fold(text[word.start : word.end]) == word.folded


@given(st.text())
def test_tokens_and_their_stems_are_words(text: str) -> None:
    for token in tokens(text):
        assert token not in STOP_WORDS
        assert stem(token)


@given(st.text(st.characters(max_codepoint=0x24F, exclude_characters="ŉ")))
def test_letters_fold_one_by_one_as_they_fold_together(text: str) -> None:
    """« St » apart, which folds by the word; « ŉ » too, whose apostrophe parts words."""
    apart = "".join(fold(letter) or " " for letter in text)
    assert "st" in apart or fold(text).split() == apart.split()


@given(st.text())
def test_words_without_their_places_are_the_same_words(text: str) -> None:
    assert folded_words(text) == [word.folded for word in words(text)]


def test_composed_and_decomposed_accents_are_the_same_words() -> None:
    assert [w.folded for w in words("écluse")] == [w.folded for w in words("e\u0301cluse")]


def test_plural_and_verb_share_a_stem() -> None:
    assert stem("charpentes") == stem("charpente")
    assert stem("reparer") == stem("reparation")
