"""The smallest team for a project or a sentence, and loops of exchange, on a real store."""

from collections.abc import Sequence
from typing import Any

import pytest

from tisserand.errors import InputError
from tisserand.ontology.namespaces import SKILLS
from tisserand.ontology.records import Record, Visibility
from tisserand.recommend.loops import find_loops
from tisserand.recommend.projection import build_projection
from tisserand.recommend.teams import form_team
from tisserand.reference.places import load_gazetteer
from tisserand.reference.thesaurus import load_thesaurus
from tisserand.store.port import View
from tisserand.store.sqlite import SqliteStore

from .conftest import BASE, OVEN, place, record, weave

BOOKS = f"{SKILLS}comptabilite"
GARDEN = f"{SKILLS}maraichage"
WORDS = {"gazetteer": load_gazetteer(), "thesaurus": load_thesaurus(), "base_iri": BASE}


def holder(key: str, *skills: str, where: str = "angers", **about: Any) -> Record:
    facts = [("hasSkill", skill) for skill in skills]
    return record(key, "Association", key.title(), place(where), *facts, **about)


def team_of(store: SqliteStore, wanted: str = "", **options: Any) -> dict[str, Any]:
    role = options.pop("role", Visibility.AGENT)
    with store.read(View(role)) as reader:
        return form_team(reader, build_projection(reader), wanted, **options, **WORDS)


def project(*skills: str, links: Sequence[tuple[str, str]] = ()) -> Record:
    facts = [("requiresSkill", skill) for skill in skills]
    return record("fete", "Project", "Fête du pain", place("angers"), *facts, links=links, row=9)


def names(members: list[dict[str, Any]]) -> list[str]:
    return [member["name"] for member in members]


def test_one_who_masters_all_beats_two_who_share_it(store: SqliteStore) -> None:
    weave(store, [holder("a", OVEN), holder("b", BOOKS), holder("c", OVEN, BOOKS, where="nantes"),
                  project(OVEN, BOOKS)])  # fmt: skip
    answer = team_of(store, project="fete")
    assert names(answer["team"]) == ["C"]
    assert len(answer["team"][0]["covers"]) == 2
    assert answer["project"] == {"iri": f"{BASE}id/fete", "name": "Fête du pain"}


def test_of_equal_teams_the_nearer_wins(store: SqliteStore) -> None:
    weave(store, [holder("a", OVEN, where="nantes"), holder("b", OVEN), project(OVEN)])
    assert names(team_of(store, project="fete")["team"]) == ["B"]


def test_who_carries_the_project_is_not_looked_for_again(store: SqliteStore) -> None:
    weave(store, [holder("a", OVEN), holder("b", BOOKS), project(OVEN, BOOKS,
                  links=[("ledBy", "a")])])  # fmt: skip
    answer = team_of(store, project="fete")
    assert (names(answer["present"]), names(answer["team"])) == (["A"], ["B"])


def test_a_need_of_the_project_is_covered_and_what_nobody_masters_is_told(
    store: SqliteStore,
) -> None:
    need = record("besoin", "Need", "Légumes", ("requiresSkill", GARDEN),
                  links=[("neededBy", "fete")], row=8)  # fmt: skip
    weave(store, [holder("a", OVEN), need, project(OVEN)])
    answer = team_of(store, project="fete")
    assert names(answer["team"]) == ["A"]
    assert [skill["iri"] for skill in answer["uncovered"]] == [GARDEN]


def test_a_sentence_gathers_a_team_with_sources(store: SqliteStore) -> None:
    weave(store, [holder("a", OVEN, row=4), holder("b", BOOKS, row=5)])
    answer = team_of(store, "bâtir un four à pain à bois ; tenir la comptabilité")
    assert sorted(names(answer["team"])) == ["A", "B"]
    rows = {
        record["row"] for member in answer["team"] for record in member["reasons"][0]["records"]
    }
    assert rows == {4, 5}


def test_a_member_the_view_does_not_hold_is_not_in_the_team(store: SqliteStore) -> None:
    weave(store, [holder("a", OVEN, visibility=Visibility.AGENT), project(OVEN)])
    answer = team_of(store, project="fete", role=Visibility.PUBLIC)
    assert (answer["team"], len(answer["uncovered"])) == ([], 1)


def test_a_sentence_without_any_skill_is_refused(store: SqliteStore) -> None:
    weave(store, [holder("a", OVEN)])
    with pytest.raises(InputError, match="Rien à chercher"):
        team_of(store, "bonjour")


def seeking(key: str, skill: str, held: str) -> list[Record]:
    need = record(f"{key}besoin", "Need", f"Besoin de {key}", ("requiresSkill", skill),
                  links=[("neededBy", key)], row=7)  # fmt: skip
    return [holder(key, held), need]


def loops_of(store: SqliteStore) -> list[dict[str, Any]]:
    with store.read(View(Visibility.AGENT)) as reader:
        return find_loops(reader, build_projection(reader), **WORDS)


def test_three_who_each_help_the_next_make_a_loop(store: SqliteStore) -> None:
    weave(store, [*seeking("a", BOOKS, OVEN), *seeking("b", OVEN, GARDEN),
                  *seeking("c", GARDEN, BOOKS)])  # fmt: skip
    loop = loops_of(store)[0]
    assert names(loop["actors"]) == ["A", "B", "C"]
    steps = [(step["giver"], step["taker"]) for step in loop["exchanges"]]
    assert steps == [("A", "B"), ("B", "C"), ("C", "A")]
    assert all(step["reasons"][0]["records"] for step in loop["exchanges"])


def test_a_chain_that_does_not_close_is_no_loop(store: SqliteStore) -> None:
    weave(store, [*seeking("a", BOOKS, OVEN), *seeking("b", OVEN, GARDEN)])
    assert loops_of(store) == []
