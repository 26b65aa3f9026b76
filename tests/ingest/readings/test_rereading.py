"""Whether a directory comes before a report or after it, the same is linked."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tisserand.ingest.erasure.erase import erase
from tisserand.ingest.extraction.document import Document
from tisserand.ingest.extraction.findings import EntityFound, Findings, Mention
from tisserand.ingest.extraction.knowledge import Knowledge
from tisserand.ingest.extraction.reading import extract
from tisserand.ingest.pipeline import ingest_files
from tisserand.ingest.readings.rereading import reread_reports
from tisserand.ingest.report import IngestReport
from tisserand.ingest.withdrawal import withdraw
from tisserand.ontology.records import Visibility
from tisserand.publish.exports import export_graph
from tisserand.reference.places import Gazetteer
from tisserand.reference.thesaurus import Thesaurus
from tisserand.store.port import GraphStore, View
from tisserand.store.sqlite import open_sqlite

BASE, KEY = "https://graphe.example/", bytes(range(32))
TEXT = (
    "Compte rendu du 4 mars 2024\n\n"
    "Aline Gaudin remercie tout le monde. Il y avait Pas à pas et bien d'autres.\n\n"
    "Paul Tessier, de la mairie de Laval, était là.\n"
)
ROWS = "nom;type;commune\nPas à pas;association;Laval\nLa Ruche;association;Craon\n"
Files = tuple[Path, Path]


def finder(document: Document, knowledge: Knowledge) -> Findings:
    """Finds the known names, and nothing else."""
    found = [(name, document.text.find(name)) for name in sorted(knowledge.names)]
    return Findings(
        mentions=tuple(
            Mention(at, at + len(name), "Organization", f"e{number}")
            for number, (name, at) in enumerate(found, 1)
        ),
        entities=tuple(
            EntityFound(f"e{number}", "Organization", name)
            for number, (name, _) in enumerate(found, 1)
        ),
    )


def nobody(document: Document, knowledge: Knowledge) -> Findings:
    """Reads nothing: no report is to be read again."""
    raise AssertionError(document.title)


@pytest.fixture
def files(tmp_path: Path) -> Files:
    """A report, and a directory that tells a name of it."""
    report, directory = tmp_path / "compte-rendu.txt", tmp_path / "annuaire.csv"
    report.write_text(TEXT, encoding="utf-8")
    directory.write_text(ROWS, encoding="utf-8")
    return report, directory


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Callable[[], GraphStore]]:
    """Opens stores of one key, so that they name things alike."""
    stores: list[GraphStore] = []

    def one() -> GraphStore:
        store = open_sqlite(tmp_path / f"{len(stores)}.sqlite", BASE)
        store.adopt(BASE, KEY)
        stores.append(store)
        return store

    yield one
    for store in stores:
        store.close()


def quads(store: GraphStore) -> list[bytes]:
    with store.read(View(Visibility.STEWARD)) as reader:
        return sorted(b"".join(export_graph(reader, "nquads", BASE)).splitlines())


def names(store: GraphStore, source: str = "compte-rendu") -> set[str]:
    with store.read(View(Visibility.STEWARD)) as reader:
        return {record.name for record in reader.records_of_source(source)}


def told(report: IngestReport) -> list[str]:
    return [said.message for said in report.findings]


def test_order_of_a_report_and_a_directory_is_nothing(
    files: Files, opened: Callable[[], GraphStore]
) -> None:
    after, before = opened(), opened()
    ingest_files(after, [*files], extractor=extract)
    ingest_files(before, [*reversed(files)], extractor=extract)
    assert quads(after) == quads(before)
    assert "Pas à pas" in names(after)


def test_withdrawn_directory_leaves_reports_as_if_it_never_came(
    files: Files, opened: Callable[[], GraphStore], gazetteer: Gazetteer, thesaurus: Thesaurus
) -> None:
    alone, store = opened(), opened()
    ingest_files(alone, [files[0]], extractor=finder)
    ingest_files(store, [*files], extractor=finder)
    withdraw(store, "annuaire")
    assert reread_reports(store, finder, gazetteer, thesaurus) == ["compte-rendu"]
    assert quads(store) == quads(alone)


def test_report_read_again_is_told(files: Files, store: GraphStore) -> None:
    ingest_files(store, [files[0]], extractor=finder)
    (report,) = ingest_files(store, [files[1]], extractor=finder)
    assert told(report)[-1] == "readings.reread"
    assert names(store) == {"Pas à pas"}


def test_directory_whose_names_no_report_holds_reads_none(files: Files, store: GraphStore) -> None:
    ingest_files(store, [files[0]], extractor=finder)
    files[1].write_text(ROWS.replace("Pas à pas", "Le Fournil"), encoding="utf-8")
    (report,) = ingest_files(store, [files[1]], extractor=nobody)
    assert "readings.reread" not in told(report)


def test_directory_given_again_reads_none(files: Files, store: GraphStore) -> None:
    ingest_files(store, [*files], extractor=finder)
    ingest_files(store, [files[1]], extractor=nobody)
    assert names(store) == {"Pas à pas"}


def test_passages_of_a_report_read_again_are_those_of_its_file(
    files: Files, store: GraphStore
) -> None:
    ingest_files(store, [*files], extractor=finder)
    with store.read(View(Visibility.STEWARD)) as reader:
        (record,) = reader.records_of_source("compte-rendu")
    where = record.locator
    assert where.passage == "Il y avait Pas à pas et bien d'autres."
    assert TEXT[where.start : where.end] == where.passage


def test_erased_person_is_in_no_text_kept(
    files: Files, store: GraphStore, gazetteer: Gazetteer
) -> None:
    ingest_files(store, [files[0]], extractor=extract)
    erase(store, "Aline Gaudin", "2024-05-02", "à sa demande", gazetteer)
    with store.resolution() as identity:
        (kept,) = (one.body for one in identity.sealed("document"))
    assert "Gaudin" not in kept
    assert "Paul Tessier" in kept
    ingest_files(store, [files[1]], extractor=extract)
    assert "Pas à pas" in names(store)
    assert "Aline Gaudin" not in names(store)


PROPOSING = (
    "Compte rendu du 4 mars 2024\n\n"
    "Aline Gaudin propose de restaurer le four à pain de Pas à pas.\n\n"
    "Mme Gaudin, présidente de La Ruche, propose d'ouvrir une ressourcerie.\n"
)


def test_erased_person_is_read_the_same_from_the_text_and_from_the_file(
    files: Files, store: GraphStore, gazetteer: Gazetteer
) -> None:
    files[0].write_text(PROPOSING, encoding="utf-8")
    ingest_files(store, [files[0]], extractor=extract)
    assert b"Gaudin" in b"".join(quads(store))
    erase(store, "Aline Gaudin", "2024-05-02", "à sa demande", gazetteer)
    (report,) = ingest_files(store, [files[1]], extractor=extract)
    assert "readings.reread" in told(report)
    from_text = quads(store), kept(store)
    ingest_files(store, [files[0]], extractor=extract)
    assert (quads(store), kept(store)) == from_text
    assert "Gaudin" not in str(from_text)
    assert "ressourcerie" in str(from_text)


def kept(store: GraphStore) -> list[str]:
    with store.resolution() as identity:
        return [one.body for kind in ("document", "reading") for one in identity.sealed(kind)]


def test_withdrawn_report_leaves_no_text(files: Files, store: GraphStore) -> None:
    ingest_files(store, [files[0]], extractor=finder)
    withdraw(store, "compte-rendu")
    with store.resolution() as identity:
        assert list(identity.sealed("document")) == []
