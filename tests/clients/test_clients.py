"""SPARQL clients that others wrote read the endpoint of a real server."""

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest
from clients.conftest import COMUNICA
from rdflib import RDFS, Dataset, Graph, URIRef
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import JSON, N3, POST, POSTDIRECTLY, TURTLE, URLENCODED, XML, SPARQLWrapper

from tisserand.ontology.namespaces import TIS

FOURNIL = "Fournil des Deux Rives"
SKILLS_OF_FOURNIL = f"""
PREFIX tis: <{TIS}> PREFIX rdfs: <{RDFS}>
SELECT ?label {{ ?actor rdfs:label "{FOURNIL}" ; tis:hasSkill/rdfs:label ?label
  FILTER(LANG(?label) IN ("", "fr")) }} ORDER BY ?label"""
OVEN = "maçonnerie de four à bois"


def wrapper(endpoint: str, query: str, form: str, method: str = "GET") -> SPARQLWrapper:
    client = SPARQLWrapper(endpoint)
    client.setReturnFormat(form)
    client.setMethod(method)
    client.setQuery(query)
    return client


@pytest.mark.parametrize("method", ["GET", POST])
@pytest.mark.parametrize("request_method", [URLENCODED, POSTDIRECTLY])
def test_sparqlwrapper_selects(method: str, request_method: str, endpoint: str) -> None:
    client = wrapper(endpoint, SKILLS_OF_FOURNIL, JSON, method)
    client.setRequestMethod(request_method)
    answer: Any = client.query().convert()
    labels = {row["label"]["value"].lower() for row in answer["results"]["bindings"]}
    assert OVEN in labels


def test_sparqlwrapper_asks(endpoint: str) -> None:
    for name, known in ((FOURNIL, True), ("Fournil des Trois Rives", False)):
        query = f'ASK {{ ?actor <{RDFS.label}> "{name}" }}'
        answer: Any = wrapper(endpoint, query, JSON).query().convert()
        assert answer["boolean"] is known
        xml: Any = wrapper(endpoint, query, XML).query().convert()
        assert xml.getElementsByTagName("boolean")[0].firstChild.data == str(known).lower()


@pytest.mark.parametrize("form", [TURTLE, N3, XML])
@pytest.mark.parametrize("method", ["GET", POST])
def test_sparqlwrapper_constructs(method: str, form: str, endpoint: str) -> None:
    query = f'CONSTRUCT WHERE {{ ?actor <{RDFS.label}> "{FOURNIL}" ; a ?kind }}'
    answer: Any = wrapper(endpoint, query, form, method).query().convert()
    graph = answer if isinstance(answer, Graph) else Graph().parse(data=answer, format="turtle")
    assert (None, None, URIRef(f"{TIS}Association")) in graph


@pytest.mark.parametrize("kind", [Graph, Dataset])
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_rdflib_selects(kind: type[Graph], method: str, endpoint: str) -> None:
    graph = kind(store=SPARQLStore(endpoint, method=method))
    labels = {str(row[0]).lower() for row in graph.query(SKILLS_OF_FOURNIL)}  # type: ignore[index]
    assert OVEN in labels


def test_rdflib_reads_triples_of_the_default_graph(endpoint: str) -> None:
    graph = Graph(store=SPARQLStore(endpoint))
    actors = list(graph.subjects(RDFS.label, None, unique=True))
    assert len(actors) > 100
    fournil = next(graph.subjects(predicate=URIRef(f"{TIS}name"), object=None))
    assert list(graph.predicate_objects(fournil))


def test_rdflib_reads_a_named_graph(endpoint: str) -> None:
    dataset = Dataset(store=SPARQLStore(endpoint))
    names = dataset.query("SELECT DISTINCT ?g { GRAPH ?g { ?s a ?kind } }")
    graphs = {str(row[0]) for row in names}  # type: ignore[index]
    assert "http://127.0.0.1:8000/source/subventions" in graphs


def ask_comunica(comunica: Path, *arguments: str) -> list[dict[str, str]]:
    command = ["node", str(COMUNICA / "query.js"), *arguments]
    environment = os.environ | {"COMUNICA": str(comunica)}
    run = subprocess.run(
        command, env=environment, capture_output=True, text=True, timeout=120, check=False
    )
    assert run.returncode == 0, run.stderr
    return [json.loads(line) for line in run.stdout.splitlines()]


def test_comunica_selects(comunica: Path, endpoint: str) -> None:
    rows = ask_comunica(comunica, endpoint, SKILLS_OF_FOURNIL)
    assert OVEN in {row["label"].lower() for row in rows}


def test_comunica_counts_what_the_endpoint_counts(comunica: Path, endpoint: str) -> None:
    query = f"SELECT (COUNT(?a) AS ?n) {{ ?a a <{TIS}Association> }}"
    answer: Any = wrapper(endpoint, query, JSON).query().convert()
    assert ask_comunica(comunica, endpoint, query) == [
        {"n": answer["results"]["bindings"][0]["n"]["value"]}
    ]


def test_comunica_shows_persons_to_an_agent_only(comunica: Path, endpoint: str, token: str) -> None:
    query = f"SELECT ?p {{ ?p a <{TIS}Person> }} LIMIT 3"
    assert ask_comunica(comunica, endpoint, query) == []
    assert len(ask_comunica(comunica, endpoint, query, token)) == 3
