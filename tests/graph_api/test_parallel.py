"""Many requests at once: each gets the answer that it would get alone."""

import asyncio
import inspect
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx
import pytest
from clients.demonstration import weave
from contracts.sample import change_set, record, source
from fastapi.routing import APIRoute

from tisserand.bootstrap import Workspace, build_app
from tisserand.demo.territory import NEAR, QUESTION
from tisserand.graph_api.routes import entities, helpers, linked_data, network, questions, sparql
from tisserand.ontology.records import Visibility

REQUESTS = [
    ("/api/v1/ask", {"need": QUESTION, "near": NEAR}),
    ("/api/v1/entities", {"q": "fournil"}),
    ("/api/v1/communities", {}),
    ("/api/v1/cooperations", {"limit": 5}),
    ("/api/v1/network", {"limit": 200}),
    ("/api/v1/questions/rare_skills", {}),
    ("/sparql", {"query": "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"}),
    ("/id/carnet1", {}),
]
THREADS = 8


@pytest.fixture
def fresh(tmp_path: Path) -> Any:
    """A workspace that nobody has asked anything yet: no cache, nothing published."""
    work = weave(tmp_path)
    yield work
    work.close()


def test_the_first_requests_may_come_all_at_once(fresh: Workspace, client: Any) -> None:
    crowd = type(client)(build_app(fresh))
    with ThreadPoolExecutor(THREADS) as threads:
        asked = [request for request in REQUESTS for _ in range(3)]
        answers = list(threads.map(lambda request: crowd.get(request[0], params=request[1]), asked))
    assert [answer.status_code for answer in answers] == [200] * len(asked)
    for request in REQUESTS:
        same = {answer.text for answer, each in zip(answers, asked, strict=True) if each == request}
        alone = crowd.get(request[0], params=request[1]).text
        assert same == {alone}, request


def test_reading_goes_on_while_the_graph_is_written(fresh: Workspace, client: Any) -> None:
    crowd = type(client)(build_app(fresh))
    written = threading.Event()

    def write() -> None:
        for n in range(10):
            added = record(f"extra{n}", f"Atelier numéro {n}", source=f"s{n}")
            fresh.store.apply(change_set(added, sources=[source(f"s{n}")]))
        written.set()

    def read(number: int) -> set[int]:
        statuses = set()
        while not written.is_set():
            path, parameters = REQUESTS[number % 5]
            statuses.add(crowd.get(path, params=parameters).status_code)
        return statuses

    with ThreadPoolExecutor(THREADS) as threads:
        readers = [threads.submit(read, number) for number in range(THREADS - 1)]
        threads.submit(write).result()
        assert set().union(*(reader.result() for reader in readers)) <= {200}
    found = crowd.get("/api/v1/entities", params={"q": "atelier numéro"}).json()
    assert len(found) == 10


def test_a_projection_is_loaded_once_for_a_state_of_the_graph(fresh: Workspace) -> None:
    def load(_: int) -> int:
        with fresh.read(Visibility.AGENT) as reader:
            projection = fresh.projection(reader)
        return id(fresh.picture(projection))

    with ThreadPoolExecutor(THREADS) as threads:
        assert len(set(threads.map(load, range(THREADS)))) == 1


def test_nothing_heavy_runs_on_the_event_loop() -> None:
    modules = (entities, helpers, linked_data, network, questions, sparql)
    routes = [route for module in modules for route in module.router.routes]
    asynchronous = {
        route.path
        for route in routes
        if isinstance(route, APIRoute) and inspect.iscoroutinefunction(route.endpoint)
    }
    assert asynchronous == {"/sparql"}, "SPARQL awaits its body, then asks in a thread"


def test_a_slow_query_keeps_nobody_waiting(app: Any) -> None:
    """One loop serves both: the quick one must not wait for the slow one."""
    slow = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f FILTER(STR(?c) = STR(?f)) }"

    async def both() -> float:
        transport = httpx.ASGITransport(app=app)
        async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
            task = asyncio.create_task(client.get("/sparql", params={"query": slow}, timeout=60))
            await asyncio.sleep(0.1)
            start = time.monotonic()
            answer = await client.get("/api/v1/questions")
            waited = time.monotonic() - start
            assert answer.status_code == 200
            assert not task.done()
            await task
            return waited

    assert asyncio.run(both()) < 2
