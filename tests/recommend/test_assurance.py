"""How sure it is that somebody answers: by meaning first, by places beside where actors are."""

from pathlib import Path

import pytest

from tisserand.bootstrap import Workspace
from tisserand.ontology.records import Record, Visibility
from tisserand.recommend.assurance import assurance_of
from tisserand.recommend.expertise import HelperIndex
from tisserand.recommend.needs import understand
from tisserand.recommend.offered import Offered
from tisserand.recommend.projection import build_projection
from tisserand.recommend.ranking import rank_helpers
from tisserand.recommend.skill_space import SkillSpace
from tisserand.recommend.territory import Territory, whereabouts
from tisserand.reference.places import load_gazetteer
from tisserand.reference.thesaurus import load_thesaurus
from tisserand.settings import Settings
from tisserand.store.port import View
from tisserand.store.sqlite import SqliteStore

from .conftest import place, record, weave

TILES = "la tempête a emporté nos tuiles"
TRADES = {
    "roofs": "pose et réfection de toitures",
    "bees": "récolte d'essaims et conseils sur les ruches",
    "hedges": "plantation et entretien de haies",
    "bikes": "réparation de vélos",
}


@pytest.fixture(scope="module")
def space(tmp_path_factory: pytest.TempPathFactory) -> SkillSpace:
    """The vectors of the machine's cache, as every workspace shares them."""
    return Workspace(Settings(workspace=Path(tmp_path_factory.mktemp("space")))).space


def offered(towns: dict[str, str]) -> list[Record]:
    """An actor for each trade, in its town."""
    return [
        one
        for trade, town in towns.items()
        for one in (
            record(trade, "Company", trade, place(town), links=[("offers", f"of-{trade}")]),
            record(f"of-{trade}", "Offer", TRADES[trade]),
        )
    ]


def sureness(store: SqliteStore, space: SkillSpace, need: str, near: str | None) -> float:
    thesaurus, gazetteer = load_thesaurus(), load_gazetteer()
    with store.read(View(Visibility.AGENT)) as reader:
        projection = build_projection(reader)
    territory = Territory(projection, gazetteer)
    index = HelperIndex(projection, thesaurus, territory, Offered(projection, space))
    understood = understand(need, thesaurus, gazetteer, near, projection, space)
    where = whereabouts(territory, understood.place) if understood.place else None
    found = rank_helpers(index, understood.weights, near=where, least=0.0005).helpers
    return assurance_of(index, understood, found)


def test_being_all_in_one_town_makes_nobody_surer(store: SqliteStore, space: SkillSpace) -> None:
    weave(store, offered(dict.fromkeys(TRADES, "angers")))
    nowhere = sureness(store, space, TILES, None)
    assert sureness(store, space, TILES, "Angers") == pytest.approx(nowhere)
    assert sureness(store, space, TILES, "Nice") == pytest.approx(nowhere)


def test_being_near_when_others_are_far_makes_surer(store: SqliteStore, space: SkillSpace) -> None:
    weave(store, offered(dict.fromkeys(TRADES, "angers") | {"roofs": "nantes"}))
    nowhere = sureness(store, space, TILES, None)
    assert (
        sureness(store, space, TILES, "Nantes") > nowhere > sureness(store, space, TILES, "Angers")
    )
