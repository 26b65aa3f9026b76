"""What names an erased person in passing goes: sentences, « Mme X », what describes sources."""

from pathlib import Path

import pytest
from fixtures.people import (
    HOME,
    LAVAL,
    NAME,
    WORDS,
    bytes_of,
    fournil,
    names,
    person,
    weave_all,
)
from fixtures.weaver import STEWARD, Weaver

from tisserand.errors import NotFoundError, RefusedError
from tisserand.ingest.draft import AcceptedRow, Draft
from tisserand.ingest.erasure.access import describe_person
from tisserand.ingest.erasure.erase import Erasure, erase
from tisserand.ingest.erasure.opposition import oppose
from tisserand.ingest.weaving import ingest_rows
from tisserand.ontology.records import Locator, Source, Value


def forget(weaver: Weaver, given: str = NAME, reason: str = "") -> Erasure:
    return erase(weaver.store, given, "2024-05-02", reason, weaver.gazetteer)


def test_civility_and_surname_go_from_the_row_that_tells_them(weaver: Weaver) -> None:
    here = fournil(Value("description", "Mme Tribouillard le mardi, M. Lenoir le jeudi."))
    there = Draft("o", "Association", "La Brocantine", values=(
        LAVAL, Value("description", "Mme Tribouillard le lundi."),
    ))  # fmt: skip
    weaver.weave("bureau", (here, person()), there)
    forget(weaver)
    told = {record.name: record.get("description") for record in weaver.records("bureau")}
    assert told[HOME] == "Mme […] le mardi, M. Lenoir le jeudi."
    assert told["La Brocantine"] == "Mme Tribouillard le lundi."
    weaver.weave("bureau", (here, person()), there)
    assert told == {one.name: one.get("description") for one in weaver.records("bureau")}


def test_who_is_only_named_in_passing_is_told_and_erased(weaver: Weaver) -> None:
    said = Value("description", "Voir Zoé Kermarec le mardi.")
    weaver.weave("bureau", (fournil(said), person()))
    held = describe_person(weaver.store, "Zoé Kermarec", str, "2024-05-02")
    assert held["iri"] is None
    assert [one["name"] for source in held["sources"] for one in source["records"]] == [HOME]
    assert forget(weaver, "Zoé Kermarec").rewritten == {"bureau": 1}
    weaver.weave("bureau", (fournil(said), person()))
    told = {one.name: one.get("description") for one in weaver.records("bureau")}
    assert told == {HOME: "Voir […] le mardi.", NAME: None}


def test_who_is_named_nowhere_is_not_erased_where_others_are_hidden(weaver: Weaver) -> None:
    weave_all(weaver)
    oppose(weaver.store, NAME, "2024-05-02")
    with pytest.raises(NotFoundError):
        forget(weaver, "Zoé Inconnue")


def test_a_particle_after_a_civility_is_nobody(weaver: Weaver) -> None:
    name = "Yves Le Gallou"
    said = Value("description", "M. le maire remercie M. Le Gallou.")
    weaver.weave("bureau", (fournil(said), person(name)))
    forget(weaver, name)
    (told,) = (one.get("description") for one in weaver.records("bureau"))
    assert told == "M. le maire remercie M. […]."


@pytest.mark.parametrize("given", ["Zoé Inconnue", "Kermarec", "zoe@fournil.example"])
def test_who_is_named_nowhere_is_not_erased(weaver: Weaver, given: str) -> None:
    weave_all(weaver)
    for ask in (
        lambda: forget(weaver, given),
        lambda: describe_person(weaver.store, given, str, ""),
    ):
        with pytest.raises(NotFoundError):
            ask()


@pytest.mark.parametrize("given", ["Deux Rives Fournil", "fournil des deux rives", "La Rochelle"])
def test_name_of_an_organisation_or_a_place_is_no_person(weaver: Weaver, given: str) -> None:
    weaver.weave("bureau", fournil(Value("description", f"{HOME} et La Rochelle, avec elle.")))
    for ask in (
        lambda: forget(weaver, given),
        lambda: oppose(weaver.store, given, "2024-05-02"),
    ):
        with pytest.raises(RefusedError, match="est le nom de"):
            ask()


def test_a_civility_says_that_a_person_bears_the_name_of_an_organisation(weaver: Weaver) -> None:
    weaver.weave("bureau", fournil(), Draft("z", "Association", "Zoé Kermarec"))
    weaver.weave("notes", fournil(Value("description", "Voir Mme Zoé Kermarec.")))
    with pytest.raises(RefusedError, match="Zoé Kermarec"):
        forget(weaver, "Zoé Kermarec")
    assert forget(weaver, "Mme Zoé Kermarec").rewritten == {"notes": 1}
    assert "Zoé Kermarec" in names(weaver)


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        (f"Directrice du centre : {NAME}", "Directrice du centre : […]"),
        (f"Collège ({NAME})", "Collège ([…])"),
        (f"Le foyer - {NAME}", "Le foyer - […]"),
        (f"Les amis d'{NAME}", f"Les amis d'{NAME}"),
        (f"Collège d'{NAME}", f"Collège d'{NAME}"),
    ],
)
def test_name_after_what_may_be_named_after_people_goes_unless_it_is_its_name(
    weaver: Weaver, said: str, kept: str
) -> None:
    weaver.weave("bureau", (fournil(Value("description", said)), person()))
    forget(weaver)
    assert [one.get("description") for one in weaver.records("bureau")] == [kept]


def weave_named_after(weaver: Weaver, file: str = f"CV {NAME}.csv") -> None:
    """A source whose title, publisher, file and sheet name her, twice, so that it has a past."""
    described = Source("cv", f"Parcours d'{NAME}", file, publisher=NAME)
    for number in range(2):
        other = Draft(
            "o", "Association", "La Ruche", values=(Value("description", f"n° {number}"),)
        )
        where = Locator(file, sheet=NAME.upper(), row=2)
        rows = [AcceptedRow(where, (person(org=False),)), AcceptedRow(where, (other,))]
        ingest_rows(weaver.store, described, rows, weaver.gazetteer, day="2024-05-02")


def test_what_describes_a_source_names_them_no_more(weaver: Weaver, tmp_path: Path) -> None:
    weave_named_after(weaver)
    forget(weaver)
    weaver.store.purge()
    assert not any(word.encode() in bytes_of(tmp_path) for word in WORDS)
    with weaver.store.read(STEWARD) as reader:
        (source,) = reader.sources()
    assert (source.title, source.file) == ("Parcours d'[…]", "CV […].csv")
    assert [one.locator.file for one in weaver.records("cv")] == ["CV […].csv"]
    assert weaver.records("cv")[0].locator.sheet == "[…]"
    weave_named_after(weaver)
    assert not any(word.encode() in bytes_of(tmp_path) for word in WORDS)


def test_civility_and_surname_go_beside_an_organisation_of_their_name(weaver: Weaver) -> None:
    said = Value("description", "Mme Tribouillard est là le mardi.")
    weaver.weave("bureau", (fournil(), person()))
    weaver.weave("guide", fournil(said)._replace(name=f"Chez {NAME}"))
    done = forget(weaver)
    (kept,) = weaver.records("guide")
    assert (kept.name, kept.get("description")) == (f"Chez {NAME}", "Mme […] est là le mardi.")
    assert done.left == [f"Chez {NAME}"]


def test_source_whose_id_names_them_is_told(weaver: Weaver) -> None:
    weaver.weave("cv-ozanne-tribouillard", (fournil(), person()))
    weaver.weave("bureau", (fournil(), person()))
    assert forget(weaver).sources == ["cv-ozanne-tribouillard"]
