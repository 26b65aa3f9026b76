"""Covered, stale, a gap, or a place where nobody looked; never green over an unseen hole."""

from typing import Any

import pytest

from tisserand.errors import InputError
from tisserand.ontology.namespaces import SKILLS
from tisserand.ontology.records import Record, Visibility
from tisserand.recommend.gaps import find_gaps
from tisserand.recommend.projection import build_projection
from tisserand.reference.places import load_gazetteer
from tisserand.reference.thesaurus import load_thesaurus
from tisserand.store.port import View
from tisserand.store.sqlite import SqliteStore

from .conftest import BASE, OVEN, place, record, weave

BAKING = f"{SKILLS}boulangerie"
FOOD = f"{SKILLS}theme-alimentation"


def actor(key: str, where: str, *skills: str, source: str = "annuaire") -> Record:
    facts = [("hasSkill", skill) for skill in skills]
    return record(key, "Association", key.title(), place(where), *facts, source=source)


def table(
    store: SqliteStore, today: str = "2024-01-01", level: str = "commune"
) -> dict[tuple[str, str], dict[str, Any]]:
    """The rows of territories by (name, theme); sources of the tests are of May 2023."""
    with store.read(View(Visibility.AGENT)) as reader:
        rows = find_gaps(
            reader,
            build_projection(reader),
            level=level,
            today=today,
            thesaurus=load_thesaurus(),
            gazetteer=load_gazetteer(),
            base_iri=BASE,
        )
    return {(row["area"]["name"], row["theme"]["iri"]): row for row in rows}


def test_a_theme_with_a_recent_holder_is_covered_with_its_records(store: SqliteStore) -> None:
    weave(store, [actor("a", "angers", BAKING)])
    cell = table(store)["Angers", FOOD]
    assert (cell["status"], cell["holders"], cell["newest"]) == ("covered", 1, "2023-05-01")
    assert cell["records"][0]["file"] == "annuaire.csv"


def test_evidence_of_long_ago_is_stale(store: SqliteStore) -> None:
    weave(store, [actor("a", "angers", BAKING)])
    assert table(store, today="2028-05-02")["Angers", FOOD]["status"] == "stale"
    assert table(store, today="2028-05-01")["Angers", FOOD]["status"] == "covered"


def test_a_directory_that_looked_and_found_nobody_shows_a_gap(store: SqliteStore) -> None:
    need = record("besoin", "Need", "Du pain", ("requiresSkill", BAKING),
                  links=[("neededBy", "b")], row=9)  # fmt: skip
    weave(store, [actor("a", "angers", BAKING), actor("b", "saumur", OVEN), need])
    cell = table(store)["Saumur", FOOD]
    assert (cell["status"], cell["needs"]) == ("gap", 1)
    assert cell["nearest"]["name"] == "A"
    assert 35 < cell["nearest"]["distance_km"] < 55


def test_where_only_another_matter_was_looked_into_nothing_is_said(store: SqliteStore) -> None:
    weave(store, [actor("a", "angers", BAKING), actor("b", "saumur", OVEN, source="fours")])
    assert table(store)["Saumur", FOOD]["status"] == "not_surveyed"


def test_a_theme_that_no_source_tells_of_is_not_surveyed_anywhere(store: SqliteStore) -> None:
    weave(store, [actor("a", "angers", BAKING)])
    cells = table(store)
    assert cells["Angers", f"{SKILLS}theme-sport"]["status"] == "not_surveyed"
    assert {cell["status"] for cell in cells.values()} == {"covered", "not_surveyed"}


@pytest.mark.parametrize("seed", range(5))
def test_no_cell_is_green_without_a_holder(store: SqliteStore, seed: int) -> None:
    skills = [OVEN, BAKING, f"{SKILLS}apiculture", f"{SKILLS}plomberie"]
    towns = ["angers", "saumur", "nantes", "avrille"]
    weave(store, [
        actor(f"k{i}", towns[(i * 7 + seed) % 4], skills[(i * 5 + seed) % 4], source=f"s{i % 3}")
        for i in range(9)
    ])  # fmt: skip
    for cell in table(store).values():
        assert (cell["status"] in ("covered", "stale")) == (cell["holders"] > 0)
        assert bool(cell["records"]) == (cell["holders"] > 0)


def test_bassins_de_vie_without_their_table_are_said_to_lack_it(store: SqliteStore) -> None:
    weave(store, [actor("a", "angers", BAKING)])
    with pytest.raises(InputError, match="Insee"):
        table(store, level="bassin-de-vie")
