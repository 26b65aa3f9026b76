"""Packed texts read like a list of texts."""

from hypothesis import given
from hypothesis import strategies as st

from tisserand.recommend.strings import Strings


@given(st.lists(st.text(alphabet=st.characters(exclude_categories=["Cs"]))))
def test_packed_texts_are_the_texts(texts: list[str]) -> None:
    assert list(Strings.of(texts)) == texts


@given(st.lists(st.text(alphabet=st.characters(exclude_categories=["Cs"])), unique=True))
def test_each_text_is_found_where_it_is(texts: list[str]) -> None:
    packed = Strings.of(sorted(texts))
    assert [packed.find(text) for text in sorted(texts)] == list(range(len(texts)))


def test_absent_text_is_not_found() -> None:
    assert Strings.of(["a", "c"]).find("b") == -1
