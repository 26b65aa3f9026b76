"""The IRIs of the graph lead to what they name."""

import json
from typing import Any
from urllib.parse import quote

import pytest
from rdflib import DCTERMS, RDF, RDFS, Graph, Literal, URIRef

from tisserand.bootstrap import Workspace
from tisserand.ontology.namespaces import TIS
from tisserand.ontology.records import Visibility

BASE = "http://127.0.0.1:8000/"
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
FORMATS = {"text/turtle": "turtle", "application/ld+json": "json-ld"}


def parse(answer: Any) -> Graph:
    media_type = answer.headers["Content-Type"].partition(";")[0]
    return Graph().parse(data=answer.text, format=FORMATS[media_type])


@pytest.mark.parametrize(
    ("accept", "given"),
    [
        (BROWSER, "text/html"),
        ("*/*", "text/html"),
        ("text/turtle", "text/turtle"),
        ("application/ld+json", "application/ld+json"),
        ("text/html;q=0.5, text/turtle", "text/turtle"),
        ("application/*", "application/ld+json"),
    ],
)
def test_a_thing_comes_in_the_format_preferred(
    accept: str, given: str, client: Any, fournil: str
) -> None:
    answer = client.get(f"/id/{fournil}", headers={"Accept": accept})
    assert answer.status_code == 200
    assert answer.headers["Content-Type"].startswith(given)
    assert set(answer.headers["Vary"].split(", ")) == {"Accept", "Authorization", "Cookie"}


@pytest.mark.parametrize("path", ["/id/carnet1", "/source/subventions"])
@pytest.mark.parametrize("accept", ["image/png", "text/html;q=0", "application/json"])
def test_a_format_that_is_not_offered_is_refused(path: str, accept: str, client: Any) -> None:
    answer = client.get(path, headers={"Accept": accept})
    assert answer.status_code == 406
    assert "text/turtle" in answer.json()["detail"]["fr"]


def test_turtle_and_json_ld_say_the_same(client: Any, fournil: str) -> None:
    turtle, json_ld = (
        parse(client.get(f"/id/{fournil}", headers={"Accept": accept})) for accept in FORMATS
    )
    assert set(turtle) == set(json_ld)
    thing = URIRef(f"{BASE}id/{fournil}")
    assert (thing, RDF.type, URIRef(f"{TIS}Association")) in turtle
    assert (thing, RDFS.label, Literal("Fournil des Deux Rives")) in turtle


def test_a_thing_that_another_name_calls_moves_for_good(
    work: Workspace, client: Any, fournil: str
) -> None:
    with work.read(Visibility.PUBLIC) as reader:
        entity = reader.entity(fournil)
    assert entity is not None
    merged = sorted(entity.records.keys() - {fournil})
    assert merged
    for key in merged:
        answer = client.get(f"/id/{key}")
        assert (answer.status_code, answer.headers["Location"]) == (301, f"/id/{fournil}")


def test_a_record_leads_to_its_thing(client: Any, fournil: str) -> None:
    answer = client.get(f"/record/{fournil}")
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/id/{fournil}")


@pytest.mark.parametrize("path", ["/id/nothing", "/record/nothing", "/source/nothing"])
def test_what_does_not_exist_is_told_to_programs_and_to_people(path: str, client: Any) -> None:
    to_program = client.get(path)
    assert to_program.status_code == 404
    assert "nothing" in to_program.json()["detail"]["fr"]
    to_person = client.get(path, headers={"Accept": BROWSER})
    assert to_person.status_code == 404
    assert "<h1>" in to_person.text


@pytest.mark.parametrize("accept", FORMATS)
def test_a_source_is_described_in_rdf(accept: str, client: Any) -> None:
    path = "/source/" + quote("carnet de notes")
    graph = parse(client.get(path, headers={"Accept": accept}))
    source = URIRef(BASE + path.removeprefix("/"))
    said = {str(predicate): str(value) for predicate, value in graph.predicate_objects(source)}
    assert said["http://purl.org/dc/elements/1.1/publisher"] == "Maison des associations"
    assert said[str(DCTERMS.license)].startswith("https://www.etalab.gouv.fr/")
    assert said[str(DCTERMS.issued)] == "2024"
    assert said["http://rdfs.org/ns/void#entities"] == "4"


def test_the_page_of_a_source_counts_what_one_may_see(
    client: Any, agent: dict[str, str], work: Workspace
) -> None:
    for role, headers in ((Visibility.PUBLIC, {}), (Visibility.AGENT, agent)):
        with work.read(role) as reader:
            records = sum(1 for _ in reader.records_of_source("annuaire-ess"))
        page = client.get("/source/annuaire-ess", headers={"Accept": BROWSER} | headers).text
        assert f"<td>{records}</td>" in page


def test_the_provenance_graph_of_a_source_leads_to_it(client: Any) -> None:
    answer = client.get("/source/carnet%20de%20notes/provenance")
    assert answer.status_code == 303
    assert answer.headers["Location"] == "/source/carnet%20de%20notes"


def test_every_source_that_is_published_resolves(client: Any) -> None:
    query = "SELECT DISTINCT ?source { ?source a tis:Source }"
    answer = client.get("/sparql", params={"query": query}).json()
    for row in answer["results"]["bindings"]:
        path = "/" + row["source"]["value"].removeprefix(BASE)
        assert client.get(path, headers={"Accept": "text/turtle"}).status_code == 200, path


def test_the_ontology_is_turtle(client: Any) -> None:
    graph = parse(client.get("/ontology"))
    assert list(graph.objects(URIRef(f"{TIS}Association"), RDFS.label))


def test_json_ld_holds_its_context(client: Any, fournil: str) -> None:
    answer = client.get(f"/id/{fournil}", headers={"Accept": "application/ld+json"})
    assert json.loads(answer.text)["@context"]["Association"] == "tis:Association"


def test_head_answers_without_a_body(client: Any, fournil: str) -> None:
    for path in (f"/id/{fournil}", "/source/subventions", "/ontology"):
        assert client.head(path, headers={"Accept": "*/*"}).status_code == 200, path
