"""What goes wrong with a Neo4j is told in plain words, and never tells the password."""

from collections.abc import Iterator

import pytest
from contracts.sample import change_set, record
from neo4j_server.fixture import Neo4jServer

from tisserand.errors import StoreError
from tisserand.store.neo4j import Neo4jStore, open_neo4j

BASE = "https://tests.example/"
SECRET = "un-secret-bien-garde"


@pytest.fixture
def store(empty_neo4j: Neo4jServer) -> Iterator[Neo4jStore]:
    opened = open_neo4j(empty_neo4j.address, empty_neo4j.user, empty_neo4j.password, BASE)
    yield opened
    opened.close()


@pytest.mark.parametrize(
    "address",
    [
        f"neo4j://neo4j:{SECRET}@127.0.0.1:7687",
        f"neo4j://{SECRET}@:7687",
        "http://127.0.0.1:7474",
        "neo4j://",
        "neo4j://127.0.0.1:port",
    ],
)
def test_address_that_is_none_is_refused_without_telling_a_password(address: str) -> None:
    with pytest.raises(StoreError) as error:
        open_neo4j(address, "neo4j", SECRET, BASE)
    assert error.value.message == "neo4j.address"
    assert SECRET not in str(error.value)


def test_server_that_does_not_answer_is_named() -> None:
    with pytest.raises(StoreError) as error:
        open_neo4j("neo4j://127.0.0.1:1", "neo4j", SECRET, BASE)
    assert error.value.message == "neo4j.unreachable"
    assert "127.0.0.1:1" in error.value.text("fr")
    assert SECRET not in str(error.value)


@pytest.mark.neo4j
def test_wrong_password_is_told_and_not_repeated(neo4j_server: Neo4jServer) -> None:
    with pytest.raises(StoreError) as error:
        open_neo4j(neo4j_server.address, "neo4j", SECRET, BASE)
    assert error.value.message == "neo4j.authentication"
    assert SECRET not in str(error.value)


@pytest.mark.neo4j
def test_graph_of_a_newer_version_is_refused(store: Neo4jStore, neo4j_server: Neo4jServer) -> None:
    with store._connection.writing() as transaction:
        transaction.run("MATCH (w:Workspace) SET w.schema = 99")
    with pytest.raises(StoreError) as error:
        open_neo4j(neo4j_server.address, neo4j_server.user, neo4j_server.password, BASE)
    assert error.value.message == "neo4j.newer"


@pytest.mark.neo4j
@pytest.mark.parametrize("question", ["CREATE (:Intruder)", "MATCH (n) DETACH DELETE n", "MATCH ("])
def test_question_that_writes_or_is_wrong_is_refused(store: Neo4jStore, question: str) -> None:
    store.apply(change_set(record("a")))
    with pytest.raises(StoreError):
        store.query(question, {})
    assert store.query("MATCH (e:Entity) RETURN e.key AS key", {}) == (["key"], [("a",)])


@pytest.mark.neo4j
def test_runaway_question_ends_at_its_deadline_and_the_next_one_answers(store: Neo4jStore) -> None:
    runaway = (
        "UNWIND range(1, 100000) AS a UNWIND range(1, 100000) AS b"
        " WITH a, b WHERE a * b = -1 RETURN count(*)"
    )
    with pytest.raises(StoreError) as error:
        store.query(runaway, {}, seconds=0.5)
    assert error.value.message == "neo4j.deadline"
    assert store.query("RETURN 1 AS one", {}) == (["one"], [(1,)])


@pytest.mark.neo4j
def test_error_of_who_reads_is_left_as_it_is(store: Neo4jStore) -> None:
    with pytest.raises(FileNotFoundError), store.resolution():
        raise FileNotFoundError("not the server's")
