"""Parameters are checked, looked up by name, and never change what a query asks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, QuerySolutions, Store

from tisserand.errors import InputError, NotFoundError
from tisserand.ontology.types import check_iri
from tisserand.queries.binding import bind, sparql_term, sparql_text
from tisserand.queries.catalogue import Parameter, Question, find_question
from tisserand.reference.places import load_gazetteer
from tisserand.reference.thesaurus import load_thesaurus

TEXT = Question(
    "text", "", "", "", "", (Parameter("word", "string", "word"),), {"word": "text"}, (),
    "SELECT ?word { VALUES ?word { UNDEF } }", "",
)  # fmt: skip


def bound(name: str, **given: str) -> dict[str, str | int | None]:
    return bind(find_question(name), given, load_gazetteer(), load_thesaurus())


@pytest.mark.parametrize(
    ("place", "iri"),
    [
        ("Nantes", "commune/44109"),
        ("44109", "commune/44109"),
        ("44", "departement/44"),
        ("Loire-Atlantique", "departement/44"),
        ("Pays de la Loire", "region/52"),
        ("244400404", "epci/244400404"),
    ],
)
def test_a_place_is_given_by_name_or_code(place: str, iri: str) -> None:
    assert str(bound("actors_of_place", place=place)["area"]).endswith(f"/place/{iri}")


def test_a_skill_is_given_by_one_of_its_names() -> None:
    assert str(bound("who_can_help", skill="site accessible")["wanted"]).endswith(
        "/accessibilite-numerique"
    )


def test_a_default_stands_for_what_is_not_given() -> None:
    assert bound("rare_skills") == {"maximum": 2, "area": None}


@pytest.mark.parametrize(
    ("name", "given"),
    [
        ("rare_skills", {"maximum": "2 } UNION { ?s ?p ?o"}),
        ("rare_skills", {"maximum": "٣"}),
        ("rare_skills", {"maximum": "9" * 99}),
        ("grants_of_actor", {"actor": "http://a> } #"}),
        ("grants_of_actor", {"actor": "javascript:alert(1)"}),
        ("grants_of_actor", {"actor": "Fournil"}),
        ("actors_of_place", {"place": "Nulle-Part-sur-Rien"}),
        ("actors_of_place", {"place": "http://a b"}),
        ("who_can_help", {"skill": "voler sans ailes"}),
        ("who_can_help", {"skills": "x"}),
        ("paths_between", {"from": "http://a.example/"}),
    ],
)
def test_a_bad_parameter_is_told(name: str, given: dict[str, str]) -> None:
    with pytest.raises(InputError) as error:
        bound(name, **given)
    assert error.value.text("fr")
    assert error.value.text("en")


def test_an_unknown_question_is_told_with_those_there_are() -> None:
    with pytest.raises(NotFoundError, match="rare_skills"):
        find_question("nobody_asks")


@given(st.text())
def test_a_text_stays_a_text(word: str) -> None:
    try:
        values = bind(TEXT, {"word": word}, load_gazetteer(), load_thesaurus())
    except InputError:
        return
    if values["word"] is None:
        return
    [solution] = solutions(sparql_text(TEXT, values))
    assert solution["word"].value == word


@given(st.text() | st.from_regex(r"(https?|urn):[^\s]*", fullmatch=True))
def test_an_iri_stays_one_term(value: str) -> None:
    try:
        check_iri(value)
    except ValueError:
        return
    assert sparql_term(value).count(">") == 1
    assert sparql_term(value).endswith(">")


def solutions(query: str) -> QuerySolutions:
    found = Store().query(query)
    assert isinstance(found, QuerySolutions)
    return found


def test_a_literal_escapes_what_ends_it() -> None:
    term = sparql_term('a"b\\c\n')
    assert str(Literal('a"b\\c\n')) == term
