"""People read what a rule reads, not its code."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tisserand.ingest import extraction
from tisserand.ingest.extraction.lexicons import read_words
from tisserand.ingest.readings.rules import rule_precision, rule_words
from tisserand.messages import LANGUAGES, Language, catalogue

NAMED = re.compile(r'"((?:list|card|label|table|dossier|proposal|noun|verb)-[a-z-]+)"')
MADE = re.compile(r'yield _(?:office|grant)\(.*?"([a-z]+)"(?: if \w+ else "([a-z]+)")?\)')


def named_in_data(told: Any) -> Iterator[str]:
    """The `id` of everything in a file of words."""
    if isinstance(told, dict):
        if isinstance(told.get("id"), str):
            yield told["id"]
        told = list(told.values())
    if isinstance(told, list):
        for one in told:
            yield from named_in_data(one)


def named_in_code() -> Iterator[str]:
    """What the code names a rule, the names of spans left out."""
    for path in sorted(Path(str(extraction.__file__)).parent.rglob("*.py")):
        for line in path.read_text(encoding="utf-8").splitlines():
            if "Span(" not in line:
                yield from NAMED.findall(line)
                for found in MADE.finditer(line):
                    yield from (f"verb-{name}" for name in found.groups() if name)


RULES = {
    *named_in_data(read_words("patterns")),
    *(
        f"{form}-{frame}"
        for frame in named_in_data(read_words("frames"))
        for form in ("verb", "noun")
    ),
    *(f"need-{cue}" for cue in named_in_data(read_words("needs"))),
    *named_in_code(),
    *("orientation", "action", "model:mistral"),
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_rule_has_words(language: Language) -> None:
    unnamed = catalogue("rules", language)["other"]
    assert len(RULES) > 300
    assert [rule for rule in sorted(RULES) if rule_words(rule, language) == unnamed] == []


def test_list_and_sentence_are_told_apart() -> None:
    assert rule_words("list-role") == "fonction, dans une liste"
    assert rule_words("role-apposition") == rule_words("verb-is") == "fonction, dans une phrase"
    assert rule_words("proposed", "en") == "proposal, in a sentence"


def test_rules_of_the_same_words_are_counted_together() -> None:
    rows = [
        {"pattern": name, "rule": "besoin", "read": 3, "waiting": 1}
        | {"accepted": 1, "corrected": 0, "rejected": rejected}
        for name, rejected in (("need-must", 0), ("need-far", 2))
    ]
    assert rule_precision(rows) == [
        {"rule": "besoin", "accepted": 2, "corrected": 0, "rejected": 2}
        | {"waiting": 2, "read": 6, "precision": 0.5}
    ]
