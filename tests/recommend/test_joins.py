"""Who should join a project: reasons on records, dates, refusals that stick."""

from collections.abc import Callable
from typing import Any

import pytest

from tisserand.errors import InputError
from tisserand.ingest.refusals import write_refusal
from tisserand.ontology.namespaces import SKILLS
from tisserand.ontology.records import Record, Visibility
from tisserand.recommend.joins import MOST_OF_ONE, suggest_joins
from tisserand.recommend.links.joining.outlook import confidence_of
from tisserand.recommend.openings import is_open
from tisserand.recommend.projection import build_projection
from tisserand.recommend.refusals import SOURCE
from tisserand.recommend.refusing import refused_now
from tisserand.reference.places import load_gazetteer
from tisserand.reference.thesaurus import load_thesaurus
from tisserand.store.port import View

from .conftest import BASE, OVEN, place, record, weave
from .links.planted import circles

TODAY = "2024-06-01"
FOOD, GARDENING = f"{SKILLS}theme-alimentation", f"{SKILLS}maraichage"
Json = dict[str, Any]


def words() -> Json:
    return {"gazetteer": load_gazetteer(), "thesaurus": load_thesaurus(), "base_iri": BASE}


@pytest.fixture
def suggested(store) -> Callable[..., list[Json]]:
    """Weave records, then suggest who should join."""

    def of(records: list[Record] | None = None, **options: Any) -> list[Json]:
        if records is not None:
            weave(store, records)
        with store.read(View(Visibility.AGENT)) as reader:
            projection = build_projection(reader)
            return suggest_joins(reader, projection, **({"today": TODAY} | words() | options))

    return of


def bakery(took_part: str = "") -> list[Record]:
    """A project of Angers that lacks a mason, two masons, one of whom may have taken part in what
    its carrier did."""
    past = [("takesPartIn", took_part)] if took_part else []
    return [
        record("pain", "Project", "Le four du quartier", place("angers"), ("phase", "underway"),
               ("requiresSkill", OVEN), ("theme", FOOD), links=[("ledBy", "regie")], row=2),
        record("regie", "Association", "La Régie", place("angers"), row=3),
        record("macon", "Company", "Le Maçon", place("avrille"), ("hasSkill", OVEN), links=past,
               row=4),
        record("loin", "Company", "Le Maçon lointain", ("hasSkill", OVEN), row=5),
        record("fete", "Project", "La fête du quartier et du four", ("startDate", "2019"),
               ("endDate", "2019"), links=[("ledBy", "regie")], row=6),
        record("ville", "PublicBody", "La Ville", row=9),
        record("aide", "Grant", "Aide 2024", ("year", "2024"),
               links=[("funder", "ville"), ("funds", "pain")], row=10),
    ]  # fmt: skip


def sentences(join: Json) -> str:
    return "\n".join(reason["text"] for reason in join["reasons"])


@pytest.fixture
def joins(suggested) -> list[Json]:
    return suggested(bakery("fete"))


def test_who_masters_what_a_project_needs_should_join_it_the_nearest_first(joins) -> None:
    assert [one["actor"]["name"] for one in joins] == ["Le Maçon", "Le Maçon lointain"]
    assert {one["project"]["name"] for one in joins} == {"Le four du quartier"}


def test_a_join_says_what_is_brought_who_knows_whom_what_is_alike_and_how_far(joins) -> None:
    told = sentences(joins[0])
    assert "Le Maçon sait faire ce dont le projet a besoin : maçonnerie de four à bois" in told
    assert "déjà dans le projet : La Régie (La Régie et Le Maçon ont travaillé ensemble" in told
    assert "projet proche : La fête du quartier et du four, 2019" in told
    assert "km du projet" in told


def test_every_reason_to_join_cites_records(joins) -> None:
    assert all(reason["records"] for one in joins for reason in one["reasons"])
    rows = {record["row"] for record in joins[0]["reasons"][0]["records"]}
    assert rows == {2, 4}


