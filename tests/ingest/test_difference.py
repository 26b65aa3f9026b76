"""`diff` of a file that is not ingested tells no more of people than its ingestion would."""

from pathlib import Path

from fixtures.people import NAME, WORDS, names
from fixtures.weaver import Weaver

from tisserand.ingest.difference import Difference, compare_version
from tisserand.ingest.draft import AcceptedRow, Draft
from tisserand.ingest.erasure.erase import erase
from tisserand.ingest.erasure.opposition import oppose
from tisserand.ingest.pipeline import ingest_file
from tisserand.ingest.weaving import ingest_rows
from tisserand.ontology.records import Identifier, Locator, Source, Value, Visibility
from tisserand.reference.thesaurus import load_thesaurus

MAPPING = """\
id: bureaux
title: {fr: Bureaux}
recognise: [association, commune, presidente, objet]
things:
  - local: organisation
    kind: Association
    name: association
    place: {commune: commune}
    properties: {description: objet}
  - local: presidente
    kind: Person
    name: presidente
    links: {worksFor: organisation}
"""
HEADING = "association,commune,presidente,objet\n"
FIRST = f"Fournil des Deux Rives,Rennes,{NAME},Cuire\n"
SIREN = "552100554"
RENNES = Value("locatedIn", "https://w3id.org/tisserand/place/commune/35238")


def write(folder: Path, rows: str) -> Path:
    (folder / "bureaux.yaml").write_text(MAPPING, encoding="utf-8")
    file = folder / "bureaux.csv"
    file.write_text(HEADING + rows, encoding="utf-8")
    return file


def ingest(weaver: Weaver, folder: Path, rows: str) -> None:
    mapping = folder / "bureaux.yaml"
    ingest_file(weaver.store, write(folder, rows), mapping=mapping, gazetteer=weaver.gazetteer)


def compare(weaver: Weaver, folder: Path, rows: str, role: Visibility) -> Difference:
    return compare_version(
        weaver.store,
        "bureaux",
        [write(folder, rows)],
        role=role,
        gazetteer=weaver.gazetteer,
        thesaurus=load_thesaurus(),
        mapping=str(folder / "bureaux.yaml"),
    )


def told(difference: Difference) -> str:
    things = [*difference.appeared, *difference.left, *difference.renamed, *difference.moved]
    return str([thing.records for thing in things]) + difference.report.as_text()


def test_erased_person_is_not_told_as_new(weaver: Weaver, tmp_path: Path) -> None:
    ingest(weaver, tmp_path, FIRST)
    erase(weaver.store, NAME, "2024-05-02", "", weaver.gazetteer)
    rows = FIRST.replace("Cuire", f"Cuire ; contact {NAME}") + f",Rennes,,avec {NAME}\n"
    found = compare(weaver, tmp_path, rows, Visibility.STEWARD)
    assert not any(word in told(found).lower() for word in WORDS)
    assert "persons.left_out" in [said.message for said in found.report.findings]


def test_who_opposes_is_told_to_stewards_only(weaver: Weaver, tmp_path: Path) -> None:
    ingest(weaver, tmp_path, FIRST)
    oppose(weaver.store, NAME, "2024-05-02")
    rows = "Grand Four,Rennes,TRIBOUILLARD Ozanne,Cuire\n" + FIRST
    for role in (Visibility.AGENT, Visibility.STEWARD):
        found = compare(weaver, tmp_path, rows, role)
        assert ("TRIBOUILLARD" in told(found)) == (role == Visibility.STEWARD)


def test_who_is_in_partial_diffusion_is_told_to_agents(weaver: Weaver, tmp_path: Path) -> None:
    ingest(weaver, tmp_path, "La Poste,Rennes,,Trier\n")
    numbered = (Identifier("siren", SIREN),)
    weaver.weave("artisans", Draft("a", "Association", "Les Plâtriers réunis", numbered, (RENNES,)))
    row = AcceptedRow(Locator("s.csv", row=2), (), reserved=numbered)
    ingest_rows(weaver.store, Source("s", "", "s.csv"), [row], weaver.gazetteer)
    rows = "La Poste,Rennes,,Trier\nLes Plâtriers réunis,Rennes,,Plâtrer\n"
    for role in (Visibility.PUBLIC, Visibility.AGENT):
        found = compare(weaver, tmp_path, rows, role)
        assert ("Plâtriers" in told(found)) == (role == Visibility.AGENT)
    assert "Les Plâtriers réunis" not in names(weaver, Visibility.PUBLIC)
