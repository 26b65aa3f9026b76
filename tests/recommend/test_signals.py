"""Weak signals: rises that chance does not explain, and funding about to end."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from scipy.stats import hypergeom

from tisserand.ontology.namespaces import SKILLS
from tisserand.ontology.records import Record, Visibility
from tisserand.recommend.endings import last_day
from tisserand.recommend.projection import build_projection
from tisserand.recommend.rises import Mentions, at_least, find_rises
from tisserand.recommend.signals import find_signals
from tisserand.reference.places import load_gazetteer
from tisserand.reference.thesaurus import load_thesaurus
from tisserand.store.port import ChangeSet, View

from .conftest import BASE, record, weave

FOOD, ENERGY = f"{SKILLS}theme-alimentation", f"{SKILLS}theme-energie"
Signals = Callable[..., dict[str, Any]]


@pytest.mark.parametrize(
    ("found", "drawn", "marked", "every"),
    [(3, 5, 4, 20), (0, 5, 4, 20), (5, 5, 20, 100), (2, 9, 3, 10)],
)
def test_chance_is_that_of_the_hypergeometric_law(found, drawn, marked, every) -> None:
    expected = hypergeom.sf(found - 1, every, marked, drawn)
    assert at_least(found, drawn, marked, every) == pytest.approx(expected)


def mentions(*rows: tuple[int, int, int]) -> Mentions:
    return Mentions(*np.array(rows, dtype=np.int64).T)


STEADY = [(concept, year, concept) for concept in (1, 2) for year in range(2010, 2024)] * 2


def test_growth_of_the_whole_is_no_rise() -> None:
    doubled = STEADY + [(concept, year, 3) for concept in (1, 2) for year in (2022, 2023)] * 9
    assert find_rises(mentions(*doubled), 2022) == []


def test_a_rise_in_one_community_is_no_signal_and_in_two_is() -> None:
    rising = [(5, 2023, community) for community in (7, 7, 7, 7, 7, 7)]
    assert find_rises(mentions(*STEADY, *rising), 2022) == []
    two = [(5, 2023, community) for community in (7, 7, 7, 8, 8, 8)]
    (rise,) = find_rises(mentions(*STEADY, *two), 2022)
    assert (rise.concept, rise.recent, rise.communities) == (5, 6, (7, 8))


@pytest.fixture
def signals(store) -> Signals:
    def found(today: str = "2024-06-01", **options: Any) -> dict[str, Any]:
        with store.read(View(Visibility.AGENT)) as reader:
            return find_signals(
                reader, build_projection(reader), today=today, thesaurus=load_thesaurus(),
                gazetteer=load_gazetteer(), base_iri=BASE, **options,
            )  # fmt: skip

    return found


def project(number: int, theme: str, year: int, by: str) -> Record:
    facts = [("theme", theme), ("startDate", str(year))]
    return record(f"p{number:03}", "Project", f"Projet {number}", *facts, links=[("ledBy", by)])


@pytest.fixture
def rising(store) -> None:
    """Energy is steady; food rises in 2023 and 2024 among six who do not know each other."""
    who = [record(f"actor{n}", "Association", f"Acteur {n}") for n in range(6)]
    steady = [project(n, ENERGY, 2010 + n % 14, f"actor{n % 6}") for n in range(40)]
    new = [project(100 + n, FOOD, 2023 + n % 2, f"actor{n}") for n in range(6)]
    weave(store, [*who, *steady, *new])


def test_a_theme_that_rises_among_strangers_is_told_with_its_records(rising, signals) -> None:
    (told,) = signals()["rising"]
    assert (told["concept"]["iri"], told["recent"], told["years"]) == (
        FOOD,
        6,
        {"2023": 3, "2024": 3},
    )
    assert len(told["communities"]) == 6
    assert len(told["records"]) == 6
    assert "ne se connaissent pas" in told["text"]


def test_what_is_of_after_today_does_not_count(rising, signals) -> None:
    assert signals("2022-06-01")["rising"] == []


def test_among_those_who_know_each_other_nothing_is_told(rising, signals, store) -> None:
    links = [("memberOf", f"actor{n}") for n in range(6)]
    store.apply(ChangeSet(records=[record("reseau", "Association", "Réseau"),
                                   record("tie", "Association", "Réseau", links=links)],
                          assignments={"reseau": "reseau", "tie": "reseau"}))  # fmt: skip
    pairs = [record(f"t{a}{b}", "Association", f"Acteur {a}", links=[("partnerOf", f"actor{b}")])
             for a in range(6) for b in range(a)]  # fmt: skip
    owners = {f"t{a}{b}": f"actor{a}" for a in range(6) for b in range(a)}
    store.apply(ChangeSet(records=pairs, assignments=owners))
    assert signals()["rising"] == []


SCHEME = record("fonds", "FundingScheme", "Fonds vert local", ("closesOn", "2024-09"))


def grant(key: str, to: str, amount: str, *scheme: str) -> Record:
    """Euros given to an actor in 2023, under a scheme or none."""
    links = [("beneficiary", to), *(("scheme", one) for one in scheme)]
    return record(key, "Grant", key, ("amount", amount), ("year", "2023"), links=links)


@pytest.fixture
def funded(store) -> None:
    """A scheme closes in September 2024; « Jardin » has little else, « Maison » much more."""
    weave(store, [
        record("jardin", "Association", "Jardin"), record("maison", "Association", "Maison"),
        SCHEME,
        grant("g1", "jardin", "9000", "fonds"), grant("g2", "jardin", "1000"),
        grant("g3", "maison", "9000", "fonds"), grant("g4", "maison", "90000"),
    ])  # fmt: skip


def test_funding_about_to_end_is_told_with_who_depends_on_it(funded, signals) -> None:
    (told,) = signals()["ending"]
    assert (told["name"], told["date"]) == ("Fonds vert local", "2024-09-30")
    assert [(one["name"], one["share"]) for one in told["dependents"]] == [("Jardin", 0.9)]
    assert len(told["records"]) == 2


def test_eight_dependents_are_named_and_the_others_counted(store, signals) -> None:
    names = [f"Amis {rank:02}" for rank in range(11)]
    actors = [record(name, "Association", name) for name in names]
    grants = [grant(f"g{name}", name, "100", "fonds") for name in names]
    weave(store, [SCHEME, *actors, *grants])
    (told,) = signals()["ending"]
    assert told["text"].endswith("Amis 06, Amis 07 (et d'autres : 3).")
    assert len(told["dependents"]) == 11


@pytest.mark.parametrize(("today", "months"), [("2024-10-01", 12), ("2023-01-01", 12),
                                               ("2024-06-01", 2)])  # fmt: skip
def test_funding_over_or_far_from_its_end_is_not_told(funded, signals, today, months) -> None:
    assert signals(today, months=months)["ending"] == []


@pytest.mark.parametrize(
    ("partial", "day"),
    [("2024", "2024-12-31"), ("2024-02", "2024-02-29"), ("2024-02-03", "2024-02-03")],
)
def test_a_partial_date_ends_with_its_last_day(partial: str, day: str) -> None:
    assert last_day(partial) == day


def test_a_graph_that_says_nothing_so_late_tells_from_when_to_look(rising, signals) -> None:
    late = signals("2030-01-01")
    assert (late["rising"], late["ending"]) == ([], [])
    assert late["earlier"]["date"] == "2024-12-31"
    assert "2024" in late["earlier"]["text"]
    assert signals(late["earlier"]["date"])["rising"] != []


def test_the_day_to_look_from_is_one_when_funding_was_still_about_to_end(funded, signals) -> None:
    assert signals("2030-01-01")["earlier"]["date"] == "2024-09-30"
    assert signals("2024-09-30")["ending"][0]["name"] == "Fonds vert local"


def test_nothing_is_said_of_earlier_days_while_there_is_something_to_tell(funded, signals) -> None:
    assert signals()["earlier"] is None
