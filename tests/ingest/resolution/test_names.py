"""How names are read before they are compared."""

import pytest

from tisserand.ingest.resolution.names import name_words, read_name
from tisserand.ingest.resolution.people import align_people, person_words
from tisserand.ingest.resolution.words import is_telling


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("ASS. FED REG des C.I.V.A.M.", ("federation", "regional", "civam")),
        ("A.S. Brécelle", ("sport", "brecelle")),
        ("Sté de chasse", ("chasse",)),
        ("UN. SPORTIV de Brécelle", ("union_sport", "brecelle")),
        ("Associatiion Les Tissandolies", ("tissandolie",)),
        ("Université de Brécelle I", ("universite", "brecelle", "1")),
        ("Amicale laïque école B", ("amicale", "laique", "ecole", "b_")),
    ],
)
def test_a_name_is_read_in_full_words(written: str, words: tuple[str, ...]) -> None:
    assert name_words(written) == words


@pytest.mark.parametrize(
    "written",
    [
        "Union des amis du lavoir (UAL)",
        "UAL Union des amis du lavoir",
        "UNION DES AMIS DU LAVOIR - UAL",
    ],
)
def test_an_acronym_beside_its_words_is_apart(written: str) -> None:
    found = read_name(written)
    assert found.names == (("union", "ami", "lavoir"),)
    assert found.acronyms == ("ual",)


@pytest.mark.parametrize("written", ["Les Tissandolies (ASSOC.)", "Les Tissandolies (LES)"])
def test_a_legal_form_or_an_article_in_brackets_is_no_acronym(written: str) -> None:
    assert read_name(written) == read_name("Les Tissandolies")


def test_the_former_name_is_another_name() -> None:
    found = read_name("Atelier des Tissandolies ex Fabrique du Halage")
    assert found.names == (*read_name("Atelier des Tissandolies").names, ("fabrique", "halage"))


def test_a_frequent_word_misspelt_or_cut_tells_nothing() -> None:
    assert not any(is_telling(word, False) for word in ("amicale", "amicalle", "amical"))
    assert is_telling("tissandolie", False)


def test_titles_particles_and_order_are_no_part_of_a_person() -> None:
    assert person_words("FERRANDEC (Mme de) Aline") == person_words("Aline Ferrandec")
    assert person_words("M. Ferrandec") == ("ferrandec",)


@pytest.mark.parametrize(
    "written", ["JP Brisepierre", "J.-P. BRISEPIERRE", "Jean-Paul Brizepierre"]
)
def test_initials_and_misspellings_of_a_person_match(written: str) -> None:
    found = align_people(person_words(written), person_words("Brisepierre Jean-Paul"))
    assert not found.left
    assert not found.right


def test_jean_is_not_jeanne() -> None:
    found = align_people(person_words("Jean Brisepierre"), person_words("Jeanne Brisepierre"))
    assert found.left and found.right
