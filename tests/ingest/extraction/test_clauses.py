"""Sentences read by their grammar: who does what, to whom, with whom, and until when."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from fixtures.reading import read

_FILE = Path(__file__).parents[2] / "fixtures" / "clauses.yaml"
_SENTENCES: list[dict[str, Any]] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))


def _told(text: str, past: bool) -> set[str]:
    found = read(text)
    known = {one.id: one.name for one in found.entities}
    return {
        f"{known[fact.subject]} {fact.predicate} {known.get(fact.object, fact.object)}"
        for fact in found.facts
        if (fact.status == "past") is past
    }


@pytest.mark.parametrize("one", _SENTENCES, ids=lambda one: str(one["text"]))
def test_sentence_tells_what_it_asserts(one: dict[str, Any]) -> None:
    current, ended = _told(one["text"], past=False), _told(one["text"], past=True)
    assert set(one.get("facts", ())) <= current
    assert set(one.get("past", ())) <= ended - current
    assert not set(one.get("not", ())) & (current | ended)
