"""An analyst finds a graph that reads as the ontology, and `$view` shows what a role may see."""

from collections.abc import Iterator
from typing import Any

import pytest
from contracts.sample import AGENT, BREZELLE, MASONRY, change_set, record, source
from neo4j_server.fixture import Neo4jServer

from tisserand.ontology.records import Link, Value
from tisserand.store.neo4j import Neo4jStore, open_neo4j
from tisserand.store.port import ChangeSet

pytestmark = pytest.mark.neo4j
BASE = "https://tests.example/"


@pytest.fixture
def store(empty_neo4j: Neo4jServer) -> Iterator[Neo4jStore]:
    opened = open_neo4j(empty_neo4j.address, empty_neo4j.user, empty_neo4j.password, BASE)
    opened.apply(_territory())
    yield opened
    opened.close()


def _territory() -> ChangeSet:
    values = [
        Value("hasSkill", MASONRY, AGENT, 0.5),
        Value("locatedIn", BREZELLE),
        Value("siren", "732829320"),
        Value("siren", "552100554", AGENT),
        Value("email", "fournil@brezelle.example", AGENT),
    ]
    own = record("a", values=values, links=[Link("memberOf", "n", 0, 0.8, "2020", "2023")])
    hidden = record("b", name="Nom réservé", source="registre", visibility=AGENT)
    return change_set(
        own, hidden, record("n", kind="Cluster"), sources=[source("registre", 0)], b="a"
    )


def ask(store: Neo4jStore, cypher: str, **parameters: Any) -> list[tuple[Any, ...]]:
    return store.query(cypher, parameters)[1]


def test_thing_bears_its_class_and_its_ancestors(store: Neo4jStore) -> None:
    (row,) = ask(store, "MATCH (e:Entity {key: 'a'}) RETURN labels(e), e.iri, e.name")
    assert sorted(row[0]) == ["Actor", "Association", "Entity", "Organization"]
    assert row[1:] == ("https://tests.example/id/a", "Nom réservé")


def test_labels_follow_the_class(store: Neo4jStore) -> None:
    changes = change_set(record("c", kind="Company"), c="n")
    changes.removed_records = ["n"]
    store.apply(changes)
    (row,) = ask(store, "MATCH (e:Entity {key: 'n'}) RETURN labels(e)")
    assert sorted(row[0]) == ["Actor", "Company", "Entity", "Organization"]


def test_link_is_a_typed_relationship_with_who_says_it(store: Neo4jStore) -> None:
    (row,) = ask(store, "MATCH (:Association)-[r:MEMBER_OF]->(:Cluster) RETURN properties(r)")
    assert row[0] == {
        "property": "memberOf",
        "visibility": 0,
        "since": "2020",
        "until": "2023",
        "records": ["a"],
        "targets": ["n"],
        "sources": ["annuaire"],
        "confidence": 0.8,
        "confidences": [0.8],
    }


def test_record_describes_its_entity_and_comes_from_its_source(store: Neo4jStore) -> None:
    rows = ask(
        store,
        "MATCH (s:Source)<-[:FROM]-(r:Record)-[:DESCRIBES]->(e:Entity)"
        " RETURN r.key, s.id, e.key, r.file, r.row ORDER BY r.key",
    )
    assert rows == [
        ("a", "annuaire", "a", "annuaire.csv", 2),
        ("b", "registre", "a", "registre.csv", 2),
        ("n", "annuaire", "n", "annuaire.csv", 2),
    ]


def test_places_and_skills_are_nodes(store: Neo4jStore) -> None:
    place = "MATCH (:Actor)-[:LOCATED_IN]->(p:Place:Reference) RETURN p.iri"
    skill = "MATCH (:Actor)-[r:HAS_SKILL]->(s:Skill) RETURN s.iri, r.visibility, r.confidence"
    assert ask(store, place) == [(BREZELLE,)]
    assert ask(store, skill) == [(MASONRY, 2, 0.5)]


