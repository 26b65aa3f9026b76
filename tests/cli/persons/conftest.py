"""Persons as a directory tells of them, woven into a workspace in a file or on a server."""

from pathlib import Path

import pytest
from cli.conftest import Command
from neo4j_server.fixture import Neo4jServer

NAME, MAIL = "Ozanne Tribouillard", "ozanne.tribouillard@fournil.example"
MAPPING = """\
id: bureaux
title: {fr: Bureaux des associations}
recognise: [association, commune, presidente, courriel, telephone, objet]
source:
  publisher: Mairie de Craon
  legal_basis: "Consentement (RGPD, article 6.1.a)"
  retention: 24
things:
  - local: organisation
    kind: Association
    name: association
    place: {commune: commune}
    properties: {description: objet}
  - local: presidente
    kind: Person
    name: presidente
    properties: {email: courriel, telephone: telephone}
    links: {worksFor: organisation}
"""
ROWS = f"""\
association,commune,presidente,courriel,telephone,objet
Fournil des Deux Rives,Craon,{NAME},{MAIL},06 12 34 56 78,"Cuire ; contact {NAME} (06 12 34 56 78)."
La Brocantine,Craon,Basile Quatrebarbes,basile@brocantine.example,,Réparer
,Craon,{NAME},{MAIL},06 12 34 56 78,
"""


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    """A directory and its mapping, outside the workspace."""
    folder = tmp_path / "annuaires"
    folder.mkdir()
    (folder / "bureaux.yaml").write_text(MAPPING, encoding="utf-8")
    (folder / "bureaux.csv").write_text(ROWS, encoding="utf-8")
    return folder


class Place:
    """A workspace, in a file or on a server, and the options that name it."""

    def __init__(self, tisserand: Command, folder: Path, *options: str) -> None:
        self.tisserand, self.folder = tisserand, folder
        self.options = ("--workspace", str(folder), *options)

    def run(self, *arguments: object) -> str:
        done = self.tisserand(*arguments, *self.options)
        assert done.code == 0, done.err
        return done.out.decode()

    def weave(self, directory: Path, *more: str) -> str:
        dated = ("--date", "2024-03-01", "--mapping", str(directory / "bureaux.yaml"))
        return self.run("ingest", directory / "bureaux.csv", *dated, *more)


@pytest.fixture(params=["sqlite", pytest.param("neo4j", marks=pytest.mark.neo4j)])
def place(
    request: pytest.FixtureRequest,
    tisserand: Command,
    workspace: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Place:
    if request.param == "sqlite":
        return Place(tisserand, workspace)
    server: Neo4jServer = request.getfixturevalue("empty_neo4j")
    monkeypatch.setenv("TISSERAND_NEO4J_USER", server.user)
    monkeypatch.setenv("TISSERAND_NEO4J_PASSWORD", server.password)
    return Place(tisserand, workspace, "--store", server.address)
