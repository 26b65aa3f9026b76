"""Every route answers from the territory."""

from collections.abc import Callable
from typing import Any

import pytest

from tisserand.demo.territory import FILES, NEAR, QUESTION
from tisserand.queries.catalogue import load_catalogue

Get = Callable[..., Any]


def test_ask_answers_with_reasons_that_name_rows(get: Get) -> None:
    answer = get("/api/v1/ask", need=QUESTION, near=NEAR, limit=3)
    assert answer["understood"]["place"]["name"] == NEAR
    first = answer["helpers"][0]
    assert first["name"] == "Fournil des Deux Rives"
    cited = first["reasons"][0]["records"][0]
    assert cited["file"] in {file.name for file in FILES}
    assert cited["row"] > 1


def test_ask_keeps_to_the_distance_asked(get: Get) -> None:
    near = get("/api/v1/ask", need=QUESTION, near=NEAR, within=10)["helpers"]
    assert near
    assert all(helper["distance_km"] <= 10 for helper in near)


def test_what_ask_understood_is_corrected(get: Get) -> None:
    first = get("/api/v1/ask", need=QUESTION)["understood"]["skills"][0]
    said = {"skill": "menuiserie", "not": first["iri"]}
    corrected = get("/api/v1/ask", need=QUESTION, **said)["understood"]["skills"]
    assert corrected[0]["label"] == "Menuiserie"
    assert first not in corrected


def test_an_unknown_commune_is_told(client: Any) -> None:
    answer = client.get("/api/v1/ask", params={"need": QUESTION, "near": "Zorglub"})
    assert answer.status_code == 400
    assert "Zorglub" in answer.json()["detail"]["fr"]
    assert "Zorglub" in answer.json()["detail"]["en"]


def test_search_finds_by_kind_and_by_the_kinds_above_it(get: Get) -> None:
    words = {"q": "fournil des deux rives"}
    assert get("/api/v1/entities", **words, kind="Association")
    assert get("/api/v1/entities", **words, kind="Actor")
    assert get("/api/v1/entities", **words, kind=["Site", "Company"]) == []


@pytest.mark.parametrize("kind", ["Foo", "", "association"])
def test_an_unknown_kind_is_an_error_and_no_empty_list(kind: str, client: Any) -> None:
    answer = client.get("/api/v1/entities", params={"q": "fournil", "kind": kind})
    assert answer.status_code == 400
    assert "ThirdPlace" in answer.json()["detail"]["fr"]


def test_a_thing_is_shown_by_its_key_and_by_its_iri(get: Get, fournil: str) -> None:
    shown = get(f"/api/v1/entities/{fournil}")
    assert shown["name"] == "Fournil des Deux Rives"
    assert {"hasSkill", "siren"} <= {fact["property"] for fact in shown["facts"]}
    assert get(f"/api/v1/entities/{shown['iri']}") == shown


def test_a_record_key_shows_its_thing(get: Get, fournil: str) -> None:
    shown = get(f"/api/v1/entities/{fournil}")
    cited = {r["iri"] for fact in shown["facts"] for r in fact["records"]}
    assert len(cited) > 1
    assert all(get(f"/api/v1/entities/{iri}")["iri"] == shown["iri"] for iri in cited)


@pytest.mark.parametrize("key", ["nothing", "fournil", "a/b", "id/", "http://elsewhere.example/"])
def test_an_unknown_key_is_not_found(key: str, client: Any) -> None:
    answer = client.get(f"/api/v1/entities/{key}")
    assert answer.status_code == 404
    assert answer.json()["detail"].keys() == {"fr", "en"}


def test_sources_tell_their_publisher(get: Get) -> None:
    sources = {source["id"]: source for source in get("/api/v1/sources")}
    assert {file.source for file in FILES} < sources.keys()
    assert sources["carnet de notes"]["publisher"] == "Maison des associations"


@pytest.mark.parametrize("algorithm", ["leiden", "louvain"])
def test_communities_are_named_and_counted(algorithm: str, get: Get) -> None:
    communities = get("/api/v1/communities", algorithm=algorithm)
    assert communities
    assert all(len(each["members"]) == each["size"] and each["name"] for each in communities)


def test_cooperations_of_one_actor_are_its_own(get: Get, fournil: str) -> None:
    pairs = get("/api/v1/cooperations", **{"for": fournil, "limit": 5})
    assert pairs
    assert all(fournil in pair["a"]["iri"] + pair["b"]["iri"] for pair in pairs)


def test_every_named_question_is_listed(get: Get) -> None:
    assert [each["name"] for each in get("/api/v1/questions")] == list(load_catalogue())


def test_a_question_takes_its_parameters_from_the_address(get: Get) -> None:
    table = get("/api/v1/questions/rare_skills", maximum=2)
    assert table["columns"] == ["skill", "holders"]
    assert {row[1] for row in table["rows"]} == {"1", "2"}


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/api/v1/questions/nope", 404),
        ("/api/v1/questions/rare_skills?foo=1", 400),
        ("/api/v1/questions/rare_skills?maximum=many", 400),
        ("/api/v1/cooperations?for=nobody-at-all", 404),
        ("/api/v1/network?around=nobody-at-all", 404),
    ],
)
def test_a_fault_in_a_question_has_its_status(path: str, status: int, client: Any) -> None:
    answer = client.get(path)
    assert answer.status_code == status
    assert answer.json()["detail"].keys() == {"fr", "en"}


def test_the_network_comes_in_columns_of_one_length(get: Get) -> None:
    network = get("/api/v1/network", limit=50)
    assert {len(column) for column in network["nodes"].values()} == {50}
    assert network["total"] > 50
    assert all(0 <= end < 50 for ends in network["edges"].values() for end in ends)


def test_the_network_around_an_actor_holds_it(get: Get, fournil: str) -> None:
    network = get("/api/v1/network", around=fournil, limit=5)
    assert fournil in network["nodes"]["key"]
    assert len(network["nodes"]["key"]) == 6


def test_sparql_answers_by_get_and_by_post(client: Any) -> None:
    query = "SELECT ?name { ?a rdfs:label ?name FILTER(?name = 'Fournil des Deux Rives') }"
    by_get = client.get("/sparql", params={"query": query}).json()
    by_form = client.post("/sparql", data={"query": query}).json()
    direct = {"Content-Type": "application/sparql-query"}
    by_body = client.post("/sparql", content=query, headers=direct).json()
    assert by_get == by_form == by_body
    assert by_get["results"]["bindings"]


def test_sparql_answers_head_and_options(client: Any) -> None:
    assert client.head("/sparql", params={"query": "ASK {}"}).status_code == 200
    assert client.options("/sparql").headers["Allow"] == "GET, HEAD, OPTIONS, POST"


def test_sparql_without_a_query_describes_itself(client: Any) -> None:
    answer = client.get("/sparql", headers={"Accept": "text/turtle"})
    assert "sd:Service" in answer.text


def test_a_project_is_told_who_should_join_it(get: Get) -> None:
    joins = get("/api/v1/cooperations/projects", limit=5)
    assert joins and all(one["reasons"] for one in joins)
    project = joins[0]["project"]["iri"]
    of_one = get("/api/v1/cooperations/projects", **{"for": project})
    assert {one["project"]["iri"] for one in of_one} == {project}
