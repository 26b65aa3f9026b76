"""Weak signals at the command line."""

from pathlib import Path

from .conftest import Command


def test_signals_are_told_with_their_false_alarms(tisserand: Command, demo: Path) -> None:
    answer = tisserand("signals", "--date", "2024-06-01", "--workspace", demo, "--json").json
    assert (answer["since"], answer["false_alarms"]) == (2023, 0.05)
    told = tisserand("signals", "--date", "2024-06-01", "--workspace", demo).out.decode()
    for one in (*answer["rising"], *answer["ending"]):
        assert one["text"] in told
        assert one["records"]
    assert told


def test_a_bad_day_is_refused(tisserand: Command, demo: Path) -> None:
    assert tisserand("signals", "--date", "bientôt", "--workspace", demo).code == 2
