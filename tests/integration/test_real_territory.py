"""Eleven real files of the Pays de la Loire and of France, woven into one store."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from integration.territory import (
    BASE_IRI,
    FILES,
    STEWARD,
    Territory,
    communes_of,
    is_organisation,
    sirens_of,
)

from tisserand.ingest.pipeline import ingest_file
from tisserand.publish.description import describe
from tisserand.store.sqlite import open_sqlite

pytestmark = pytest.mark.shared

GRANTS, EUROPE = "subventions-pays-de-la-loire", "feder-fse-2014-2020"
ECOSSOLIES = "489682542"
HOMONYMS = ("ogec saint joseph", "amicale laique", "comite des fetes", "familles rurales")


@pytest.fixture(scope="session")
def territory(tmp_path_factory: pytest.TempPathFactory, shared_data: Path) -> Iterator[Territory]:
    store = open_sqlite(tmp_path_factory.mktemp("territory") / "graph.sqlite", BASE_IRI)
    woven = Territory(store)
    for name in FILES:
        woven.weave(shared_data / name)
    yield woven
    store.close()


@pytest.fixture(scope="session")
def ecossolies(territory: Territory) -> dict[str, Any]:
    """Les Ecossolies, described."""
    (key,) = territory.organisations("ecossolies")
    with territory.store.read(STEWARD) as reader:
        return describe(reader, key, BASE_IRI)


@pytest.mark.parametrize("name", FILES)
def test_every_row_is_accepted_rejected_or_skipped(territory: Territory, name: str) -> None:
    told = territory.reports[Path(name).stem].as_dict()
    assert told["rows"] == told["accepted"] + len(told["rejected"]) + sum(told["skipped"].values())
    assert told["accepted"] > told["rows"] / 2


@pytest.mark.parametrize("name", FILES)
def test_every_accepted_row_is_the_locator_of_a_record(territory: Territory, name: str) -> None:
    report = territory.reports[Path(name).stem]
    rows = {
        (record.locator.file, record.locator.sheet, record.locator.row)
        for record in territory.records[report.source]
    }
    assert len(rows) == report.accepted
    assert {file for file, _, _ in rows} == {Path(name).name}
    assert rows.isdisjoint({one.locator[:3] for one in report.rejected})


def test_les_ecossolies_is_one_organisation(territory: Territory) -> None:
    ((key, records),) = territory.organisations("ecossolies").items()
    assert {record.source for record in records} == {GRANTS, EUROPE}
    assert len({record.name for record in records}) > 2
    bearers = [k for k, rs in territory.entities.items() if any(map(_is_numbered, rs))]
    assert bearers == [key]


def _is_numbered(record: Any) -> bool:
    return ECOSSOLIES in sirens_of(record)


def test_les_ecossolies_has_its_grants_and_its_european_funding(
    ecossolies: dict[str, Any],
) -> None:
    inward = [link for link in ecossolies["links"] if link["property"] == "beneficiary"]
    sources = [record["source"] for link in inward for record in link["records"]]
    assert sources.count(GRANTS) == 10
    assert sources.count(EUROPE) == 1
    led = {link["name"] for link in ecossolies["links"] if link["property"] == "leads"}
    assert any("Incubateur PTCE" in name for name in led)


def test_each_fact_of_les_ecossolies_names_its_file_and_row(ecossolies: dict[str, Any]) -> None:
    said = ecossolies["facts"] + ecossolies["links"]
    assert len(said) > 15
    for one in said:
        assert one["records"]
        for record in one["records"]:
            assert record["file"].startswith((GRANTS, EUROPE))
            assert record["row"] > 1


def test_a_place_run_by_les_ecossolies_is_its_site(territory: Territory, tmp_path: Path) -> None:
    territory.store.backup(tmp_path / "copy.sqlite")
    place = {
        "ID_UNIQUE": "1", "NOM": "Le Solilab", "ADRESSE": "", "INTERNET": "", "CODPOST": "44200",
        "VILLE": "Nantes", "Insee": "44109", "NOM_STRC_PORT": "Les Ecossolies",
        "siren": ECOSSOLIES, "confiance_jointure": "1", "methode_jointure": "siren_direct",
    }  # fmt: skip
    (tmp_path / "lieux.json").write_text(json.dumps([place]), encoding="utf-8")
    copy = open_sqlite(tmp_path / "copy.sqlite", BASE_IRI)
    ingest_file(copy, tmp_path / "lieux.json", mapping="tiers-lieux-numerique")
    (key,) = territory.organisations("ecossolies")
    with copy.read(STEWARD) as reader:
        links = describe(reader, key, BASE_IRI)["links"]
    copy.close()
    assert [link["name"] for link in links if link["property"] == "operatedBy"] == ["Le Solilab"]


@pytest.mark.parametrize("words", HOMONYMS)
def test_homonyms_of_several_communes_are_not_merged(territory: Territory, words: str) -> None:
    found = territory.organisations(words)
    assert len(found) > 2
    for records in found.values():
        named = [record for record in records if not sirens_of(record)]
        assert len(communes_of(named)) <= 1


def test_rounded_numbers_merge_nobody(territory: Territory) -> None:
    rounded = [
        number.value
        for record in territory.records["subventions-maine-et-loire"]
        for number in record.identifiers
        if number.value.endswith("00000")
    ]
    assert rounded == []


def test_no_organisation_has_two_numbers(territory: Territory) -> None:
    doubled = [
        key
        for key, records in territory.entities.items()
        if len(set().union(*map(sirens_of, records))) > 1
    ]
    assert doubled == []


def test_houses_of_one_network_are_not_merged(territory: Territory) -> None:
    """« France services », « La Poste »: many doors, each in its commune."""
    for records in territory.entities.values():
        if {record.kind for record in records} <= {"Site", "ThirdPlace"}:
            assert len(communes_of(records)) <= 1, [record.name for record in records]


def test_projects_of_several_decisions_are_not_merged(territory: Territory) -> None:
    for records in territory.entities.values():
        codes = {n.value for record in records for n in record.identifiers if n.scheme == "anr"}
        assert len(codes) <= 1, codes


def test_the_largest_organisations_are_of_one_place(territory: Territory) -> None:
    """The thirty with most records: a merge that went too far would be among them."""
    organisations = [rs for rs in territory.entities.values() if is_organisation(rs[0])]
    largest = sorted(organisations, key=len, reverse=True)[:30]
    for records in largest:
        unnumbered = [record for record in records if not sirens_of(record)]
        assert len(communes_of(unnumbered)) <= 1, {record.name for record in records}
