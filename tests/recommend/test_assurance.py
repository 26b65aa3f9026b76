"""How sure it is that somebody answers: by meaning first, by places beside where actors are."""

from pathlib import Path

import pytest

from tisserand.bootstrap import Workspace
from tisserand.ontology.namespaces import SKILLS
from tisserand.ontology.records import Record, Visibility
from tisserand.recommend.assurance import assurance_of
from tisserand.recommend.expertise import HelperIndex
from tisserand.recommend.helpers import Answer, ask
from tisserand.recommend.needs import understand
from tisserand.recommend.offered import Offered
from tisserand.recommend.projection import build_projection
from tisserand.recommend.skill_space import SkillSpace
from tisserand.recommend.territory import Territory, whereabouts
from tisserand.reference.places import load_gazetteer
from tisserand.reference.thesaurus import load_thesaurus
from tisserand.settings import Settings
from tisserand.store.port import View
from tisserand.store.sqlite import SqliteStore

from .conftest import BASE, place, record, weave

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


def sureness(
    store: SqliteStore,
    space: SkillSpace,
    need: str,
    near: str | None,
    within_km: float | None = None,
    without: str | None = None,
) -> float:
    thesaurus, gazetteer = load_thesaurus(), load_gazetteer()
    with store.read(View(Visibility.AGENT)) as reader:
        projection = build_projection(reader)
    territory = Territory(projection, gazetteer)
    index = HelperIndex(projection, thesaurus, territory, Offered(projection, space))
    understood = understand(need, thesaurus, gazetteer, near, projection, space)
    where = whereabouts(territory, understood.place) if understood.place else None
    gone = () if without is None else (projection.find(without),)
    return assurance_of(index, understood, where, within_km, gone)


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


def test_who_is_left_out_answers_for_nothing(store: SqliteStore, space: SkillSpace) -> None:
    weave(store, offered(dict.fromkeys(TRADES, "angers")))
    whole = sureness(store, space, TILES, "Angers")
    assert sureness(store, space, TILES, "Angers", without="bees") == pytest.approx(whole, abs=0.1)
    assert sureness(store, space, TILES, "Angers", without="roofs") < whole - 1


def test_who_is_too_far_answers_for_nothing(store: SqliteStore, space: SkillSpace) -> None:
    weave(store, offered(dict.fromkeys(TRADES, "angers") | {"roofs": "nantes"}))
    whole = sureness(store, space, TILES, "Angers")
    assert sureness(store, space, TILES, "Angers", within_km=20) < whole - 1
    assert sureness(store, space, TILES, "Angers", within_km=200) == pytest.approx(whole)


def test_a_craft_with_words_of_its_own_is_shared_by_fewer(space: SkillSpace) -> None:
    shared = {
        skill.label_fr: share for skill, share in zip(space.skills, space.shared, strict=True)
    }
    assert shared["Tatouage et piercing"] < 1 < shared["Lutte contre l'isolement"]


def test_nobody_is_sure_of_anything_where_nobody_offers(
    store: SqliteStore, space: SkillSpace
) -> None:
    weave(store, [record("town", "PublicBody", "Mairie", place("angers"))])
    assert sureness(store, space, TILES, "Angers") < -1


def test_a_theme_alone_is_answered_by_who_works_on_it(
    store: SqliteStore, space: SkillSpace
) -> None:
    culture = ("theme", f"{SKILLS}theme-culture")
    weave(store, [record("choir", "Association", "Chœur du lac", place("angers"), culture)])
    assert asked(store, space, "Qui travaille sur la culture ?") == ["Chœur du lac"]
    assert asked(store, space, "Qui travaille sur le tourisme ?") == []


def test_who_answers_from_too_far_is_told_as_the_nearest(
    store: SqliteStore, space: SkillSpace
) -> None:
    weave(store, offered({"roofs": "saumur", "bees": "saumur", "hedges": "saumur"}))
    answer = answered(store, space, f"{TILES} à moins de 20 km d'Angers")
    assert answer["helpers"] == []
    assert answer["nearest"]["name"] == "roofs"


def asked(store: SqliteStore, space: SkillSpace, need: str) -> list[str]:
    """Names of who can help."""
    return [helper["name"] for helper in answered(store, space, need)["helpers"]]


def answered(store: SqliteStore, space: SkillSpace, need: str) -> Answer:
    words = {"thesaurus": load_thesaurus(), "gazetteer": load_gazetteer()}
    with store.read(View(Visibility.AGENT)) as reader:
        projection = build_projection(reader)
        return ask(reader, projection, need, base_iri=BASE, space=space, **words)
