"""Rows to drafts: what is accepted, skipped, rejected, and what is said of the rest."""

from pathlib import Path
from textwrap import dedent

import pytest

from tisserand.errors import InputError
from tisserand.ingest.draft import AcceptedRow, Draft, MappedRow, RejectedRow, SkippedRow
from tisserand.ingest.mapping import MappingRun, map_rows
from tisserand.ingest.mapping_checks import parse_mapping
from tisserand.ingest.readers import read_table
from tisserand.ontology.records import Identifier, Link, Visibility
from tisserand.reference.places import load_gazetteer
from tisserand.reference.thesaurus import load_thesaurus

HEAD = "id: essai\ntitle: {fr: Essai}\n"


def run(folder: Path, table: str, mapping: str) -> MappingRun:
    path = folder / "essai.csv"
    path.write_text(dedent(table).lstrip(), encoding="utf-8")
    rules = parse_mapping(HEAD + dedent(mapping), "essai.yaml")
    return map_rows(rules, read_table(path), load_gazetteer(), load_thesaurus())


def drafts(row: MappedRow) -> tuple[Draft, ...]:
    assert isinstance(row, AcceptedRow), row
    return row.drafts


def facts(draft: Draft, name: str) -> list[str]:
    return [value.value for value in draft.values if value.property == name]


ACTORS = """
things:
  - local: acteur
    kind: {column: Forme, legal_form: true, otherwise: Organization}
    name: Nom
    key: Id
    identifiers: [{scheme: siren, column: SIREN}]
    place: {commune: Commune, postcode: CP}
    properties: {email: Mail, hasSkill: {column: Savoirs, split: true}}
"""
HEADINGS = "Id;Nom;Forme;SIREN;Commune;CP;Mail;Savoirs\n"


def test_row_becomes_a_draft_with_its_locator(tmp_path: Path) -> None:
    table = HEADINGS + "A1;Le Fournil;SARL;224 900 019;Angers;49000;a@fournil.example.org;couture\n"
    (row,) = run(tmp_path, table, ACTORS)
    (draft,) = drafts(row)
    assert (row.locator.file, row.locator.row) == ("essai.csv", 2)
    assert (draft.kind, draft.name, draft.own_key) == ("Company", "Le Fournil", "A1")
    assert draft.identifiers == (Identifier("siren", "224900019"),)
    assert facts(draft, "locatedIn") == ["https://w3id.org/tisserand/place/commune/49007"]
    assert facts(draft, "hasSkill") == ["https://w3id.org/tisserand/skills/couture"]


def test_row_without_a_name_is_rejected_with_its_cells(tmp_path: Path) -> None:
    (row,) = run(tmp_path, HEADINGS + "A1;NC;SARL;;Angers;49000;;\n", ACTORS)
    assert isinstance(row, RejectedRow)
    assert row.message == "mapping.no_name"
    assert row.cells["Commune"] == "Angers"


def test_second_row_with_one_key_is_rejected_and_names_the_first(tmp_path: Path) -> None:
    table = HEADINGS + "A1;Un;;;;;;\nA1;Deux;;;;;;\n"
    first, second = run(tmp_path, table, ACTORS)
    assert drafts(first)[0].name == "Un"
    assert isinstance(second, RejectedRow)
    assert second.details == {"key": "A1", "row": 2}


def test_empty_rows_and_repeated_headings_are_skipped(tmp_path: Path) -> None:
    table = HEADINGS + ";;;;;;;\n" + HEADINGS + "A1;Un;;;;;;\n"
    rows = list(run(tmp_path, table, ACTORS))
    rules = [row.rule for row in rows if isinstance(row, SkippedRow)]
    assert rules == ["empty_row", "repeated_heading"]


