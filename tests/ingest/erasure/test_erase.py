"""An erased person leaves nothing behind, and does not come back."""

from pathlib import Path

import pytest
from fixtures.people import (
    CRAON,
    HOME,
    LAVAL,
    MAIL,
    MOBILE,
    NAME,
    OTHER,
    WORDS,
    bytes_of,
    everything,
    fournil,
    names,
    person,
    weave_all,
)
from fixtures.weaver import STEWARD, Weaver

from tisserand.errors import InputError, NotFoundError, RefusedError
from tisserand.ingest.draft import Draft, RejectedRow
from tisserand.ingest.erasure.erase import Erasure, erase
from tisserand.ingest.judgements import judge
from tisserand.ingest.weaving import ingest_rows
from tisserand.ontology.records import Locator, Source, Value, Visibility


def forget(weaver: Weaver, given: str = NAME, reason: str = "") -> Erasure:
    return erase(weaver.store, given, "2024-05-02", reason, weaver.gazetteer)


def test_erased_person_is_in_no_byte_of_the_store(weaver: Weaver, tmp_path: Path) -> None:
    weave_all(weaver)
    weave_all(weaver)
    assert b"tribouillard" in bytes_of(tmp_path)
    done = forget(weaver)
    weaver.store.purge()
    content = bytes_of(tmp_path)
    for word in WORDS:
        for encoding in ("utf-8", "utf-16-le", "utf-16-be"):
            assert word.encode(encoding) not in content
    assert done.removed == {"bureau": 1, "cartes": 1}
    assert done.rewritten == {"bureau": 1}


def test_what_named_them_keeps_the_rest(weaver: Weaver) -> None:
    weave_all(weaver)
    forget(weaver)
    assert names(weaver) == [OTHER, HOME]
    (kept,) = weaver.records("bureau")
    assert kept.get("description") == "Contact : […], […]."
    assert kept.get("email") is None


def test_next_import_of_any_source_does_not_bring_them_back(weaver: Weaver) -> None:
    weave_all(weaver)
    forget(weaver)
    before = weaver.partition()
    weave_all(weaver)
    assert weaver.partition() == before
    report = weaver.weave("neuve", (fournil(), person("Mme Ozanne TRIBOUILLARD")))
    assert names(weaver) == [OTHER, HOME]
    assert [said.message for said in report.findings] == ["persons.left_out"]
    assert "ozanne" not in report.as_text().lower()


@pytest.mark.parametrize(
    "again",
    [
        person("O. Tribouillard-Lenoir", Value("email", MAIL.upper()), org=False),
        person("Tribouillard", Value("telephone", MOBILE), org=False),
        person("Ozanne Tribouillard", CRAON, org=False),
        person("Ozanne Tribouilard", CRAON, org=False),
        person("Ozane TRIBOUILLARD", CRAON, org=False),
        person("Ozanne de Tribouillard", CRAON, org=False),
    ],
    ids=[
        "e-mail",
        "telephone and a word of the name",
        "name and commune",
        "a letter less",
        "a letter less in the given name",
        "a particle",
    ],
)
def test_what_tells_them_keeps_them_out(weaver: Weaver, again: Draft) -> None:
    weave_all(weaver)
    forget(weaver)
    weaver.weave("neuve", again)
    assert weaver.records("neuve") == []


@pytest.mark.parametrize(
    "doubtful",
    [
        person("O. Tribouillard"),
        person("Ozanne Tribouillard", org=False),
        person("Perrine Lenoir", Value("telephone", MOBILE), org=False),
        person("Ozanne Marie Tribouillard"),
        person("Ozanne Tribouillard-Lenoir", CRAON, org=False),
    ],
    ids=[
        "initial",
        "name alone",
        "telephone of another name",
        "second given name",
        "name by marriage",
    ],
)
def test_who_may_be_them_waits_for_a_steward(weaver: Weaver, doubtful: Draft) -> None:
    weave_all(weaver)
    forget(weaver)
    rows = (fournil(), doubtful) if doubtful.links else (doubtful,)
    report = weaver.weave("neuve", rows)
    assert [said.message for said in report.findings] == ["persons.doubtful"]
    assert doubtful.name in names(weaver)
    assert doubtful.name not in names(weaver, Visibility.AGENT)


def test_namesake_elsewhere_stays(weaver: Weaver) -> None:
    weave_all(weaver)
    forget(weaver)
    weaver.weave("neuve", person(NAME, LAVAL, org=False))
    assert NAME in names(weaver, Visibility.AGENT)


