"""A store of each kind, and a report to weave into it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fixtures.readings import REPORT, extractor, write_report
from neo4j_server.fixture import Neo4jServer

from tisserand.ingest.readings.weaving import ingest_report
from tisserand.ingest.report import IngestReport
from tisserand.ontology.records import Entity, EntityLink, Visibility
from tisserand.reference.places import Gazetteer, load_gazetteer
from tisserand.reference.thesaurus import Thesaurus, load_thesaurus
from tisserand.store.neo4j import open_neo4j
from tisserand.store.port import GraphStore, View
from tisserand.store.sqlite import open_sqlite

BASE = "https://graphe.example/"
Weave = Callable[..., IngestReport]
Seen = Callable[[str], tuple[Entity, list[EntityLink]]]


@pytest.fixture(params=["sqlite", pytest.param("neo4j", marks=pytest.mark.neo4j)])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[GraphStore]:
    opened: GraphStore
    if request.param == "sqlite":
        opened = open_sqlite(tmp_path / "graph.sqlite", BASE)
    else:
        server: Neo4jServer = request.getfixturevalue("empty_neo4j")
        opened = open_neo4j(server.address, server.user, server.password, BASE)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def gazetteer() -> Gazetteer:
    return load_gazetteer()


@pytest.fixture(scope="session")
def thesaurus() -> Thesaurus:
    return load_thesaurus()


@pytest.fixture
def weave(store: GraphStore, tmp_path: Path, gazetteer: Gazetteer, thesaurus: Thesaurus) -> Weave:
    """Weaves a text as the report of a source."""

    def woven(text: str = REPORT, source: str = "compte-rendu") -> IngestReport:
        return ingest_report(
            store,
            write_report(tmp_path, text),
            source_id=source,
            extractor=extractor,
            gazetteer=gazetteer,
            thesaurus=thesaurus,
        )

    return woven


@pytest.fixture
def seen(store: GraphStore) -> Seen:
    """An entity as an agent sees it, by name, with its links."""

    def entity(name: str) -> tuple[Entity, list[EntityLink]]:
        with store.read(View(Visibility.AGENT)) as reader:
            key = next(hit.key for hit in reader.find(name) if hit.name == name)
            found = reader.entity(key)
            assert found is not None
            return found, reader.links(key)

    return entity
