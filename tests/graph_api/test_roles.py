"""Who sees what."""

import hashlib
import json
import stat
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from clients.demonstration import SECRET

from tisserand.bootstrap import Workspace
from tisserand.graph_api.tokens import FILE, TokenRegister
from tisserand.ontology.records import Visibility

Get = Callable[..., Any]
COOKIE = "tisserand-token"
PERSONS = "SELECT ?p { ?p a tis:Person }"


@pytest.fixture(scope="module")
def person(work: Workspace) -> str:
    """Key of a person, whom only agents see."""
    with work.read(Visibility.AGENT) as reader:
        return reader.entity_keys(kind="Person", limit=1)[0]


def places(key: str) -> list[str]:
    return [f"/api/v1/entities/{key}", f"/id/{key}", f"/record/{key}"]


def test_the_public_sees_no_person(client: Any, person: str) -> None:
    for path in places(person):
        assert client.get(path).status_code == 404, path
    around = client.get("/api/v1/network", params={"around": person})
    assert around.status_code == 404


def test_an_agent_sees_a_person(client: Any, person: str, agent: dict[str, str]) -> None:
    assert [client.get(p, headers=agent).status_code for p in places(person)] == [200, 200, 303]


def test_no_list_shows_a_person_to_the_public(get: Get, agent: dict[str, str]) -> None:
    def kinds(headers: dict[str, str] | None) -> set[str]:
        members = [m for each in get("/api/v1/communities", headers) for m in each["members"]]
        network = get("/api/v1/network", headers, limit=10_000)
        return {member["kind"] for member in members} | set(network["nodes"]["kind"])

    assert "Person" not in kinds(None)
    assert "Person" in kinds(agent)


def test_sparql_shows_persons_to_agents_only(get: Get, agent: dict[str, str]) -> None:
    assert get("/sparql", query=PERSONS)["results"]["bindings"] == []
    assert get("/sparql", agent, query=PERSONS)["results"]["bindings"]


@pytest.mark.parametrize("path", ["/api/v1/entities/carnet1", "/id/carnet1"])
@pytest.mark.parametrize("accept", ["application/json", "text/turtle", "text/html"])
def test_a_value_for_agents_is_told_to_agents_only(
    path: str, accept: str, client: Any, agent: dict[str, str]
) -> None:
    asked = {"Accept": accept + ", */*;q=0.1"}
    assert SECRET not in client.get(path, headers=asked).text
    assert SECRET in client.get(path, headers=asked | agent).text


def test_an_unknown_token_is_refused_in_both_languages(client: Any) -> None:
    answer = client.get("/api/v1/sources", headers={"Authorization": "Bearer nope"})
    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"] == "Bearer"
    detail = answer.json()["detail"]
    assert "jeton" in detail["fr"]
    assert "token" in detail["en"]


@pytest.mark.parametrize("path", ["/sparql?query=ASK{}", "/id/carnet1", "/source/subventions"])
def test_an_unknown_token_opens_no_door(path: str, client: Any) -> None:
    assert client.get(path, headers={"Authorization": "Bearer nope"}).status_code == 401


def test_a_stale_cookie_is_public(client: Any, person: str) -> None:
    client.cookies.set(COOKIE, "stale")
    assert client.get("/api/v1/sources").status_code == 200
    assert client.get(f"/id/{person}").status_code == 404


def test_signing_in_gives_the_role_and_signing_out_takes_it(
    client: Any, person: str, agent: dict[str, str]
) -> None:
    token = agent["Authorization"].removeprefix("Bearer ")
    answer = client.post("/connexion", data={"token": token})
    assert answer.status_code == 303
    assert {"HttpOnly", "SameSite=strict"} <= set(answer.headers["Set-Cookie"].split("; "))
    assert client.get(f"/id/{person}").status_code == 200
    client.post("/deconnexion")
    assert client.get(f"/id/{person}").status_code == 404


def test_an_unknown_token_does_not_sign_in(client: Any) -> None:
    answer = client.post("/connexion", data={"token": "nope"})
    assert answer.status_code == 401
    assert "jeton" in answer.text
    assert "Set-Cookie" not in answer.headers


def test_a_token_is_kept_as_a_digest_that_its_owner_alone_reads(tmp_path: Path) -> None:
    register = TokenRegister(tmp_path)
    tokens = {role: register.create(role) for role in Visibility}
    assert {role: register.role_of(token) for role, token in tokens.items()} == {
        role: role for role in Visibility
    }
    kept = tmp_path / FILE
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert not any(token in kept.read_text() for token in tokens.values())


def test_a_token_tells_who_bears_it(tmp_path: Path) -> None:
    register = TokenRegister(tmp_path)
    named = register.create(Visibility.STEWARD, "Odile Coppeaux")
    assert register.name_of(named) == "Odile Coppeaux"
    assert register.name_of(register.create(Visibility.STEWARD)) == ""
    assert register.name_of("nope") == ""


def test_tokens_of_a_role_alone_still_open(tmp_path: Path) -> None:
    digest = hashlib.sha256(b"old").hexdigest()
    (tmp_path / FILE).write_text(json.dumps({digest: "agent"}))
    register = TokenRegister(tmp_path)
    register.create(Visibility.PARTNER)
    assert (register.role_of("old"), register.name_of("old")) == (Visibility.AGENT, "")


def test_tokens_made_at_once_are_all_kept(tmp_path: Path) -> None:
    register = TokenRegister(tmp_path)
    with ThreadPoolExecutor(8) as threads:
        tokens = list(threads.map(register.create, [Visibility.PARTNER] * 40))
    assert {register.role_of(token) for token in tokens} == {Visibility.PARTNER}


def test_introductions_are_a_page_for_agents(client: Any, agent: dict[str, str]) -> None:
    html = {"Accept": "text/html"}
    for path in ("/mises-en-relation", "/mises-en-relation/nouvelle"):
        assert client.get(path, headers=html).status_code == 403
        assert client.get(path, headers=html | agent).status_code == 200
    sides = {"a": "Mairie de Ballots", "b": "Fournil des Deux Rives"}
    refused = client.post("/mises-en-relation", data=sides, headers=html)
    assert refused.status_code == 403


def test_the_draft_page_tells_the_message_and_what_cannot_be(
    client: Any, agent: dict[str, str]
) -> None:
    sides = {"a": "Mairie de Ballots", "b": "Fournil des Deux Rives"}
    page = client.get("/mises-en-relation/nouvelle", params=sides, headers=agent).text
    assert "Bonjour Fournil des Deux Rives" in page
    nobody = sides | {"b": "Personne que l'on connaisse"}
    wrong = client.get("/mises-en-relation/nouvelle", params=nobody, headers=agent).text
    assert 'role="alert"' in wrong


def test_the_public_teaches_nothing(client: Any) -> None:
    correction = {"besoin": "cuire du pain", "avec": "boulangerie"}
    assert client.post("/lecons", data=correction, follow_redirects=False).status_code == 403
