"""The demonstration territory in a workspace, and all that it shows."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from neo4j_server.fixture import Neo4jServer

from tisserand.bootstrap import Workspace
from tisserand.demo.territory import FILES, DemoFile
from tisserand.ingest.pipeline import ingest_files
from tisserand.ingest.report import IngestReport
from tisserand.ingest.spool import ROOM, Room
from tisserand.ontology.records import Visibility
from tisserand.publish.description import describe
from tisserand.publish.quads import canonical_nquads
from tisserand.recommend.communities import describe_communities
from tisserand.recommend.cooperations import suggest_cooperations
from tisserand.recommend.helpers import ask
from tisserand.settings import Settings

BASE_IRI = "https://brecelle.example/"
HASH_KEY = bytes(range(32))
Graph = dict[Visibility, list[str]]


def workspace_on_sqlite(folder: Path) -> Workspace:
    """An empty workspace, of the identity that all of these share."""
    return _identified(Workspace(Settings(workspace=folder)))


def workspace_on_neo4j(folder: Path, server: Neo4jServer) -> Workspace:
    """An empty workspace on an emptied Neo4j, of the same identity."""
    server.empty()
    return _identified(Workspace(settings_on(server, folder)))


def settings_on(server: Neo4jServer, folder: Path) -> Settings:
    """Settings of a workspace on this Neo4j."""
    return Settings(
        workspace=folder,
        store=server.address,
        neo4j_user=server.user,
        neo4j_password=server.password,
    )


def _identified(work: Workspace) -> Workspace:
    work.store.adopt(BASE_IRI, HASH_KEY)
    return work


def weave(
    work: Workspace, files: Sequence[DemoFile] = FILES, room: Room = ROOM
) -> list[IngestReport]:
    """Take in directories of the territory, in this order."""
    return [
        ingest_files(
            work.store,
            [file.path],
            source_id=file.source,
            date=file.date,
            mapping=file.mapping,
            gazetteer=work.gazetteer,
            thesaurus=work.thesaurus,
            room=room,
        )[0]
        for file in files
    ]


def graph_of(work: Workspace, roles: Iterable[Visibility] = Visibility) -> Graph:
    """Canonical N-Quads of what each role may see."""
    graph = {}
    for role in roles:
        with work.read(role) as reader:
            graph[role] = list(canonical_nquads(reader, work.base_iri))
    return graph


def differences(graph: Graph, expected: Graph, most: int = 10) -> list[str]:
    """Some of the lines that only one of them holds, among the roles of the first."""
    found: list[str] = []
    for role, lines in graph.items():
        if lines != expected[role]:
            found += sorted(set(lines) ^ set(expected[role]))[:most]
    return found


def ask_it(work: Workspace, need: str, near: str | None, role: Visibility) -> dict[str, Any]:
    """Who can help."""
    with work.read(role) as reader:
        return ask(
            reader,
            work.projection(reader),
            need,
            near=near,
            thesaurus=work.thesaurus,
            gazetteer=work.gazetteer,
            base_iri=work.base_iri,
        )


def shown(work: Workspace, role: Visibility, step: int = 7) -> list[dict[str, object]]:
    """One thing out of `step`, described."""
    with work.read(role) as reader:
        keys = reader.entity_keys(limit=100_000)[::step]
        return [describe(reader, key, work.base_iri) for key in keys]


def network(work: Workspace, role: Visibility) -> tuple[list[Any], list[Any]]:
    """Communities and cooperations."""
    with work.read(role) as reader:
        projection = work.projection(reader)
        words = {
            "gazetteer": work.gazetteer,
            "thesaurus": work.thesaurus,
            "base_iri": work.base_iri,
        }
        return (
            describe_communities(reader, projection, **words),
            suggest_cooperations(reader, projection, **words),
        )
