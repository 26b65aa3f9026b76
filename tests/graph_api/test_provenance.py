"""Where facts come from, over the API: as the role may see."""

from collections.abc import Callable
from typing import Any

import pytest

from tisserand.bootstrap import Workspace
from tisserand.ontology.records import Visibility

Get = Callable[..., Any]


@pytest.fixture(scope="module")
def person(work: Workspace) -> str:
    """Key of a person, whom only agents see."""
    with work.read(Visibility.AGENT) as reader:
        return reader.entity_keys(kind="Person", limit=1)[0]


def test_why_cites_the_source_of_every_fact(get: Get, fournil: str) -> None:
    told = get("/api/v1/why", what=fournil)
    cited = [one for fact in told["facts"] for one in fact["records"]]
    assert cited
    assert all(one["title"] and one["file"] for one in cited)
    assert [one["ground"] for one in told["joined"]].count(None) == 1


def test_why_tells_the_public_nothing_of_a_person(
    client: Any, get: Get, person: str, agent: dict[str, str]
) -> None:
    assert client.get("/api/v1/why", params={"what": person}).status_code == 404
    assert get("/api/v1/why", headers=agent, what=person)["kind"] == "Person"


def test_the_heaviest_disagreements_come_first(get: Get) -> None:
    told = get("/api/v1/disagreements", limit=5)
    weights = [one["weight"] for one in told]
    assert weights == sorted(weights, reverse=True)
    assert all(len(one["sides"]) > 1 for one in told)


def test_an_unknown_kind_of_disagreement_is_an_error(client: Any) -> None:
    assert client.get("/api/v1/disagreements?kind=humeur").status_code == 400
