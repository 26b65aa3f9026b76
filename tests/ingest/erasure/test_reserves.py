"""Who is in partial diffusion in Sirene is hidden whoever names them, and shown again after."""

from pathlib import Path

import pytest
from fixtures.people import CRAON, LAVAL, everything, names
from fixtures.weaver import Weaver

from tisserand.ingest.difference import compare_last_version
from tisserand.ingest.draft import AcceptedRow, Draft
from tisserand.ingest.erasure.erase import erase
from tisserand.ingest.judgements import judge, unjudge
from tisserand.ingest.pipeline import ingest_file
from tisserand.ingest.report import Said
from tisserand.ingest.weaving import ingest_rows
from tisserand.ingest.withdrawal import withdraw
from tisserand.ontology.records import Identifier, Locator, Source, Value, Visibility

PUBLIC, AGENT = Visibility.PUBLIC, Visibility.AGENT
HEADING = (
    "siren,statutDiffusionUniteLegale,etatAdministratifUniteLegale,nomUniteLegale,"
    "prenomUsuelUniteLegale,denominationUniteLegale,categorieJuridiqueUniteLegale"
)
SIREN = "552100554"


def sirene(weaver: Weaver, folder: Path, status: str) -> None:
    named = "PERRINEAU,ADALINE" if status == "O" else "[ND],[ND]"
    rows = f"{SIREN},{status},A,{named},,1000\n356000000,O,A,,,LA POSTE,5510\n"
    file = folder / "sirene.csv"
    file.write_text(f"{HEADING}\n{rows}", encoding="utf-8")
    ingest_file(weaver.store, file, gazetteer=weaver.gazetteer)


def weave_artisans(weaver: Weaver) -> None:
    numbered = (Identifier("siren", SIREN),)
    weaver.weave("artisans", Draft("a", "Company", "Plâtrerie Perrineau", numbered, (CRAON,)))


@pytest.mark.parametrize("status", ["P", "N"])
@pytest.mark.parametrize("sirene_first", [True, False])
def test_what_others_say_publicly_is_hidden_at_once(
    weaver: Weaver, tmp_path: Path, status: str, sirene_first: bool
) -> None:
    if sirene_first:
        sirene(weaver, tmp_path, status)
    weave_artisans(weaver)
    if not sirene_first:
        assert "Plâtrerie Perrineau" in names(weaver, PUBLIC)
        sirene(weaver, tmp_path, status)
    assert names(weaver, PUBLIC) == ["LA POSTE"]
    assert names(weaver, Visibility.PARTNER) == ["LA POSTE"]
    assert "Plâtrerie Perrineau" in names(weaver, AGENT)


def test_open_diffusion_shows_again(weaver: Weaver, tmp_path: Path) -> None:
    weave_artisans(weaver)
    sirene(weaver, tmp_path, "O")
    before = everything(weaver)
    sirene(weaver, tmp_path, "P")
    sirene(weaver, tmp_path, "O")
    assert everything(weaver) == before
    with weaver.store.resolution() as reader:
        assert list(reader.sealed("reserve")) == list(reader.sealed("held")) == []


def test_what_was_joined_to_them_by_name_is_hidden_too(weaver: Weaver, tmp_path: Path) -> None:
    sirene(weaver, tmp_path, "O")
    weave_artisans(weaver)
    named = Draft("a", "Company", "Plâtrerie Perrineau", values=(CRAON,))
    weaver.weave("carte", named)
    sirene(weaver, tmp_path, "P")
    assert names(weaver, PUBLIC) == ["LA POSTE"]


def test_withdrawing_sirene_shows_again(weaver: Weaver, tmp_path: Path) -> None:
    weave_artisans(weaver)
    before = everything(weaver)
    sirene(weaver, tmp_path, "P")
    withdraw(weaver.store, "sirene")
    assert everything(weaver) == before


def test_importing_the_same_twice_changes_nothing(weaver: Weaver, tmp_path: Path) -> None:
    weave_artisans(weaver)
    sirene(weaver, tmp_path, "P")
    sequence = weaver.sequence
    sirene(weaver, tmp_path, "P")
    weave_artisans(weaver)
    assert weaver.sequence == sequence


def weave_unnumbered(weaver: Weaver, source: str) -> None:
    place = Value("address", "3 rue du Rabot")
    weaver.weave(source, Draft("a", "Company", "Plâtrerie Perrineau", (), (CRAON, place)))


@pytest.mark.parametrize("numbered_first", [True, False])
def test_what_is_joined_to_them_later_is_hidden_too(
    weaver: Weaver, tmp_path: Path, numbered_first: bool
) -> None:
    sirene(weaver, tmp_path, "P")
    for source in ("artisans", "carte") if numbered_first else ("carte", "artisans"):
        weave_artisans(weaver) if source == "artisans" else weave_unnumbered(weaver, source)
    assert len(weaver.partition()) == 2
    assert names(weaver, PUBLIC) == ["LA POSTE"]
    sirene(weaver, tmp_path, "O")
    assert "Plâtrerie Perrineau" in names(weaver, PUBLIC)


def test_difference_with_a_version_before_hides_them(weaver: Weaver, tmp_path: Path) -> None:
    numbered = (Identifier("siren", SIREN),)
    weaver.weave("artisans", Draft("a", "Company", "Plâtrerie Perrineau", numbered, (CRAON,)))
    weaver.weave("artisans", Draft("a", "Company", "La Brocantine", (), (CRAON,)))
    sirene(weaver, tmp_path, "P")
    told = {
        role: [thing.records[0].name for thing in difference.left]
        for role in (PUBLIC, AGENT)
        if (difference := compare_last_version(weaver.store, "artisans", role=role))
    }
    assert told == {PUBLIC: [], AGENT: ["Plâtrerie Perrineau"]}