def test_vocabulary_that_nobody_uses_any_more_goes(store: Neo4jStore) -> None:
    store.apply(ChangeSet(removed_sources=["annuaire", "registre"]))
    assert ask(store, "MATCH (n) WHERE n:Reference OR n:Entity OR n:Record RETURN n") == []


@pytest.mark.parametrize("view", [0, 1, 2, 3])
def test_lists_hold_what_each_role_sees(store: Neo4jStore, view: int) -> None:
    question = (
        "MATCH (e:Entity {key: 'a'}) RETURN e.names[$view], e.kinds[$view], e.places[$view],"
        " e.sirenAt[$view], e.siren"
    )
    (row,) = ask(store, question, view=view)
    name = "Nom réservé" if view >= AGENT else "Fournil des Deux Rives"
    assert row == (name, "Association", BREZELLE, "732829320", "732829320")


@pytest.mark.parametrize(
    ("view", "expected"), [(0, ["732829320"]), (2, ["552100554", "732829320"])]
)
def test_facts_say_every_value_and_its_sources(
    store: Neo4jStore, view: int, expected: list[str]
) -> None:
    question = (
        "MATCH (e:Entity) WHERE e.visibility <= $view"
        " UNWIND range(0, size(e.factProperties) - 1) AS i"
        " WITH e, i WHERE e.factVisibilities[i] <= $view AND e.factProperties[i] = 'siren'"
        " RETURN e.factValues[i] AS value, split(e.factSources[i], ' ') ORDER BY value"
    )
    assert ask(store, question, view=view) == [(value, ["annuaire"]) for value in expected]


def test_analyst_reads_values_under_the_names_of_the_ontology(store: Neo4jStore) -> None:
    (row,) = ask(store, "MATCH (e:Entity {key: 'a'}) RETURN e.email, e.visibility, e.altName")
    assert row == (["fournil@brezelle.example"], 0, ["Fournil des Deux Rives"])


def test_iri_too_long_for_an_index_is_kept_whole(store: Neo4jStore) -> None:
    long = "https://vocabulaire.example/" + "é" * 20_000
    store.apply(change_set(record("l", values=[("theme", long)])))
    assert ask(store, "MATCH ({key: 'l'})-[r:THEME]->(:Theme) RETURN r.value") == [(long,)]


def test_opening_again_keeps_the_workspace(store: Neo4jStore, neo4j_server: Neo4jServer) -> None:
    server = neo4j_server
    again = open_neo4j(server.address, server.user, server.password, "https://other.example/")
    assert (again.base_iri, again.hash_key) == (store.base_iri, store.hash_key)
    again.close()


def test_entity_reads_the_same_created_or_written_again(store: Neo4jStore) -> None:
    values = [
        Value("altName", "Le Four"), Value("siren", "732829320"), Value("hasSkill", MASONRY),
        Value("locatedIn", BREZELLE, since="2021"), Value("latitude", "48.1"),
        Value("longitude", "-1.6"), Value("foundedOn", "2019-05-02"), Value("email", "a@b.example"),
    ]  # fmt: skip
    links = [Link("memberOf", "n", 0, 0.8, "2020", "2023")]
    named = [("siren", "732829320")]
    told = record("t", values=values, links=links, identifiers=named, confidence=0.5, since="2018")
    bare = record("u", name="Lavoir")
    store.apply(change_set(told, bare))
    created = _stored(store, "t"), _stored(store, "u")
    store.apply(ChangeSet(relocated=[told, bare]))
    assert (_stored(store, "t"), _stored(store, "u")) == created


def _stored(store: Neo4jStore, key: str) -> list[str]:
    """All that the nodes of an entity hold, and the relationships from them."""
    rows = ask(
        store,
        "MATCH (n:!Before) WHERE (n.key = $key OR n.entity = $key) AND n.until IS NULL"
        " OPTIONAL MATCH (n)-[r]->()"
        " RETURN labels(n), n {.*, write: null}, type(r), properties(r)",
        key=key,
    )
    assert len(rows) > 2
    return sorted(
        repr([sorted(row[0]), sorted(row[1].items()), row[2], sorted((row[3] or {}).items())])
        for row in rows
    )
