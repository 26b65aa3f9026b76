"""The compiled ranking gives what its formula says, on a territory drawn at random."""

from math import log2

import numpy as np
import pytest

from tisserand.ontology.records import Record, Visibility
from tisserand.recommend.arrays import Projection
from tisserand.recommend.expertise import HelperIndex, expand
from tisserand.recommend.projection import build_projection
from tisserand.recommend.ranking import masters_around, rank_helpers, reach_of
from tisserand.recommend.territory import Territory, Whereabouts, on_sphere
from tisserand.reference.distance import EARTH_RADIUS_KM
from tisserand.reference.places import load_gazetteer
from tisserand.store.port import View

from .conftest import record, weave

SKILLS = ["urn:craft", "urn:craft:wood", "urn:craft:stone", "urn:care"]


class Crafts:
    """Wood and stone are crafts; care is apart."""

    def narrower(self, iri: str) -> list[str]:
        return SKILLS[1:3] if iri == SKILLS[0] else []

    def broader(self, iri: str) -> list[str]:
        return SKILLS[:1] if iri in SKILLS[1:3] else []


def draw(count: int) -> list[Record]:
    """Associations around Angers, with skills and memberships."""
    random = np.random.default_rng(7)
    drawn = []
    for number in range(count):
        skills = [("hasSkill", SKILLS[i]) for i in random.choice(4, 2, replace=False)]
        point = (("latitude", f"{random.uniform(46.5, 48.5):.4f}"),
                 ("longitude", f"{random.uniform(-1.5, 0.5):.4f}"))  # fmt: skip
        other = int(random.integers(count))
        links = [("memberOf", f"a{other:03}")] if other != number else []
        drawn.append(record(f"a{number:03}", "Association", "A", *skills, *point, links=links))
    return drawn


@pytest.fixture
def index(store) -> HelperIndex:
    weave(store, draw(300))
    with store.read(View(Visibility.AGENT)) as reader:
        projection = build_projection(reader)
    return HelperIndex(projection, Crafts(), Territory(projection, load_gazetteer()))


@pytest.fixture
def angers() -> Whereabouts:
    place = load_gazetteer().commune("49007")
    assert place is not None
    return Whereabouts(place, on_sphere(47.47, -0.55), -2)


def plainly(index: HelperIndex, skills: dict[str, float], near: Whereabouts, asker: int):
    """The formula of the module's docstring, actor by actor."""
    projection, points = index.projection, index.territory.points(slice(None))
    km = np.linalg.norm(points - near.point, axis=1) * EARTH_RADIUS_KM
    mastery = {
        skill: {actor: best_proof(projection, skill, actor) for actor in range(len(projection))}
        for skill in skills
    }
    weights = {}
    for skill, asked in skills.items():
        around = sum(1 for actor, m in mastery[skill].items() if m > 0 and km[actor] <= 50)
        weights[skill] = asked / (1 + log2(max(around, 1)))
    ties = reach_of(projection.network, asker)
    scored = []
    for actor in range(len(projection)):
        if actor == asker or not any(mastery[skill][actor] for skill in skills):
            continue
        match = sum(weights[s] * mastery[s][actor] for s in skills) / sum(weights.values())
        nearness = 0.1 + 0.9 / (1 + (km[actor] / 30) ** 2)
        scored.append((-round(match * nearness * (1 + min(ties[actor], 1)), 9), actor))
    return [actor for _, actor in sorted(scored)]


def best_proof(projection: Projection, skill: str, actor: int) -> float:
    found = 0.0
    for iri, factor in expand(skill, Crafts()).items():
        members, weights = projection.holders.row(projection.concepts.find(iri))
        for member, weight in zip(members.tolist(), weights.tolist(), strict=True):
            if member == actor:
                found = max(found, factor * weight)
    return found


@pytest.mark.parametrize(
    "skills",
    [{SKILLS[0]: 1.0}, {SKILLS[1]: 0.9, SKILLS[3]: 0.8}, {SKILLS[2]: 0.7}],
    ids=["broad", "two", "narrow"],
)
def test_ranking_is_that_of_the_formula(index, angers, skills) -> None:
    expected = plainly(index, skills, angers, asker=5)
    ranking = rank_helpers(index, skills, near=angers, limit=20, asker=5)
    assert [helper.actor for helper in ranking.helpers] == expected[:20]


def test_asking_twice_gives_the_same(index, angers) -> None:
    first = rank_helpers(index, {SKILLS[0]: 1.0}, near=angers, asker=3)
    other = rank_helpers(index, {SKILLS[3]: 1.0}, asker=9)
    assert rank_helpers(index, {SKILLS[0]: 1.0}, near=angers, asker=3) == first
    assert rank_helpers(index, {SKILLS[3]: 1.0}, asker=9) == other


def test_narrower_skill_answers_fully_and_broader_one_less(index) -> None:
    broad = dict(zip(*index.holders(SKILLS[0]), strict=True))
    narrow = dict(zip(*index.holders(SKILLS[1]), strict=True))
    assert set(broad.values()) == {0.9}
    assert {round(mastery, 2) for mastery in narrow.values()} == {0.36, 0.9}


def test_equal_scores_end_at_the_key(index) -> None:
    ranking = rank_helpers(index, {SKILLS[3]: 1.0}, limit=400)
    actors = [helper.actor for helper in ranking.helpers]
    assert actors == sorted(actors)


def test_limit_of_distance_is_kept(index, angers) -> None:
    ranking = rank_helpers(index, {SKILLS[0]: 1.0}, near=angers, within_km=30, limit=300)
    assert ranking.helpers
    assert all((helper.distance_km or 0.0) <= 30 for helper in ranking.helpers)


def test_nobody_within_names_the_nearest(index) -> None:
    place = load_gazetteer().commune("67482")
    assert place is not None
    far = Whereabouts(place, on_sphere(48.58, 7.75), -2)
    ranking = rank_helpers(index, {SKILLS[0]: 1.0}, near=far, within_km=10)
    assert ranking.helpers == []
    assert ranking.nearest is not None
    assert (ranking.nearest.distance_km or 0.0) > 500


def test_unknown_skill_has_no_helper(index) -> None:
    assert rank_helpers(index, {"urn:nobody": 1.0}).helpers == []


def test_holders_far_away_do_not_make_a_skill_common(index, angers) -> None:
    everywhere = masters_around(index, SKILLS[1], None)
    around = masters_around(index, SKILLS[1], angers)
    assert 0 < len(around) < len(everywhere)


def test_record_without_place_ranks_last(store, angers) -> None:
    placed = record("b", "Association", "B", ("hasSkill", SKILLS[0]), ("latitude", "47.4"),
                    ("longitude", "-0.5"))  # fmt: skip
    weave(store, [record("a", "Association", "A", ("hasSkill", SKILLS[0])), placed])
    with store.read(View(Visibility.AGENT)) as reader:
        projection = build_projection(reader)
    index = HelperIndex(projection, Crafts(), Territory(projection, load_gazetteer()))
    ranking = rank_helpers(index, {SKILLS[0]: 1.0}, near=angers)
    assert [projection.keys[helper.actor] for helper in ranking.helpers] == ["b", "a"]
    assert ranking.helpers[1].distance_km is None
