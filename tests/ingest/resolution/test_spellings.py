"""Two spellings of one name."""

import pytest
from fixtures.comparisons import described, verdict

from tisserand.ingest.resolution.comparison import compare


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Amicale laïque", "AMICALE LAIQUE DE SAVENAY"),
        ("Comité des fêtes", "CTE DES FETES"),
        ("OGEC Saint-Joseph", "Organisme de gestion de l'école catholique St Joseph"),
        ("Mairie de Savenay", "Commune de Savenay"),
        ("Le Grenier des Brocanteurs", "Association GRENIER DES BROCANTEUR (LE)"),
    ],
)
def test_two_spellings_in_one_small_commune_are_the_same(a: str, b: str) -> None:
    assert verdict(described(a, "Savenay"), described(b, "Savenay")) == "same"


def test_an_exact_name_beats_one_letter_more() -> None:
    ruche = described("La Ruche du Vieux-Puits", "Savenay")
    rucher = described("Le Rucher du Vieux-Puits", "Savenay")
    mention = described("RUCHE DU VIEUX-PUITS (LA)", "Savenay")
    assert compare(mention, ruche).probability > compare(mention, rucher).probability


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Amicale laïque école Jules Ferry", "AMIC. LAIQ. ECOLE JULES FERY"),
        ("Union des amis du lavoir (UAL)", "UAL UNION AMIS DU LAVOIR"),
        ("Judo club Tissandol", "Judo Tissandol"),
        ("Presqu'île des Tissandols", "PRESQUILE TISSANDOLS"),
        ("Le chœur Tissandol", "CHUR TISSANDOL"),
    ],
)
def test_misspelt_cut_and_shortened_words_are_the_same(a: str, b: str) -> None:
    assert verdict(described(a, "Savenay"), described(b, "Savenay")) == "same"


def test_coined_names_one_letter_apart_wait_for_a_person() -> None:
    one, other = (described(name, "Savenay") for name in ("Tissandol", "Tissamdol"))
    assert verdict(one, other) == "unsure"


@pytest.mark.parametrize("slip", ["Tisasndol", "Tissanddol", "Tissand"])
def test_letters_swapped_doubled_or_cut_are_the_same_coined_name(slip: str) -> None:
    assert verdict(described("Tissandol", "Savenay"), described(slip, "Savenay")) == "same"


def test_another_telling_word_bears_a_letter_wrong() -> None:
    one, other = (described(f"{name} Corbineau", "Savenay") for name in ("Tissandol", "Tissamdol"))
    assert verdict(one, other) == "same"


@pytest.mark.parametrize(
    ("name", "expected"), [("UALT", "same"), ("UADLT", "unsure"), ("ZDALT", "different")]
)
def test_initials_of_a_name_in_its_commune(name: str, expected: str) -> None:
    full = described("Union des amis du lavoir Tissandol", "Savenay")
    found = verdict(described(name, "Savenay"), full)
    assert found == expected


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Judo bal Tissandol", "Judo bon accueil Tissandol"),
        ("Corbineau val", "Corbineau vent animal"),
        ("Tissandol vol", "Tissandol vocal"),
    ],
)
def test_a_short_word_is_no_contraction(a: str, b: str) -> None:
    assert verdict(described(a, "Savenay"), described(b, "Savenay")) == "different"


@pytest.mark.parametrize("short", ["CRTF", "crtif"])
def test_consonants_of_a_word_are_its_contraction(short: str) -> None:
    one, other = (described(f"Tissandol {word}", "Savenay") for word in (short, "caritatif"))
    assert verdict(one, other) == "same"
