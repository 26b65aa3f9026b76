"""Drafts of the unseen files, by the measure that scores them."""

from pathlib import Path

import pytest

from benchmarks.drafts import FIXTURES, SUFFIX, judge

FILES = sorted(path.name for path in (FIXTURES / "build").glob(f"*{SUFFIX}"))
HELD = sorted(path.name for path in (FIXTURES / "held").glob(f"*{SUFFIX}"))


def share_right(truth: Path) -> float:
    verdicts = judge(truth.with_name(truth.name.removesuffix(SUFFIX)))
    return sum(verdict.is_right for verdict in verdicts) / len(verdicts)


@pytest.mark.parametrize("name", FILES)
def test_files_built_on_are_drafted_right_on_nine_rows_in_ten(name: str) -> None:
    assert share_right(FIXTURES / "build" / name) >= 0.9


@pytest.mark.parametrize("name", HELD)
def test_files_held_aside_are_drafted_right_on_nine_rows_in_ten(name: str) -> None:
    assert share_right(FIXTURES / "held" / name) >= 0.9


def test_a_wrong_truth_is_told(tmp_path: Path) -> None:
    path = tmp_path / "associations.csv"
    path.write_text("nom;commune;code postal\nLe Four;Angers;49000\n", encoding="utf-8")
    truth = "kind,name,insee\nCompany,La Ruche,53130\n"
    path.with_name(path.name + SUFFIX).write_text(truth, encoding="utf-8")
    (verdict,) = judge(path)
    assert (verdict.kind, verdict.name, verdict.place) == (False, False, False)
