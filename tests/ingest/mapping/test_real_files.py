"""Each real file through its mapping: every row counted, and rows known by heart."""

from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from tisserand.ingest.draft import AcceptedRow, Draft, MappedRow, RejectedRow, SkippedRow
from tisserand.ingest.mapping import map_file, read_tables, recognise
from tisserand.ingest.readers import read_table
from tisserand.ontology.records import Visibility
from tisserand.reference.places import load_gazetteer
from tisserand.reference.text import fold
from tisserand.reference.thesaurus import load_thesaurus

pytestmark = pytest.mark.shared

# file, mapping, rows accepted, skipped by rule, rejected by reason
SCDL, NO_NAME = "subventions-scdl", "mapping.no_name"
FILES: list[tuple[str, str, int, dict[str, int], dict[str, int]]] = [
    (
        "directories/mednum-maine-et-loire.json",
        "mednum-maine-et-loire",
        222,
        {"lieu_inactif": 18},
        {NO_NAME: 3},
    ),
    ("directories/mednum-angers.json", "mednum-angers", 63, {}, {}),
    ("directories/france-services.geojson", "france-services", 2519, {}, {}),
    ("directories/fabriques-de-territoire.geojson", "fabriques-de-territoire", 342, {}, {}),
    ("directories/ess-numerique.csv", "ess-numerique", 3667, {}, {}),
    ("directories/tiers-lieux-numerique.csv", "tiers-lieux-numerique", 46, {}, {NO_NAME: 1}),
    ("directories/groupement-adhesions.csv", "groupement-adhesions", 13511, {}, {}),
    ("funding/subventions-pays-de-la-loire.csv", SCDL, 18702, {}, {NO_NAME: 17}),
    ("funding/conventions-maine-et-loire.csv", SCDL, 75, {}, {}),
    ("funding/conventions-mayenne-2018.xlsx", SCDL, 173, {"ligne_sans_subvention": 2}, {}),
    ("funding/subventions-vendee-2017.csv", SCDL, 21, {}, {"readers.ragged_row": 2}),
    ("funding/subventions-vendee-2019-04.csv", SCDL, 3, {}, {"readers.ragged_row": 1}),
    ("funding/subventions-maine-et-loire.csv", "subventions-maine-et-loire", 11843, {}, {}),
    (
        "funding/etat-associations-2010.csv",
        "subventions-etat-2010",
        20194,
        {"total_de_l_association": 17484, "total": 1},
        {},
    ),
    ("funding/feder-fse-2014-2020.xls", "feder-fse", 1833, {}, {NO_NAME: 1}),
    ("funding/dotations-investissement-2019.xlsx", "dotations-investissement", 24811, {}, {}),
    ("funding/laureats-actee-chene.csv", "laureats-actee", 995, {}, {}),
    ("projects/anr-projets.xlsx", "anr-projets", 1379, {}, {}),
    ("projects/anr-partenaires.xlsx", "anr-partenaires", 7562, {"organisme_non_renseigne": 19}, {}),
]


@cache
def mapped(path: Path) -> list[MappedRow]:
    mapping = recognise(read_table(path))
    assert mapping is not None
    return list(map_file(mapping, path, load_gazetteer(), load_thesaurus()))


def drafts(path: Path, local: str) -> list[tuple[int, Draft]]:
    return [
        (row.locator.row or 0, draft)
        for row in mapped(path)
        if isinstance(row, AcceptedRow)
        for draft in row.drafts
        if draft.local.startswith(local)
    ]


@pytest.mark.parametrize(("file", "mapping", "accepted", "skipped", "rejected"), FILES)
def test_every_row_is_accepted_skipped_or_rejected(
    shared_data: Path,
    file: str,
    mapping: str,
    accepted: int,
    skipped: dict[str, int],
    rejected: dict[str, int],
) -> None:
    table = read_table(shared_data / file)
    found = recognise(table)
    assert found is not None and found.id == mapping
    rows = mapped(shared_data / file)
    assert sum(isinstance(row, AcceptedRow) for row in rows) == accepted
    assert Counter(r.rule for r in rows if isinstance(r, SkippedRow)) == skipped
    assert Counter(r.message for r in rows if isinstance(r, RejectedRow)) == rejected
    ((_, whole),) = read_tables(found, shared_data / file)
    assert sum(1 for _ in whole.all_rows()) == len(rows)


@pytest.mark.parametrize("file", [row[0] for row in FILES])
def test_locators_name_file_and_row_and_no_two_rows_share_one(shared_data: Path, file: str) -> None:
    locators = [row.locator for row in mapped(shared_data / file)]
    assert {locator.file for locator in locators} == {Path(file).name}
    numbers = [locator.row or 0 for locator in locators]
    assert numbers == sorted(set(numbers)) and numbers[0] >= 1