def test_commune_that_does_not_exist_is_a_warning_with_its_row(tmp_path: Path) -> None:
    mapped = run(tmp_path, HEADINGS + "A1;Un;;;Saint-Brécel-le-Vieux;49999;;\n", ACTORS)
    (row,) = mapped
    assert facts(drafts(row)[0], "locatedIn") == []
    (warning,) = mapped.warnings
    assert (warning.message, warning.locator.row) == ("mapping.unknown_commune", 2)
    assert warning.details["commune"] == "Saint-Brécel-le-Vieux"


def test_commune_that_is_the_identity_of_the_row_rejects_it(tmp_path: Path) -> None:
    strict = ACTORS.replace("postcode: CP}", "postcode: CP, required: true}")
    (row,) = run(tmp_path, HEADINGS + "A1;Un;;;Saint-Brécel-le-Vieux;49999;;\n", strict)
    assert isinstance(row, RejectedRow)
    assert row.message == "mapping.no_place"


def test_rounded_siret_is_left_out_and_said(tmp_path: Path) -> None:
    siret = ACTORS.replace("scheme: siren", "scheme: siret")
    mapped = run(tmp_path, HEADINGS + "A1;Un;;39500000000000;;;;\n", siret)
    (row,) = mapped
    assert drafts(row)[0].identifiers == ()
    assert mapped.warning_counts == {"mapping.identifier_rounded": 1}


def test_number_that_may_be_a_person_s_is_never_shown(tmp_path: Path) -> None:
    mapped = run(tmp_path, HEADINGS + "A1;Un;;255081416802538;;;;\n", ACTORS)
    assert len(list(mapped)) == 1
    assert "255081416802538" not in str(mapped.warnings)


def test_unknown_skill_stays_readable_and_is_counted(tmp_path: Path) -> None:
    mapped = run(tmp_path, HEADINGS + "A1;Un;;;;;;couture / zwinglage\n", ACTORS)
    (row,) = mapped
    assert facts(drafts(row)[0], "description") == ["zwinglage"]
    assert mapped.unknown_labels == {"zwinglage": 1}


