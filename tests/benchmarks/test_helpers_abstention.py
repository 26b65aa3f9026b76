"""Shares of needs answered, as a threshold of sureness gives them."""

from benchmarks.helpers_abstention import Sureness, shares

FOUND = [Sureness(True, 1.0, -2.0), Sureness(True, -3.0, -3.0), Sureness(False, 0.5, 0.5)]


def test_a_need_whose_answers_were_taken_away_counts_when_somebody_is_proposed_still() -> None:
    assert shares(FOUND, -2.5)["answers_taken_away_answered"] == 0.5
    assert shares(FOUND, 0.0)["answers_taken_away_answered"] == 0.0


def test_only_needs_that_somebody_can_meet_are_left_unanswered_in_error() -> None:
    assert shares(FOUND, 0.0) == {
        "meetable_unanswered": 0.5,
        "answers_taken_away_answered": 0.0,
        "unmeetable_answered": 1.0,
    }
