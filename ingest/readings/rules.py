"""The rules of reading as people know them, and how often each is right."""

from collections import Counter
from collections.abc import Iterable
from typing import Any, get_args

from tisserand.ingest.readings.decisions import REVIEW_BELOW, DecisionVerdict, read_decisions
from tisserand.ingest.readings.weaving import read_readings
from tisserand.messages import Language, catalogue
from tisserand.store.port import GraphStore

Told = dict[str, Any]
_COUNTS = (*get_args(DecisionVerdict), "waiting", "read")
_FORMS = ("verb-", "noun-")
"""How the rules that follow a verb or a noun begin: what comes next tells what they read."""


def rule_words(pattern: str, language: Language = "fr") -> str:
    """What a rule reads, and where: « fonction, dans une liste ».

    Rules whose names begin alike have the same words, unless a longer beginning has its own.
    """
    words = catalogue("rules", language)
    name = pattern.partition(":")[0]
    for form in _FORMS:
        name = name.removeprefix(form)
    while name not in words and "-" in name:
        name = name.rpartition("-")[0]
    return words.get(name, words["other"])


def pattern_precision(store: GraphStore) -> list[Told]:
    """How often each rule of reading is right, by what people decided.

    Returns:
        For each rule, the most judged first: `{pattern, rule, accepted, corrected, rejected,
        waiting, read, precision}`; `rule` is its words, `precision` counts what is corrected as
        wrong.
    """
    with store.resolution() as identity:
        decisions = read_decisions(identity)
        readings = read_readings(identity)
    counts: dict[str, Counter[str]] = {}
    for one in decisions.values():
        counts.setdefault(one.pattern, Counter())[one.verdict] += 1
    for item in (item for reading in readings.values() for item in reading.items):
        own = counts.setdefault(item.pattern, Counter())
        own["read"] += 1
        own["waiting"] += item.key not in decisions and item.confidence < REVIEW_BELOW
    rows = [
        {"pattern": name, "rule": rule_words(name), **_precision(own)}
        for name, own in counts.items()
    ]
    return sorted(rows, key=lambda row: (-_judged(row), row["pattern"]))


def rule_precision(patterns: Iterable[Told]) -> list[Told]:
    """The same for people: one row for the rules of the same words, without their codes.

    Args:
        patterns: as `pattern_precision` gives them.
    """
    counts: dict[str, Counter[str]] = {}
    for row in patterns:
        counts.setdefault(row["rule"], Counter()).update({name: row[name] for name in _COUNTS})
    rows = [{"rule": words, **_precision(own)} for words, own in counts.items()]
    return sorted(rows, key=lambda row: (-_judged(row), row["rule"]))


def _precision(counts: Counter[str]) -> Told:
    total = sum(counts[verdict] for verdict in get_args(DecisionVerdict))
    precision = round(counts["accepted"] / total, 4) if total else None
    return {name: counts[name] for name in _COUNTS} | {"precision": precision}


def _judged(row: Told) -> int:
    return sum(int(row[verdict]) for verdict in get_args(DecisionVerdict))
