"""Drafts against mappings made by hand: kind, name and place on nine rows in ten, at least."""

from collections.abc import Iterable
from itertools import islice
from pathlib import Path

import pytest

from tisserand.ingest.draft import AcceptedRow, Draft, MappedRow
from tisserand.ingest.mapping import map_rows, recognise
from tisserand.ingest.mapping_draft import draft_mapping
from tisserand.ingest.readers import Table, read_table
from tisserand.reference.places import Gazetteer
from tisserand.reference.text import fold

LEAST = 0.9
ROWS, STEPS = 1_500, {"funding/dotations-investissement-2019.xlsx": 16}
# Where the hand gives the rows no place, only kind and name are compared.
FILES = (
    "directories/mednum-maine-et-loire.json",
    "directories/mednum-angers.json",
    "directories/france-services.geojson",
    "directories/fabriques-de-territoire.geojson",
    "directories/ess-numerique.csv",
    "directories/tiers-lieux-numerique.csv",
    "directories/groupement-adhesions.csv",
    "funding/subventions-pays-de-la-loire.csv",
    "funding/conventions-maine-et-loire.csv",
    "funding/conventions-mayenne-2018.xlsx",
    "funding/subventions-vendee-2017.csv",
    "funding/subventions-maine-et-loire.csv",
    "funding/etat-associations-2010.csv",
    "funding/feder-fse-2014-2020.xls",
    "funding/dotations-investissement-2019.xlsx",
    "funding/laureats-actee-chene.csv",
    "projects/anr-projets.xlsx",
    "projects/anr-partenaires.xlsx",
)


def subjects(rows: Iterable[MappedRow], step: int) -> dict[int, Draft]:
    """What each row is about: its first draft."""
    kept = islice(rows, 0, ROWS * step, step)
    return {r.locator.row or 0: r.drafts[0] for r in kept if isinstance(r, AcceptedRow)}


def places(draft: Draft) -> set[str]:
    return {value.value for value in draft.values if value.property == "locatedIn"}


def agree(hand: Draft, draft: Draft | None) -> bool:
    """The hand may put a word before the name (« Commune de … »)."""
    if draft is None or hand.kind != draft.kind:
        return False
    same_place = not places(hand) or places(hand) == places(draft)
    return same_place and fold(hand.name).endswith(fold(draft.name))


def agreement(table: Table, gazetteer: Gazetteer, step: int) -> float:
    found = recognise(table)
    assert found is not None
    by_hand = subjects(map_rows(found, table, gazetteer, None), step)
    drafted = subjects(map_rows(draft_mapping(table), table, gazetteer, None), step)
    return sum(agree(hand, drafted.get(row)) for row, hand in by_hand.items()) / len(by_hand)


@pytest.mark.shared
@pytest.mark.parametrize("file", FILES)
def test_draft_is_right_on_nine_rows_in_ten(
    shared_data: Path, gazetteer: Gazetteer, file: str
) -> None:
    assert agreement(read_table(shared_data / file), gazetteer, STEPS.get(file, 1)) >= LEAST


