"""What is written in the store is soon read at the endpoint."""

import time
from pathlib import Path

from contracts.territory import territory

from tisserand.ontology.records import Visibility
from tisserand.publish.dataset import Publisher
from tisserand.publish.sparql import SparqlService
from tisserand.store.sqlite import open_sqlite

COUNT = "SELECT (COUNT(*) AS ?n) { ?s a tis:Grant }"


def test_a_write_is_read_at_the_endpoint_a_moment_later(tmp_path: Path) -> None:
    store = open_sqlite(tmp_path / "graph.sqlite", "http://127.0.0.1:8000/")
    service = SparqlService(Publisher(store, tmp_path), freshness=0.0)

    def grants() -> bytes:
        answer = service.query(COUNT, Visibility.PUBLIC, accept="text/csv")
        return answer.body.split()[1]

    assert grants() == b"0"
    store.apply(territory())
    limit = time.monotonic() + 20
    while grants() == b"0" and time.monotonic() < limit:
        time.sleep(0.05)
    assert grants() == b"1"
    service.close()
    store.close()
