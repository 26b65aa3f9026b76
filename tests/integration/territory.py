"""A real territory in one store, and what became of each record."""

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from tisserand.ingest.pipeline import ingest_file
from tisserand.ingest.report import IngestReport
from tisserand.ontology.properties import family_of
from tisserand.ontology.records import Record, Visibility
from tisserand.reference.text import fold
from tisserand.store.port import GraphStore, View

STEWARD = View(Visibility.STEWARD)
BASE_IRI = "https://pays-de-la-loire.example/"
FILES = (
    "directories/mednum-maine-et-loire.json",
    "directories/mednum-angers.json",
    "directories/france-services.geojson",
    "directories/fabriques-de-territoire.geojson",
    "directories/ess-numerique.csv",
    "funding/subventions-pays-de-la-loire.csv",
    "funding/subventions-maine-et-loire.csv",
    "funding/etat-associations-2010.csv",
    "funding/feder-fse-2014-2020.xls",
    "projects/anr-projets.xlsx",
    "projects/anr-partenaires.xlsx",
)


@dataclass
class Territory:
    """Real files woven into one store; read it only once all are in."""

    store: GraphStore
    reports: dict[str, IngestReport] = field(default_factory=dict)

    def weave(self, file: Path) -> None:
        self.reports[file.stem] = ingest_file(self.store, file)

    @cached_property
    def records(self) -> dict[str, list[Record]]:
        """The records of each source."""
        with self.store.read(STEWARD) as reader:
            return {
                source.id: list(reader.records_of_source(source.id)) for source in reader.sources()
            }

    @cached_property
    def entities(self) -> dict[str, list[Record]]:
        """The records that describe each thing, by its key."""
        found: dict[str, list[Record]] = defaultdict(list)
        with self.store.read(STEWARD) as reader:
            for records in self.records.values():
                owners = reader.record_owners([record.key for record in records])
                for record in records:
                    found[owners[record.key]].append(record)
        return dict(found)

    def organisations(self, words: str) -> dict[str, list[Record]]:
        """The organisations a record of which bears these words."""
        return {
            key: records
            for key, records in self.entities.items()
            if any(
                f" {words} " in f" {fold(record.name)} " and is_organisation(record)
                for record in records
            )
        }


def is_organisation(record: Record) -> bool:
    return family_of(record.kind) == "organization"


def sirens_of(record: Record) -> set[str]:
    """The SIREN by which a record merges with others."""
    return {
        number.value[:9]
        for number in record.identifiers
        if number.scheme in ("siren", "siret") and number.role == "self" and not number.guessed
    }


def communes_of(records: list[Record]) -> set[str]:
    """Where those of the records that say it are."""
    return {place for record in records if (place := record.get("locatedIn"))}
