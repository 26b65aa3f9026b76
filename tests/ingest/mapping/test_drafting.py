"""A file nobody has seen: its columns are told, a mapping is found or drafted."""

from pathlib import Path

import pytest

from tisserand.errors import InputError
from tisserand.ingest.draft import AcceptedRow
from tisserand.ingest.mapping import map_rows
from tisserand.ingest.mapping_checks import parse_mapping
from tisserand.ingest.mapping_columns import profile_columns
from tisserand.ingest.mapping_draft import draft_mapping
from tisserand.ingest.profiling import inspect
from tisserand.ingest.readers import read_table
from tisserand.ontology.records import Visibility
from tisserand.reference.places import load_gazetteer
from tisserand.reference.thesaurus import load_thesaurus

ARTISANS = (
    "Réf;Raison sociale;SIRET;Code postal;Ville;Tél.;Courriel;Site;Savoir-faire;Responsable;"
    "Ouvert\n"
    "1;SARL Fournil;22490001900015;49000;Angers;02 61 91 28 13;a@f.example.org;www.f.example.org;"
    "couture / four;Ada Perrin;oui\n"
    "2;La Ruche;;53000;Laval;02 61 91 28 14;b@r.example.org;www.r.example.org;apiculture;;non\n"
)
GRANTS = (
    "Financeur;SIRET financeur;Bénéficiaire;SIRET bénéficiaire;Objet;Montant;Date\n"
    "Département;22490001900015;Le Fournil;;Four à pain;1 200,00;26/04/2019\n"
    "Département;22490001900015;La Ruche;22490001900015;Miellerie;800;27/04/2019\n"
)


