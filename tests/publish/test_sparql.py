"""The SPARQL service: right answers, and nothing that a query can harm."""

import json
import socket
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from publish.frozen import FrozenDataset
from pyoxigraph import Literal, NamedNode, Quad

from tisserand.errors import InputError, RefusedError, StoreError
from tisserand.ontology.records import Visibility
from tisserand.publish import sparql
from tisserand.publish.confinement import is_supported
from tisserand.publish.pool import Worker, WorkerDiedError
from tisserand.publish.sparql import SparqlService

PUBLIC = Visibility.PUBLIC
RUNAWAY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
NESTED = f"SELECT {'(' * 5000}1{')' * 5000} {{}}"
UNIONS = f"ASK {{ {' UNION '.join(['{ ?s ?p ?o }'] * 20_000)} }}"
GROUPS = f"ASK {'{' * 3000}{'}' * 3000}"
COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> FrozenDataset:
    name = NamedNode("http://example.org/name")
    graphs = [NamedNode(f"http://example.org/graph/{n}") for n in range(2)]
    quads = [
        Quad(NamedNode(f"http://example.org/{n}"), name, Literal(f"é{n}")) for n in range(2000)
    ]
    quads += [Quad(graph, name, Literal(graph.value), graph) for graph in graphs]
    return FrozenDataset(tmp_path_factory.mktemp("sparql"), quads)


@pytest.fixture(scope="module")
def service(dataset: FrozenDataset) -> Iterator[SparqlService]:
    service = SparqlService(dataset, deadline=1.0)
    yield service
    service.close()


def count(service: SparqlService, **graphs: list[str]) -> int:
    answer = service.query(COUNT, PUBLIC, **graphs, accept="text/csv")  # type: ignore[arg-type]
    return int(answer.body.split()[1])


@pytest.mark.parametrize(
    ("query", "accept", "media_type"),
    [
        ("SELECT ?s {}", None, "application/sparql-results+json"),
        ("SELECT ?s {}", "application/sparql-results+xml", "application/sparql-results+xml"),
        ("SELECT ?s {}", "text/csv", "text/csv; charset=utf-8"),
        ("SELECT ?s {}", "text/tab-separated-values", "text/tab-separated-values; charset=utf-8"),
        ("ASK {}", "text/csv, application/json;q=0.1", "application/json"),
        ("CONSTRUCT WHERE { ?s ?p ?o }", "*/*", "text/turtle; charset=utf-8"),
        ("CONSTRUCT WHERE { ?s ?p ?o }", "application/n-triples", "application/n-triples"),
        ("CONSTRUCT WHERE { ?s ?p ?o }", "application/rdf+xml", "application/rdf+xml"),
        ("DESCRIBE <http://example.org/1>", "application/ld+json", "application/ld+json"),
        ("DESCRIBE <http://example.org/1>", "application/n-quads", "application/n-quads"),
    ],
)
def test_a_client_gets_the_format_that_it_accepts(
    query: str, accept: str | None, media_type: str, service: SparqlService
) -> None:
    answer = service.query(query, PUBLIC, accept=accept)
    assert answer.content_type == media_type
    assert answer.body


def test_a_client_that_accepts_no_format_is_told(service: SparqlService) -> None:
    with pytest.raises(InputError, match="formats acceptés"):
        service.query("ASK {}", PUBLIC, accept="image/png")


def test_graphs_given_replace_the_dataset(service: SparqlService) -> None:
    assert count(service) == 2000
    known = "http://example.org/graph/0"
    assert count(service, default_graph_uris=[known]) == 1
    assert count(service, default_graph_uris=["http://example.org/graph/unknown"]) == 0
    assert count(service, named_graph_uris=[known]) == 0


def test_clients_may_name_the_default_graph(service: SparqlService) -> None:
    assert count(service, default_graph_uris=["urn:x-rdflib:default"]) == 2000
    assert count(service, named_graph_uris=["urn:x-rdflib:default"]) == 0


def test_our_prefixes_need_no_declaration(service: SparqlService) -> None:
    assert service.query("ASK { ?s a tis:Association }", PUBLIC).body


@pytest.mark.parametrize("graph", ["javascript:alert(1)", "http://a b", "", "_:b"])
def test_a_graph_that_is_no_iri_is_refused(graph: str, service: SparqlService) -> None:
    with pytest.raises(InputError, match="graphe"):
        count(service, default_graph_uris=[graph])


@pytest.mark.parametrize("query", ["", "SELECT", "ASK {", "\x00", "ASK {} ASK {}", "é" * 9])
def test_a_malformed_query_is_told(query: str, service: SparqlService) -> None:
    with pytest.raises(InputError, match="ne se lit pas"):
        service.query(query, PUBLIC)


