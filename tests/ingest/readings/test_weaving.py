"""A report in the graph: each fact with its passage and how sure it is."""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from fixtures.readings import REPORT, extractor, write_report

from tisserand.errors import InputError, NotFoundError
from tisserand.ingest.difference import compare_version
from tisserand.ingest.erasure.access import describe_person
from tisserand.ingest.erasure.erase import erase
from tisserand.ingest.extraction.reading import extract
from tisserand.ingest.pipeline import ingest_files
from tisserand.ingest.readings.known import known_names
from tisserand.ingest.report import IngestReport
from tisserand.ingest.withdrawal import withdraw
from tisserand.ontology.records import Entity, EntityLink, Record, Visibility
from tisserand.reference.places import Gazetteer
from tisserand.reference.thesaurus import Thesaurus
from tisserand.store.port import GraphStore, View

Weave = Callable[..., IngestReport]
Seen = Callable[[str], tuple[Entity, list[EntityLink]]]


def records(store: GraphStore, source: str = "compte-rendu") -> dict[str, Record]:
    """Every record of a source, by key."""
    with store.read(View(Visibility.STEWARD)) as reader:
        return {record.key: record for record in reader.records_of_source(source)}


def test_role_is_a_membership_at_its_passage(weave: Weave, store: GraphStore) -> None:
    weave()
    roles = [one for one in records(store).values() if one.kind == "Membership"]
    assert [one.get("roleTitle") for one in roles] == ["présidente"]
    assert roles[0].locator.passage == "Aline Gaudin, présidente des Mains vertes"
    where = roles[0].locator
    assert REPORT[where.start : where.end] == where.passage
    assert roles[0].confidence == 0.9


def test_everything_said_of_one_name_is_one_entity(weave: Weave, seen: Seen) -> None:
    weave()
    _, links = seen("Les Mains vertes")
    told = {(link.property, link.outward, link.name) for link in links}
    assert ("memberOf", False, "Aline Gaudin") in told
    assert ("ledBy", False, "Créer une pépinière") in told
    assert ("neededBy", False, "un local") in told


def test_grant_has_its_amount_and_year(weave: Weave, store: GraphStore) -> None:
    weave()
    grant = next(one for one in records(store).values() if one.kind == "Grant")
    assert (grant.get("amount"), grant.get("year")) == ("4000", "2021")


def test_need_and_what_seeks_it_are_one(weave: Weave, store: GraphStore) -> None:
    weave()
    needs = [one for one in records(store).values() if one.kind == "Need"]
    assert [(one.name, one.get("grade")) for one in needs] == [("un local", "expressed")]
    assert needs[0].get("locatedIn") is not None


def test_proposal_is_an_idea_of_its_author(weave: Weave, seen: Seen) -> None:
    weave()
    _, links = seen("Aline Gaudin")
    assert ("proposed", "Ouvrir un jardin partagé") in {(one.property, one.name) for one in links}


def test_action_without_carrier_is_told(weave: Weave) -> None:
    told = {said.message: said.details for said in weave().findings}
    assert told["readings.without_carrier"]["actions"] == "2"


def test_what_a_plan_numbers_is_no_proposal_besides(weave: Weave, store: GraphStore) -> None:
    weave()
    actions = [one for one in records(store).values() if one.kind == "Action"]
    assert sorted(one.name for one in actions) == [
        "Créer une pépinière", "Former des jardiniers", "Ouvrir un jardin partagé",
    ]  # fmt: skip


def test_what_is_not_sure_waits(weave: Weave, store: GraphStore) -> None:
    told = {said.message: said.details for said in weave().findings}
    assert told["readings.waiting"]["count"] == 1
    assert not any(
        link.property == "memberOf" and one.name == "Paul Tessier"
        for one in records(store).values()
        for link in one.links
    )


def test_report_is_for_agents_only(weave: Weave, store: GraphStore) -> None:
    weave()
    with store.read(View(Visibility.PARTNER)) as reader:
        assert reader.counts().records == 0


def test_report_read_again_changes_nothing(weave: Weave, store: GraphStore) -> None:
    first = weave()
    before = records(store)
    assert weave().sequence == first.sequence
    assert records(store) == before


def test_changed_report_replaces_what_it_said(weave: Weave, store: GraphStore) -> None:
    weave()
    before = records(store)
    weave(REPORT.replace("Les Mains vertes cherchent un local à Craon.", "Séance levée."))
    after = records(store)
    gone = {before[key].kind for key in before.keys() - after.keys()}
    assert gone == {"Need"}
    assert {before[key].name for key in before.keys() & after.keys()} >= {"Aline Gaudin"}


def test_same_person_in_two_reports_is_one(weave: Weave, seen: Seen) -> None:
    weave()
    weave(source="autre-compte-rendu")
    entity, _ = seen("Aline Gaudin")
    assert {one.source for one in entity.records.values()} == {
        "compte-rendu", "autre-compte-rendu",
    }  # fmt: skip


def test_withdrawn_report_leaves_nothing(weave: Weave, store: GraphStore) -> None:
    weave()
    withdraw(store, "compte-rendu")
    with store.resolution() as identity:
        assert list(identity.sealed("reading")) == []
    assert records(store) == {}


def test_ingest_tells_reports_from_directories(store: GraphStore, tmp_path: Path) -> None:
    report = tmp_path / "rapport.txt"
    report.write_text(REPORT, encoding="utf-8")
    rows = tmp_path / "annuaire.csv"
    rows.write_text("nom;commune\nLe Fournil;Craon\nLa Ruche;Laval\n", encoding="utf-8")
    told = ingest_files(store, [report, rows], extractor=extractor)
    assert [bool(one.findings and one.findings[0].message == "readings.read") for one in told] == [
        True, False,
    ]  # fmt: skip


