"""Words found, and how answers are ranked, without anything of the corpus."""

import pytest
from contracts.sample import AGENT, STEWARD, record, source

from tisserand.ontology.records import Record
from tisserand.store.search import Document, documents, query_words, score, words_of


def _documents(*records: Record) -> list[Document]:
    return documents(records, {one.source: source(one.source) for one in records})


def test_words_are_folded_between_single_spaces() -> None:
    assert words_of("  L’Œuvre — d'Ève, (St-Médé) n°3_b ") == "l oeuvre d eve saint mede n 3 b"


def test_little_words_count_only_alone() -> None:
    assert query_words("le pain de la ville") == ["pain", "ville"]
    assert query_words("de la") == ["de", "la"]


@pytest.mark.parametrize(
    ("asked", "title", "expected"),
    [
        ("le fournil", "le fournil", 1.0),
        ("fournil", "amis du fournil", 0.75),
        ("four", "le fournil", 0.25),
        ("fournil", "chorale", 0.0),
        ("", "chorale", 0.0),
    ],
)
def test_score_tells_how_well_a_name_answers(asked: str, title: str, expected: float) -> None:
    assert score(query_words(asked), title) == expected


def test_one_document_when_every_role_sees_the_same() -> None:
    (document,) = _documents(record("a"), record("b", visibility=AGENT))
    assert (document.level, document.last) == (0, STEWARD)
    assert document.text.startswith(document.title)


def test_one_document_for_each_role_that_sees_something_else() -> None:
    told = record("a", values=[("description", "secret", 2)], visibility=1)
    first, second = _documents(told, record("b", name="Zut", visibility=3))[:2]
    assert (first.level, first.last, "secret" in first.text) == (1, 1, False)
    assert (second.level, second.last, "secret" in second.text) == (2, 2, True)


def test_hidden_value_that_is_not_shown_makes_no_document() -> None:
    assert len(_documents(record("a", values=[("telephone", "0200000000", 2)]))) == 1
