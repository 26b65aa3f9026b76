"""Rows go through each step together: each is told, in order, whatever refuses it."""

from tisserand.ingest.acceptance import TakenRow, take
from tisserand.ingest.draft import AcceptedRow, Draft, RejectedRow, SkippedRow
from tisserand.ingest.keys import RecordKeys
from tisserand.ingest.parts import in_parts
from tisserand.ontology.records import Locator, Value


def row(number: int, *drafts: Draft) -> AcceptedRow:
    return AcceptedRow(Locator("annuaire.csv", row=number), drafts, {"nom": f"ligne {number}"})


def named(name: str, key: str, *values: Value) -> Draft:
    return Draft("a", "Association", name, values=values, own_key=key)


def test_rows_keep_their_order_whatever_step_refuses_them() -> None:
    rows = [
        row(2, named("Fournil du Val", "1")),
        row(3, named("Fournil bis", "1")),
        SkippedRow(Locator("annuaire.csv", row=4), "total"),
        row(5),
        row(6, named("Atelier du Nord", "2", Value("email", "rien"))),
    ]
    told = take(rows, RecordKeys(b"0" * 32, "annuaire"))
    kinds = [type(one) for one in told]
    assert kinds == [TakenRow, RejectedRow, SkippedRow, RejectedRow, TakenRow]
    refused = [(one.message, one.cells) for one in told if isinstance(one, RejectedRow)]
    assert refused == [
        ("ingest.duplicate_key", {"nom": "ligne 3"}),
        ("ingest.nothing_named", {"nom": "ligne 5"}),
    ]


def test_what_is_dropped_of_a_row_is_told_with_it() -> None:
    (told,) = take(
        [row(6, named("Atelier du Nord", "2", Value("email", "rien")))],
        RecordKeys(b"0" * 32, "annuaire"),
    )
    assert isinstance(told, TakenRow)
    assert told.keyed[0].record.values == ()
    assert [said.message for _, said in told.warnings] == ["ingest.invalid_value"]


def test_parts_hold_all_items_in_order() -> None:
    assert list(in_parts(range(5), 2)) == [[0, 1], [2, 3], [4]]
    assert list(in_parts([], 2)) == []
