"""The API on a real workspace, woven from the demonstration."""

import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from clients.demonstration import weave
from starlette.types import ASGIApp

from tisserand.bootstrap import Workspace, build_app
from tisserand.graph_api.tokens import TokenRegister
from tisserand.ontology.records import Visibility

with warnings.catch_warnings(action="ignore"):  # it would rather have httpx2 than httpx
    from fastapi.testclient import TestClient

Get = Callable[..., Any]
PROGRAM = "application/json, */*;q=0.5"


@pytest.fixture(scope="session")
def work(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    workspace = weave(tmp_path_factory.mktemp("workspace"), sparql_deadline="5")
    yield workspace
    workspace.close()


@pytest.fixture(scope="session")
def app(work: Workspace) -> ASGIApp:
    return build_app(work)


@pytest.fixture
def client(app: ASGIApp) -> TestClient:
    """Who has no token, keeps no cookie from one test to the next and follows no redirection."""
    return TestClient(app, follow_redirects=False, headers={"Accept": PROGRAM})


@pytest.fixture(scope="session")
def agent(work: Workspace) -> dict[str, str]:
    """The header of an agent."""
    token = TokenRegister(work.settings.workspace).create(Visibility.AGENT)
    return {"Authorization": f"Bearer {token}"}


@pytest.fixture
def get(client: TestClient) -> Get:
    """What a path answers in JSON, when all is well."""

    def ask(path: str, headers: dict[str, str] | None = None, **parameters: Any) -> Any:
        answer = client.get(path, params=parameters, headers=headers)
        assert answer.status_code == 200, answer.text
        return answer.json()

    return ask


@pytest.fixture
def fournil(get: Get) -> str:
    """Key of an association that every role sees."""
    return str(get("/api/v1/entities", q="fournil des deux rives")[0]["iri"]).rsplit("/", 1)[1]


@pytest.fixture
def workspace_folder(work: Workspace) -> Path:
    return work.settings.workspace
