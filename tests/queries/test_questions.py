"""What each named question answers, from a dataset published from the embedded store."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from contracts.asking import select_in
from contracts.question_cases import ACTOR, CASES, COMMUNITY, TOWN
from contracts.territory import (
    ACCESS,
    ARBIGNIEU,
    FARMING,
    FOOD,
    MIGRANTS,
    NANTES,
    WEB,
    YOUTH,
    territory,
)

from tisserand.ontology.records import Visibility
from tisserand.publish.dataset import Publisher
from tisserand.publish.questions import select_as
from tisserand.publish.sparql import SparqlService
from tisserand.queries.answering import Select, run_question
from tisserand.queries.catalogue import load_catalogue
from tisserand.store.port import GraphStore, View
from tisserand.store.sqlite import open_sqlite

Rows = list[list[str]]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[GraphStore]:
    path: Path = tmp_path_factory.mktemp("questions") / "graph.sqlite"
    store = open_sqlite(path, "http://127.0.0.1:8000/")
    store.apply(territory())
    yield store
    store.close()


@pytest.fixture(scope="module")
def selects(store: GraphStore) -> dict[Visibility, Select]:
    return {role: select_in(store, View(role)) for role in Visibility}


@pytest.fixture
def public(selects: dict[Visibility, Select]) -> Select:
    return selects[Visibility.PUBLIC]


@pytest.fixture
def agent(selects: dict[Visibility, Select]) -> Select:
    return selects[Visibility.AGENT]


def rows(select: Select, name: str, **parameters: str) -> Rows:
    return run_question(name, parameters, select)["rows"]


def test_a_narrower_skill_helps(public: Select) -> None:
    actors = [(name, skill) for _, name, _, skill, _ in rows(public, "who_can_help", skill=WEB)]
    assert actors == [("La Toile des Rives", ACCESS), ("Réseau des communs", WEB)]


def test_a_person_helps_only_those_who_may_see_them(public: Select, agent: Select) -> None:
    assert "Claire Invent" not in str(rows(public, "who_can_help", skill=ACCESS))
    assert "Claire Invent" in str(rows(agent, "who_can_help", skill=ACCESS))


def test_help_may_be_looked_for_in_a_place(agent: Select) -> None:
    found = rows(agent, "who_can_help", skill=ACCESS, place="Nantes")
    assert [row[1] for row in found] == ["La Toile des Rives"]


def test_holders_come_with_their_sources(public: Select) -> None:
    sources = [row[3].rpartition("/")[2] for row in rows(public, "holders_of_skill", skill=ACCESS)]
    assert sources == ["annuaire", "liste"]


def test_a_rare_skill_has_few_holders(public: Select, agent: Select) -> None:
    assert rows(public, "rare_skills", maximum="1") == [[ACCESS, "1"], [WEB, "1"]]
    assert [ACCESS, "2"] in rows(agent, "rare_skills")


def test_a_need_that_nobody_meets_is_told(public: Select, agent: Select) -> None:
    assert [row[3] for row in rows(public, "unmet_needs")] == [MIGRANTS, YOUTH]
    assert [row[3] for row in rows(agent, "unmet_needs")] == [MIGRANTS]


def test_paths_are_of_three_links_at_most_with_their_direction(agent: Select) -> None:
    found = rows(agent, "paths_between", **{"from": COMMUNITY, "to": TOWN})
    assert ["2", "^memberOf", ACTOR, "La Toile des Rives", "partnerOf", "", "", ""] in found
    assert {row[0] for row in found} == {"2", "3"}
    assert rows(agent, "paths_between", **{"from": ACTOR, "to": TOWN})[0][:2] == ["1", "partnerOf"]


def test_funders_are_counted_once_a_grant(public: Select) -> None:
    assert rows(public, "funders_of_theme") == [[TOWN, "Mairie de Saint-Aubin", "1", "12000.5"]]
    assert rows(public, "funders_of_theme", theme=FOOD)[0][2] == "1"


def test_a_disagreement_gives_each_value_and_its_source(public: Select) -> None:
    found = {(row[2], row[3]) for row in rows(public, "disagreements")}
    assert {("foundedOn", "1998"), ("foundedOn", "1999")} <= found
    assert {("amount", "12500"), ("amount", "12000.5")} <= found


def test_a_commune_is_in_its_departement(public: Select) -> None:
    found = rows(public, "actors_of_place", place="44")
    assert [row[1] for row in found if row[3] == NANTES] == [
        "La Toile des Rives",
        "Réseau des communs",
    ]


def test_grants_come_with_funder_amount_and_year(public: Select) -> None:
    [grant] = rows(public, "grants_of_actor", actor=ACTOR)
    assert grant[2:] == [TOWN, "Mairie de Saint-Aubin", "12000.5", "2021"]


def test_projects_come_with_the_part_taken(public: Select) -> None:
    found = rows(public, "projects_of_actor", actor=COMMUNITY)
    assert [(row[1], row[2]) for row in found] == [
        ("Le four banal", "leads"),
        ("Le verger partagé", "takesPartIn"),
    ]


def test_sources_come_with_file_and_row(public: Select) -> None:
    found = rows(public, "sources_of_entity", entity=f"{ACTOR[:-2]}g1")
    assert [row[3:] for row in found if row[2] == "g1"] == [["s.xlsx", "Feuil1", "214"]]


def test_an_offer_meets_a_need_of_the_same_skill(public: Select) -> None:
    [pair] = rows(public, "offers_and_needs")
    assert (pair[1], pair[3], pair[4]) == ("Une salle pour les jeunes", "Ateliers du samedi", YOUTH)


def test_introductions_that_ended_are_not_under_way(public: Select, agent: Select) -> None:
    assert [row[1:4] for row in rows(public, "introductions_under_way")] == [
        ["Mise en relation n° 3", "proposed", ""]
    ]
    found = rows(agent, "introductions_under_way")
    assert [(row[1], row[3], row[5]) for row in found] == [
        ("Mise en relation n° 1", "2024-03-02", "Mairie de Saint-Aubin"),
        ("Mise en relation n° 1", "2024-03-02", "Réseau des communs"),
        ("Mise en relation n° 3", "2024-05", ""),
    ]


def test_what_a_place_needs_and_nobody_there_masters_is_missing(public: Select) -> None:
    assert rows(public, "gaps_of_place") == [[ARBIGNIEU, WEB, "1"]]
    assert rows(public, "gaps_of_place", place=NANTES) == []


def test_closed_funding_is_never_open(public: Select, agent: Select) -> None:
    names = [row[1] for row in rows(agent, "open_funding", day="2024-06-30")]
    assert names == ["Fonds vert", "Appel à récoltes"]
    assert [row[1] for row in rows(agent, "open_funding", day="2024-07-01")] == ["Fonds vert"]
    found = rows(public, "open_funding", day="2024-07-01", theme=FARMING)
    assert [(row[1], row[3], row[4]) for row in found] == [("Appel à récoltes", "2024-01-15", "")]


def test_an_actor_links_two_themes_by_its_projects(public: Select) -> None:
    found = rows(public, "links_two_themes", first=FOOD, second=FARMING)
    assert [row[1] for row in found] == ["Mairie de Saint-Aubin"]


def test_projects_alike_share_themes(public: Select) -> None:
    (alike,) = rows(public, "similar_projects", project=f"{ACTOR[:-2]}j1")
    assert alike[1:] == ["Le verger d'en face", "ended", "1"]


def test_a_theme_is_mentioned_year_by_year(public: Select) -> None:
    found = rows(public, "mentions_of_theme", theme=FARMING)
    assert [(row[0], row[2]) for row in found] == [
        ("2022", "Le verger d'en face"),
        ("2021", "Subvention 2021 (bis)"),
    ]


@pytest.mark.parametrize("role", [Visibility.PUBLIC, Visibility.PARTNER, Visibility.AGENT])
def test_the_service_answers_as_the_dataset_of_the_role(
    role: Visibility, store: GraphStore, selects: dict[Visibility, Select], tmp_path: Path
) -> None:
    service = SparqlService(Publisher(store, tmp_path))
    for name, parameters in CASES:
        served = run_question(name, parameters, select_as(service, role))
        assert served == run_question(name, parameters, selects[role])
    service.close()


def test_every_question_is_asked_and_answers_something(agent: Select) -> None:
    answered = {name for name, given in CASES if run_question(name, given, agent)["rows"]}
    assert answered == set(load_catalogue())


@pytest.mark.parametrize(("name", "parameters"), CASES)
def test_rows_fit_their_columns(name: str, parameters: dict[str, str], agent: Select) -> None:
    answer = run_question(name, parameters, agent)
    assert answer["columns"] == list(load_catalogue()[name].columns)
    assert all(len(row) == len(answer["columns"]) for row in answer["rows"])