def test_les_ecossolies_under_three_spellings(shared_data: Path) -> None:
    found = drafts(shared_data / "funding/subventions-pays-de-la-loire.csv", "beneficiaire")
    spelled = [draft for _, draft in found if "ecossolies" in fold(draft.name)]
    assert len({draft.name for draft in spelled}) == 3
    sirens = {i.value for draft in spelled for i in draft.identifiers if i.scheme == "siren"}
    assert len(sirens) == 1


def test_les_ecossolies_in_european_funds_lead_their_project(shared_data: Path) -> None:
    path = shared_data / "funding/feder-fse-2014-2020.xls"
    ((row, leader),) = [
        (row, draft)
        for row, draft in drafts(path, "beneficiaire")
        if "ecossolies" in fold(draft.name)
    ]
    (project,) = [draft for number, draft in drafts(path, "projet") if number == row]
    assert project.name.startswith("Incubateur PTCE")
    assert [(link.property, link.target) for link in leader.links] == [("leads", "projet")]


def test_siren_found_by_a_join_is_the_operator_s_and_guessed(shared_data: Path) -> None:
    path = shared_data / "directories/ess-numerique.csv"
    joined = [draft for _, draft in drafts(path, "lieu")]
    assert len(joined) == 38
    assert {(i.role, i.guessed) for d in joined for i in d.identifiers} == {("operator", True)}
    own = [draft for _, draft in drafts(path, "organisation")]
    assert {(i.role, i.guessed) for d in own for i in d.identifiers} == {("self", False)}
    assert {draft.confidence for _, draft in drafts(path, "porteuse")} >= {0.9, 1.0}


def test_rounded_siret_identify_nobody(shared_data: Path) -> None:
    found = drafts(shared_data / "funding/subventions-maine-et-loire.csv", "beneficiaire")
    assert [draft for _, draft in found if draft.identifiers] == []


def test_label_of_several_organisations_names_each(shared_data: Path) -> None:
    path = shared_data / "directories/fabriques-de-territoire.geojson"
    rows = {row for row, draft in drafts(path, "fabrique") if draft.name.startswith("PiNG; ")}
    members = [draft for row, draft in drafts(path, "membre") if row in rows]
    assert [draft.name for draft in members] == ["PiNG", "Beau-Tiers-Lieu", "Plan B"]
    assert {v.value for d in members for v in d.values} == {
        "https://w3id.org/tisserand/place/commune/44109"
    }


def test_cut_amounts_of_vendee_are_whole(shared_data: Path) -> None:
    found = drafts(shared_data / "funding/subventions-vendee-2017.csv", "subvention")
    amounts = {row: v.value for row, d in found for v in d.values if v.property == "amount"}
    assert (amounts[2], amounts[3]) == ("24975", "102991.50")


def test_details_of_state_grants_add_up_to_the_total_of_the_file(shared_data: Path) -> None:
    path = shared_data / "funding/etat-associations-2010.csv"
    amounts = [
        v.value for _, d in drafts(path, "subvention") for v in d.values if v.property == "amount"
    ]
    (total,) = [row for row in mapped(path) if isinstance(row, SkippedRow) and row.rule == "total"]
    cells = dict(read_table(path).rows())[total.locator.row or 0]
    stated = int(cells["Total des subventions"].replace(" ", "").replace("\u00a0", ""))
    assert abs(sum(map(float, amounts)) - stated) <= 0.001 * stated


def test_name_and_town_of_state_grants_are_cut_apart(shared_data: Path) -> None:
    found = drafts(shared_data / "funding/etat-associations-2010.csv", "association")
    names = [draft.name for _, draft in found]
    assert not any(" CHEZ M" in name.upper() for name in names)
    located = sum(any(v.property == "locatedIn" for v in d.values) for _, d in found)
    assert located > 0.6 * len(found)


def test_scientists_of_anr_are_for_agents_and_coordinators_lead(shared_data: Path) -> None:
    path = shared_data / "projects/anr-partenaires.xlsx"
    assert {d.visibility for _, d in drafts(path, "responsable")} == {Visibility.AGENT}
    links = Counter(link.property for _, d in drafts(path, "partenaire") for link in d.links)
    assert (links["leads"], links["takesPartIn"]) == (1360, 6202)


def test_one_project_has_one_number_in_both_anr_files(shared_data: Path) -> None:
    both = [
        {i for _, draft in drafts(shared_data / file, "projet") for i in draft.identifiers}
        for file in ("projects/anr-projets.xlsx", "projects/anr-partenaires.xlsx")
    ]
    assert len(both[0] & both[1]) > 1_300
