"""Requests that mean harm, and what an answer may not do."""

from collections.abc import Iterator
from typing import Any

import pytest
from clients.demonstration import HOSTILE

from tisserand.graph_api.protection import LARGEST_BODY

HTML = {"Accept": "text/html"}


@pytest.mark.parametrize(
    "path", ["/", "/explorateur", "/api/v1/sources", "/id/carnet1", "/sparql", "/nothing", "/docs"]
)
def test_every_answer_keeps_what_is_not_ours_out(path: str, client: Any) -> None:
    headers = client.get(path).headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert ("unsafe-inline" in policy) == (path == "/docs")
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cache-Control"] == "private, no-cache"


@pytest.mark.parametrize(
    ("path", "parameters"),
    [
        ("/", {"besoin": HOSTILE, "pres_de": HOSTILE}),
        ("/", {"besoin": f'four"><img src=x onerror=1>{HOSTILE}'}),
        ("/", {"besoin": "réparer un vélo", "pres_de": "'\">" + HOSTILE}),
        ("/", {"besoin": "réparer un vélo", "sans": HOSTILE, "avec": "'\">" + HOSTILE}),
        ("/id/carnet1", {}),
        ("/id/carnet2", {}),
        (f"/id/{HOSTILE.replace('/', '')}", {}),
        (f"/source/{HOSTILE}", {}),
    ],
)
def test_a_page_escapes_what_people_and_sources_say(
    path: str, parameters: dict[str, str], client: Any
) -> None:
    page = client.get(path, params=parameters, headers=HTML).text
    assert "<main" in page
    assert "<script>" not in page.replace('<script src="', "")
    assert "<img src=x" not in page
    assert 'href="javascript:' not in page


@pytest.mark.parametrize(
    "path",
    [
        "/api/v1/ask?need=" + "x" * 2001,
        "/api/v1/ask?need=x",
        "/api/v1/ask?need=four&limit=0",
        "/api/v1/ask?need=four&limit=101",
        "/api/v1/ask?need=four&within=-1",
        "/api/v1/ask?need=four&within=nan",
        "/api/v1/ask",
        "/api/v1/entities?q=a&limit=101",
        "/api/v1/entities?q=",
        "/api/v1/cooperations?limit=many",
        "/api/v1/communities?algorithm=infomap",
        "/api/v1/network?limit=10001",
    ],
)
def test_a_parameter_out_of_its_range_is_named(path: str, client: Any) -> None:
    answer = client.get(path)
    assert answer.status_code == 422
    assert answer.json()["detail"][0]["loc"][0] == "query"


@pytest.mark.parametrize(
    ("path", "named"),
    [
        ("/api/v1/signals?day=2024-01-01", "day"),
        ("/api/v1/ask?need=four&nearby=Craon&radius=3", "nearby, radius"),
        ("/api/v1/questions?limit=3", "limit"),
    ],
)
def test_a_parameter_that_no_route_takes_is_refused(path: str, named: str, client: Any) -> None:
    answer = client.get(path)
    assert answer.status_code == 400
    assert f"Paramètre inconnu ici : {named}." in answer.json()["detail"]["fr"]
    assert f"Unknown parameter here: {named}." in answer.json()["detail"]["en"]


def test_a_page_takes_any_address_that_links_to_it(client: Any) -> None:
    assert client.get("/?utm_source=lettre", headers=HTML).status_code == 200


def test_a_page_with_a_bad_parameter_says_so_in_french(client: Any) -> None:
    answer = client.get("/", params={"rayon": "loin"}, headers=HTML)
    assert answer.status_code == 422
    assert "rayon" in answer.text
    assert "Revenir" in answer.text


@pytest.mark.parametrize(
    "words", ['*"(', "NEAR(a b)", "a OR b", "'; DROP TABLE record; --", "\x00", "%", "é" * 200]
)
def test_words_are_only_words(words: str, client: Any) -> None:
    for path, given in (("entities", {"q": words}), ("ask", {"need": words + " four"})):
        answer = client.get(f"/api/v1/{path}", params=given)
        assert answer.status_code == 200, (path, answer.text)


@pytest.mark.parametrize(
    "path",
    [
        "/static/../pages/router.py",
        "/static/%2e%2e/pages/router.py",
        "/static/..%2fpages%2frouter.py",
        "/static//etc/passwd",
        "/static/%2fetc%2fpasswd",
        "/static/..\\pages\\router.py",
        "/static-offline-docs/%2e%2e/%2e%2e/tisserand/settings.py",
    ],
)
def test_no_path_leaves_the_static_files(path: str, client: Any) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert "import" not in answer.text
    assert "root:" not in answer.text


@pytest.mark.parametrize("key", ["a%00b", "%2e%2e", "a" * 5000, "%F0%9F%98%80", "%ff", "-"])
@pytest.mark.parametrize("path", ["/id/", "/record/", "/source/", "/api/v1/entities/"])
def test_a_strange_key_is_not_found(path: str, key: str, client: Any) -> None:
    assert client.get(path + key).status_code == 404


def test_an_announced_body_that_is_too_large_is_refused(client: Any) -> None:
    answer = client.post("/sparql", content=b"x" * (LARGEST_BODY + 1))
    assert answer.status_code == 413
    assert "4 Mo" in answer.text
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("path", ["/sparql", "/connexion"])
def test_a_body_without_end_is_refused(path: str, client: Any) -> None:
    sent = 0

    def endless() -> Iterator[bytes]:
        nonlocal sent
        while sent <= 4 * LARGEST_BODY:
            sent += 1 << 20
            yield b"a" * (1 << 20)

    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    assert client.post(path, content=endless(), headers=kind).status_code in (400, 413)


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
@pytest.mark.parametrize("path", ["/api/v1/sources", "/id/carnet1", "/"])
def test_nothing_is_written_over_http(method: str, path: str, client: Any) -> None:
    answer = client.request(method, path)
    assert answer.status_code == 405
    assert answer.json()["detail"].keys() == {"fr", "en"}


def test_an_update_is_refused(client: Any) -> None:
    kind = {"Content-Type": "application/sparql-update"}
    assert client.post("/sparql", content="CLEAR ALL", headers=kind).status_code == 403
