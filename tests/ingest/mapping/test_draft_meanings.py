"""What the draft of a table understands of the columns that directories of each kind have."""

from pathlib import Path

import pytest

from tisserand.errors import InputError
from tisserand.ingest.draft import AcceptedRow, Draft
from tisserand.ingest.mapping import map_rows
from tisserand.ingest.mapping_checks import parse_mapping
from tisserand.ingest.mapping_columns import profile_columns
from tisserand.ingest.mapping_draft import draft_mapping, draft_yaml
from tisserand.ingest.readers import read_table
from tisserand.reference.places import load_gazetteer
from tisserand.reference.thesaurus import load_thesaurus


def drafts(folder: Path, text: str, name: str) -> list[dict[str, Draft]]:
    """The drafts of each row by local name, through the mapping that a person is given."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    table = read_table(path)
    mapping = parse_mapping(draft_yaml(table, profile_columns(table)), "draft.yaml")
    rows = map_rows(mapping, table, load_gazetteer(), load_thesaurus())
    return [{d.local: d for d in row.drafts} for row in rows if isinstance(row, AcceptedRow)]


def values(draft: Draft, name: str) -> list[str]:
    return [value.value for value in draft.values if value.property == name]


def links(draft: Draft) -> set[tuple[str, str]]:
    return {(link.property, link.target) for link in draft.links}


def test_titles_are_no_part_of_names_and_two_presidents_are_two(tmp_path: Path) -> None:
    text = (
        "Association;Ville;Président(e)\nLes Amis du Lin;Craon;Mme Odile MARSAN\n"
        "Chorale du Lin;Craon;Mme Lise CORBEL et M. Hervé DUVAL\n"
    )
    first, second = drafts(tmp_path, text, "associations.csv")
    assert first["contact"].name == "Odile MARSAN"
    people = [one.name for one in second.values() if one.kind == "Person"]
    assert people == ["Lise CORBEL", "Hervé DUVAL"]


def test_training_is_offered_by_who_holds_it(tmp_path: Path) -> None:
    text = "Intitulé de la formation;Organisme;Lieu\nTenir ses comptes;Le Fil;Craon\n"
    (row,) = drafts(tmp_path, text, "catalogue.csv")
    assert (row["acteur"].kind, row["porteur"].name) == ("Offer", "Le Fil")
    assert links(row["acteur"]) == {("offeredBy", "porteur")}


def test_event_has_its_days_and_who_leads_it(tmp_path: Path) -> None:
    text = (
        "Titre;Date début;Date fin;Commune;Organisateur\n"
        "Forum;07/09/2024;08/09/2024;Craon;Comité des fêtes\n"
    )
    (row,) = drafts(tmp_path, text, "agenda.csv")
    event = row["acteur"]
    assert values(event, "startDate") + values(event, "endDate") == ["2024-09-07", "2024-09-08"]
    assert links(event) == {("ledBy", "porteur")}


def test_project_has_its_budget_its_days_and_its_phase(tmp_path: Path) -> None:
    text = (
        "Titre du projet;Structure porteuse;Budget total;État d'avancement;Date de début\n"
        "Filière lin;Le Fil;120 000 €;En cours;01/2023\nÉpicerie;La Ruche;45 000 €;Terminé;2021\n"
        "Four;Le Levain;900 €;Inachevé;2020\n"
    )
    first, second, third = (row["acteur"] for row in drafts(tmp_path, text, "projets.csv"))
    assert values(first, "budget") + values(first, "startDate") == ["120000", "2023-01"]
    assert values(first, "phase") + values(second, "phase") == ["underway", "ended"]
    assert values(third, "phase") == []


def test_aid_is_no_grant_and_those_it_is_for_are_no_beneficiaries(tmp_path: Path) -> None:
    text = (
        "Nom de l'aide;Financeur;Bénéficiaires;Montant maximum;Taux;Date limite\n"
        "Fonds local;Conseil départemental;Associations;5 000 €;50 %;30/09/2025\n"
        "Coup de pouce;Région Bretagne;Commerçants;15 000 €;30 %;\n"
    )
    first, _ = drafts(tmp_path, text, "guide.csv")
    aid = first["acteur"]
    assert (aid.kind, aid.name) == ("FundingScheme", "Fonds local")
    told = [values(aid, name) for name in ("maximumAmount", "maximumRate", "closesOn")]
    assert told == [["5000"], ["0.5"], ["2025-09-30"]]
    assert links(aid) == {("funder", "financeur")}


def test_what_an_actor_needs_is_no_skill_of_it(tmp_path: Path) -> None:
    text = (
        "Votre structure;Quels sont vos besoins en compétences ?;Que pouvez-vous proposer ?\n"
        "Radio Bocage;Couture;Une salle de réunion\nLes Jardins;Maraîchage;Un terrain\n"
    )
    first, _ = drafts(tmp_path, text, "enquete.csv")
    assert values(first["acteur"], "hasSkill") == []
    assert links(first["besoin"]) == {("neededBy", "acteur")}
    assert (first["offre"].kind, first["offre"].name) == ("Offer", "Une salle de réunion")


def test_function_of_a_person_is_no_employer(tmp_path: Path) -> None:
    text = (
        "Nom de l'élu;Prénom de l'élu;Libellé de la commune;Libellé de la fonction\n"
        "BRETON;Solène;Ballots;Maire\nMAHIER;Robin;Craon;2e adjoint au Maire\n"
    )
    first, _ = drafts(tmp_path, text, "elus.csv")
    assert first["acteur"].kind == "Person"
    assert "Maire" not in {one.name for one in first.values()}


def test_code_that_several_may_share_is_no_key(tmp_path: Path) -> None:
    text = (
        "Raison sociale;Enseigne;Code NAF;Commune\nSARL Pellouet;Au Bois;4332A;Laval\n"
        "Tissages;;1320Z;Laval\n"
    )
    first, _ = (row["acteur"] for row in drafts(tmp_path, text, "entreprises.csv"))
    assert (first.own_key, values(first, "altName")) == (None, ["Au Bois"])


def test_business_without_a_sign_bears_the_name_of_its_owner(tmp_path: Path) -> None:
    text = (
        "Métier;Enseigne;Nom;Prénom;Ville\nPotier;Terre et Feu;ROUSSIN;Ève;Craon\n"
        "Forgeron;;GUÉRIN;Tom;Craon\n"
    )
    rows = drafts(tmp_path, text, "artisans.csv")
    assert [row["acteur"].name for row in rows] == ["Terre et Feu", "Tom GUÉRIN"]


def test_rows_named_by_their_commune_are_its_public_body(tmp_path: Path) -> None:
    text = "Commune;Maire;Téléphone mairie\nBallots;Solène BRETON;0243066677\nCraon;Robin LE ROY;\n"
    first, _ = drafts(tmp_path, text, "liste.csv")
    assert (first["acteur"].kind, first["acteur"].name) == ("PublicBody", "Commune de Ballots")
    assert first["contact"].name == "Solène BRETON"


def test_legal_form_in_a_list_of_places_is_that_of_who_runs_them(tmp_path: Path) -> None:
    text = (
        "Nom du tiers-lieu;Porté par;Statut;Type;Ville\n"
        "La Fabrique;Le Pont Neuf;Association loi 1901;Coworking;Craon\n"
        "Le Comptoir;Gennes en commun;SCIC;Café associatif;Craon\n"
    )
    for row in drafts(tmp_path, text, "lieux.csv"):
        assert row["acteur"].kind == "ThirdPlace"
        assert links(row["acteur"]) == {("operatedBy", "porteur")}


def test_every_column_of_skills_and_of_telephones_is_taken(tmp_path: Path) -> None:
    text = (
        'Structure;Domaines;Compétences;Tél. fixe;Portable;Fax\nLe Fil;"couture, vannerie";'
        "menuiserie;0243090011;0611223344;0243090012\nLa Ruche;couture;;0243090013;;\n"
    )
    first, _ = (row["acteur"] for row in drafts(tmp_path, text, "ressources.csv"))
    skills = {iri.rpartition("/")[2] for iri in values(first, "hasSkill")}
    assert skills == {"couture", "vannerie", "menuiserie"}
    assert values(first, "telephone") == ["+33243090011", "+33611223344"]


@pytest.mark.parametrize(
    ("column", "cells", "kind"),
    [
        ("SIRET", ("7,32829E+13", "40400000000000"), "siret"),
        ("colonne 4", ("0243001122", "02 43 00 11 23"), "telephone"),
        ("Dirigeant", ("M. Pellouët Jean", "Mme Quéré"), "person"),
        ("Civilité du président", ("M.", "Mme"), "text"),
        ("Acronym", ("RECC", "CRESS"), "acronym"),
        ("Activité principale", ("94.99Z", "47.91B"), "text"),
        ("Numero Declaration Activite", ("52530012353", "52530012354"), "number"),
        ("Directrice", ("Mme Annie Roy", "Mme Julie Pin"), "person"),
        ("Founder", ("Alix Perrin", "Tom Hue"), "person"),
        ("Siège", ("3 rue du Four 53400 Craon", "Mairie 53350 Ballots"), "address"),
        ("SIEGE", ("Craon", "Renazé"), "commune"),
        ("Pilote", ("PETR du Pays de Craon", "Le Panier"), "operator"),
    ],
)
def test_a_column_is_of_its_kind(
    tmp_path: Path, column: str, cells: tuple[str, str], kind: str
) -> None:
    path = tmp_path / "t.csv"
    rows = "\n".join(f"Le Fil {n};{cell}" for n, cell in enumerate(cells))
    path.write_text(f"Nom;{column}\n{rows}\n", encoding="utf-8")
    assert profile_columns(read_table(path))[1].kind == kind


def test_lines_that_name_alone_are_titles_where_few_columns_are_taken(tmp_path: Path) -> None:
    rows = "\n".join(f"Club {n};{n};{n}00" for n in range(8))
    text = f"Structure;Salariés;Cotisation\nSPORT;;\n{rows}\n"
    assert len(drafts(tmp_path, text, "adherents.csv")) == 8


def test_actions_of_a_plan_are_named_by_the_action_and_led_by_their_pilot(tmp_path: Path) -> None:
    text = (
        "N°;Action;Pilote;Partenaires;Échéance;Statut\n"
        "1.1;Créer une plateforme;Le Fil;ADMR, Familles rurales;2025;À lancer\n"
        "1.2;Ouvrir une épicerie;La Ruche;CCAS de Craon;12/2024;En cours\n"
    )
    first, second = drafts(tmp_path, text, "pta.csv")
    assert (first["acteur"].kind, first["acteur"].name) == ("Project", "Créer une plateforme")
    assert links(first["porteur"]) == {("leads", "acteur")}
    phases = values(first["acteur"], "phase") + values(second["acteur"], "phase")
    assert phases + values(second["acteur"], "endDate") == ["design", "underway", "2024-12"]


def test_establishment_is_part_of_the_body_that_manages_it(tmp_path: Path) -> None:
    text = "ESAT;Association gestionnaire;Ville\nLa Belle Ouvrage;ADAPEI 53;Craon\n"
    (row,) = drafts(tmp_path, text, "esat.csv")
    assert links(row["acteur"]) == {("subOrganizationOf", "porteur")}
    assert row["porteur"].name == "ADAPEI 53"


def test_mark_of_quality_names_nobody(tmp_path: Path) -> None:
    text = (
        "Exploitation;Producteur;Ville;Label\nGAEC des Noës;Lucie MARTEL;Craon;AB\n"
        'EARL du Plessis;Paul HAMON;Azé;"AB, Nature et Progrès"\n'
    )
    first, _ = drafts(tmp_path, text, "producteurs.csv")
    assert (first["acteur"].kind, first["acteur"].name) == ("Company", "GAEC des Noës")


def test_family_name_before_a_comma_comes_after_the_first_name(tmp_path: Path) -> None:
    text = 'Nom, prénom;Quartier\n"DURET, Samuel";Centre\n"LE BRAS, Mme Anaïs";Nord\n'
    rows = drafts(tmp_path, text, "conseil.csv")
    assert [row["acteur"].name for row in rows] == ["Samuel DURET", "Anaïs LE BRAS"]


def test_contact_is_who_follows_the_name_of_the_actor(tmp_path: Path) -> None:
    text = (
        "Commune;Maire;Comité des fêtes;Président\nBallots;M. Jean Roy;Comité de Ballots;Lise Hue\n"
        "Craon;Mme Odette Pin;Comité de Craon;Guy Bel\n"
    )
    first, _ = drafts(tmp_path, text, "comites.csv")
    assert (first["acteur"].name, first["contact"].name) == ("Comité de Ballots", "Lise Hue")


def test_column_of_people_does_not_name_companies(tmp_path: Path) -> None:
    text = (
        "Startup,Founded by,HQ city\nGreenBrew,Alix Perrin,Laval\nAgriBot,Tom Hue,Angers\n"
        "Fil & Co,Julie Arnaud,Craon\n"
    )
    first, *_ = drafts(tmp_path, text, "list.csv")
    assert (first["acteur"].kind, first["acteur"].name) == ("Company", "GreenBrew")


def test_table_whose_rows_and_columns_are_exchanged_is_refused(tmp_path: Path) -> None:
    text = "Champ;Fiche 1;Fiche 2\nNom;Le Fil;La Ruche\nVille;Craon;Laval\nTéléphone;;0243000001\n"
    with pytest.raises(InputError, match="Transposez le tableau"):
        drafts(tmp_path, text, "fiches.csv")


@pytest.mark.parametrize(
    ("cells", "split"),
    [
        (("Cannage et paillage", "Boulangerie"), True),
        (("Vannerie, cannage et paillage", "Boulangerie"), "words"),
    ],
)
def test_skills_are_cut_at_et_only_where_cells_hold_commas(
    tmp_path: Path, cells: tuple[str, ...], split: object
) -> None:
    rows = "".join(f"L'Atelier {number};Craon;{cell}\n" for number, cell in enumerate(cells))
    path = tmp_path / "artisans.csv"
    path.write_text(f"Nom;Commune;Savoir-faire\n{rows}", encoding="utf-8")
    thing = draft_mapping(read_table(path)).tables[0].things[0]
    assert [take.split for take in thing.properties["hasSkill"]] == [split]
