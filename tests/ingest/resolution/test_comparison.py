"""What the matcher says of two records."""

from dataclasses import replace

import pytest

from tisserand.ingest.resolution.comparison import compare
from tisserand.ingest.resolution.features import features_of
from tisserand.ingest.resolution.model import load_model
from tisserand.ingest.resolution.shape import Features
from tisserand.ontology.records import Identifier, Locator, Record, Value
from tisserand.reference.places import load_gazetteer

GAZETTEER = load_gazetteer()
SIREN = {"first": "732829320", "second": "404833048"}


def described(
    name: str,
    commune: str = "",
    kind: str = "Association",
    identifiers: tuple[Identifier, ...] = (),
    **values: str,
) -> Features:
    """The features of an invented record, in a real commune."""
    given = [Value(prop, value) for prop, value in values.items()]
    if commune:
        place = GAZETTEER.find(commune)
        assert place is not None
        given.append(Value("locatedIn", place.iri))
    record = Record("k", "s", kind, name, Locator("f.csv"), identifiers, tuple(given))
    return features_of(record, GAZETTEER)


def siren(which: str, role: str = "self", guessed: bool = False) -> tuple[Identifier, ...]:
    return (Identifier("siren", SIREN[which], role, guessed),)  # type: ignore[arg-type]


def verdict(a: Features, b: Features) -> str:
    probability = compare(a, b).probability
    assert probability == compare(b, a).probability
    if probability >= load_model().same:
        return "same"
    return "unsure" if probability >= load_model().unsure else "different"


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


@pytest.mark.parametrize("name", ["Amicale laïque", "OGEC Saint-Joseph", "Comité des fêtes"])
def test_homonyms_of_two_communes_are_not_joined(name: str) -> None:
    found = verdict(described(name, "Savenay"), described(name, "Pontchâteau"))
    assert found == "different"


@pytest.mark.parametrize("name", ["Amicale laïque", "OGEC Saint-Joseph", "Club de l'amitié"])
def test_a_common_name_without_a_place_is_not_even_itself(name: str) -> None:
    assert verdict(described(name), described(name)) != "same"


def test_a_common_name_in_a_big_town_waits_for_a_person() -> None:
    nantes = described("OGEC Saint-Joseph", "Nantes")
    assert verdict(nantes, nantes) == "unsure"


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("École Saint-Joseph", "OGEC École Saint-Joseph"),
        ("École Jules Ferry", "Amicale de l'école Jules Ferry"),
        ("Collège Jean Moulin", "Association sportive du collège Jean Moulin"),
        ("École n° 1", "École n° 2"),
        ("Mairie de Savenay", "Comité de jumelage de Savenay"),
    ],
)
def test_another_nature_or_number_is_not_joined(a: str, b: str) -> None:
    assert verdict(described(a, "Savenay"), described(b, "Savenay")) != "same"


def test_a_very_distinctive_name_joins_without_a_place() -> None:
    assert (
        verdict(described("LES TISSANDOLIES"), described("Association Les Tissandolies", "Nantes"))
        == "same"
    )


def test_one_siren_joins_whatever_the_name() -> None:
    a = described("Une ancienne raison sociale", identifiers=siren("first"))
    assert verdict(a, described("Tout autre nom", identifiers=siren("first"))) == "same"


def test_two_sirens_keep_apart_equal_names() -> None:
    a = described("Les Tissandolies", "Savenay", identifiers=siren("first"))
    b = described("Les Tissandolies", "Savenay", identifiers=siren("second"))
    assert compare(a, b).guarded


@pytest.mark.parametrize(
    "identifiers", [siren("first", role="operator"), siren("first", guessed=True)]
)
def test_the_number_of_an_operator_or_a_guess_joins_nobody(
    identifiers: tuple[Identifier, ...],
) -> None:
    a = described("Garage des Trois Ponts", identifiers=identifiers)
    assert verdict(a, described("La Manufacture", identifiers=siren("first"))) == "different"


def test_a_rounded_siret_is_no_identifier() -> None:
    rounded = (Identifier("siret", "39500000000000"),)
    assert described("Un nom", identifiers=rounded).identifiers == ()


def test_an_organisation_and_its_site_stay_two() -> None:
    a = described("Les Tissandolies", "Savenay")
    assert compare(a, described("Les Tissandolies", "Savenay", kind="Site")).guarded


def test_sites_join_by_siret_and_not_by_the_siren_of_their_operator() -> None:
    siret = (Identifier("siret", "73282932000074"),)
    site = described("Agence", kind="Site", identifiers=siret)
    assert verdict(site, described("Bureau", kind="Site", identifiers=siret)) == "same"
    assert described("Agence", kind="Site", identifiers=siren("first")).identifiers == ()


FUNDER = Record(
    "f", "s", "PublicBody", "Département", Locator("f.csv"), (Identifier("siren", "224400028"),)
)


def funded(name: str) -> Features:
    """An organisation without a place, that a département funds."""
    record = Record("k", "s", "Association", name, Locator("f.csv"))
    return features_of(record, GAZETTEER, [FUNDER])


def test_who_funds_a_body_tells_around_where_it_is() -> None:
    assert funded("Les Tissandolies").around == ("44",)
    assert (
        verdict(funded("Le Fil des Tissandolies"), described("Le Fil des Tissandolies", "Nantes"))
        == "same"
    )


def test_a_name_of_a_network_without_a_place_waits_for_a_person() -> None:
    name = "Centre d'information sur les droits des femmes et des familles"
    assert verdict(described(name), described(name, "Metz")) == "unsure"
    assert verdict(funded(name), described(name, "Metz")) == "different"


