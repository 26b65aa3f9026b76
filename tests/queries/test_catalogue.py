"""The catalogue, its files and the model agree."""

import re
from importlib.resources import files

import pytest
from pyoxigraph import QuerySolutions, Store

from tisserand.ontology.properties import PROPERTIES
from tisserand.queries.answering import RELATIONSHIPS, in_order
from tisserand.queries.catalogue import Question, load_catalogue

QUESTIONS = list(load_catalogue().values())
UNCOMPARED = {"name", "latitude", "longitude", "maximumRate", "placeKind", "inseeCode", "notation"}
"""Functional literals that are not compared: names differ by spelling, the others are measures,
or belong to reference data."""

each = pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.name)


def test_every_query_file_is_in_the_catalogue() -> None:
    found = {path.name for path in files("tisserand.queries").iterdir()}
    queries = {name for name in found if name.endswith((".rq", ".cypher"))}
    assert queries == {f"{q.name}.{end}" for q in QUESTIONS for end in ("rq", "cypher")}


@each
def test_a_question_has_titles_and_descriptions(question: Question) -> None:
    texts = (question.title_fr, question.title_en, question.description_fr, question.description_en)
    assert all(texts)
    assert len(set(texts)) == 4


@each
def test_the_sparql_runs_as_it_is_and_gives_its_columns(question: Question) -> None:
    found = Store().query(question.sparql)
    assert isinstance(found, QuerySolutions)
    assert [variable.value for variable in found.variables] == list(question.columns)


@each
def test_every_parameter_is_bound_in_both_queries(question: Question) -> None:
    places = {
        name: f"VALUES ?{name} {{ UNDEF }}" for name in (p.bound_as for p in question.parameters)
    }
    for name, place in places.items():
        assert place in question.sparql
        assert f"${name}" in question.cypher
    assert question.sparql.count("UNDEF") == sum(map(question.sparql.count, places.values()))


@each
def test_the_cypher_keeps_to_its_view(question: Question) -> None:
    relationships = re.findall(r"\[(\w+):(?!DESCRIBES|FROM)\w+", question.cypher)
    assert all(f"{name}.visibility <= $view" in question.cypher for name in relationships)
    assert "$view" in question.cypher
    names = re.findall(r"\b(\w+)\.(name|kind|place)\b", question.cypher)
    assert names == []


@each
def test_rows_are_ordered_by_columns_that_exist(question: Question) -> None:
    assert {name.lstrip("-") for name in question.order} <= set(question.columns)


def test_disagreements_compare_every_functional_literal_of_the_model() -> None:
    wanted = {
        name
        for name, prop in PROPERTIES.items()
        if prop.functional and prop.takes == "literal" and prop.range != "langString"
    }
    query = load_catalogue()["disagreements"]
    [listed] = re.findall(r"VALUES \?predicate \{(.*?)\}", query.sparql, re.DOTALL)
    assert set(re.findall(r"tis:(\w+)", listed)) == wanted - UNCOMPARED
    [listed] = re.findall(r"WITH \[(.*?)\] AS functional", query.cypher, re.DOTALL)
    assert set(re.findall(r'"(\w+)"', listed)) == wanted - UNCOMPARED


def test_relationship_types_name_their_property() -> None:
    assert RELATIONSHIPS["SUB_ORGANIZATION_OF"] == "subOrganizationOf"
    assert len(RELATIONSHIPS) == len(PROPERTIES)


def test_rows_are_sorted_by_number_downwards_then_by_all() -> None:
    rows = [["b", "9"], ["a", "10"], ["c", ""], ["a", "9"]]
    ordered = in_order(rows, ["name", "total"], ["-total"])
    assert ordered == [["a", "10"], ["a", "9"], ["b", "9"], ["c", ""]]
