"""The version that another replaced is kept outside every View, told by `diff`, then forgotten."""

import pytest
from fixtures.people import CRAON, LAVAL, NAME, WORDS, everything, fournil, person
from fixtures.weaver import STEWARD, Weaver

from tisserand.errors import NotFoundError
from tisserand.ingest.difference import Difference, compare_last_version
from tisserand.ingest.draft import AcceptedRow, Draft
from tisserand.ingest.erasure.erase import erase
from tisserand.ingest.renaming import Thing
from tisserand.ingest.retention import apply_retention, kept_until
from tisserand.ingest.versions import read_versions, records_of_version
from tisserand.ingest.weaving import ingest_rows
from tisserand.ingest.withdrawal import withdraw
from tisserand.ontology.records import Locator, Record, Sealed, Source, Value, Visibility


def place(name: str, where: Value, key: str | None = None) -> Draft:
    return Draft("a", "Association", name, values=(where,), own_key=key)


FIRST = (place("Fournil", CRAON, "1"), place("Brocante", LAVAL, "2"), place("Lavoir", CRAON, "3"))
SECOND = (place("Grand Four", CRAON, "1"), place("Brocante", CRAON, "2"), place("Hall", LAVAL, "4"))


def weave(weaver: Weaver, rows: tuple[Draft, ...], day: str = "2024-05-02") -> None:
    mapped = [
        AcceptedRow(Locator("liste.csv", row=number), (row,)) for number, row in enumerate(rows, 2)
    ]
    ingest_rows(weaver.store, Source("liste", "", ""), mapped, weaver.gazetteer, day=day)


def names(things: list[Thing]) -> list[str]:
    return [thing.records[0].name for thing in things]


def last(weaver: Weaver) -> Difference:
    return compare_last_version(weaver.store, "liste", role=Visibility.AGENT)


def sealed(weaver: Weaver) -> list[Sealed]:
    with weaver.store.resolution() as reader:
        return list(reader.sealed("version"))


def past(weaver: Weaver, number: int) -> list[Record]:
    with weaver.store.read(STEWARD) as reader, weaver.store.resolution() as identity:
        version = read_versions(identity, "liste")[number - 1]
        found, _ = records_of_version(identity, reader, version)
    return [found[key] for key in sorted(found)]


def test_what_the_new_version_changed_is_told(weaver: Weaver) -> None:
    weave(weaver, FIRST)
    weave(weaver, SECOND)
    told = last(weaver)
    assert names(told.appeared) == ["Hall"]
    assert names(told.left) == ["Lavoir"]
    assert names(told.renamed) == ["Grand Four"]
    assert names(told.moved) == ["Brocante"]


def test_each_replaced_version_can_be_read_again(weaver: Weaver) -> None:
    held = []
    for rows in (FIRST, SECOND, FIRST[:1], SECOND):
        weave(weaver, rows)
        with weaver.store.read(STEWARD) as reader:
            held.append(list(reader.records_of_source("liste")))
    assert [past(weaver, number) for number in (1, 2, 3)] == held[:3]


def test_no_view_shows_it(weaver: Weaver) -> None:
    weave(weaver, SECOND)
    only = everything(weaver)
    withdraw(weaver.store, "liste")
    weave(weaver, FIRST)
    weave(weaver, SECOND)
    assert everything(weaver) == only


def test_a_source_given_once_or_absent_has_no_earlier_version(weaver: Weaver) -> None:
    with pytest.raises(NotFoundError, match="liste"):
        last(weaver)
    weave(weaver, FIRST)
    weave(weaver, FIRST)
    with pytest.raises(NotFoundError, match="version"):
        last(weaver)


def test_withdrawing_the_source_forgets_it(weaver: Weaver) -> None:
    weave(weaver, FIRST)
    weave(weaver, SECOND)
    withdraw(weaver.store, "liste")
    assert sealed(weaver) == []


def test_it_is_forgotten_when_its_retention_ends(weaver: Weaver) -> None:
    weave(weaver, FIRST)
    weave(weaver, SECOND, "2024-05-02")
    weave(weaver, FIRST, "2024-09-30")
    _, versions = kept_until(weaver.store, "2025-05-03")
    assert [(one.version.keep_until, one.due) for one in versions] == [
        ("2025-05-02", True),
        ("2025-09-30", False),
    ]
    second = past(weaver, 2)
    apply_retention(weaver.store, "2025-05-03")
    assert past(weaver, 1) == second
    apply_retention(weaver.store, "2025-10-01")
    assert sealed(weaver) == []


def test_an_erased_person_leaves_it_too(weaver: Weaver) -> None:
    weaver.weave("bureau", (fournil(Value("description", f"Avec {NAME}.")), person()))
    weaver.weave("bureau", (fournil(Value("description", f"Chez {NAME}.")), person()))
    assert any("Tribouillard" in one.body for one in sealed(weaver))
    erase(weaver.store, NAME, "2024-05-02", "", weaver.gazetteer)
    assert sealed(weaver)
    assert not any(word in one.body.lower() for one in sealed(weaver) for word in WORDS)


def kept_text(weaver: Weaver) -> str:
    return "".join(one.body for one in sealed(weaver)).lower()


def test_civility_and_surname_leave_the_version_of_a_row_that_alone_changed(
    weaver: Weaver,
) -> None:
    said = Value("description", "Mme Tribouillard le mardi, Mme Lenoir le jeudi.")
    home = fournil(said)._replace(own_key="1")
    weaver.weave("bureau", place("Hall", LAVAL), (home, person()))
    weaver.weave("bureau", (home._replace(values=(CRAON,)), person()))
    assert "mme tribouillard" in kept_text(weaver)
    erase(weaver.store, NAME, "2024-05-02", "", weaver.gazetteer)
    assert "tribouillard" not in kept_text(weaver)
    assert "mme lenoir le jeudi" in kept_text(weaver)


def test_who_left_is_known_by_an_organisation_that_stayed(weaver: Weaver) -> None:
    home = fournil()._replace(own_key="1")
    weaver.weave("bureau", (home, person()))
    weaver.weave("bureau", home)
    weaver.weave("bureau", home._replace(values=(LAVAL,)))
    weaver.weave("cartes", (fournil(), person("TRIBOUILLARD Ozanne")))
    erase(weaver.store, NAME, "2024-05-02", "", weaver.gazetteer)
    assert "tribouillard" not in kept_text(weaver)