def test_two_reports_are_not_one_source(store: GraphStore, tmp_path: Path) -> None:
    paths = [tmp_path / "a.txt", tmp_path / "b.txt"]
    for path in paths:
        path.write_text(REPORT, encoding="utf-8")
    with pytest.raises(InputError, match="un par un"):
        ingest_files(store, paths, source_id="tout", extractor=extractor)


def test_refused_report_leaves_the_store_as_it_was(store: GraphStore, tmp_path: Path) -> None:
    path = tmp_path / "rapport.pdf"
    path.write_bytes(b"%PDF-1.4 tronqu")
    with pytest.raises(InputError):
        ingest_files(store, [path], extractor=extractor)
    with store.read(View(Visibility.STEWARD)) as reader:
        assert (reader.sequence, reader.sources()) == (0, [])


def test_diff_tells_what_a_changed_report_would_change(
    weave: Weave, store: GraphStore, tmp_path: Path, gazetteer: Gazetteer, thesaurus: Thesaurus
) -> None:
    weave()
    before = records(store)
    changed = write_report(tmp_path, REPORT.replace(" cherchent un local à Craon.", " dansent."))
    found = compare_version(
        store, "compte-rendu", [changed], role=Visibility.AGENT, gazetteer=gazetteer,
        thesaurus=thesaurus, extractor=extractor,
    )  # fmt: skip
    assert [thing.records[0].kind for thing in found.left] == ["Need"]
    assert (found.appeared, records(store)) == ([], before)


def test_erased_person_is_in_nothing_kept_of_a_report(
    weave: Weave, store: GraphStore, gazetteer: Gazetteer
) -> None:
    weave()
    erase(store, "Aline Gaudin", "2024-05-02", "à sa demande", gazetteer)
    with store.resolution() as identity:
        kept = [one.body for kind in ("reading", "decision") for one in identity.sealed(kind)]
    assert kept
    assert not any("Gaudin" in body for body in kept)
    assert not any("Gaudin" in str(record) for record in records(store).values())


def test_erased_person_does_not_come_back_with_the_report(
    weave: Weave, store: GraphStore, gazetteer: Gazetteer
) -> None:
    weave()
    erase(store, "Aline Gaudin", "2024-05-02", "à sa demande", gazetteer)
    weave()
    with store.resolution() as identity:
        assert not any("Gaudin" in one.body for one in identity.sealed("reading"))
    assert not any("Gaudin" in str(record) for record in records(store).values())


def test_erased_person_told_by_civility_and_surname_goes_from_the_report(
    weave: Weave, store: GraphStore, gazetteer: Gazetteer
) -> None:
    text = f"{REPORT}\nMme Gaudin propose une visite. Mme Lenoir remercie.\n"
    for _ in range(2):
        weave(text)
        with suppress(NotFoundError):
            erase(store, "Aline Gaudin", "2024-05-02", "à sa demande", gazetteer)
        with store.resolution() as identity:
            kept = [one.body for kind in ("reading", "document") for one in identity.sealed(kind)]
        assert not any("Gaudin" in said for said in (*kept, *map(str, records(store).values())))
        assert any("Mme ______ propose une visite. Mme Lenoir" in body for body in kept)


def test_person_is_told_the_sentences_of_a_report_that_name_them(
    weave: Weave, store: GraphStore
) -> None:
    weave(f"{REPORT}\nChacun a salué Aline Gaudin. Mme Gaudin est repartie. M. Roy aussi.\n")
    held = describe_person(store, "Aline Gaudin", str, "2024-05-02")
    (source,) = held["sources"]
    told = [one["passage"] for one in source["sentences"]]
    assert told[-2:] == ["Chacun a salué Aline Gaudin.", "Mme Gaudin est repartie."]


def test_names_of_a_report_do_not_change_how_another_is_read(
    weave: Weave, store: GraphStore
) -> None:
    weave()
    assert known_names(store).names == {}


def test_names_of_a_directory_are_known_though_a_report_has_them_too(
    weave: Weave, store: GraphStore, tmp_path: Path
) -> None:
    weave()
    directory = tmp_path / "annuaire.csv"
    directory.write_text("nom;commune\nLe Fournil;Craon\nLa Ruche;Laval\n", encoding="utf-8")
    ingest_files(store, [directory], extractor=extractor)
    assert {"Le Fournil", "La Ruche"} <= set(known_names(store).names)


def test_name_of_who_seeks_is_no_skill_that_they_seek(store: GraphStore, tmp_path: Path) -> None:
    path = tmp_path / "lettre.txt"
    path.write_text("L'association Fournil des Deux Rives recherche un local à Craon pour l'hiver.")
    ingest_files(store, [path], extractor=extract)
    (need,) = (one for one in records(store, "lettre").values() if one.kind == "Need")
    assert need.get("requiresSkill") is None


def test_report_that_changed_tells_what_it_says_anew_and_no_longer(weave: Weave) -> None:
    def told(report: IngestReport) -> dict[str, object]:
        return {one.message: one.details.get("passages") for one in report.findings}

    assert "readings.gone" not in told(weave())
    assert not {"readings.appeared", "readings.gone"} & told(weave()).keys()
    changed = told(weave(REPORT.replace("4 000 €", "6 000 €").replace("un local à", "un puits à")))
    assert "cherchent un local à Craon" in str(changed["readings.gone"])
    assert "readings.appeared" not in changed


def test_report_read_again_quotes_nobody_who_was_erased(
    weave: Weave, store: GraphStore, gazetteer: Gazetteer
) -> None:
    weave()
    erase(store, "Aline Gaudin", "2024-05-02", "à sa demande", gazetteer)
    report = weave()
    assert "Gaudin" not in str([one.details for one in report.findings])