# Files of kinds that none of the above is of: heading and two rows, then kind, name and place of
# the first.
UNSEEN = {
    "Annuaire des associations.csv": (
        "Nom de l'association;Objet;Siège social;Président(e)\n"
        "Les Amis du four;Faire du pain;12 rue du Four, 49000 Angers;Ada Perrin\n"
        "Chorale du val;Chanter;3 place du Val, 53000 Laval;Zoé Marin\n",
        ("Association", "Les Amis du four", "commune/49007"),
    ),
    "contacts.csv": (
        "Prénom;Nom;Structure;Fonction;Ville;Code postal\n"
        "Ada;Perrin;SARL Fournil;gérante;Angers;49000\n"
        "Zoé;Marin;La Ruche;cheffe;Laval;53000\n",
        ("Company", "SARL Fournil", "commune/49007"),
    ),
    "Tiers-lieux 2023.csv": (
        "Région;Département;Commune;Désignation;Structure porteuse;SIRET\n"
        "Pays de la Loire;49;Angers;Le Fil;SCIC Le Fil;\n"
        "Pays de la Loire;53;Laval;La Trame;Ville de Laval;\n",
        ("ThirdPlace", "Le Fil", "commune/49007"),
    ),
    "export.csv": (
        "code_insee;raison_sociale;nature_juridique;geo_point_2d\n"
        '49007;Le Fournil;Association loi 1901;"47.47, -0.55"\n'
        '53130;La Ruche;Commerçant;"48.07, -0.77"\n',
        ("Association", "Le Fournil", "commune/49007"),
    ),
    "horaires.csv": (
        "id,name,street,city,postcode,opening_hours\n"
        "1,Médiathèque du Val,1 rue A,Angers,49000,Mo-Fr\n"
        "2,Bibliothèque,2 rue B,Laval,53000,Mo\n",
        ("Site", "Médiathèque du Val", "commune/49007"),
    ),
    "sondage.csv": (
        "Horodateur;Quel est le nom de votre structure ?;Dans quelle commune êtes-vous ?;"
        "Votre code postal ?;Quelle est votre forme juridique ?\n"
        "01/02/2023;Le Fil;Angers;49000;Association loi 1901\n"
        "02/02/2023;La Trame;Laval;53000;SCIC\n",
        ("Association", "Le Fil", "commune/49007"),
    ),
    "producteurs.csv": (
        "Ferme;Producteur;Produits;Commune\n"
        "Ferme du Fil;Perrin Ada;miel;49007\nGAEC de la Trame;Marin Zoé;lait;53130\n",
        ("Company", "Ferme du Fil", "commune/49007"),
    ),
    "subventions 2021.csv": (
        "Exercice;Tiers;Ville;CP;Libellé de la subvention;Montant voté\n"
        "2021;ASSOCIATION LE FIL;ANGERS;49000;Fonctionnement;1000\n"
        "2021;COMITE DE LA TRAME;LAVAL;53000;Festival;2 000,50\n",
        ("Association", "ASSOCIATION LE FIL", "commune/49007"),
    ),
    "acteurs.json": (
        '[{"@type": "Place", "title": "Association Le Fil", "address": {"addressLocality":'
        ' "Angers", "postalCode": "49000"}}, {"@type": "Place", "title": "La Trame",'
        ' "address": {"addressLocality": "Laval", "postalCode": "53000"}}]',
        ("Association", "Association Le Fil", "commune/49007"),
    ),
    "export overpass.json": (
        '{"elements": [{"type": "node", "lat": 47.4, "lon": -0.5, "tags": {"shop": "bakery",'
        ' "name": "Au Fournil", "addr:city": "Angers", "addr:postcode": "49000"}}, {"tags":'
        ' {"amenity": "library", "name": "La Trame", "addr:city": "Laval"}}]}',
        ("Company", "Au Fournil", "commune/49007"),
    ),
    "amap.json": (
        '[{"amap": {"nom": "Le Panier", "contact": {"prenom": "Ada", "nom": "Perrin"}, "lieu":'
        ' {"nom": "Halle", "commune": "Angers"}}}, {"amap": {"nom": "La Botte", "contact":'
        ' {"prenom": "Zoé", "nom": "Marin"}, "lieu": {"nom": "Halle", "commune": "Laval"}}}]',
        ("Association", "Le Panier", "commune/49007"),
    ),
    "métiers d'art.csv": (
        "Atelier;Nom de l'artisan;Métier;Adresse\n"
        "Le Tour;Alice Perrin;potière;1 rue du Four 49000 Angers\n"
        "L'Étau;Marin Louis;forgeron;3 rue du Val 53000 Laval\n",
        ("Company", "Le Tour", "commune/49007"),
    ),
    "Types.csv": (
        "Nom;Type;Ville (dpt)\nLe Fil;Médiathèque;Angers (49)\nAmicale du val;;Laval (53)\n"
        "La Trame;Association;Laval (53)\n",
        ("Site", "Le Fil", "commune/49007"),
    ),
    "bénévoles.csv": (
        "Nom;Prénom;Ville;Département\nPerrin;Ada;Angers;49\nMarin;Zoé;Laval;53\n",
        ("Person", "Ada Perrin", "commune/49007"),
    ),
}


@pytest.mark.parametrize("name", UNSEEN)
def test_draft_of_an_unseen_kind_of_file(tmp_path: Path, gazetteer: Gazetteer, name: str) -> None:
    text, (kind, called, place) = UNSEEN[name]
    (tmp_path / name).write_text(text, encoding="utf-8")
    table = read_table(tmp_path / name)
    first = next(iter(map_rows(draft_mapping(table), table, gazetteer, None)))
    assert isinstance(first, AcceptedRow)
    draft = first.drafts[0]
    assert (draft.kind, draft.name) == (kind, called)
    assert [iri.removeprefix("https://w3id.org/tisserand/place/") for iri in places(draft)] == [
        place
    ]


def test_columns_that_a_draft_leaves_out_are_told(tmp_path: Path, gazetteer: Gazetteer) -> None:
    path = tmp_path / "a.csv"
    path.write_text("Nom;Couleur\nLe Fournil;bleu\nLa Ruche;vert\n", encoding="utf-8")
    table = read_table(path)
    run = map_rows(draft_mapping(table), table, gazetteer, None)
    assert ("mapping.left_out", {"columns": "Couleur"}) in run.findings
    assert ("mapping.drafted", {"name": "Nom"}) in run.findings


def test_a_cell_that_names_several_gives_one_of_each(tmp_path: Path, gazetteer: Gazetteer) -> None:
    path = tmp_path / "lauréats.csv"
    text = "Lauréats;Ville;CP\nLe Fil ; SARL La Trame;Angers;49000\nLa Ruche;Laval;53000\n"
    path.write_text(text.replace(" ; ", " | "), encoding="utf-8")
    table = read_table(path)
    first, _ = map_rows(draft_mapping(table), table, gazetteer, None)
    assert isinstance(first, AcceptedRow)
    assert [(d.kind, d.name) for d in first.drafts] == [
        ("Organization", "Le Fil"),
        ("Company", "SARL La Trame"),
    ]
