"""The French standards through their built-in mappings: what each row of a small file gives."""

from functools import cache
from pathlib import Path

import pytest

from tisserand.ingest.draft import AcceptedRow, Draft, MappedRow, RejectedRow, SkippedRow
from tisserand.ingest.mapping import map_file, recognise
from tisserand.ingest.readers import read_table
from tisserand.ontology.records import Identifier, Visibility
from tisserand.reference.places import load_gazetteer
from tisserand.reference.thesaurus import load_thesaurus

FILES = Path(__file__).parents[2] / "fixtures" / "directories"
PLACE = "https://w3id.org/tisserand/place/commune/"
ANGERS, LAVAL = f"{PLACE}49007", f"{PLACE}53130"

# file → for each row: what it names (kind, name, place), or the rule that skips it.
Expected = list[list[tuple[str, str, str | None]] | str]
OUTCOMES: dict[str, Expected] = {
    "rna-waldec.csv": [
        [("Association", "LES AMIS DU FOUR À PAIN", ANGERS)],
        [("Association", "LA RUCHE DE LAVAL", LAVAL)],
    ],
    "sirene-unites-legales.csv": [
        [("PublicBody", "DEPARTEMENT DU FIL", None)],
        [("Company", "LA TRAME", None)],
        "diffusion_partielle_sans_nom",
        [("Company", "ADA PERRIN", None)],
        "unite_cessee",
    ],
    "sirene-etablissements.csv": [
        [("Site", "ATELIER DU FIL", ANGERS)],
        "etablissement_sans_nom",
        "etablissement_ferme",
        [("Site", "LA TRAME", LAVAL)],
    ],
    "data-inclusion-structures.csv": [
        [("Association", "Le Fil solidaire", ANGERS)],
        [("PublicBody", "Antenne de Laval", LAVAL)],
    ],
    "data-inclusion-services.csv": [
        [("Offer", "Prêt de vélos", ANGERS), ("Organization", "dora--s-1", None)],
        [("Offer", "Atelier de couture", LAVAL), ("Organization", "dora--s-2", None)],
    ],
    "mednum-standard.csv": [
        [("Site", "Médiathèque du Val", ANGERS), ("PublicBody", "Ville d'Angers", None)],
        [("ThirdPlace", "La Trame", LAVAL)],
    ],
    "aides-territoires.json": [
        [
            ("FundingScheme", "Restaurer un four communal", None),
            ("PublicBody", "Département du Fil", None),
            ("PublicBody", "Région de la Trame", None),
        ],
        [("FundingScheme", "Appel à projets tiers-lieux", None), ("PublicBody", "État", None)],
    ],
    "gogocarto.json": [[("Association", "Association Le Four", ANGERS)], "supprime"],
    "schema-org.json": [
        [("Association", "Le Four", ANGERS), ("Organization", "Réseau des fours", None)],
        [("Site", "Bibliothèque du Val", LAVAL)],
    ],
    "subventions-scdl.csv": [
        [
            ("Association", "Association des amis du four", ANGERS),
            ("PublicBody", "Département du Fil", None),
            ("FundingScheme", "Patrimoine de proximité", None),
            ("Grant", "Restauration du four à pain", None),
        ],
        [
            ("Organization", "Atelier de la Trame", LAVAL),
            ("PublicBody", "Département du Fil", None),
            ("Grant", "Achat de métiers à tisser", None),
        ],
        "empty_row",
        "total",
    ],
    "cordis-projets.csv": [
        [
            ("Project", "Textiles from local flax", None),
            ("PublicBody", "Union européenne", None),
            ("FundingScheme", "Programme européen H2020", None),
            ("Grant", "Union européenne : TRAME (101000001)", None),
        ],
    ],
    "cordis-organisations.csv": [
        [("School", "UNIVERSITE DU FIL", ANGERS), ("Project", "TRAME", None)],
        [("Company", "WEVERIJ", None), ("Project", "TRAME", None)],
    ],
}


@cache
def mapped(file: str) -> list[MappedRow]:
    found = recognise(read_table(FILES / file))
    assert found is not None and found.id == file.split(".")[0]
    return list(map_file(found, FILES / file, load_gazetteer(), load_thesaurus()))


def drafts(file: str) -> list[Draft]:
    return [draft for row in mapped(file) if isinstance(row, AcceptedRow) for draft in row.drafts]


def values(draft: Draft) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for value in draft.values:
        found.setdefault(value.property, []).append(value.value)
    return found


def told(row: MappedRow) -> list[tuple[str, str, str | None]] | str:
    if isinstance(row, SkippedRow):
        return row.rule
    if isinstance(row, RejectedRow):
        return row.message
    places = [values(draft).get("locatedIn", [None])[0] for draft in row.drafts]
    return [(d.kind, d.name, place) for d, place in zip(row.drafts, places, strict=True)]


