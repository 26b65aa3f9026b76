"""Asked on SQLite or on Neo4j, the demonstration territory gives equal answers."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from contracts.asking import select_in
from integration.brecelle import ask_it, network, shown, weave, workspace_on_neo4j
from neo4j_server.fixture import Neo4jServer

from tisserand.bootstrap import Workspace
from tisserand.ontology.records import Visibility
from tisserand.publish.description import find_key
from tisserand.queries.answering import Select, run_question
from tisserand.queries.catalogue import load_catalogue
from tisserand.store.port import View

pytestmark = pytest.mark.neo4j

PLANTED = Path(__file__).parents[1] / "demo" / "planted.yaml"
NEEDS = yaml.safe_load(PLANTED.read_text(encoding="utf-8"))["needs"]
ROLES = (Visibility.PUBLIC, Visibility.AGENT)  # the territory holds nothing for others alone


@pytest.fixture(scope="module")
def on_neo4j(
    neo4j_server: Neo4jServer, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Workspace]:
    """The territory on Neo4j, for those who only read."""
    work = workspace_on_neo4j(tmp_path_factory.mktemp("brecelle"), neo4j_server)
    weave(work)
    yield work
    work.close()


@pytest.fixture(scope="module")
def selects(on_sqlite: Workspace) -> dict[Visibility, Select]:
    """SPARQL on what SQLite publishes to each role."""
    return {role: select_in(on_sqlite.store, View(role)) for role in ROLES}


@pytest.fixture(scope="module")
def named(on_sqlite: Workspace) -> dict[str, str]:
    """IRIs of things of the territory, by the names that the cases below give them."""
    with on_sqlite.read(Visibility.AGENT) as reader:
        actor = find_key(reader, NEEDS[0]["helpers"][0]["rows"][0]["name"], on_sqlite.base_iri)
        project, need = (reader.entity_keys(kind=kind, limit=1)[0] for kind in ("Project", "Need"))
        links = reader.links(actor)
        far = next(two.key for one in links for two in reader.links(one.key) if two.key != actor)
    keys = {"ACTOR": actor, "PROJECT": project, "NEED": need, "FAR": far, "NEAR": links[0].key}
    return {name: f"{on_sqlite.base_iri}id/{key}" for name, key in keys.items()}


CASES: list[tuple[str, dict[str, str]]] = [
    ("who_can_help", {}),
    ("who_can_help", {"skill": "Maçonnerie"}),
    ("who_can_help", {"skill": "Médiation numérique", "place": "Maine-et-Loire"}),
    ("who_can_help", {"place": "La Selle-Craonnaise"}),
    ("holders_of_skill", {}),
    ("holders_of_skill", {"skill": "Médiation numérique"}),
    ("rare_skills", {}),
    ("rare_skills", {"maximum": "4", "place": "Maine-et-Loire"}),
    ("unmet_needs", {}),
    ("paths_between", {"from": "ACTOR", "to": "FAR"}),
    ("paths_between", {"from": "ACTOR", "to": "NEAR"}),
    ("funders_of_theme", {}),
    ("funders_of_theme", {"theme": "Patrimoine"}),
    ("disagreements", {}),
    ("disagreements", {"entity": "ACTOR"}),
    ("actors_of_place", {}),
    ("actors_of_place", {"place": "Maine-et-Loire"}),
    ("actors_of_place", {"place": "53084"}),
    ("grants_of_actor", {}),
    ("grants_of_actor", {"actor": "ACTOR"}),
    ("projects_of_actor", {}),
    ("projects_of_actor", {"actor": "ACTOR"}),
    ("sources_of_entity", {}),
    ("sources_of_entity", {"entity": "PROJECT"}),
    ("offers_and_needs", {}),
    ("offers_and_needs", {"skill": "Comptabilité et gestion"}),
    ("introductions_under_way", {}),
    ("gaps_of_place", {}),
    ("gaps_of_place", {"place": "Maine-et-Loire"}),
    ("open_funding", {"day": "2025-06-01"}),
    ("open_funding", {"day": "2025-06-01", "theme": "Patrimoine"}),
    ("links_two_themes", {"first": "Patrimoine", "second": "Agriculture"}),
    ("similar_projects", {}),
    ("similar_projects", {"project": "PROJECT"}),
    ("mentions_of_theme", {}),
    ("mentions_of_theme", {"theme": "Patrimoine"}),
]


@pytest.mark.parametrize("role", ROLES, ids=str)
@pytest.mark.parametrize(("name", "given"), CASES)
def test_questions_have_equal_rows_in_sparql_and_cypher(
    name: str,
    given: dict[str, str],
    role: Visibility,
    selects: dict[Visibility, Select],
    named: dict[str, str],
    on_neo4j: Workspace,
) -> None:
    parameters = {key: named.get(value, value) for key, value in given.items()}
    words = (on_neo4j.gazetteer, on_neo4j.thesaurus)
    answer = run_question(name, parameters, selects[role], *words)
    assert on_neo4j.question(name, parameters, role) == answer


def test_every_question_is_asked() -> None:
    assert {name for name, _ in CASES} == set(load_catalogue())


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("need", NEEDS, ids=lambda need: need["id"])
def test_those_who_can_help_are_the_same(
    need: dict[str, Any], role: Visibility, on_sqlite: Workspace, on_neo4j: Workspace
) -> None:
    answer = ask_it(on_sqlite, need["text"], need["near"], role)
    assert answer["helpers"]
    assert ask_it(on_neo4j, need["text"], need["near"], role) == answer


@pytest.mark.parametrize("role", ROLES)
def test_what_is_shown_of_things_is_the_same(
    role: Visibility, on_sqlite: Workspace, on_neo4j: Workspace
) -> None:
    descriptions = shown(on_sqlite, role)
    assert len(descriptions) > 100
    for one, other in zip(descriptions, shown(on_neo4j, role), strict=True):
        assert one == other


@pytest.mark.parametrize("role", ROLES)
def test_communities_and_cooperations_are_the_same(
    role: Visibility, on_sqlite: Workspace, on_neo4j: Workspace
) -> None:
    communities, cooperations = network(on_sqlite, role)
    assert len(communities) > 1
    assert len(cooperations) > 1
    assert network(on_neo4j, role) == (communities, cooperations)
