"""The demonstration files, and the answers planted in them."""

import csv
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml
from python_calamine import CalamineWorkbook

from tisserand.demo.territory import FILES
from tisserand.ingest.pipeline import ingest_file
from tisserand.ingest.report import IngestReport
from tisserand.ontology.properties import CLASSES, is_kind_of
from tisserand.ontology.records import Visibility
from tisserand.reference.places import load_gazetteer
from tisserand.reference.text import fold
from tisserand.reference.thesaurus import load_thesaurus
from tisserand.store.port import GraphStore, View
from tisserand.store.sqlite import open_sqlite

BASE_IRI = "https://brecelle.example/"
ACTORS = frozenset(kind for kind in CLASSES if is_kind_of(kind, "Actor"))
HERE = Path(__file__).parent
Rows = dict[tuple[str, str | None], list[list[Any]]]


@pytest.fixture(scope="session")
def planted() -> dict[str, Any]:
    """The planted answers."""
    content: dict[str, Any] = yaml.safe_load((HERE / "planted.yaml").read_text(encoding="utf-8"))
    return content


@pytest.fixture(scope="session")
def truth() -> list[dict[str, str]]:
    """Which actor each row names."""
    with (HERE / "truth.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


@pytest.fixture(scope="session")
def rows() -> Rows:
    """Cells by (file, sheet); index 0 is physical row 1."""
    by_name = {file.name: file.path for file in FILES}
    book = CalamineWorkbook.from_path(by_name["annuaire-ess.xlsx"])
    found: Rows = {
        ("annuaire-ess.xlsx", name): book.get_sheet_by_name(name).to_python(skip_empty_area=False)
        for name in book.sheet_names
    }
    text = by_name["subventions.csv"].read_text(encoding="cp1252")
    found["subventions.csv", None] = list(csv.reader(text.splitlines()))
    places = json.loads(by_name["mediation-numerique.json"].read_text(encoding="utf-8"))
    found["mediation-numerique.json", None] = [list(place.values()) for place in places]
    return found


@dataclass(frozen=True)
class Woven:
    """The territory in a store, and what became of its rows."""

    store: GraphStore
    reports: list[IngestReport]
    owners: dict[tuple[str, str | None, int], dict[str, str]]
    """Entity of each thing that a row names, by the name it gives."""

    def owner(self, cited: dict[str, Any]) -> str:
        """Key of the entity that a planted row names."""
        place = (cited["file"], cited.get("sheet") or None, int(cited["row"]))
        name = BRACKET.sub("", cited["name"]) if place[1] in LABELLED else cited["name"]
        return self.owners[place][fold(name)]


BRACKET = re.compile(r" \([^()]*\)$")
LABELLED = ("Projets", "Besoins")
"""Sheets that write an actor with its commune in brackets."""


@pytest.fixture(scope="session")
def woven(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Woven]:
    """The three directories, woven into a real store."""
    store = open_sqlite(tmp_path_factory.mktemp("brecelle") / "graph.sqlite", BASE_IRI)
    gazetteer, thesaurus = load_gazetteer(), load_thesaurus()
    reports = [
        ingest_file(
            store,
            file.path,
            source_id=file.source,
            date=file.date,
            mapping=file.mapping,
            gazetteer=gazetteer,
            thesaurus=thesaurus,
        )
        for file in FILES
    ]
    yield Woven(store, reports, _owners(store))
    store.close()


def _owners(store: GraphStore) -> dict[tuple[str, str | None, int], dict[str, str]]:
    owners: dict[tuple[str, str | None, int], dict[str, str]] = {}
    with store.read(View(Visibility.STEWARD)) as reader:
        for file in FILES:
            records = [r for r in reader.records_of_source(file.source) if r.kind in ACTORS]
            entities = reader.record_owners([record.key for record in records])
            for record in records:
                place = (record.locator.file, record.locator.sheet, record.locator.row or 0)
                owners.setdefault(place, {})[fold(record.name)] = entities[record.key]
    return owners