def test_members_and_funders_are_not_proposed(joins) -> None:
    assert not {"La Régie", "La Ville"} & {one["actor"]["name"] for one in joins}


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"phase": "idea"}, True),
        ({"phase": "underway", "endDate": "2024-05-31"}, False),
        ({"phase": "ended", "endDate": "2030"}, False),
        ({"startDate": "2025"}, True),
        ({"startDate": "2021"}, False),
        ({"startDate": "2015", "endDate": "2024"}, True),
        ({}, False),
    ],
)
def test_only_what_is_under_way_or_to_come_may_be_joined(facts: Json, expected: bool) -> None:
    assert is_open(facts, TODAY) is expected


def test_a_project_that_is_over_says_so(suggested) -> None:
    with pytest.raises(InputError, match="quartier et du four"):
        suggested(bakery(), for_key="fete")


def test_a_project_or_an_actor_may_be_named(suggested) -> None:
    suggested(bakery())
    of_project = suggested(for_key="pain")
    assert len(of_project) == 2
    (of_actor,) = suggested(for_key="loin")
    assert of_actor["actor"]["name"] == "Le Maçon lointain"


def test_nobody_is_proposed_everywhere(suggested) -> None:
    projects = [record(f"p{n}", "Project", f"Projet {n}", ("phase", "idea"),
                       ("requiresSkill", OVEN)) for n in range(9)]  # fmt: skip
    only = record("seul", "Company", "Seul maçon", ("hasSkill", OVEN))
    assert len(suggested([*projects, only])) == MOST_OF_ONE
    assert len(suggested(for_key="seul")) == 9


def test_a_refused_join_stays_away_until_facts_are_new(store, suggested) -> None:
    suggested(bakery())
    with store.read(View(Visibility.AGENT)) as reader:
        said = refused_now(reader, build_projection(reader), "macon", "pain", **words())
        based_on = reader.sequence
    write_refusal(store, SOURCE, said.identifiers(), load_gazetteer(), reason="trop loin",
                  date="2024-03-02", based_on=based_on)  # fmt: skip
    assert [one["actor"]["name"] for one in suggested()] == ["Le Maçon lointain"]
    news = record("jardin", "Project", "Jardin du maçon", ("phase", "ended"), links=[
        ("ledBy", "macon"), ("ledBy", "regie")], source="liste")  # fmt: skip
    weave(store, [news])
    (back,) = [one for one in suggested() if one["actor"]["name"] == "Le Maçon"]
    assert "La Régie" in back["news"][0]


def test_a_need_of_the_project_counts_as_its_own(suggested) -> None:
    records = [
        record("pain", "Project", "Le four", ("phase", "idea"), links=[("seeks", "besoin")]),
        record("besoin", "Need", "Légumes", ("requiresSkill", GARDENING)),
        record("jardin", "Association", "Jardin", ("hasSkill", GARDENING)),
    ]
    (join,) = suggested(records)
    assert "Jardin sait faire ce dont le projet a besoin" in sentences(join)


def test_a_lived_past_says_how_many_joined(store, suggested) -> None:
    past = circles(actors=160)
    years = dict(zip(past.project.tolist(), past.since.tolist(), strict=True))
    members: dict[int, list[tuple[str, str]]] = {}
    for actor, project in zip(past.actor.tolist(), past.project.tolist(), strict=True):
        if years[project] < 2017 or actor % 2:
            members.setdefault(actor, []).append(("takesPartIn", f"p{project}"))
    records = [record(f"p{p}", "Project", f"Projet {p}", ("startDate", str(year)))
               for p, year in years.items()]  # fmt: skip
    records += [record(f"a{a:03}", "Association", f"Actrice {a}", links=links)
                for a, links in members.items()]  # fmt: skip
    found = suggested(records, today="2017-06-01", limit=10)
    assert len(found) == 10
    assert all("rejoint" in one["confidence"]["text"] for one in found)
    assert all(one["reasons"][0]["records"] for one in found)


@pytest.mark.parametrize(
    ("share", "told"), [(0.31, "sur dix"), (0.04, "sur cent"), (0.002, "moins d'un")]
)
def test_confidence_in_a_join_is_said_in_plain_words(share: float, told: str) -> None:
    assert told in confidence_of(share, "fr")["text"]
