"""A thing that left and one that appeared are one when a sign of its own stays."""

import pytest
from fixtures.people import CRAON, LAVAL
from fixtures.weaver import Weaver

from tisserand.ingest.difference import Difference, compare_last_version
from tisserand.ingest.draft import AcceptedRow, Draft
from tisserand.ingest.renaming import Thing
from tisserand.ingest.weaving import ingest_rows
from tisserand.ontology.records import Locator, Source, Value, Visibility

EMAIL = Value("email", "four@example.org")
TELEPHONE = Value("telephone", "+33243000001")
SITE = Value("website", "https://four.example.org")
POINT = (Value("latitude", "47.84521"), Value("longitude", "-0.94712"))
CENTRE = (Value("latitude", "47.8"), Value("longitude", "-0.9"))
ADDRESS = Value("address", "3 rue du Four")


def actor(name: str, *values: Value, kind: str = "Association") -> Draft:
    return Draft("a", kind, name, values=(CRAON, *values))


def versions(weaver: Weaver, before: list[Draft], after: list[Draft]) -> Difference:
    for drafts, day in ((before, "2024-05-02"), (after, "2025-05-02")):
        rows = [AcceptedRow(Locator("liste.csv", row=n), (d,)) for n, d in enumerate(drafts, 2)]
        ingest_rows(weaver.store, Source("liste", "", ""), rows, weaver.gazetteer, day=day)
    return compare_last_version(weaver.store, "liste", role=Visibility.AGENT)


def names(things: list[Thing]) -> list[str]:
    return [thing.records[0].name for thing in things]


@pytest.mark.parametrize("signs", [(EMAIL,), (TELEPHONE,), (SITE,), POINT, (ADDRESS,)])
def test_a_sign_that_stays_tells_a_rename(weaver: Weaver, signs: tuple[Value, ...]) -> None:
    told = versions(
        weaver,
        [actor("Fournil des Deux Rives", *signs), actor("Brocante")],
        [actor("Amicale du levain", *signs), actor("Brocante")],
    )
    assert names(told.renamed) == ["Amicale du levain"]
    assert (told.left, told.appeared) == ([], [])


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ((TELEPHONE,), (EMAIL,)),
        (CENTRE, CENTRE),
        ((ADDRESS, TELEPHONE), (ADDRESS, Value("telephone", "+33243000009"))),
    ],
    ids=["nothing stays", "the middle of a town", "another telephone at the address"],
)
def test_less_than_a_sign_of_its_own_tells_none(
    weaver: Weaver, before: tuple[Value, ...], after: tuple[Value, ...]
) -> None:
    told = versions(weaver, [actor("Fournil", *before)], [actor("Librairie", *after)])
    assert (names(told.left), names(told.appeared), told.renamed) == (
        ["Fournil"],
        ["Librairie"],
        [],
    )


def test_a_sign_that_two_bear_tells_none(weaver: Weaver) -> None:
    told = versions(
        weaver,
        [actor("Fournil", TELEPHONE), actor("Lavoir", TELEPHONE)],
        [actor("Librairie", TELEPHONE), actor("Lavoir", TELEPHONE)],
    )
    assert (names(told.left), names(told.appeared)) == (["Fournil"], ["Librairie"])


def test_a_rename_that_moved_is_told_of_both(weaver: Weaver) -> None:
    there = Draft("a", "Association", "Amicale du levain", values=(LAVAL, EMAIL))
    told = versions(weaver, [actor("Fournil", EMAIL)], [there])
    assert (names(told.renamed), names(told.moved)) == (
        ["Amicale du levain"],
        ["Amicale du levain"],
    )


def test_a_name_alone_of_its_own_tells_a_move(weaver: Weaver) -> None:
    there = Draft("a", "Association", "Fournil des Deux Rives", values=(LAVAL,))
    told = versions(weaver, [actor("Fournil des Deux Rives")], [there])
    assert (names(told.moved), told.left, told.appeared) == (["Fournil des Deux Rives"], [], [])


def test_people_of_one_name_in_two_towns_are_two(weaver: Weaver) -> None:
    there = Draft("a", "Person", "Ada Perrin", values=(LAVAL,))
    told = versions(weaver, [actor("Ada Perrin", kind="Person")], [there])
    assert (names(told.left), names(told.appeared)) == (["Ada Perrin"], ["Ada Perrin"])
