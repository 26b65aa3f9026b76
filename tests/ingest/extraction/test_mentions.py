"""Names of persons, organisations, places, and what they are told apart by."""

import pytest
from fixtures.reading import names, read


@pytest.mark.parametrize(
    ("text", "persons"),
    [
        ("Mme Gaudin et M. Le Goff sont venus.", ["Gaudin", "Le Goff"]),
        ("LEROUX Camille et Jean-Paul de Brécy votent.", ["LEROUX Camille", "Jean-Paul de Brécy"]),
        ("J.-P. Morel, le lycée Marie-Curie, la rue Victor-Hugo.", ["J.-P. Morel"]),
        ("Ont signé : Gaudin (Aline), LE GOFF (Jean-Yves).",
         ["Gaudin (Aline)", "LE GOFF (Jean-Yves)"]),
        ("Sont là Aline Gaudin (AG) et Paul Sy.\nAG a pris la parole.",
         ["Aline Gaudin", "AG", "Paul Sy", "AG"]),
        ("Sont venus Gaspard et Honoré Sy.", ["Gaspard", "Honoré Sy"]),
        ("Sa comptable, Ysoline Marchand, forme les autres.", ["Ysoline Marchand"]),
    ],
)  # fmt: skip
def test_persons_leave_titles_and_streets_out(text: str, persons: list[str]) -> None:
    assert names(text, "Person") == persons


@pytest.mark.parametrize(
    ("text", "organizations"),
    [
        ("L'association Les Mains vertes s'installe.", ["Les Mains vertes"]),
        ("Elle rencontre la mairie de Redon.", ["mairie de Redon"]),
        ("La chambre de métiers et de l'artisanat de la Sarthe répond.",
         ["chambre de métiers et de l'artisanat de la Sarthe"]),
        ("Le collectif « Un toit pour tous » se réunit.", ["Un toit pour tous"]),
    ],
)  # fmt: skip
def test_generic_noun_is_inside_only_when_the_name_needs_it(
    text: str, organizations: list[str]
) -> None:
    assert names(text, "Organization") == organizations


def test_longest_name_holds_no_place() -> None:
    text = "La CCI de la Sarthe reçoit les maires de Laval et de Mamers."
    assert names(text, "Place") == ["Laval", "Mamers"]
    assert names(text, "Organization") == ["CCI de la Sarthe"]


def test_acronym_in_brackets_shares_the_entity() -> None:
    found = read("Le syndicat mixte du Val d'Orle (SMVO) recrute. Le SMVO paie bien.")
    assert len({mention.entity for mention in found.mentions}) == 1
    assert len(found.mentions) == 3


def test_misspelt_first_name_and_initials_are_one_person() -> None:
    text = "Odile Verneuil parle.\nOddile Verneuil répond.\nO. Verneuil et Mme Verneuil partent."
    assert {mention.entity for mention in read(text).mentions} == {"e1"}


@pytest.mark.parametrize(
    ("text", "organizations"),
    [
        ("Puis le Club alpin de Saint-Jean arrive.", ["Club alpin de Saint-Jean"]),
        ("Hier, la Bonneterie Hartmann a fermé.", ["Bonneterie Hartmann"]),
        ("Nous invitons Musique en Berry.", ["Musique en Berry"]),
        ("Béziers Méditerranée a voté.", ["Béziers Méditerranée"]),
        ("Le Crédit agricole Centre France aide.", ["Crédit agricole Centre France"]),
        ("Il a quitté Sorgal Acier.", ["Sorgal Acier"]),
        ("Le conseil AJOURNE le vote.", []),
        ("Bonjour à tous. Recherchons séchoir. Qui vient ?", []),
    ],
)
def test_organisation_is_told_by_its_words(text: str, organizations: list[str]) -> None:
    assert names(text, "Organization") == organizations


def test_name_repeated_whole_is_one_name() -> None:
    text = (
        "Nous aimons Fil et Fournil, à Redon.\n"
        "Le prix va à Fil et Fournil. Merci à l'association Fil et Fournil."
    )
    assert set(names(text, "Organization")) == {"Fil et Fournil"}


def test_surname_that_is_a_town_is_a_person_but_where_a_place_is_meant() -> None:
    text = "Paul Bordeaux, maraîcher, parle. Bordeaux cultive des choux à Bordeaux."
    assert names(text, "Person") == ["Paul Bordeaux", "Bordeaux"]
    assert names(text, "Place") == ["Bordeaux"]


def test_town_in_capitals_between_dashes_is_a_place() -> None:
    assert names("RÉUNION PUBLIQUE – FAUGÈRES – NOTES", "Place") == ["FAUGÈRES"]


def test_number_of_a_part_is_no_initial() -> None:
    assert names("B. Ce que nous ferons\nII-1 Tenir un guichet", "Person") == []


def test_surname_with_the_first_name_in_brackets_is_who_it_names_elsewhere() -> None:
    found = read("Gérance : Gaudin (Aline).\nAline Gaudin tient la caisse.")
    assert [one.name for one in found.entities if one.kind == "Person"] == ["Aline Gaudin"]


def test_days_in_short_are_no_bodies() -> None:
    assert names("VEN. 31 — 19 h : visite\nSAM. 1er — 10 h : marche", "Organization") == []