@pytest.mark.parametrize(
    "update", ["INSERT DATA { <a:a> <a:b> 1 }", "CLEAR ALL", "LOAD <http://example.org/>"]
)
def test_an_update_is_not_a_query(update: str, service: SparqlService) -> None:
    with pytest.raises(InputError, match="ne se lit pas"):
        service.query(update, PUBLIC)
    assert count(service) == 2000


def test_a_runaway_query_ends_at_its_deadline_and_the_next_one_answers(
    service: SparqlService,
) -> None:
    start = time.monotonic()
    with pytest.raises(StoreError, match="secondes"):
        service.query(RUNAWAY, PUBLIC)
    assert time.monotonic() - start < 3
    assert count(service) == 2000


@pytest.mark.parametrize("query", [NESTED, UNIONS, GROUPS], ids=["nested", "unions", "groups"])
def test_a_query_that_kills_its_parser_kills_nothing_else(
    query: str, service: SparqlService
) -> None:
    with pytest.raises(InputError, match="trop complexe"):
        service.query(query, PUBLIC)
    assert count(service) == 2000


def test_a_query_that_eats_memory_ends(service: SparqlService) -> None:
    doubling = " ".join(f"BIND(CONCAT(?a{n}, ?a{n}) AS ?a{n + 1})" for n in range(40))
    with pytest.raises((InputError, StoreError)):
        service.query(f"SELECT ?a40 {{ BIND('a' AS ?a0) {doubling} }}", PUBLIC)
    assert count(service) == 2000


def test_an_answer_that_is_too_long_is_refused(
    service: SparqlService, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sparql, "MAXIMUM_ANSWER", 1000)
    with pytest.raises(InputError, match="trop longue"):
        service.query("SELECT * { ?s ?p ?o }", PUBLIC)


def test_a_query_that_is_too_long_is_refused(service: SparqlService) -> None:
    with pytest.raises(InputError, match="octets"):
        service.query("ASK {}" + " " * sparql.MAXIMUM_QUERY, PUBLIC)


@pytest.fixture
def listener() -> Iterator[tuple[int, list[object]]]:
    """A port of this machine, and who connected to it."""
    connected: list[object] = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)

        def accept() -> None:
            try:
                client, address = server.accept()
                connected.append(address)
                client.close()
            except TimeoutError:
                return

        thread = threading.Thread(target=accept)
        thread.start()
        yield server.getsockname()[1], connected
        thread.join()


@pytest.mark.parametrize("form", ["SERVICE", "service", "SERVICE SILENT"])
def test_service_reaches_nothing(
    form: str, service: SparqlService, listener: tuple[int, list[object]]
) -> None:
    port, connected = listener
    query = f"SELECT * {{ {form} <http://127.0.0.1:{port}/> {{ ?s ?p ?o }} }}"
    if "SILENT" in form:
        assert json.loads(service.query(query, PUBLIC).body)["results"]["bindings"] == [{}]
    else:
        with pytest.raises(RefusedError, match="SERVICE"):
            service.query(query, PUBLIC)
    time.sleep(0.25)
    assert connected == []


def test_a_worker_holds_no_secret_of_its_parent(
    dataset: FrozenDataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TISSERAND_NEO4J_PASSWORD", "secret")
    worker = Worker(dataset.checkpoint(PUBLIC))
    environment = Path(f"/proc/{worker.pid}/environ").read_bytes()
    status = Path(f"/proc/{worker.pid}/status").read_text()
    worker.kill()
    assert b"secret" not in environment
    assert is_supported() == ("Seccomp:\t2" in status)


def test_a_worker_on_a_checkpoint_that_is_gone_says_so(tmp_path: Path) -> None:
    with pytest.raises(WorkerDiedError):
        Worker(tmp_path / "gone")


def test_queries_at_once_all_get_their_answer(service: SparqlService) -> None:
    with ThreadPoolExecutor(8) as threads:
        queries = [f"SELECT ?o {{ <http://example.org/{n}> ?p ?o }}" for n in range(60)]
        answers = threads.map(
            lambda query: service.query(query, PUBLIC, accept="text/csv"), queries
        )
    assert [a.body.decode().split()[1] for a in answers] == [f"é{n}" for n in range(60)]


def test_control_characters_do_not_break_xml(service: SparqlService) -> None:
    accept = "application/sparql-results+xml"
    body = service.query("SELECT ('\\u0007a' AS ?x) {}", PUBLIC, accept=accept).body
    assert b"\x07" not in body
    assert b"<literal>a</literal>" in body


def test_closing_ends_every_worker(dataset: FrozenDataset) -> None:
    service = SparqlService(dataset)
    count(service)
    pids = [worker.pid for pool in service._pools.values() for worker in pool._idle]
    service.close()
    assert pids
    assert not any(Path(f"/proc/{pid}").exists() for pid in pids)
