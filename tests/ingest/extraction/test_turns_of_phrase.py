"""The many ways in which minutes, press, sheets and letters say the same facts."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from fixtures.reading import names, told

_FILE = Path(__file__).parents[2] / "fixtures" / "turns_of_phrase.yaml"
_TURNS: list[dict[str, Any]] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))


@pytest.mark.parametrize("turn", [one for one in _TURNS if one["facts"]], ids=lambda t: t["text"])
def test_turn_of_phrase_tells_its_facts(turn: dict[str, Any]) -> None:
    assert set(turn["facts"]) <= set(told(turn["text"]))


@pytest.mark.parametrize("turn", [one for one in _TURNS if "none" in one], ids=lambda t: t["text"])
def test_denied_supposed_or_unfinished_turn_tells_nothing(turn: dict[str, Any]) -> None:
    assert told(turn["text"]) == []


@pytest.mark.parametrize(
    "turn", [one for one in _TURNS if "projects" in one], ids=lambda t: t["text"]
)
def test_project_is_named_by_what_is_said_of_it(turn: dict[str, Any]) -> None:
    assert names(turn["text"], "Project") == turn["projects"]
