"""What a query cannot do to a real server, and a server that runs on another address."""

import re
import socket
import threading
import time
from collections.abc import Iterator

import httpx
import pytest
from clients.conftest import DEADLINE

from tisserand.bootstrap import Workspace
from tisserand.errors import InputError
from tisserand.settings import Settings

RUNAWAY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
COUNT = "SELECT (COUNT(*) AS ?n) { ?s a tis:Association }"


@pytest.fixture
def listener() -> Iterator[tuple[str, list[object]]]:
    """An address of this machine, and who connected to it."""
    connected: list[object] = []
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.settimeout(0.1)
        closing = threading.Event()

        def accept() -> None:
            while not closing.is_set():
                try:
                    client, address = listening.accept()
                except TimeoutError:
                    continue
                connected.append(address)
                client.close()

        thread = threading.Thread(target=accept)
        thread.start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}/", connected
        closing.set()
        thread.join()


def ask(endpoint: str, query: str) -> httpx.Response:
    return httpx.get(endpoint, params={"query": query}, timeout=60)


def test_a_runaway_query_ends_at_its_deadline_and_the_next_one_answers(endpoint: str) -> None:
    start = time.monotonic()
    runaway = ask(endpoint, RUNAWAY)
    took = time.monotonic() - start
    assert runaway.status_code == 504
    assert "2 secondes" in runaway.text
    assert runaway.headers["Retry-After"]
    assert DEADLINE <= took < DEADLINE + 5
    assert ask(endpoint, COUNT).json()["results"]["bindings"][0]["n"]["value"] > "0"


def test_others_are_answered_while_a_query_runs_away(endpoint: str, server: str) -> None:
    thread = threading.Thread(target=ask, args=(endpoint, RUNAWAY))
    thread.start()
    answers = [ask(endpoint, COUNT), httpx.get(f"{server}/api/v1/sources", timeout=60)]
    assert thread.is_alive()
    thread.join()
    assert [answer.status_code for answer in answers] == [200, 200]


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * {{ SERVICE <{address}> {{ ?s ?p ?o }} }}",
        "SELECT * {{ SERVICE SILENT <{address}> {{ ?s ?p ?o }} }}",
        "SELECT * {{ \\u0053ERVICE <{address}> {{ ?s ?p ?o }} }}",
        "SELECT * {{ ?s a tis:Source BIND(IRI('{address}') AS ?e) SERVICE ?e {{ ?a ?b ?c }} }}",
        "SELECT * FROM <{address}> {{ ?s ?p ?o }}",
        "LOAD <{address}>",
        "LOAD SILENT <{address}> INTO GRAPH <{address}>",
    ],
)
@pytest.mark.parametrize("method", ["query", "update", "body"])
def test_no_query_reaches_another_server(
    query: str, method: str, endpoint: str, listener: tuple[str, list[object]]
) -> None:
    address, connected = listener
    text = query.format(address=address)
    if method == "body":
        kind = {"Content-Type": "application/sparql-query"}
        answer = httpx.post(endpoint, content=text, headers=kind, timeout=60)
    else:
        answer = httpx.post(endpoint, data={method: text}, timeout=60)
    assert answer.status_code in (200, 400, 403)
    if answer.status_code == 200:
        assert answer.json()["results"]["bindings"] in ([], [{}]) or "SILENT" in text
    time.sleep(0.15)
    assert connected == []


def test_a_server_on_another_address_than_its_iris_works(server: str) -> None:
    found = httpx.get(f"{server}/api/v1/entities", params={"q": "fournil"}).json()[0]
    assert found["iri"].startswith("http://127.0.0.1:8000/id/")
    path = found["iri"].removeprefix("http://127.0.0.1:8000")
    page = httpx.get(server + path, headers={"Accept": "text/html"})
    links = re.findall(r'(?:href|src|action)="([^"]+)"', page.text)
    ours = [link for link in links if not link.startswith(("#", "https://"))]
    assert any(link.startswith("/id/") for link in ours)
    assert all(link.startswith("/") for link in ours)
    assert all(httpx.get(server + link).status_code == 200 for link in sorted(set(ours))[:10])


@pytest.mark.parametrize("given", ["", "soon", "0", "-1", "nan", "inf"])
def test_a_deadline_that_is_no_duration_is_told(given: str) -> None:
    settings = Settings.from_environment(environment={"TISSERAND_SPARQL_DEADLINE": given})
    with pytest.raises(InputError, match="TISSERAND_SPARQL_DEADLINE"):
        assert Workspace(settings).sparql