def test_missing_column_is_named_with_those_of_the_file(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        run(tmp_path, HEADINGS.replace("Nom", "Noms") + "1;2;;;;;;\n", ACTORS)
    assert caught.value.message == "mapping.missing_column"
    assert caught.value.details["column"] == "Nom"
    assert "Noms" in str(caught.value.details["meant"])
    assert "essai.csv" in caught.value.text("fr")


def test_optional_column_may_lack(tmp_path: Path) -> None:
    lacking = "optional: [Forme, SIREN, Commune, CP, Mail, Savoirs]" + ACTORS
    (row,) = run(tmp_path, "Id;Nom\nA1;Un\n", lacking)
    assert drafts(row)[0].kind == "Organization"


LINKED = """
skip: [{rule: total, when: {column: Nom, matches: "(?i)^total"}}]
things:
  - local: projet
    kind: Project
    name: Nom
    links: {ledBy: porteur}
  - local: porteur
    kind: {column: item, words: true, otherwise: Organization}
    each: {column: Porteurs, match: '^(?P<nom>.*?)(?: \\((?P<commune>[^()]*)\\))?$'}
    name: item.nom
    place: {commune: item.commune}
    links:
      leads: {to: projet, when: {column: Mène, yes: true}}
      takesPartIn: {to: projet, when: {column: Mène, yes: false}}
"""


def test_each_part_of_a_cell_is_a_thing_that_links_reach(tmp_path: Path) -> None:
    table = "Nom;Porteurs;Mène\nFour;Mairie de Craon (Craon), Le Fournil (SCIC) (Angers);oui\n"
    table = (
        table.replace(", Le", "\n  Le").replace("Mairie", '"Mairie').replace("Angers)", 'Angers)"')
    )
    (row,) = run(tmp_path, table, LINKED)
    project, first, second = drafts(row)
    assert project.links == (Link("ledBy", "porteur"), Link("ledBy", "porteur-2"))
    assert (first.kind, second.name) == ("PublicBody", "Le Fournil (SCIC)")
    assert second.links == (Link("leads", "projet"),)
    assert facts(second, "locatedIn") == ["https://w3id.org/tisserand/place/commune/49007"]


def test_skip_rules_are_counted_under_their_name(tmp_path: Path) -> None:
    rows = list(run(tmp_path, "Nom;Porteurs;Mène\nTotal : 3;;\nFour;A;non\n", LINKED))
    assert isinstance(rows[0], SkippedRow)
    assert rows[0].rule == "total"


PERSONS = """
things:
  - local: aide
    kind: Grant
    name: {template: "Aide à {Nom}"}
    links: {beneficiary: qui}
    properties: {purpose: Objet, amount: Montant}
  - local: qui
    kind: {column: Nom, words: true, otherwise: Organization}
    name: Nom
    properties: {email: Mail}
"""


def test_person_and_what_names_them_are_for_agents_only(tmp_path: Path) -> None:
    table = "Nom;Objet;Montant;Mail\nMme Ada Perrin;Atelier de Mme Ada Perrin;12;\n"
    (row,) = run(tmp_path, table, PERSONS)
    grant, person = drafts(row)
    assert (person.kind, person.visibility) == ("Person", Visibility.AGENT)
    assert grant.visibility == Visibility.AGENT
    levels = {value.property: value.visibility for value in grant.values}
    assert levels == {"purpose": Visibility.AGENT, "amount": Visibility.PUBLIC}


def test_personal_mailbox_of_an_organisation_is_for_agents(tmp_path: Path) -> None:
    table = (
        "Nom;Objet;Montant;Mail\nLe Fournil;x;1;ada@gmail.com\nLa Ruche;x;1;a@ruche.example.org\n"
    )
    rows = list(run(tmp_path, table, PERSONS))
    levels = [drafts(row)[1].values[0].visibility for row in rows]
    assert levels == [Visibility.AGENT, Visibility.PUBLIC]


def test_hostile_cells_stay_text(tmp_path: Path) -> None:
    table = "Nom;Objet;Montant;Mail\n=cmd|'/C calc'!A0;<script>alert(1)</script>;1;\n"
    (row,) = run(tmp_path, table, PERSONS)
    grant, actor = drafts(row)
    assert actor.name == "=cmd|'/C calc'!A0"
    assert facts(grant, "purpose") == ["<script>alert(1)</script>"]


def test_template_reads_columns_and_nothing_else(tmp_path: Path) -> None:
    sly = PERSONS.replace("{Nom}", "{Nom.__class__}")
    with pytest.raises(InputError) as caught:
        run(tmp_path, "Nom;Objet;Montant;Mail\nA;B;1;\n", sly)
    assert caught.value.message == "mapping.missing_column"


GUESSED = """
things:
  - local: lieu
    kind: ThirdPlace
    name: Nom
    identifiers:
      - scheme: siren
        column: SIREN
        role: operator
        guessed: {column: Méthode, none_of: [direct]}
    confidence: Confiance
    since: Depuis
"""


@pytest.mark.parametrize(("method", "guessed"), [("direct", False), ("scoring", True)])
def test_identifier_found_by_a_join_is_guessed(tmp_path: Path, method: str, guessed: bool) -> None:
    table = f"Nom;SIREN;Méthode;Confiance;Depuis\nL'Atelier;224900019;{method};0.9;26/04/2019\n"
    (row,) = run(tmp_path, table, GUESSED)
    (draft,) = drafts(row)
    assert draft.identifiers == (Identifier("siren", "224900019", "operator", guessed),)
    assert (draft.confidence, draft.since) == (0.9, "2019-04-26")


def test_ragged_row_is_rejected_where_it_stands(tmp_path: Path) -> None:
    rows = list(run(tmp_path, HEADINGS + "A1;Un\nA2;Deux;;;;;;\n", ACTORS))
    assert isinstance(rows[0], RejectedRow)
    assert (rows[0].message, rows[0].locator.row) == ("readers.ragged_row", 2)
    assert drafts(rows[1])[0].name == "Deux"
