"""A block without end is cut, and each part still tells where it stands."""

import pytest

from tisserand.ingest.documents.cutting import LONGEST
from tisserand.ingest.documents.flow import normalise
from tisserand.ingest.documents.piece import Piece
from tisserand.ingest.documents.structuring import structure
from tisserand.ingest.documents.text import text_pieces
from tisserand.ingest.extraction.document import Document

SENTENCE = "Les  Mains vertes ont de\u0301fendu le ﬁl de l'eau à Laval. "
ENDLESS = {
    "sentences": SENTENCE * 300,
    "words": "fil " * 4000,
    "letters": "a" * 12_000,
}


def read(text: str) -> Document:
    return structure(text_pieces(text), text)


@pytest.mark.parametrize("text", ENDLESS.values(), ids=ENDLESS)
def test_endless_block_is_cut(text: str) -> None:
    blocks = read(text).blocks
    assert len(blocks) > 2
    assert all(len(block.text) <= LONGEST for block in blocks)
    whole = "".join(block.text for block in blocks)
    assert whole.replace(" ", "") == normalise(text).replace(" ", "")


def test_cut_falls_at_the_end_of_a_sentence_and_keeps_offsets() -> None:
    document = read(ENDLESS["sentences"])
    for block in document.blocks:
        assert block.text.startswith("Les Mains vertes") and block.text.endswith("Laval.")
        start = block.text.index("fil")
        assert document.text[slice(*block.span(start, start + 3))] == "ﬁl"


def test_rest_of_an_item_or_of_a_cell_is_a_paragraph() -> None:
    pieces = [
        Piece(ENDLESS["words"], "list_item", 1, "•"),
        Piece(ENDLESS["words"], "table_cell", table=0, row=0, column=0),
        Piece("voisine", "table_cell", table=0, row=0, column=1),
    ]
    kinds = [block.kind for block in structure(pieces).blocks]
    assert [kind for kind in kinds if kind != "paragraph"] == [
        "list_item", "table_cell", "table_cell",
    ]  # fmt: skip


def test_paragraph_of_some_length_stays_whole() -> None:
    assert len(read(SENTENCE * 40).blocks) == 1
