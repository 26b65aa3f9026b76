"""Requirement sentences, read as the conditions that they state."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from tisserand.recommend.requirements import read_requirement
from tisserand.reference.places import load_gazetteer

FOLDER = Path(__file__).parent / "requirements"
UNSEEN_ACCURACY = 0.85


def sentences(name: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = yaml.safe_load((FOLDER / name).read_text(encoding="utf-8"))
    return rows


def codes(sentence: str) -> set[str]:
    """« rate most 0.5 » for each condition; « unread » for what was not understood."""
    found = set()
    for read in read_requirement(sentence, load_gazetteer()):
        for topic, test, values, _ in read.conditions:
            told = ",".join(value.rpartition("/place/")[2] for value in values)
            found.add("unread" if test == "unread" else f"{topic} {test} {told}")
    return found


@pytest.mark.parametrize("row", sentences("known.yaml"), ids=lambda row: row["says"][:40])
def test_a_requirement_is_read_as_what_it_asks(row: dict[str, Any]) -> None:
    assert codes(row["says"]) == set(row["reads"])


def test_requirements_never_tuned_on_are_read_nearly_as_well() -> None:
    rows = sentences("unseen.yaml")
    right = sum(codes(row["says"]) == set(row["reads"]) for row in rows)
    assert right >= UNSEEN_ACCURACY * len(rows)


def test_each_clause_keeps_its_own_sentence() -> None:
    reads = read_requirement("Réservé aux communes. Taux maximum : 50 %.", load_gazetteer())
    assert [read.sentence for read in reads] == ["Réservé aux communes", "Taux maximum : 50 %"]


@pytest.mark.parametrize("said", ["Association ou ferme du département", "Avant le 31 mars", "…%"])
def test_what_is_only_half_understood_is_told(said: str) -> None:
    assert codes(said) & {"unread"} or not codes(said)