def test_what_sirene_masks_is_in_no_version_kept_of_it(weaver: Weaver, tmp_path: Path) -> None:
    sirene(weaver, tmp_path, "O")
    file = tmp_path / "sirene.csv"
    file.write_text(file.read_text().replace("1000", "5710"), encoding="utf-8")
    ingest_file(weaver.store, file, gazetteer=weaver.gazetteer)
    assert kept_of_adaline(weaver)
    sirene(weaver, tmp_path, "P")
    assert not kept_of_adaline(weaver)


def kept_of_adaline(weaver: Weaver) -> list[str]:
    """What is kept outside every View that names her."""
    with weaver.store.resolution() as identity:
        kept = [one.body for kind in ("version", "held") for one in identity.sealed(kind)]
    return [body for body in kept if "perrineau" in body.lower()]


def test_report_tells_how_many_are_newly_reserved(weaver: Weaver, tmp_path: Path) -> None:
    sirene(weaver, tmp_path, "P")
    file = tmp_path / "sirene.csv"
    report = ingest_file(weaver.store, file, gazetteer=weaver.gazetteer)
    assert "persons.reserved" not in [said.message for said in report.findings]
    file.write_text(file.read_text().replace(",O,", ",N,"), encoding="utf-8")
    report = ingest_file(weaver.store, file, gazetteer=weaver.gazetteer)
    assert Said("persons.reserved", {"count": 1}) in report.findings


def weave_apart(weaver: Weaver) -> tuple[str, str]:
    """Keys of the reserved artisan, and of a shop that nothing joins to it."""
    weave_artisans(weaver)
    weaver.weave("boutiques", Draft("a", "Company", "La Brocantine", (), (CRAON,)))
    (artisan,), (shop,) = weaver.records("artisans"), weaver.records("boutiques")
    return artisan.key, shop.key


def kept_of_reserves(weaver: Weaver) -> list[str]:
    with weaver.store.resolution() as identity:
        return [one.body for one in identity.sealed("reserve")]


def test_what_a_person_joins_to_them_is_hidden_at_once(weaver: Weaver, tmp_path: Path) -> None:
    sirene(weaver, tmp_path, "P")
    artisan, shop = weave_apart(weaver)
    before = everything(weaver), kept_of_reserves(weaver)
    assert "La Brocantine" in names(weaver, PUBLIC)
    judge(weaver.store, artisan, shop, "same", "Agente", "2024-05-02")
    assert names(weaver, PUBLIC) == ["LA POSTE"]
    unjudge(weaver.store, artisan, shop)
    assert (everything(weaver), kept_of_reserves(weaver)) == before


def test_what_a_person_had_joined_before_they_were_reserved_is_given_back(
    weaver: Weaver, tmp_path: Path
) -> None:
    sirene(weaver, tmp_path, "O")
    artisan, shop = weave_apart(weaver)
    judge(weaver.store, artisan, shop, "same", "Agente", "2024-05-02")
    sirene(weaver, tmp_path, "P")
    assert names(weaver, PUBLIC) == ["LA POSTE"]
    judge(weaver.store, artisan, shop, "different", "Agente", "2024-05-03")
    assert names(weaver, PUBLIC) == ["LA POSTE", "La Brocantine"]


def test_what_a_source_joined_to_them_is_given_back_when_it_is_withdrawn(
    weaver: Weaver, tmp_path: Path
) -> None:
    sirene(weaver, tmp_path, "P")
    weave_unnumbered(weaver, "carte")
    before = everything(weaver), kept_of_reserves(weaver)
    weave_artisans(weaver)
    assert names(weaver, PUBLIC) == ["LA POSTE"]
    withdraw(weaver.store, "artisans")
    assert (everything(weaver), kept_of_reserves(weaver)) == before


def test_reserves_forget_the_records_that_left(weaver: Weaver, tmp_path: Path) -> None:
    weave_artisans(weaver)
    sirene(weaver, tmp_path, "P")
    weave_unnumbered(weaver, "carte")
    left = [one.key for source in ("artisans", "carte") for one in weaver.records(source)]
    assert all(key in "".join(kept_of_reserves(weaver)) for key in left)
    weaver.weave("artisans", Draft("a", "Company", "La Brocantine", (), (LAVAL,)))
    withdraw(weaver.store, "carte")
    assert not any(key in "".join(kept_of_reserves(weaver)) for key in left)


def test_an_establishment_is_counted_once(weaver: Weaver) -> None:
    told = (Identifier("siret", f"{SIREN}00012"), Identifier("siren", SIREN))
    row = AcceptedRow(Locator("s.csv", row=2), (), reserved=told)
    report = ingest_rows(weaver.store, Source("s", "", "s.csv"), [row], weaver.gazetteer)
    assert Said("persons.reserved", {"count": 1}) in report.findings


def test_reserves_forget_the_records_of_who_is_erased(weaver: Weaver, tmp_path: Path) -> None:
    sirene(weaver, tmp_path, "O")
    weave_artisans(weaver)
    sirene(weaver, tmp_path, "P")
    artisan = Draft("a", "Company", "Adaline Perrineau", (), (CRAON, Value("legalForm", "1000")))
    weaver.weave("carte", artisan)
    (key,) = (one.key for one in weaver.records("carte"))
    judge(weaver.store, key, weaver.records("artisans")[0].key, "same", "Agente", "2024-05-02")
    assert key in "".join(kept_of_reserves(weaver))
    erase(weaver.store, f"https://example.org/id/{key}", "2024-05-02", "", weaver.gazetteer)
    assert key not in "".join(kept_of_reserves(weaver))
