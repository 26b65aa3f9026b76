"""Every benchmark is a command, run by its file or as a module, and `make bench` runs them all."""

import subprocess
import sys
from pathlib import Path

from benchmarks.run_all import ALONE, FOLDER, ON_DRAWN_FILES, ON_REAL_FILES

FORMS = Path(__file__).with_name("both_forms.py")
NO_BENCHMARKS = {"run_all", "mentions", "grant_mentions", "generated_register"}
"""Commands that measure nothing: they draw what others read."""


def test_every_benchmark_tells_its_help_in_both_forms(tmp_path: Path) -> None:
    command = [sys.executable, "-W", "error", str(FORMS), str(FOLDER)]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_all_benchmarks_are_run_together() -> None:
    commands = {
        file.stem
        for file in FOLDER.glob("*.py")
        if "parse_args(" in file.read_text(encoding="utf-8")
    }
    assert {*ALONE, *ON_DRAWN_FILES, *ON_REAL_FILES} == commands - NO_BENCHMARKS
