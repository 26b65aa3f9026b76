"""The best mastery of each skill around a place."""

import numpy as np
import pytest

from tisserand.ontology.records import Visibility
from tisserand.recommend.mastered import Mastered, Row
from tisserand.recommend.projection import build_projection
from tisserand.recommend.territory import Territory, whereabouts
from tisserand.reference.places import load_gazetteer
from tisserand.store.port import View
from tisserand.store.sqlite import SqliteStore

from .conftest import COMMUNES, place, record, weave


def row(*mastery: tuple[int, float]) -> Row:
    return np.array([who for who, _ in mastery], np.int32), np.array([well for _, well in mastery])


@pytest.fixture
def territory(store: SqliteStore) -> Territory:
    """Two actors of Angers, then one of Nantes."""
    weave(store, [
        record("a", "Company", "Un", place("angers")),
        record("b", "Company", "Deux", place("angers")),
        record("c", "Company", "Trois", place("nantes")),
    ])  # fmt: skip
    with store.read(View(Visibility.AGENT)) as reader:
        return Territory(build_projection(reader), load_gazetteer())


def test_the_best_of_each_skill_counts_and_nobody_is_nothing(territory: Territory) -> None:
    mastered = Mastered([row((0, 0.2), (1, 0.5)), row(), row((2, 0.9))], territory)
    assert mastered.best(mastered.nearness(None)) == pytest.approx([0.5, 0.0, 0.9])


def test_who_is_far_counts_less_and_who_is_too_far_for_nothing(territory: Territory) -> None:
    mastered = Mastered([row((0, 0.5)), row((2, 0.5))], territory)
    angers = load_gazetteer().commune(COMMUNES["angers"])
    assert angers is not None
    here = whereabouts(territory, angers)
    near, far = mastered.best(mastered.nearness(here))
    assert near == pytest.approx(0.5, abs=0.01) and 0 < far < 0.3
    assert mastered.best(mastered.nearness(here, 20.0))[1] == 0


def test_who_is_left_out_counts_for_nothing(territory: Territory) -> None:
    mastered = Mastered([row((0, 0.5), (1, 0.3))], territory)
    assert mastered.best(mastered.nearness(None, left_out=(0,))) == pytest.approx([0.3])


def test_no_skill_is_mastered_by_nobody(territory: Territory) -> None:
    assert Mastered([], territory).best(Mastered([], territory).nearness(None)).size == 0
