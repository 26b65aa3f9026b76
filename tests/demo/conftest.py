"""The demonstration files, and the answers planted in them."""

import csv
import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from python_calamine import CalamineWorkbook

from tisserand.demo.territory import FILES

HERE = Path(__file__).parent
Rows = dict[tuple[str, str | None], list[list[Any]]]


@pytest.fixture(scope="session")
def planted() -> dict[str, Any]:
    """The planted answers."""
    content: dict[str, Any] = yaml.safe_load((HERE / "planted.yaml").read_text(encoding="utf-8"))
    return content


@pytest.fixture(scope="session")
def truth() -> list[dict[str, str]]:
    """Which actor each row names."""
    with (HERE / "truth.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


@pytest.fixture(scope="session")
def rows() -> Rows:
    """Cells by (file, sheet); index 0 is physical row 1."""
    by_name = {file.name: file.path for file in FILES}
    book = CalamineWorkbook.from_path(by_name["annuaire-ess.xlsx"])
    found: Rows = {
        ("annuaire-ess.xlsx", name): book.get_sheet_by_name(name).to_python(skip_empty_area=False)
        for name in book.sheet_names
    }
    text = by_name["subventions.csv"].read_text(encoding="cp1252")
    found["subventions.csv", None] = list(csv.reader(text.splitlines()))
    places = json.loads(by_name["mediation-numerique.json"].read_text(encoding="utf-8"))
    found["mediation-numerique.json", None] = [list(place.values()) for place in places]
    return found
