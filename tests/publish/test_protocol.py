"""The endpoint over HTTP, as clients use it."""

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import parse_qsl, urlsplit

import pytest
from publish.frozen import FrozenDataset
from pyoxigraph import Literal, NamedNode, Quad
from rdflib import Dataset, Graph
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import CSV, JSON, POST, POSTDIRECTLY, TURTLE, XML, SPARQLWrapper

from tisserand.ontology.records import Visibility
from tisserand.publish.protocol import Response, handle_protocol
from tisserand.publish.sparql import SparqlService

PUBLIC = Visibility.PUBLIC
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
DIRECT = {"Content-Type": "application/sparql-query"}


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SparqlService]:
    name = NamedNode("http://example.org/name")
    quads = [Quad(NamedNode("http://example.org/1"), name, Literal("Été", language="fr"))]
    service = SparqlService(FrozenDataset(tmp_path_factory.mktemp("http"), quads), deadline=1.0)
    yield service
    service.close()


@pytest.fixture(scope="module")
def endpoint(service: SparqlService) -> Iterator[str]:
    """The address of the endpoint on a real HTTP server."""

    class Carrier(BaseHTTPRequestHandler):
        def answer(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            parameters = parse_qsl(urlsplit(self.path).query, keep_blank_values=True)
            status, headers, answer = handle_protocol(
                service, self.command, dict(self.headers), parameters, body, PUBLIC
            )
            self.send_response(status)
            for name, value in headers:
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(answer)

        do_GET = do_POST = answer  # noqa: N815  # the names that the server calls

        def log_message(self, format: str, *args: object) -> None:
            """Tests are silent."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Carrier) as server:
        Thread(target=server.serve_forever).start()
        yield f"http://127.0.0.1:{server.server_port}/sparql"
        server.shutdown()


def send(
    service: SparqlService,
    method: str,
    headers: dict[str, str] | None = None,
    body: bytes = b"",
    **parameters: str,
) -> Response:
    return handle_protocol(service, method, headers or {}, list(parameters.items()), body, PUBLIC)


@pytest.mark.parametrize("method", ["GET", POST])
@pytest.mark.parametrize("result_format", [JSON, XML, CSV])
def test_sparqlwrapper_reads_the_endpoint(method: str, result_format: str, endpoint: str) -> None:
    client = SPARQLWrapper(endpoint)
    client.setMethod(method)
    client.setReturnFormat(result_format)
    client.setQuery("SELECT ?name { ?s ?p ?name }")
    answer = client.query()
    body = answer.response.read().decode()
    assert "Été" in body


def test_sparqlwrapper_posts_directly_and_reads_a_graph(endpoint: str) -> None:
    client = SPARQLWrapper(endpoint)
    client.setMethod(POST)
    client.setRequestMethod(POSTDIRECTLY)
    client.setReturnFormat(TURTLE)
    client.setQuery("CONSTRUCT WHERE { ?s ?p ?o }")
    assert "Été" in client.query().convert().decode()


@pytest.mark.parametrize("kind", [Graph, Dataset])
def test_rdflib_reads_the_endpoint(kind: type[Graph], endpoint: str) -> None:
    graph = kind(store=SPARQLStore(endpoint))
    assert [str(name) for (name,) in graph.query("SELECT ?name { ?s ?p ?name }")] == ["Été"]


def test_head_says_what_get_would_without_the_body(service: SparqlService) -> None:
    status, headers, body = send(service, "HEAD", query="ASK {}")
    assert (status, body) == (200, b"")
    assert dict(headers)["Content-Type"] == "application/sparql-results+json"


def test_options_tells_the_methods(service: SparqlService) -> None:
    assert send(service, "OPTIONS")[:2] == (204, [("Allow", "GET, HEAD, OPTIONS, POST")])


@pytest.mark.parametrize(
    ("method", "headers", "body", "parameters", "status"),
    [
        ("GET", {}, b"", {"other": "1"}, 400),
        ("GET", {}, b"", {"query": "ASK {"}, 400),
        ("GET", {}, b"", {"query": "ASK {}", "update": "CLEAR ALL"}, 403),
        ("GET", {"Accept": "image/png"}, b"", {"query": "ASK {}"}, 406),
        ("GET", {"Accept": "image/png"}, b"", {}, 406),
        ("GET", {}, b"", {"query": "ASK {}", "default-graph-uri": "javascript:1"}, 400),
        ("DELETE", {}, b"", {"query": "ASK {}"}, 405),
        ("POST", {}, b"ASK {}", {}, 415),
        ("POST", FORM, b"query=%FF", {}, 400),
        ("POST", FORM, b"", {}, 400),
        ("POST", DIRECT, b"\xff", {}, 400),
        ("POST", DIRECT, b"ASK {}", {"query": "ASK {}"}, 400),
        ("POST", {"Content-Type": "application/sparql-query; charset=latin-1"}, b"ASK {}", {}, 415),
        ("POST", {"Content-Type": "application/sparql-update"}, b"CLEAR ALL", {}, 403),
        ("POST", DIRECT, b"ASK { SERVICE <http://127.0.0.1:9/> {} }", {}, 403),
        ("POST", DIRECT, b"ASK {}" + b" " * (1 << 20), {}, 413),
    ],
)
def test_each_fault_has_its_status(
    method: str,
    headers: dict[str, str],
    body: bytes,
    parameters: dict[str, str],
    status: int,
    service: SparqlService,
) -> None:
    answer = send(service, method, headers, body, **parameters)
    assert answer[0] == status
    assert answer[2]


def test_an_error_is_told_in_french_then_in_english(service: SparqlService) -> None:
    _, headers, body = send(service, "GET", query="ASK {")
    french, english = body.decode().splitlines()
    assert french.startswith("La requête SPARQL ne se lit pas")
    assert english.startswith("The SPARQL query cannot be read")
    assert dict(headers)["Content-Type"] == "text/plain; charset=utf-8"


def test_a_deadline_is_told_as_such(tmp_path: Path) -> None:
    quads = [
        Quad(NamedNode(f"http://a/{n}"), NamedNode("http://p"), Literal(n)) for n in range(2000)
    ]
    service = SparqlService(FrozenDataset(tmp_path, quads), deadline=0.3)
    cartesian = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
    status, headers, _ = send(service, "GET", query=cartesian)
    assert (status, dict(headers)["Retry-After"]) == (504, "10")
    assert send(service, "GET", query="ASK {}")[0] == 200
    service.close()
