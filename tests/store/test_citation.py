"""How records are cited: in the order of reading, whatever their keys."""

from itertools import permutations

from tisserand.ontology.records import Locator, RecordReference
from tisserand.store.citation import cite_all


def reference(key: str, source: str, sheet: str | None, row: int) -> RecordReference:
    return RecordReference(key, source, "", None, Locator("a.xlsx", sheet, row), 1.0)


def test_records_are_cited_in_the_order_of_reading() -> None:
    said = [
        reference("z", "annuaire", "Acteurs", 9),
        reference("b", "annuaire", "Acteurs", 12),
        reference("a", "annuaire", "Projets", 2),
        reference("0", "subventions", None, 1),
    ]
    for order in permutations(said):
        assert [cited["row"] for cited in cite_all(order, "http://x/")] == [9, 12, 2, 1]