@pytest.mark.parametrize(
    "name", ["Ozanna Trabouillet", "Lozanne Tribouillard", "Ozanne Tribouillardet", "Tribouillard"]
)
def test_another_name_there_stays(weaver: Weaver, name: str) -> None:
    weave_all(weaver)
    forget(weaver)
    weaver.weave("neuve", person(name, CRAON, org=False))
    assert name in names(weaver, Visibility.AGENT)


def test_misspelt_name_elsewhere_stays(weaver: Weaver) -> None:
    weave_all(weaver)
    forget(weaver)
    weaver.weave("neuve", person("Ozanne Tribouilard", LAVAL, org=False))
    assert "Ozanne Tribouilard" in names(weaver, Visibility.AGENT)


def test_street_of_the_same_name_stays(weaver: Weaver) -> None:
    address = Value("address", f"3 rue {NAME}")
    weave_all(weaver)
    forget(weaver)
    weaver.weave("rues", fournil(address))
    assert weaver.records("rues")[0].get("address") == address.value


def test_rejected_row_names_nobody(weaver: Weaver) -> None:
    weave_all(weaver)
    forget(weaver)
    where = Locator("neuve.csv", row=2)
    cells = {"nom": NAME, "contact": f"{MAIL} / 06 12 34 56 78", "note": "Mme Tribouillard"}
    row = RejectedRow(where, "ingest.nothing_named", {"value": NAME}, cells)
    report = ingest_rows(weaver.store, Source("neuve", "", ""), [row], weaver.gazetteer)
    (rejected,) = report.rejected
    assert rejected.cells == {"nom": "[…]", "contact": "[…] / […]", "note": "Mme […]"}
    assert rejected.said.details == {"value": "[…]"}


def test_judgements_on_them_go(weaver: Weaver) -> None:
    weave_all(weaver)
    (mine,) = [one.key for one in weaver.records("bureau") if one.kind == "Person"]
    (other,) = [one.key for one in weaver.records("autres") if one.kind == "Person"]
    judge(weaver.store, mine, other, "different", NAME, "2024-05-01", f"vu avec {NAME}")
    forget(weaver)
    with weaver.store.resolution() as reader:
        assert list(reader.judgements()) == []
    assert OTHER in names(weaver)


def test_reason_that_names_them_is_refused(weaver: Weaver) -> None:
    weave_all(weaver)
    with pytest.raises(InputError, match="motif"):
        forget(weaver, reason=f"demande de {NAME}")
    assert NAME in names(weaver)


def test_nobody_and_several_are_told(weaver: Weaver) -> None:
    weave_all(weaver)
    weaver.weave("neuve", person(NAME, LAVAL, org=False))
    with pytest.raises(NotFoundError, match="Zoé Inconnue"):
        forget(weaver, "Zoé Inconnue")
    with pytest.raises(RefusedError, match="Plusieurs"):
        forget(weaver)
    assert forget(weaver, MAIL).removed == {"bureau": 1, "cartes": 1}


def test_tombstone_holds_hashes_only(weaver: Weaver) -> None:
    weave_all(weaver)
    forget(weaver, reason="demande du 2 mai")
    with weaver.store.resolution() as reader, weaver.store.read(STEWARD):
        (sealed,) = reader.sealed("tombstone")
    assert not any(word in sealed.body.lower() for word in WORDS)


@pytest.mark.parametrize("local", ["ozanne.tribouillard", "o.tribouillard", "otribouillard"])
def test_address_of_the_association_made_of_their_name_goes(weaver: Weaver, local: str) -> None:
    address = Value("email", f"{local}@fournil.example")
    weaver.weave("bureau", (fournil(address), person()))
    forget(weaver)
    weaver.weave("neuve", fournil(address, Value("email", "contact@fournil.example")))
    assert [one.get("email") for one in weaver.records("bureau")] == [None]
    assert [one.get("email") for one in weaver.records("neuve")] == ["contact@fournil.example"]


def test_address_that_others_bear_stays(weaver: Weaver) -> None:
    shared = Value("email", "contact@fournil.example")
    weaver.weave("bureau", (fournil(shared), person(NAME, shared)))
    forget(weaver)
    assert [one.get("email") for one in weaver.records("bureau")] == [shared.value]


def test_purging_changes_nothing_that_is_told(weaver: Weaver) -> None:
    weave_all(weaver)
    weaver.weave("autres", (fournil(), person("Zoé Marin")))
    before = everything(weaver)
    weaver.store.purge()
    assert everything(weaver) == before