@pytest.mark.parametrize("file", OUTCOMES)
def test_rows_of_a_standard_give_what_they_say(file: str) -> None:
    assert [told(row) for row in mapped(file)] == OUTCOMES[file]


def test_associations_bear_their_numbers_and_dates() -> None:
    four, ruche = drafts("rna-waldec.csv")
    assert four.identifiers == (
        Identifier("rna", "W491234567"),
        Identifier("rna-ancien", "0491012345"),
    )
    assert (values(four)["foundedOn"], values(four)["address"]) == (
        ["2009-03-12"],
        ["12 RUE du Four"],
    )
    assert "dissolvedOn" not in values(four)
    assert values(ruche)["dissolvedOn"] == ["2020-06-30"]


def test_partial_diffusion_and_people_are_never_public() -> None:
    _, partial, person = drafts("sirene-unites-legales.csv")
    _, hidden = drafts("sirene-etablissements.csv")
    assert {d.visibility for d in (partial, person, hidden)} == {Visibility.AGENT}
    levels = {value.visibility for d in (partial, person) for value in d.values}
    assert levels == {Visibility.AGENT}


def test_the_number_of_a_place_is_its_operator_s() -> None:
    found = [*drafts("mednum-standard.csv"), *drafts("sirene-etablissements.csv")]
    own = [draft for draft in found if draft.kind in ("Site", "ThirdPlace")]
    assert {i.role for draft in own for i in draft.identifiers} == {"operator"}
    assert not own[0].identifiers, "quatorze zéros ne sont pas un SIRET"


def test_an_antenna_bears_the_number_of_whom_it_belongs_to() -> None:
    structure, antenna = drafts("data-inclusion-structures.csv")
    assert {i.role for i in structure.identifiers} == {"self"}
    assert {i.role for i in antenna.identifiers if i.scheme != "data-inclusion"} == {"operator"}


def test_a_service_is_an_offer_that_holds_for_a_time() -> None:
    bicycles = values(drafts("data-inclusion-services.csv")[0])
    assert (bicycles["startDate"], bicycles["endDate"]) == (["2022-01-10"], ["2024-12-31"])
    assert bicycles["website"] == ["https://fil.example.org/velos"]


def test_schemes_have_their_conditions_and_their_dates() -> None:
    scheme = values(drafts("aides-territoires.json")[0])
    assert (scheme["opensOn"], scheme["closesOn"]) == (["2024-01-15"], ["2024-06-30"])
    assert (scheme["maximumRate"], scheme["fundingKind"]) == (["0.4"], ["subvention"])
    assert scheme["requirement"] == [
        "Le four est ouvert à tous.",
        "Travaux faits par un artisan du pays.",
        "Ouvert à : Commune Association",
        "Territoire : Maine-et-Loire",
    ]


def test_ids_of_maps_are_decoded() -> None:
    (four,) = drafts("gogocarto.json")
    assert four.own_key == "https://carte.example.org/elements/1"


def test_coordinators_lead_and_french_vat_numbers_hold_a_siren() -> None:
    university, _, weaver, _ = drafts("cordis-organisations.csv")
    assert Identifier("siren", "224900019") in university.identifiers
    assert {i.scheme for i in weaver.identifiers} == {"pic"}
    links = [link.property for d in (university, weaver) for link in d.links]
    assert links == ["leads", "takesPartIn"]


PAGE = (Path(__file__).parents[3] / "docs" / "directories.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("file", OUTCOMES)
def test_each_standard_has_its_example_in_the_guide(file: str) -> None:
    rows = OUTCOMES[file]
    names = {name for row in rows if not isinstance(row, str) for _, name, _ in row}
    rules = {row for row in rows if isinstance(row, str)}
    assert f"`{file.split('.')[0]}`" in PAGE and file in PAGE
    assert [name for name in sorted(names) if f"« {name} »" not in " ".join(PAGE.split())] == []
    assert [rule for rule in sorted(rules) if f"`{rule}`" not in PAGE] == []


# A column of each standard that the files of some years, or of some publishers, do not have.
MISSING = {
    "rna-waldec.csv": "id_ex",
    "sirene-etablissements.csv": "libelleCommuneEtablissement",
    "data-inclusion-structures.csv": "code_postal",
    "data-inclusion-services.csv": "date_suspension",
    "mednum-standard.csv": "code_postal",
    "cordis-projets.csv": "totalCost",
    "cordis-organisations.csv": "projectAcronym",
}


@pytest.mark.parametrize("file", MISSING)
def test_a_standard_is_recognised_without_one_of_its_columns(tmp_path: Path, file: str) -> None:
    text = (FILES / file).read_text(encoding="utf-8")
    assert text.count(MISSING[file]) == 1
    (tmp_path / file).write_text(text.replace(MISSING[file], "autre"), encoding="utf-8")
    whole, partial = recognise(read_table(FILES / file)), recognise(read_table(tmp_path / file))
    assert whole is not None
    assert partial is not None
    assert partial.id == whole.id
