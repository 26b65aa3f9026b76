"""The model of French sees words only, and its tags stay in place."""

from tisserand.ingest.extraction.tagging import tag
from tisserand.ingest.extraction.tokens import read_line


def test_what_is_too_long_for_a_word_leaves_the_names_after_it_in_place() -> None:
    line = read_line("(" * 2_000 + " et Aline Gaudin cherche un local.")
    tag([line])
    named = [line.tokens[first:last] for first, last, label in line.entities if label == "PER"]
    assert [[token.text for token in tokens] for tokens in named] == [["Aline", "Gaudin"]]