def test_the_name_of_another_town_keeps_apart() -> None:
    a = described("Centre des initiatives", "Savenay")
    assert verdict(a, described("Centre des initiatives de Guérande", "Savenay")) != "same"


def test_people_are_one_only_in_one_organisation_or_place() -> None:
    def person(*where: str) -> Features:
        return described("Aline Ferrandec", *where, kind="Person")

    assert verdict(person("Savenay"), person("Savenay")) == "same"
    assert verdict(person("Savenay"), person("Guérande")) != "same"
    assert verdict(person(), person()) != "same"


def test_grants_are_never_joined_by_their_names() -> None:
    record = Record("k", "s", "Grant", "Subvention de fonctionnement", Locator("f.csv"))
    features = features_of(record, GAZETTEER)
    assert verdict(features, features) == "different"


def test_an_exact_name_beats_one_letter_more() -> None:
    ruche = described("La Ruche du Vieux-Puits", "Savenay")
    rucher = described("Le Rucher du Vieux-Puits", "Savenay")
    mention = described("RUCHE DU VIEUX-PUITS (LA)", "Savenay")
    assert compare(mention, ruche).probability > compare(mention, rucher).probability


@pytest.mark.parametrize("name", ["Université de Savenay", "CHU de Savenay"])
def test_an_institution_named_alike_in_one_commune_is_one(name: str) -> None:
    nantes = described(name, "Nantes")
    assert verdict(nantes, nantes) == "same"


def test_two_universities_of_one_town_are_not_joined() -> None:
    first, second = (described(f"Université de Nantes {n}", "Nantes") for n in ("I", "II"))
    assert verdict(first, second) == "different"


LABORATORY = "Office national d'études et de recherches aérospatiales"


def test_a_long_name_that_one_source_repeats_without_a_place_is_one() -> None:
    assert verdict(described(LABORATORY), described(LABORATORY)) == "same"


def test_a_long_name_without_a_place_in_two_sources_is_left_to_a_person() -> None:
    here = described(LABORATORY)
    assert verdict(here, replace(here, source="other")) == "unsure"


def test_a_short_common_name_that_one_source_repeats_without_a_place_joins_nothing() -> None:
    assert verdict(described("Amicale laïque"), described("Amicale laïque")) == "different"


def test_operations_of_one_title_without_a_place_are_not_one() -> None:
    action = described(
        "Information et accompagnement du public en recherche d'emploi", "", "Project"
    )
    assert verdict(action, action) == "different"


def test_people_of_one_name_in_one_organisation_are_one() -> None:
    person = replace(described("Ondine Brisepierre", "", "Person"), organisations=(("brgm",),))
    assert verdict(person, person) == "same"
    assert verdict(person, replace(person, organisations=(("fournil",),))) != "same"
    bakery, workshop = (("fournil", "deux", "rive"),), (("atelier", "velo"),)
    one = replace(person, organisations=bakery)
    assert verdict(one, replace(person, organisations=workshop)) != "same"


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Amicale laïque école Jules Ferry", "AMIC. LAIQ. ECOLE JULES FERY"),
        ("Union des amis du lavoir (UAL)", "UAL UNION AMIS DU LAVOIR"),
        ("Judo club Tissandol", "Judo Tissandol"),
        ("Presqu'île des Tissandols", "PRESQUILE TISSANDOLS"),
    ],
)
def test_misspelt_cut_and_shortened_words_are_the_same(a: str, b: str) -> None:
    assert verdict(described(a, "Savenay"), described(b, "Savenay")) == "same"


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Université de Nantes", "Fondation Université de Nantes"),
        ("Université Nantes", "Université Nantes I"),
        ("Université de Nantes", "Université nouvelle de Nantes"),
        ("Amicale laïque école A", "Amicale laïque école B"),
        ("Union aide lavoir (UAL)", "Union animation locale (UAL)"),
    ],
)
def test_what_one_word_number_or_letter_tells_apart_is_not_joined(a: str, b: str) -> None:
    assert verdict(described(a, "Nantes"), described(b, "Nantes")) != "same"


def test_projects_numbered_differently_are_guarded() -> None:
    one, two = (described(f"Voie verte, phase {n}", "Savenay", "Project") for n in ("I", "II"))
    assert compare(one, two).guarded


@pytest.mark.parametrize(
    ("name", "expected"), [("Ligue du Halage", "same"), ("Collège Saint-Joseph", "different")]
)
def test_equal_names_of_a_departement_join_unless_they_are_a_saints(
    name: str, expected: str
) -> None:
    record = Record(
        "k", "s", "Association", name, Locator("f.csv"), (),
        (Value("locatedIn", "https://w3id.org/tisserand/place/departement/44"),),
    )  # fmt: skip
    features = features_of(record, GAZETTEER)
    assert (verdict(features, features) == "same") == (expected == "same")


def test_a_namesake_without_anything_in_common_is_for_a_person_to_tell() -> None:
    namesake = described("Jean Martin", "", "Person")
    assert verdict(namesake, namesake) == "unsure"


def test_two_given_names_in_one_organisation_are_two_people() -> None:
    jean, paul = (
        replace(described(f"{given} Brisepierre", "", "Person"), organisations=(("brgm",),))
        for given in ("Jean", "Paul")
    )
    assert verdict(jean, paul) == "different"


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


def test_the_name_of_the_departement_says_nothing_in_it() -> None:
    one, other = (
        described(name, "Savenay")
        for name in ("Ligue du Halage", "Ligue du Halage Loire-Atlantique")
    )
    assert verdict(one, other) == "same"
