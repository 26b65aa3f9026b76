"""Cooperations not there yet: pairs that complete each other, with reasons both ways."""

from collections.abc import Callable
from typing import Any

import pytest

from tisserand.ontology.namespaces import SKILLS
from tisserand.ontology.records import Record, Visibility
from tisserand.recommend.cooperations import suggest_cooperations
from tisserand.recommend.projection import build_projection
from tisserand.reference.places import load_gazetteer
from tisserand.reference.thesaurus import load_thesaurus
from tisserand.store.port import ChangeSet, View

from .conftest import BASE, OVEN, place, record, weave

GARDENING = f"{SKILLS}maraichage"


def needing(key: str, skill: str, **about: Any) -> list[Record]:
    """An association of Angers and its need of a skill."""
    actor = record(key, "Association", key.title(), place("angers"), **about)
    need = record(f"{key}besoin", "Need", "Besoin", ("requiresSkill", skill),
                  links=[("neededBy", key)], row=9)  # fmt: skip
    return [actor, need]


@pytest.fixture
def suggested(store) -> Callable[..., list[dict[str, Any]]]:
    """Weave records, then suggest."""

    def of(records: list[Record] | None = None, **options: Any) -> list[dict[str, Any]]:
        if records is not None:
            weave(store, records)
        with store.read(View(Visibility.AGENT)) as reader:
            return suggest_cooperations(
                reader,
                build_projection(reader),
                gazetteer=load_gazetteer(),
                thesaurus=load_thesaurus(),
                base_iri=BASE,
                **options,
            )

    return of


@pytest.fixture
def exchange() -> list[Record]:
    """« four » seeks gardening and offers masonry; « jardin » the other way round."""
    return [
        *needing("four", GARDENING),
        *needing("jardin", OVEN),
        record("offre", "Offer", "Chantiers", ("offersSkill", OVEN),
               links=[("offeredBy", "four")], row=3),
        record("savoir", "Offer", "Formations", ("offersSkill", GARDENING),
               links=[("offeredBy", "jardin")], row=4),
    ]  # fmt: skip


def sentences(pair: dict[str, Any]) -> list[str]:
    return [reason["text"] for reason in pair["reasons"]]


def test_pair_says_what_each_brings_the_other(suggested, exchange) -> None:
    (pair,) = suggested(exchange)
    assert {pair["a"]["name"], pair["b"]["name"]} == {"Four", "Jardin"}
    assert any(s.startswith("Four peut apporter ce que cherche Jardin") for s in sentences(pair))
    assert any(s.startswith("Jardin peut apporter ce que cherche Four") for s in sentences(pair))


def test_reasons_cite_both_sides(suggested, exchange) -> None:
    (pair,) = suggested(exchange)
    rows = [record["row"] for record in pair["reasons"][0]["records"]]
    assert 9 in rows
    assert len(rows) > 1


def test_exchange_both_ways_comes_before_a_gift(suggested, exchange) -> None:
    giver = record("donneur", "Company", "Donneur", place("angers"), ("hasSkill", OVEN))
    pairs = suggested([*exchange, giver])
    assert len(pairs) == 2
    assert {pairs[0]["a"]["name"], pairs[0]["b"]["name"]} == {"Four", "Jardin"}


def test_actors_already_linked_are_not_suggested(suggested, exchange) -> None:
    together = record("p", "Project", "Projet", links=[("ledBy", "four"), ("ledBy", "jardin")])
    assert suggested([*exchange, together]) == []


def test_suggestions_of_one_actor_put_it_first(suggested, exchange) -> None:
    (pair,) = suggested(exchange, for_key="jardin")
    assert pair["a"]["name"] == "Jardin"
    assert suggested(for_key="inconnu") == []


def test_withdrawn_need_takes_the_pair_away(suggested, exchange, store) -> None:
    assert suggested(exchange)
    store.apply(ChangeSet(removed_records=["fourbesoin", "jardinbesoin"]))
    assert suggested() == []


@pytest.mark.parametrize(
    ("mark", "phase", "is_told"),
    [("requiresSkill", "underway", True), ("requiresSkill", "ended", False),
     ("theme", "underway", False)],
)  # fmt: skip
def test_a_project_seeks_what_it_still_requires_not_what_it_is_about(
    suggested, mark: str, phase: str, is_told: bool
) -> None:
    wanted = OVEN if mark == "requiresSkill" else f"{SKILLS}theme-patrimoine"
    led = record("p", "Project", "Fours", (mark, wanted), ("phase", phase),
                 links=[("ledBy", "jardin")], row=7)  # fmt: skip
    alike = [
        record(key, "Association", key.title(), ("hasSkill", GARDENING), *more, place("angers"),
               links=[("memberOf", "reseau")])
        for key, more in (("jardin", ()), ("macon", [("hasSkill", OVEN)]))
    ]  # fmt: skip
    pairs = suggested([record("reseau", "Association", "Réseau"), *alike, led])
    told = [one for pair in pairs for one in sentences(pair) if "ce que cherche Jardin" in one]
    assert bool(told) == is_told


def test_common_contact_is_a_reason(suggested) -> None:
    ties = [("memberOf", "federation")]
    pairs = suggested(
        [
            record("federation", "Association", "Fédération"),
            *needing("jardin", OVEN, links=ties),
            record("macon", "Company", "Maçon", ("hasSkill", OVEN), links=ties),
        ]
    )
    pair = next(p for p in pairs if {p["a"]["name"], p["b"]["name"]} == {"Jardin", "Maçon"})
    assert "tous deux sont en lien avec Fédération" in sentences(pair)


def test_limit_is_kept_and_order_is_by_score(suggested) -> None:
    macons = [record(f"m{i}", "Company", f"M{i}", ("hasSkill", OVEN)) for i in range(5)]
    pairs = suggested([*needing("jardin", OVEN), *macons], limit=3)
    assert len(pairs) == 3
    scores = [pair["score"] for pair in pairs]
    assert scores == sorted(scores, reverse=True)
