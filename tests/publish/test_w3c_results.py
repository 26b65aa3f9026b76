"""The W3C tests of result formats (CSV, TSV, JSON) and of the service description."""

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from publish.frozen import FrozenDataset
from pyoxigraph import Quad, QueryResultsFormat, RdfFormat, parse, parse_query_results
from rdflib import RDF, Graph, Namespace, URIRef

from tisserand.ontology.records import Visibility
from tisserand.publish.protocol import handle_protocol
from tisserand.publish.sparql import SparqlService

SD = Namespace("http://www.w3.org/ns/sparql-service-description#")


@pytest.fixture
def answer(shared_data: Path, tmp_path: Path) -> Iterator[Any]:
    services: list[SparqlService] = []

    def ask(folder: str, data: str, query: str, accept: str) -> bytes:
        place = shared_data / "standards/sparql11" / folder
        found = parse((place / data).read_bytes(), RdfFormat.TURTLE)
        quads = [Quad(t.subject, t.predicate, t.object) for t in found]
        services.append(SparqlService(FrozenDataset(tmp_path, quads)))
        text = (place / query).read_text(encoding="utf-8")
        return services[-1].query(text, Visibility.PUBLIC, accept=accept).body

    yield ask
    for service in services:
        service.close()


def expected(shared_data: Path, folder: str, name: str) -> bytes:
    return (shared_data / "standards/sparql11" / folder / name).read_bytes()


def solutions(body: bytes, shape: QueryResultsFormat) -> list[list[str]]:
    """Rows by variable name; blank nodes are all alike."""
    found: Any = parse_query_results(body, shape)
    names = sorted(variable.value for variable in found.variables)
    rows = [[str(row[name]) for name in names] for row in found]
    return [names, *sorted([["_:b" if v.startswith("_:") else v for v in r] for r in rows])]


@pytest.mark.shared
@pytest.mark.parametrize(
    ("query", "data", "result"),
    [
        ("csvtsv01.rq", "data.ttl", "csvtsv01"),
        ("csvtsv02.rq", "data.ttl", "csvtsv02"),
        ("csvtsv01.rq", "data2.ttl", "csvtsv03"),
    ],
)
def test_tsv_results(query: str, data: str, result: str, answer: Any, shared_data: Path) -> None:
    body = answer("csv-tsv-res", data, query, "text/tab-separated-values")
    wanted = expected(shared_data, "csv-tsv-res", f"{result}.tsv")
    # Oxigraph stores numbers by value: 1.0e6 is 1000000, negativeInteger is integer.
    same = wanted.replace(b"1.0e6", b'"1000000"^^<http://www.w3.org/2001/XMLSchema#double>')
    same = same.replace(b"negativeInteger", b"integer")
    shape = QueryResultsFormat.TSV
    assert solutions(body, shape) == solutions(same, shape)


@pytest.mark.shared
@pytest.mark.parametrize(
    ("query", "data", "result"),
    [
        ("csvtsv01.rq", "data.ttl", "csvtsv01"),
        ("csvtsv02.rq", "data.ttl", "csvtsv02"),
        ("csvtsv01.rq", "data2.ttl", "csvtsv03"),
    ],
)
def test_csv_results(query: str, data: str, result: str, answer: Any, shared_data: Path) -> None:
    def rows(body: bytes) -> list[list[str]]:
        found = list(csv.reader(io.StringIO(body.decode())))
        order = sorted(range(len(found[0])), key=lambda i: found[0][i])
        cells = [["_:b" if row[i].startswith("_:") else row[i] for i in order] for row in found]
        return [cells[0], *sorted(cells[1:])]

    body = answer("csv-tsv-res", data, query, "text/csv")
    wanted = expected(shared_data, "csv-tsv-res", f"{result}.csv")
    assert rows(body) == rows(wanted.replace(b"1.0E6", b"1000000"))


@pytest.mark.shared
@pytest.mark.parametrize("number", ["01", "02"])
def test_json_solutions(number: str, answer: Any, shared_data: Path) -> None:
    accept = "application/sparql-results+json"
    body = answer("json-res", "data.ttl", f"jsonres{number}.rq", accept)
    wanted = expected(shared_data, "json-res", f"jsonres{number}.srj")
    shape = QueryResultsFormat.JSON
    assert solutions(body, shape) == solutions(wanted, shape)


@pytest.mark.shared
@pytest.mark.parametrize("number", ["03", "04"])
def test_json_booleans(number: str, answer: Any, shared_data: Path) -> None:
    accept = "application/sparql-results+json"
    body = answer("json-res", "data.ttl", f"jsonres{number}.rq", accept)
    wanted = expected(shared_data, "json-res", f"jsonres{number}.srj")
    assert json.loads(body)["boolean"] == json.loads(wanted)["boolean"]


# The three tests of service-description/manifest.ttl are words without files: returns-rdf,
# has-endpoint-triple and conforms-to-schema. They need no data, so they always run.


@pytest.fixture
def description(tmp_path: Path) -> Iterator[Graph]:
    service = SparqlService(FrozenDataset(tmp_path, []))
    status, headers, body = handle_protocol(service, "GET", {}, [], b"", Visibility.PUBLIC)
    assert (status, dict(headers)["Content-Type"]) == (200, "text/turtle; charset=utf-8")
    yield Graph().parse(data=body, format="turtle")
    service.close()


def test_a_bare_get_returns_a_description_with_its_endpoint(description: Graph) -> None:
    endpoint = URIRef("http://www.example/sparql")
    assert (endpoint, SD.endpoint, endpoint) in description
    assert (endpoint, RDF.type, SD.Service) in description


def test_the_description_conforms_to_its_schema(description: Graph) -> None:
    service = description.value(predicate=RDF.type, object=SD.Service)
    assert (service, SD.supportedLanguage, SD.SPARQL11Query) in description
    dataset = description.value(service, SD.defaultDataset)
    graph = description.value(dataset, SD.defaultGraph)
    assert (dataset, RDF.type, SD.Dataset) in description
    assert (graph, RDF.type, SD.Graph) in description
    assert all(str(p) in _TERMS for p in description.predicates(service) if p != RDF.type)


_TERMS = {
    str(SD[name])
    for name in ("endpoint", "supportedLanguage", "resultFormat", "defaultDataset", "feature")
}
