"""One normalised line out of the lines of a page, each part knowing where it comes from."""

from tisserand.ingest.documents.flow import Flowed, flow, normalise
from tisserand.ingest.extraction.document import Block


def joined(text: str, words: frozenset[str] = frozenset()) -> Flowed:
    """The lines of a text, joined."""
    lines, start = [], 0
    for line in text.split("\n"):
        lines.append((start, start + len(line)))
        start += len(line) + 1
    return flow(text, lines, words)


def test_word_cut_at_the_end_of_a_line_is_whole() -> None:
    assert joined("la coor-\ndination locale").text == "la coordination locale"


def test_hyphen_of_a_compound_word_stays() -> None:
    assert joined("le vice-\nprésident Jean-\nPaul").text == "le vice-président Jean-Paul"


def test_document_tells_a_compound_word_from_a_cut_one() -> None:
    assert joined("un porte-\nmonnaie").text == "un porte-monnaie"
    assert joined("un tiers-\nlieu", frozenset({"tiers-lieu"})).text == "un tiers-lieu"


def test_soft_hyphen_leaves_no_trace() -> None:
    assert joined("agri\u00adcul\u00ad\nture").text == "agriculture"


def test_odd_characters_are_written_alike() -> None:
    assert normalise(" l\u2019e\u0301cole\u00a0: \ufb01n\tdu co\u2011pilotage\u200b ") == (
        "l\u2019\u00e9cole : fin du co-pilotage"
    )


def test_each_word_is_found_again_in_the_text() -> None:
    text = "  La coor-\ndination \ufb01nale\u00a0de  l\u2019e\u0301cole"
    flowed = joined(text)
    block = Block("paragraph", flowed.text, 0, len(text), tuple(flowed.runs))
    for word, written in (
        ("coordination", "coor-\ndination"), ("finale", "\ufb01nale"), ("école", "e\u0301cole"),
    ):  # fmt: skip
        start = flowed.text.index(word)
        first, last = block.span(start, start + len(word))
        assert text[first:last] == written
