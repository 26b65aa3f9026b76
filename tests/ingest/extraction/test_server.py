"""A language model of the operator's: what it says is kept only where the document says it."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from fixtures.model_server import Answering, model_server
from fixtures.readings import REPORT

from tisserand.bootstrap import Workspace
from tisserand.errors import InputError, ServiceError
from tisserand.ingest.documents.structuring import structure
from tisserand.ingest.documents.text import text_pieces
from tisserand.ingest.extraction.findings import Findings
from tisserand.ingest.extraction.server import ModelServer, extractor_of
from tisserand.settings import Settings

DOCUMENT = structure(text_pieces(REPORT), REPORT)
ROLE = {
    "subject": "Aline Gaudin",
    "predicate": "role",
    "object": "Mains vertes",
    "role": "présidente",
    "passage": "Aline Gaudin, présidente des Mains vertes",
}
GRANT = {
    "subject": "Département de la Mayenne",
    "predicate": "finances",
    "object": "Mains vertes",
    "amount": 4000,
    "year": 2021,
    "passage": "Le Département de la Mayenne a versé 4 000 € aux Mains vertes en 2021.",
}
MENTIONS = [
    {"text": "Aline Gaudin", "kind": "Person", "entity": "Aline Gaudin"},
    {"text": "Mains vertes", "kind": "Organization", "entity": "Les Mains vertes"},
    {"text": "Les Mains vertes", "kind": "Organization", "entity": "Les Mains vertes"},
    {"text": "Département de la Mayenne", "kind": "Organization"},
]


@pytest.fixture
def server() -> Iterator[Answering]:
    with model_server(Answering({"mentions": MENTIONS, "facts": [ROLE, GRANT]})) as answering:
        yield answering


def read(server: Answering, **options: float) -> Findings:
    """The report as the model reads it."""
    work = Workspace(Settings())
    return ModelServer(server.url, "essai", "cle-secrete", **options)(DOCUMENT, work.knowledge())


def test_what_stands_in_the_document_is_kept(server: Answering) -> None:
    found = read(server)
    assert [(one.predicate, one.role, one.amount, one.year) for one in found.facts] == [
        ("role", "présidente", None, None),
        ("finances", None, 4000.0, 2021),
    ]
    for fact, told in zip(found.facts, (ROLE, GRANT), strict=True):
        assert REPORT[fact.start : fact.end] == told["passage"]


def test_names_of_one_thing_share_one_entity(server: Answering) -> None:
    found = read(server)
    body = found.facts[0].object
    assert {REPORT[m.start : m.end] for m in found.mentions if m.entity == body} == {
        "Les Mains vertes", "Mains vertes",
    }  # fmt: skip


def test_request_follows_the_protocol(server: Answering) -> None:
    read(server)
    asked = server.asked[0]
    assert (asked["path"], asked["model"]) == ("/v1/chat/completions", "essai")
    assert [one["role"] for one in asked["messages"]] == ["system", "user"]
    assert server.keys == ["Bearer cle-secrete"]


@pytest.mark.parametrize(
    "invented",
    [
        ROLE | {"passage": "Aline Gaudin, fondatrice des Mains vertes"},
        ROLE | {"subject": "Jeanne Inconnue"},
        ROLE | {"role": "trésorière"},
        ROLE | {"predicate": "déteste"},
        ROLE | {"object": "un trésor"},
        ROLE | {"passage": None},
    ],
)
def test_what_the_model_invents_is_dropped(server: Answering, invented: object) -> None:
    server.content = {"mentions": MENTIONS, "facts": [invented], "needs": "beaucoup"}
    assert read(server).facts == ()


def test_amount_that_the_passage_lacks_is_dropped(server: Answering) -> None:
    server.content = {"mentions": MENTIONS, "facts": [GRANT | {"amount": 9000, "year": 1999}]}
    fact = read(server).facts[0]
    assert (fact.amount, fact.year) == (None, None)


def test_object_in_a_fence_or_after_thoughts_is_read(server: Answering) -> None:
    told = json.dumps({"mentions": MENTIONS, "facts": [GRANT]})
    server.content = f"<think>{{ un don ? }}</think>Voici :\n```json\n{told}\n```"
    assert [one.predicate for one in read(server).facts] == ["finances"]


@pytest.mark.parametrize("content", ["pas du JSON", "[" * 100_000])
def test_answer_that_is_no_json_is_told(server: Answering, content: str) -> None:
    server.content = content
    with pytest.raises(ServiceError, match="forme attendue"):
        read(server)


def test_refusal_is_told(server: Answering) -> None:
    server.status = 500
    with pytest.raises(ServiceError, match="500"):
        read(server)


def test_endless_answer_is_cut_at_the_deadline(server: Answering) -> None:
    server.pause = 0.05
    with pytest.raises(ServiceError, match="secondes"):
        read(server, deadline=0.4)


def test_absent_server_is_told() -> None:
    with pytest.raises(ServiceError, match="ne répond pas"):
        read(Answering(url="http://127.0.0.1:9/v1"))


def test_no_model_is_asked_unless_the_settings_name_one(tmp_path: Path) -> None:
    assert Settings.from_environment(tmp_path, environment={}).extractor_url == ""


@pytest.mark.parametrize(
    "given",
    [
        {"extractor_url": "file:///etc/passwd", "extractor_model": "m"},
        {"extractor_url": "http://127.0.0.1/v1"},
        {"extractor_url": "http://127.0.0.1/v1", "extractor_model": "m", "extractor_key": "a\nb"},
        {"extractor_url": "http://127.0.0.1/v1", "extractor_model": "m", "extractor_deadline": "x"},
    ],
)
def test_settings_that_cannot_be_used_are_told(given: dict[str, str]) -> None:
    with pytest.raises(InputError):
        extractor_of(Settings(**given))


def test_key_is_not_shown() -> None:
    settings = Settings(extractor_key="cle-secrete")
    assert "cle-secrete" not in repr(settings)
    assert "cle-secrete" not in repr(ModelServer("http://x/v1", "m", "cle-secrete"))
