"""A report under review: its text cut at its passages, and what became of each reading."""

from collections.abc import Callable

import pytest
from fixtures.readings import REPORT

from tisserand.errors import NotFoundError
from tisserand.ingest.readings.review import decide
from tisserand.ingest.readings.shown import list_reports, show_report
from tisserand.ingest.report import IngestReport
from tisserand.reference.places import Gazetteer
from tisserand.reference.thesaurus import Thesaurus
from tisserand.store.port import GraphStore

Weave = Callable[..., IngestReport]


def test_every_reading_is_marked_in_the_text_word_for_word(store: GraphStore, weave: Weave) -> None:
    weave()
    shown = show_report(store, "compte-rendu")
    marked: dict[str, str] = {}
    for block in shown.blocks:
        for words, items in block.stretches:
            for key in items:
                marked[key] = marked.get(key, "") + words
    assert marked == {one.told["item"]: one.told["passage"] for one in shown.items}
    whole = ["".join(one.text for one in block.stretches) for block in shown.blocks]
    assert whole[0] == REPORT.splitlines()[0]


def test_what_became_of_a_reading_is_shown_and_counted(
    store: GraphStore, weave: Weave, gazetteer: Gazetteer, thesaurus: Thesaurus
) -> None:
    weave()
    (waits,) = [one for one in show_report(store, "compte-rendu").items if one.state == "waiting"]
    decide(
        store, waits.told["item"], "corrected", author="Odile", date="2024-04-02",
        gazetteer=gazetteer, thesaurus=thesaurus, corrected={"subject": "Aline Gaudin"},
    )  # fmt: skip
    (decided,) = [
        one for one in show_report(store, "compte-rendu").items if one.state == "corrected"
    ]
    assert decided.told["said"]["subject"] == "Aline Gaudin"
    (listed,) = list_reports(store)
    assert (listed.states["waiting"], listed.states["corrected"]) == (0, 1)


def test_report_that_nobody_read_is_told(store: GraphStore) -> None:
    with pytest.raises(NotFoundError, match="inconnu"):
        show_report(store, "inconnu")


def test_what_was_decided_tells_by_whom_and_when(
    store: GraphStore, weave: Weave, gazetteer: Gazetteer, thesaurus: Thesaurus
) -> None:
    weave()
    first = show_report(store, "compte-rendu").items[0]
    assert first.decision is None
    decide(
        store, first.told["item"], "accepted", author="Odile", date="2024-04-02",
        gazetteer=gazetteer, thesaurus=thesaurus,
    )  # fmt: skip
    decision = show_report(store, "compte-rendu").items[0].decision
    assert decision is not None
    assert (decision.author, decision.date) == ("Odile", "2024-04-02")


def test_statement_says_title_and_amount_as_people_write_them(
    store: GraphStore, weave: Weave
) -> None:
    weave()
    told = {one.told["statement"] for one in show_report(store, "compte-rendu").items}
    assert "Aline Gaudin · présidente · Les Mains vertes" in told
    assert any("4\u202f000\u00a0€ · 2021" in one for one in told)
