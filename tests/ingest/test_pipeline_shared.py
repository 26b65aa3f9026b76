"""Real files of one territory, woven together."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from fixtures.weaver import STEWARD, Weaver

from tisserand.ingest.judgements import unsure_pairs
from tisserand.ingest.pipeline import IngestReport, ingest_file
from tisserand.ingest.withdrawal import withdraw
from tisserand.ontology.properties import family_of
from tisserand.ontology.records import Record
from tisserand.reference.places import Gazetteer
from tisserand.reference.text import fold
from tisserand.store.sqlite import open_sqlite

pytestmark = pytest.mark.shared

GRANTS = "funding/subventions-pays-de-la-loire.csv"
EUROPE = "funding/feder-fse-2014-2020.xls"
PLACES = "directories/fabriques-de-territoire.geojson"
ROUNDED = "funding/subventions-maine-et-loire.csv"
SMALL = (
    PLACES,
    "directories/mednum-maine-et-loire.json",
    "directories/mednum-angers.json",
    "funding/conventions-maine-et-loire.csv",
    "funding/subventions-vendee-2017.csv",
)
BASE = "https://example.org/"
HASH_KEY = bytes(range(32))


class Territory:
    """A store of real files, and what each ingestion said."""

    def __init__(self, path: Path, gazetteer: Gazetteer, data: Path) -> None:
        self.path = path
        self.store = open_sqlite(path, BASE)
        self.weaver = Weaver(self.store, gazetteer)
        self.data = data
        self.reports: dict[str, IngestReport] = {}

    def ingest(self, name: str) -> IngestReport:
        path = self.data / name
        self.reports[name] = ingest_file(self.store, path, gazetteer=self.weaver.gazetteer)
        return self.reports[name]

    def entities(self, words: str) -> dict[str, list[Record]]:
        """The organisations a record of which bears these words, with those records."""
        found: dict[str, list[Record]] = {}
        with self.store.read(STEWARD) as reader:
            for source in reader.sources():
                named = {
                    record.key: record
                    for record in reader.records_of_source(source.id)
                    if words in fold(record.name) and family_of(record.kind) == "organization"
                }
                for key, owner in reader.record_owners(list(named)).items():
                    found.setdefault(owner, []).append(named[key])
        return found


@pytest.fixture(scope="module")
def territory(
    tmp_path_factory: pytest.TempPathFactory, gazetteer: Gazetteer, shared_data: Path
) -> Iterator[Territory]:
    folder = tmp_path_factory.mktemp("territory")
    territory = Territory(folder / "graph.sqlite", gazetteer, shared_data)
    for name in (GRANTS, EUROPE, PLACES):
        territory.ingest(name)
    yield territory
    territory.store.close()


def sirens(record: Record) -> set[str]:
    return {i.value[:9] for i in record.identifiers if i.scheme in ("siren", "siret")}


def test_every_row_is_accounted_for(territory: Territory) -> None:
    for report in territory.reports.values():
        told = report.as_dict()
        taken = told["accepted"] + len(told["rejected"]) + sum(told["skipped"].values())
        assert told["rows"] == taken > 300


def test_les_ecossolies_is_one_organisation(territory: Territory) -> None:
    found = territory.entities("ecossolies")
    assert len(found) == 1
    (records,) = found.values()
    assert {record.source for record in records} == {Path(GRANTS).stem, Path(EUROPE).stem}


@pytest.mark.parametrize("words", ["ogec", "amicale laique", "comite des fetes"])
def test_homonyms_are_not_joined(territory: Territory, words: str) -> None:
    found = territory.entities(words)
    for records in found.values():
        known = [sirens(record) for record in records if sirens(record)]
        assert len(set.union(set(), *known)) <= 1
    assert len(found) > 3


def test_rounded_numbers_and_homonyms_of_two_communes_merge_nobody(
    tmp_path: Path, gazetteer: Gazetteer, shared_data: Path
) -> None:
    angers = Territory(tmp_path / "graph.sqlite", gazetteer, shared_data)
    angers.ingest(ROUNDED)
    for words in ("ogec", "amicale laique", "comite des fetes", "familles rurales"):
        for records in angers.entities(words).values():
            assert len({record.get("locatedIn") for record in records} - {None}) <= 1
            numbers = {i.value for record in records for i in record.identifiers}
            assert not any(number.endswith("00000") for number in numbers)
    angers.store.close()


def test_the_same_file_again_changes_nothing(territory: Territory) -> None:
    before = territory.weaver.sequence
    again = territory.ingest(EUROPE)
    assert (again.sequence, again.entities_new, again.merged) == (before, 0, 0)


def test_a_source_that_leaves_and_comes_back_gives_the_same_graph(
    territory: Territory, tmp_path: Path
) -> None:
    target = tmp_path / "copy.sqlite"
    territory.store.backup(target)
    copy = Territory(target, territory.weaver.gazetteer, territory.data)
    before = copy.weaver.partition()
    withdraw(copy.store, Path(EUROPE).stem)
    assert copy.weaver.partition() != before
    copy.ingest(EUROPE)
    assert copy.weaver.partition() == before
    copy.store.close()


def test_doubts_are_few_enough_to_be_read(territory: Territory) -> None:
    records = sum(report.records for report in territory.reports.values())
    assert 0 < len(unsure_pairs(territory.store)) < records / 50


def test_any_order_of_sources_gives_the_same_graph(
    tmp_path: Path, gazetteer: Gazetteer, shared_data: Path
) -> None:
    partitions = []
    for number, order in enumerate((SMALL, tuple(reversed(SMALL)))):
        some = Territory(tmp_path / f"{number}.sqlite", gazetteer, shared_data)
        some.store.adopt(BASE, HASH_KEY)
        for name in order:
            some.ingest(name)
        partitions.append(some.weaver.partition())
        some.store.close()
    assert partitions[0] == partitions[1]