def write(folder: Path, text: str, name: str = "Artisans du pays 2024.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_columns_are_told_by_heading_and_values(tmp_path: Path) -> None:
    profiles = profile_columns(read_table(write(tmp_path, ARTISANS)))
    assert [profile.kind for profile in profiles] == [
        "key", "name", "siret", "postcode", "commune", "telephone", "email", "url", "skills",
        "person", "yes_no",
    ]  # fmt: skip


def test_heading_that_says_its_kind_needs_fewer_values_of_it(tmp_path: Path) -> None:
    text = "Nom;SIRET\nLe Fil;22490001900015\nLa Trame;en cours\n"
    assert [p.kind for p in profile_columns(read_table(write(tmp_path, text)))][1] == "siret"


def test_draft_maps_the_rows_it_was_drawn_from(tmp_path: Path) -> None:
    table = read_table(write(tmp_path, ARTISANS))
    mapped = list(map_rows(draft_mapping(table), table, load_gazetteer(), load_thesaurus()))
    assert all(isinstance(row, AcceptedRow) for row in mapped)
    first = mapped[0]
    assert isinstance(first, AcceptedRow)
    actor, contact = first.drafts
    assert (actor.kind, actor.own_key, len(actor.identifiers)) == ("Company", "1", 2)
    assert (contact.kind, contact.visibility) == ("Person", Visibility.AGENT)


def test_draft_of_grants_takes_no_number_that_may_be_another_s(tmp_path: Path) -> None:
    table = read_table(write(tmp_path, GRANTS))
    actor, funder, grant = draft_mapping(table).tables[0].things
    assert [rule.column for rule in actor.identifiers] == ["SIRET bénéficiaire"]
    assert [rule.column for rule in funder.identifiers] == ["SIRET financeur"]
    assert (grant.kind, grant.properties["amount"][0].column) == ("Grant", "Montant")


def test_buyer_of_a_public_contract_gives_it_and_has_its_own_class_and_number(
    tmp_path: Path,
) -> None:
    text = (
        "uid;acheteur_id;acheteur_nom;acheteur_categorie;titulaire_id;titulaire_nom;montant;objet\n"
        "1;22490001900015;Pays du Four;Groupement de communes;73282932000074;Fournil;1000;Four\n"
        "2;22490001900015;Pays du Four;Groupement de communes;44306184100047;Ruche;2000;Miel\n"
    )
    table = read_table(write(tmp_path, text, "decp.csv"))
    first = next(iter(map_rows(draft_mapping(table), table, load_gazetteer(), load_thesaurus())))
    assert isinstance(first, AcceptedRow)
    holder, buyer, contract = first.drafts
    assert (holder.name, buyer.kind, buyer.name) == ("Fournil", "PublicBody", "Pays du Four")
    assert {one.value for one in buyer.identifiers} == {"224900019", "22490001900015"}
    assert {(link.property, link.target) for link in contract.links} == {
        ("beneficiary", holder.local), ("funder", buyer.local),
    }  # fmt: skip


def test_number_and_street_in_two_columns_are_one_address(tmp_path: Path) -> None:
    text = (
        "Nom;N° voie;Libellé voie;Ville\nLe Fil;12;rue du Four;Angers\nLa Trame;3 bis;quai;Laval\n"
    )
    table = read_table(write(tmp_path, text, "lieux.csv"))
    first = next(iter(map_rows(draft_mapping(table), table, load_gazetteer(), load_thesaurus())))
    assert isinstance(first, AcceptedRow)
    assert "12 rue du Four" in [v.value for v in first.drafts[0].values]


def test_inspection_gives_a_draft_that_can_be_given_back(tmp_path: Path) -> None:
    told = inspect(write(tmp_path, ARTISANS))
    assert (told["mapping"], told["format"]) == (None, "csv")
    assert parse_mapping(told["draft"], "draft.yaml").id == "artisans-du-pays-2024"
    assert "Ouvert" in told["draft"].splitlines()[-1]
    assert told["columns"][2]["kind"] == "SIRET"


def test_inspection_names_the_mapping_that_fits(tmp_path: Path) -> None:
    headings = (
        "nomAttribuant,idAttribuant,dateConvention,nomBeneficiaire,idBeneficiaire,objet,montant"
    )
    told = inspect(write(tmp_path, f"{headings}\nA,,2019-01-01,B,,C,12\n"), language="en")
    assert (told["mapping"], told["draft"]) == ("subventions-scdl", None)
    assert told["findings"][0].endswith("encoding utf-8, delimiter “,”.")


@pytest.mark.parametrize("text", ["nom;ville\n", 'nom;ville\n"Le Fil;Laval\n'])
def test_table_without_a_row_that_can_be_read_says_so(tmp_path: Path, text: str) -> None:
    with pytest.raises(InputError) as caught:
        draft_mapping(read_table(write(tmp_path, text)))
    assert caught.value.message == "mapping.no_row"


@pytest.mark.parametrize("text", ["a;b\n1;2\n3;4\n", "x\n1\n"])
def test_table_without_a_name_has_no_draft_and_says_so(tmp_path: Path, text: str) -> None:
    told = inspect(write(tmp_path, text))
    assert told["draft"] is None
    assert "ne ressemble à un nom" in told["findings"][-1]


def test_answers_of_a_survey_are_needs_and_offers_of_who_answers(tmp_path: Path) -> None:
    text = (
        "Nom de votre structure,Commune,De quoi avez-vous besoin ?,Que proposez-vous ?\n"
        "La Ruche,Laval,Un comptable pour nos bilans,\n"
        "Le Fournil,Angers,,Prêter un four à bois\n"
    )
    table = read_table(write(tmp_path, text, "réponses.csv"))
    mapped = list(map_rows(draft_mapping(table), table, load_gazetteer(), load_thesaurus()))
    kinds = [[draft.kind for draft in row.drafts] for row in mapped]
    assert [found[1:] for found in kinds] == [["Need"], ["Offer"]]


def test_homonym_of_a_town_without_departement_is_that_of_the_other_rows(tmp_path: Path) -> None:
    text = "Association;Ville\nLe Fil;Guéret\nLa Trame;La Souterraine\nLe Nœud;Aubusson\n"
    rule = draft_mapping(read_table(write(tmp_path, text))).tables[0].things[0].place
    assert rule is not None and rule.near is not None
    assert rule.near.constant == "23"


@pytest.mark.parametrize("cell", ["Le Fil ; La Trame", "Le Fil / La Trame", "Le Fil, La Trame"])
def test_each_partner_that_a_cell_names_takes_part_in_the_project(
    tmp_path: Path, cell: str
) -> None:
    text = f'Projet;Partenaires;Commune\nVélobus;"{cell}";Craon\nRucher;;Craon\n'
    table = read_table(write(tmp_path, text, "projets.csv"))
    first, second = map_rows(draft_mapping(table), table, load_gazetteer(), load_thesaurus())
    named = [(draft.kind, draft.name, draft.links) for draft in first.drafts[1:]]
    assert [name for _, name, _ in named] == ["Le Fil", "La Trame"]
    assert all(links[0].property == "takesPartIn" for _, _, links in named)
    assert len(second.drafts) == 1


@pytest.mark.parametrize("heading", ["Partenaires recherchés", "Nombre de partenaires"])
def test_what_names_no_partner_is_not_read_as_one(tmp_path: Path, heading: str) -> None:
    text = f"Projet;{heading};Commune\nVélobus;Un atelier;Craon\nRucher;12;Craon\n"
    table = read_table(write(tmp_path, text, "projets.csv"))
    things = draft_mapping(table).tables[0].things
    assert "partenaire" not in {thing.local for thing in things}


def test_several_leaders_of_one_cell_each_lead_the_project(tmp_path: Path) -> None:
    text = 'Projet;Porteurs;Commune\nVélobus;"Le Fil / La Trame";Craon\nRucher;La Ruche;Craon\n'
    table = read_table(write(tmp_path, text, "projets.csv"))
    rows = map_rows(draft_mapping(table), table, load_gazetteer(), load_thesaurus())
    assert [len(row.drafts) for row in rows] == [3, 2]


@pytest.mark.parametrize(
    ("mail", "seen"),
    [("ada.perrin@f.example.org", Visibility.AGENT), ("aperrin@f.example.org", Visibility.AGENT),
     ("contact@f.example.org", Visibility.PUBLIC)],
)  # fmt: skip
def test_mail_of_a_person_is_seen_as_little_as_the_person(
    tmp_path: Path, mail: str, seen: Visibility
) -> None:
    text = f"Nom;Responsable;Courriel\nLe Fil;Ada Perrin;{mail}\nLa Trame;Zoé Marin;t@example.org\n"
    table = read_table(write(tmp_path, text, "a.csv"))
    first = next(iter(map_rows(draft_mapping(table), table, load_gazetteer(), load_thesaurus())))
    assert isinstance(first, AcceptedRow)
    assert [v.visibility for v in first.drafts[0].values if v.property == "email"] == [seen]


def test_a_person_works_for_the_organisation_of_its_row(tmp_path: Path) -> None:
    text = "nom;prénom;organisation;fonction\nPerrin;Ada;Le Fil;présidente\n"
    draft = draft_mapping(read_table(write(tmp_path, text, "personnes.csv")))
    person, employer, _ = draft.tables[0].things
    assert (person.kind, [link.to for link in person.links["worksFor"]]) == (
        "Person",
        ["structure"],
    )
    assert [take.column for take in employer.name] == ["organisation"]
