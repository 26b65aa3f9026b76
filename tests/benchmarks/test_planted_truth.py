"""What is planted is found, and the controls flag nothing above the stated rate."""

from typing import Any

import pytest

from benchmarks import signals
from benchmarks.planted_territory import plant_territory
from benchmarks.planted_truth import CHANCE_OF_CLEAR, communities, cooperations, territories


@pytest.fixture(scope="module")
def found() -> dict[str, Any]:
    return territories(3)


def test_planted_rare_skills_and_gaps_are_all_found_and_nothing_else(found) -> None:
    planted = found["planted"]
    assert (planted["rare_found"], planted["gaps_found"]) == (1.0, 1.0)
    assert (planted["rare_flagged_of_cells"], planted["gaps_flagged_of_cells"]) == (0.0, 0.0)


def test_what_nobody_looked_for_is_never_a_gap_nor_covered(found) -> None:
    assert found["planted"]["unseen_said_not_surveyed"] == 1.0


def test_those_who_alone_can_help_come_first(found) -> None:
    assert found["planted"]["pairs_found_first"] > 0.9


def test_shuffled_skills_flag_nothing(found) -> None:
    shuffled = found["shuffled"]
    assert shuffled["rare_found"] <= 0.05
    assert shuffled["rare_flagged_of_cells"] <= 0.01
    assert (shuffled["gaps_found"], shuffled["gaps_flagged_of_cells"]) == (0.0, 0.0)
    assert shuffled["pairs_found_first"] < 0.2


def test_random_networks_have_no_clear_communities() -> None:
    told = communities(20)
    assert told["planted_said_clear"] == 1.0
    assert told["random_said_clear"] <= CHANCE_OF_CLEAR


def test_cooperations_of_a_random_past_are_foreseen_no_better_than_chance() -> None:
    told = cooperations(4)
    assert told["circles"]["gain"] > 10 * told["circles"]["se"]
    assert told["random"]["gain"] < 0.1


def test_shuffled_years_raise_no_more_alarms_than_stated() -> None:
    shares = signals.measure(100, 1)["product"]
    assert shares["territories_with_a_false_alarm"] <= signals.FALSE_ALARMS + 0.05
    assert shares["planted_found"] > 0.5


def test_the_same_seed_plants_the_same_territory() -> None:
    assert plant_territory(3) == plant_territory(3)
    assert plant_territory(3) != plant_territory(4)
