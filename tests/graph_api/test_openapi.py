"""What the API says of itself: a golden file, an example on every route, and live answers alike.

To refresh the golden file: `TISSERAND_REFRESH=1 pytest tests/graph_api/test_openapi.py`.
"""

import json
import os
import re
from pathlib import Path
from typing import Any

import pytest
from clients.demonstration import NAMESAKES
from pydantic import TypeAdapter
from rdflib import Graph

from tisserand.demo.territory import NEAR, QUESTION
from tisserand.graph_api.examples import SPARQL_QUERY, load_examples
from tisserand.graph_api.routes import (
    entities,
    funding,
    groups,
    helpers,
    network,
    provenance,
    questions,
    territories,
)
from tisserand.graph_api.schemas import Problem
from tisserand.publish.serialisations import context

FUNDED = "restaurer un four à pain à Craon, budget 14 000 €"
GOLDEN = Path(__file__).parent / "openapi.json"
API = (helpers, groups, funding, entities, network, provenance, questions, territories)
MODELS = {
    route.path_format: route.response_model
    for module in API
    for route in module.router.routes
    if "GET" in route.methods
}
LIVE = {
    "ask": ("/api/v1/ask", {"need": QUESTION, "near": NEAR}),
    "team": ("/api/v1/team", {"wanted": QUESTION, "near": NEAR}),
    "funding": ("/api/v1/funding", {"wanted": FUNDED, "date": "2024-03-15"}),
    "similar": ("/api/v1/similar", {"wanted": FUNDED}),
    "rare_skills": ("/api/v1/rare-skills", {}),
    "gaps": ("/api/v1/gaps", {}),
    "found": ("/api/v1/entities", {"q": "fournil des deux rives"}),
    "entity": ("/api/v1/entities/{key}", {}),
    "why": ("/api/v1/why", {"what": "{key}"}),
    "disagreements": ("/api/v1/disagreements", {"limit": "1"}),
    "sources": ("/api/v1/sources", {}),
    "communities": ("/api/v1/communities", {}),
    "brokers": ("/api/v1/brokers", {}),
    "cooperations": ("/api/v1/cooperations", {}),
    "questions": ("/api/v1/questions", {}),
    "table": ("/api/v1/questions/rare_skills", {}),
    "network": ("/api/v1/network", {"around": "{key}"}),
}
PROBLEMS = {
    400: ("/api/v1/ask?need=four&near=Zorglub", {}),
    401: ("/api/v1/sources", {"Authorization": "Bearer nope"}),
    404: ("/api/v1/entities/nulle-part", {}),
    406: ("/id/carnet1", {"Accept": "image/png"}),
}


@pytest.fixture(scope="module")
def openapi(app: Any) -> dict[str, Any]:
    described: dict[str, Any] = app.openapi()
    return described


def operations(openapi: dict[str, Any]) -> list[tuple[str, str, dict[str, Any]]]:
    return [
        (path, method, operation)
        for path, item in openapi["paths"].items()
        for method, operation in item.items()
    ]


