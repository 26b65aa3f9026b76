"""The written rule: which value, name, kind, place and coordinates of many records are shown."""

from itertools import permutations

import pytest
from contracts.sample import BRETAGNE, BREZELLE, record, source

from tisserand.ontology.records import Entity, Identifier, Record, Source
from tisserand.store.fusion import as_seen, confidence, fuse, least_key, period
from tisserand.store.port import Member


def _fuse(*records: Record, **sources: Source) -> Entity:
    told = {one.source: source(one.source) for one in records} | sources
    return fuse("k", records, told)


def _chosen(entity: Entity, name: str) -> list[str]:
    return [fact.value for fact in entity.facts if fact.property == name and fact.chosen]


def test_key_is_that_of_the_least_record_by_rank_then_key() -> None:
    assert least_key([Member("b", 1, ""), Member("c", 0, ""), Member("a", 2, "")]) == "c"
    assert least_key([Member("b", 1, ""), Member("a", 1, "")]) == "a"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (source("x", rank=0, date="1990"), source("y", rank=1, date="2025")),
        (source("x", date="2025"), source("y", date="2024-12-31")),
        (source("x", date="2024-03"), source("y", date="2024")),
        (source("x", date="1990"), source("y", date=None)),
    ],
    ids=["register", "newest", "more precise", "dated"],
)
def test_rule_puts_registers_then_newest_first(first: Source, second: Source) -> None:
    a = record("b", name="Première", source="x", values=[("address", "un")])
    b = record("a", name="Seconde", source="y", values=[("address", "deux")])
    found = _fuse(b, a, x=first, y=second)
    assert found.name == "Première"
    assert _chosen(found, "address") == ["un"]


def test_ties_end_at_the_key() -> None:
    found = _fuse(record("b", name="B"), record("a", name="A"))
    assert (found.name, _chosen(found, "altName")) == ("A", ["B"])


def test_order_of_records_changes_nothing() -> None:
    told = [
        record("a", values=[("postcode", "35000"), ("locatedIn", BRETAGNE)]),
        record("b", name="Four", source="x", values=[("postcode", "35999")], confidence=0.5),
        record("c", kind="Company", source="x", values=[("altName", "FDR")]),
        record("d", kind="Organization", source="y", identifiers=[("siren", "1")]),
    ]
    assert len({repr(_fuse(*order)) for order in permutations(told)}) == 1


@pytest.mark.parametrize(
    ("kinds", "shown"),
    [
        (["Organization", "Association"], "Association"),
        (["Organization", "Company", "Association"], "Company"),
        (["Site", "Company", "ThirdPlace"], "ThirdPlace"),
        (["Person", "Association"], "Person"),
    ],
)
def test_kind_is_the_most_specific_compatible_with_the_first(kinds: list[str], shown: str) -> None:
    found = _fuse(*(record(f"r{number}", kind=kind) for number, kind in enumerate(kinds)))
    assert found.kind == shown


def test_coordinates_come_together_from_one_record() -> None:
    half = record("a", values=[("latitude", "1.0")])
    whole = record("b", values=[("latitude", "48.10"), ("longitude", "-1.60")])
    found = _fuse(half, whole)
    assert (found.latitude, found.longitude) == (48.1, -1.6)
    assert _chosen(found, "latitude") == ["48.10"]


def test_finest_place_is_shown_and_all_are_kept() -> None:
    found = _fuse(
        record("a", values=[("locatedIn", BRETAGNE)]), record("b", values=[("locatedIn", BREZELLE)])
    )
    assert found.place == BREZELLE
    assert sorted(_chosen(found, "locatedIn")) == sorted([BREZELLE, BRETAGNE])


def test_every_value_names_its_records_in_order() -> None:
    told = [record(key, values=[("website", "https://x.example")]) for key in ("c", "a", "b")]
    (fact,) = [fact for fact in _fuse(*told).facts if fact.property == "website"]
    assert fact.records == ("a", "b", "c")


def test_guessed_identifier_gives_way_to_the_same_told_plainly() -> None:
    plain, guessed = ("siren", "1"), Identifier("siren", "1", "self", True)
    other = Identifier("siren", "2", "self", True)
    found = _fuse(record("a", identifiers=[guessed, other]), record("b", identifiers=[plain]))
    assert found.identifiers == (Identifier("siren", "1"), other)


def test_statement_without_dates_holds_between_those_of_its_record() -> None:
    told = record("a", values=[("lesson", "x", 0, 0.5, "2020")], since="2019", until="2023")
    assert period(told, told.values[0]) == ("2020", "2023")
    assert confidence(record("a", confidence=0.5), told.values[0]) == 0.25


def test_record_is_seen_without_what_is_above_the_role() -> None:
    told = record("a", values=[("lesson", "x", 2), ("lesson", "y")], visibility=1)
    assert as_seen(told, 0) is None
    seen = as_seen(told, 1)
    assert seen is not None and [value.value for value in seen.values] == ["y"]
    assert as_seen(told, 2) is told


def test_name_is_shown_as_whoever_spells_it_best() -> None:
    said = ["FEDERATION DES SCENES", "Federation des scenes", "Fédération des scènes"]
    spelled = [record(str(rank), name=name) for rank, name in enumerate(said)]
    assert _fuse(*spelled).name == "Fédération des scènes"


def test_another_name_does_not_win_by_its_spelling() -> None:
    assert _fuse(record("a", name="AMIS DU FOUR"), record("b", name="Le Four à pain")).name == (
        "AMIS DU FOUR"
    )


def test_a_number_in_place_of_a_name_is_shown_only_alone() -> None:
    numbered = record("a", name="dora--s-1", identifiers=(Identifier("dora", "dora--s-1"),))
    assert _fuse(numbered).name == "dora--s-1"
    both = _fuse(numbered, record("b", name="Le Four"))
    assert (both.name, _chosen(both, "altName")) == ("Le Four", [])
