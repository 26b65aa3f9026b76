"""What introductions teach: who answers, who is asked too much, how far is too far."""

from math import inf
from typing import Any

import pytest
from fixtures.parts import Parts

from tisserand.application.introductions import Asked, Introductions
from tisserand.bootstrap import Workspace
from tisserand.errors import InputError
from tisserand.ontology.namespaces import SKILLS
from tisserand.ontology.records import Visibility
from tisserand.recommend.helpers import ask
from tisserand.recommend.introductions import OPEN, Introduction, Step
from tisserand.recommend.outcomes import Answered, learn_reach, load_of, success_of
from tisserand.recommend.projection import build_projection
from tisserand.settings import Settings
from tisserand.store.port import ChangeSet, View
from tisserand.store.sqlite import SqliteStore

from .conftest import BASE, OVEN, place, record, weave

AGENT = Visibility.AGENT
NEED = "remettre en état un four à pain"
BAKING = f"{SKILLS}boulangerie"


def answered(helper: int, *states: str, km: float = 1.0, reason: str = "") -> Answered:
    """An introduction that went through these states in March 2026."""
    steps = [Step("proposed", "2026-03-01")]
    steps += [Step(state, "2026-03-02", reason=reason) for state in states]  # type: ignore[arg-type]
    return Answered(Introduction(1, (), (), (), "", "", tuple(steps), frozenset()), 0, helper, km)


def test_who_cooperates_ranks_above_who_declines() -> None:
    past = [answered(1, "accepted", "met", "cooperation"), answered(2, "declined")]
    factors = success_of([*past, *past])
    assert factors[1] > 1 > factors[2] >= 0.5
    assert 3 not in factors


def test_one_answer_moves_less_than_ten() -> None:
    others = [answered(9, "accepted")] * 10
    once = success_of([*others, answered(1, "declined")])[1]
    often = success_of([*others, *[answered(1, "declined")] * 10])[1]
    assert often < once < 1


@pytest.mark.parametrize(("share", "is_held_back"), [(0.2, True), (1.0, False)])
def test_nobody_has_more_than_a_share_of_what_is_open(share: float, is_held_back: bool) -> None:
    past = [answered(1)] * 8 + [answered(n) for n in range(2, 6)]
    assert (load_of(past, share).get(1, 1.0) < 0.2) is is_held_back
    assert 2 not in load_of(past, share)


def test_what_is_over_or_old_weighs_nothing() -> None:
    assert load_of([answered(1, "declined")] * 8, 0.2) == {}
    old = [one._replace(introduction=one.introduction._replace(
        steps=(Step("proposed", "2025-01-01"),))) for one in [answered(1)] * 8]  # fmt: skip
    assert load_of([*old, answered(2)], 0.2) == {}
    assert set(OPEN) == {"proposed", "accepted", "met"}


def test_far_refusals_shorten_the_reach_and_others_do_not() -> None:
    far = [answered(1, "declined", km=60.0, reason="C'est trop loin pour nous")] * 4
    assert learn_reach(far).accepts(60) < 0.5 < learn_reach(far).accepts(10)
    busy = [answered(1, "declined", km=60.0, reason="pas le temps")] * 9
    for said in ([], far[:1], busy):
        assert learn_reach(said).km == inf
    assert learn_reach([*far, *[answered(1, "accepted", km=80.0)] * 9]).accepts(60) > 0.5


@pytest.fixture
def territory(store: SqliteStore) -> SqliteStore:
    weave(store, [
        record("mairie", "PublicBody", "Mairie d'Angers", place("angers")),
        record("besoin", "Need", "Four communal", ("requiresSkill", OVEN),
               links=[("neededBy", "mairie")]),
        record("pres", "Company", "Fours d'Avrillé", place("avrille"), ("hasSkill", OVEN)),
        record("loin", "Company", "Fours de Saumur", place("saumur"), ("hasSkill", OVEN)),
    ])  # fmt: skip
    return store


def helpers(store: SqliteStore, asker: str | None = "mairie", need: str = NEED) -> dict[str, Any]:
    parts = Parts(store)
    with parts.read(AGENT) as reader:
        answer = ask(
            reader, build_projection(reader), need, near="Angers", asker=asker,
            thesaurus=parts.thesaurus, gazetteer=parts.gazetteer, base_iri=BASE,
        )  # fmt: skip
    return {one["name"]: one for one in answer["helpers"]}


def decline(store: SqliteStore, helper: str = "pres", need: str = NEED, reason: str = "") -> None:
    made = Introductions(Parts(store))
    asked = Asked("mairie", helper, need=need, date="2026-03-02")
    number = made.propose(AGENT, asked)["id"]
    made.step(AGENT, number, Step("declined", "2026-03-05", reason=reason))


@pytest.mark.parametrize("asker", ["mairie", None])
def test_declined_it_never_returns_in_a_hundred_runs_with_the_same_facts(territory, asker) -> None:
    assert set(helpers(territory, asker)) == {"Fours d'Avrillé", "Fours de Saumur"}
    decline(territory)
    assert all(set(helpers(territory, asker)) == {"Fours de Saumur"} for _ in range(100))


def test_it_comes_back_with_new_facts_which_are_told(territory) -> None:
    decline(territory)
    learns = [record("apprend", "Company", "Fours d'Avrillé", ("hasSkill", BAKING)),
              record("aussi", "PublicBody", "Mairie d'Angers", ("hasSkill", BAKING))]  # fmt: skip
    owners = {"apprend": "pres", "aussi": "mairie"}
    territory.apply(ChangeSet(records=learns, assignments=owners))
    back = helpers(territory)["Fours d'Avrillé"]
    assert len(back["news"]) == 1
    assert helpers(territory)["Fours de Saumur"]["news"] == []


def test_another_need_is_another_matter(territory) -> None:
    decline(territory, need="accueillir une classe au fournil")
    assert "Fours d'Avrillé" in helpers(territory)


def test_who_accepted_comes_first_next_time(territory) -> None:
    made = Introductions(Parts(territory))
    before = helpers(territory)["Fours de Saumur"]["score"]
    made.propose(AGENT, Asked("mairie", "loin", need="un autre four", date="2026-03-02"))
    made.step(AGENT, 1, Step("accepted", "2026-03-05"))
    decline(territory, "pres", "encore un autre four")
    assert helpers(territory, None)["Fours de Saumur"]["score"] > before


def test_the_public_learns_nothing_from_what_agents_noted(territory) -> None:
    decline(territory)
    parts = Parts(territory)
    with territory.read(View(Visibility.PUBLIC)) as reader:
        answer = ask(
            reader, build_projection(reader), NEED, near="Angers",
            thesaurus=parts.thesaurus, gazetteer=parts.gazetteer, base_iri=BASE,
        )  # fmt: skip
    assert len(answer["helpers"]) == 2


@pytest.mark.parametrize("share", ["0", "1.5", "beaucoup", "nan"])
def test_a_share_that_is_none_is_refused(tmp_path, share: str) -> None:
    work = Workspace(Settings(workspace=tmp_path, cache=tmp_path, largest_share=share))
    with pytest.raises(InputError):
        work.ask(AGENT, NEED)
    work.close()