def test_the_api_is_the_one_that_was_agreed(openapi: dict[str, Any]) -> None:
    told = json.dumps(openapi, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    if os.environ.get("TISSERAND_REFRESH"):
        GOLDEN.write_text(told, encoding="utf-8")
    assert json.loads(told) == json.loads(GOLDEN.read_text(encoding="utf-8")), __doc__


def test_the_contract_of_the_house_is_there(openapi: dict[str, Any]) -> None:
    names = ("ask", "entities", "communities", "cooperations", "questions", "sources", "network")
    paths = {f"/api/v1/{name}" for name in names} | {"/id/{key}", "/record/{key}", "/sparql"}
    assert paths <= openapi["paths"].keys()


def test_every_answer_documented_has_an_example(openapi: dict[str, Any]) -> None:
    for path, method, operation in operations(openapi):
        for status, answer in operation["responses"].items():
            if status == "422" or (path, status) == ("/record/{key}", "303"):
                continue
            examples = [content.get("example") for content in answer["content"].values()]
            assert all(examples) and examples, (path, method, status)


def test_every_route_tells_what_an_unknown_token_gets(openapi: dict[str, Any]) -> None:
    for path, method, operation in operations(openapi):
        if path not in ("/ontology", "/api/v1/questions"):
            assert "401" in operation["responses"], (path, method)


def test_every_route_is_told_in_french_and_in_english(openapi: dict[str, Any]) -> None:
    for path, _, operation in operations(openapi):
        assert re.search(r"\. · [A-Z]|\.\n\n", operation["description"]), path
        assert operation["summary"]


@pytest.mark.parametrize("path", sorted(MODELS))
def test_the_example_of_a_route_is_of_its_shape(path: str, openapi: dict[str, Any]) -> None:
    answer = openapi["paths"][path]["get"]["responses"]["200"]["content"]["application/json"]
    TypeAdapter(MODELS[path]).validate_python(answer["example"])


@pytest.mark.parametrize("status", sorted(load_examples()["problems"]))
def test_the_example_of_an_error_is_of_its_shape(status: int) -> None:
    Problem.model_validate(load_examples()["problems"][status])


@pytest.mark.parametrize("name", sorted(LIVE))
def test_a_live_answer_looks_like_its_example(name: str, get: Any, fournil: str) -> None:
    path, parameters = LIVE[name]
    filled = {key: value.format(key=fournil) for key, value in parameters.items()}
    assert_alike(load_examples()[name], get(path.format(key=fournil), **filled), name)


@pytest.mark.parametrize("status", sorted(PROBLEMS))
def test_a_live_error_looks_like_its_example(status: int, client: Any) -> None:
    path, headers = PROBLEMS[status]
    answer = client.get(path, headers=headers)
    assert answer.status_code == status
    assert answer.json() == load_examples()["problems"][status]


def test_a_name_that_several_bear_is_refused_as_documented(client: Any) -> None:
    answer = client.get("/api/v1/cooperations", params={"for": NAMESAKES})
    assert answer.status_code == 403
    assert NAMESAKES in answer.json()["detail"]["fr"]
    assert_alike(load_examples()["problems"][403], answer.json(), "403")


def test_the_sparql_examples_are_live(client: Any) -> None:
    live = client.get("/sparql", params={"query": SPARQL_QUERY}).json()
    assert_alike(load_examples()["sparql"]["solutions"], live, "solutions")
    assert Graph().parse(data=load_examples()["sparql"]["graph"], format="turtle")
    for status, told in load_examples()["sparql"]["problems"].items():
        assert status in (400, 403, 406, 503, 504)
        assert len(told.splitlines()) == 2


@pytest.mark.parametrize("name", ["thing", "source", "ontology"])
def test_examples_of_linked_data_are_rdf(name: str) -> None:
    examples = load_examples()[name]
    turtle = Graph().parse(data=examples["text/turtle"], format="turtle")
    assert len(turtle) > 3
    if "application/ld+json" in examples:
        document = examples["application/ld+json"] | {"@context": context()}
        assert set(Graph().parse(data=json.dumps(document), format="json-ld")) == set(turtle)


def test_the_docs_load_nothing_from_elsewhere(client: Any) -> None:
    page = client.get("/docs")
    assert page.status_code == 200
    loaded = re.findall(r'(?:src|href)="([^"]+)"', page.text)
    assert loaded
    assert all(re.match(r"/[^/]", address) for address in loaded)
    assert all(client.get(address).status_code == 200 for address in loaded)
    assert "http" not in page.text


def assert_alike(example: Any, live: Any, where: str) -> None:
    """Same keys, all the way down; a list has an item that each item of the example is like."""
    if isinstance(example, dict) and isinstance(live, dict):
        assert example.keys() == live.keys(), where
        for key in example:
            assert_alike(example[key], live[key], f"{where}.{key}")
    elif isinstance(example, list) and isinstance(live, list):
        assert bool(example) == bool(live), where
        if live:
            for item in example:
                assert_alike(item, live[0], f"{where}[]")
    elif example is not None and live is not None:
        number = (int, float)
        kinds = [number if isinstance(each, number) else type(each) for each in (example, live)]
        assert kinds[0] == kinds[1], where
