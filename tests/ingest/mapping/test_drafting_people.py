"""What people do in the bodies of their rows is drafted as dated roles."""

from pathlib import Path

from tisserand.ingest.draft import AcceptedRow, Draft
from tisserand.ingest.mapping import map_rows
from tisserand.ingest.mapping_draft import draft_mapping
from tisserand.ingest.readers import read_table
from tisserand.reference.places import load_gazetteer
from tisserand.reference.thesaurus import load_thesaurus


def drafted(folder: Path, name: str, text: str) -> list[Draft]:
    """The drafts of the first row of a file, as its draft mapping reads it."""
    file = folder / name
    file.write_text(text, encoding="utf-8")
    table = read_table(file)
    mapping = draft_mapping(table)
    row = next(iter(map_rows(mapping, table, load_gazetteer(), load_thesaurus())))
    assert isinstance(row, AcceptedRow)
    return list(row.drafts)


EMPLOYEES = """\
nom;prénom;organisation;fonction;date de début;date de fin
Perrin;Ada;Le Fil;présidente;01/09/2021;31/08/2023
Marin;Zoé;La Trame;trésorière;;
"""
ELECTED = """\
Libellé de la commune;Nom de l'élu;Prénom de l'élu;Libellé de la fonction;Date de début du mandat
Rennes;Perrin;Ada;Maire;18/05/2020
Rennes;Marin;Zoé;2e adjointe au maire;18/05/2020
"""


def test_function_with_its_employer_is_a_dated_role(tmp_path: Path) -> None:
    person, employer, role = drafted(tmp_path, "personnes.csv", EMPLOYEES)
    assert (role.kind, role.name) == ("Membership", "Ada Perrin, présidente, Le Fil")
    assert {(link.property, link.target) for link in role.links} == {
        ("member", person.local),
        ("organization", employer.local),
    }
    assert (role.since, role.until) == ("2021-09-01", "2023-08-31")
    assert {value.property: value.value for value in role.values} == {
        "roleTitle": "présidente",
        "startDate": "2021-09-01",
        "endDate": "2023-08-31",
    }


def test_person_without_a_function_has_no_role(tmp_path: Path) -> None:
    text = EMPLOYEES.replace("présidente;", ";")
    assert [one.kind for one in drafted(tmp_path, "personnes.csv", text)][2:] == []


def test_elected_have_roles_in_their_commune(tmp_path: Path) -> None:
    _, body, role = drafted(tmp_path, "conseillers-municipaux.csv", ELECTED)
    assert (body.kind, body.name) == ("PublicBody", "Commune de Rennes")
    assert role.name == "Ada Perrin, Maire, Commune de Rennes"
    assert role.since == "2020-05-18"


def test_function_without_a_body_is_left_out(tmp_path: Path) -> None:
    file = tmp_path / "personnes.csv"
    file.write_text("nom;prénom;fonction\nPerrin;Ada;présidente\nMarin;Zoé;trésorière\n")
    mapping = draft_mapping(read_table(file))
    assert [one.kind for one in mapping.tables[0].things] == ["Person"]
    assert mapping.left_out == ("fonction",)
