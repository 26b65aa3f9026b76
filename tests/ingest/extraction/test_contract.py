"""The shapes between the readers of documents and the extractor."""

from tisserand.ingest.extraction.document import Block, Document, Run
from tisserand.ingest.extraction.findings import Fact, Findings, Mention, is_entity

TEXT = "Titre\n• La coor-\ndination ﬁnale\n"
ITEM = Block(
    "list_item",
    "La coordination finale",
    8,
    30,
    (Run(0, 8), Run(7, 17), Run(16, 26), Run(17, 26), Run(18, 27)),
    level=1,
    label="•",
)


def test_span_of_a_word_cut_at_the_end_of_a_line_covers_both_halves() -> None:
    start, end = ITEM.span(3, 15)
    assert ITEM.text[3:15] == "coordination"
    assert TEXT[start:end] == "coor-\ndination"


def test_span_of_a_ligature_covers_it_whole() -> None:
    start, end = ITEM.span(16, 22)
    assert ITEM.text[16:22] == "finale"
    assert TEXT[start:end] == "ﬁnale"


def test_block_at_finds_no_block_in_a_bullet() -> None:
    document = Document(TEXT, (Block("heading", "Titre", 0, 5, (Run(0, 0),), level=1), ITEM))
    assert document.block_at(6) is None
    assert document.block_at(9) is ITEM


def test_findings_in_json_quote_the_text() -> None:
    found = Findings(
        (Mention(0, 5, "Project", "e1"),),
        facts=(Fact("e1", "seeks", "un local", 0, 5, 0.5, "seeks-verb"),),
    )
    told = found.as_dict(TEXT)
    assert told["mentions"][0]["text"] == "Titre"
    assert told["facts"][0]["object"] == "un local"
    assert set(told) >= {"text", "mentions", "facts", "needs", "proposals", "plan"}


def test_literal_is_no_entity() -> None:
    assert is_entity("e12")
    assert not is_entity("e0")
    assert not is_entity("énergie")
