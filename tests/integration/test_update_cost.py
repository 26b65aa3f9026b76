"""What an update costs does not grow with the workspace: steps of SQLite are counted, not time."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tisserand.ingest.pipeline import ingest_file
from tisserand.ontology.records import Visibility
from tisserand.recommend.following import FollowedProjection
from tisserand.recommend.projection import load_projection
from tisserand.store.port import View
from tisserand.store.sqlite import open_sqlite
from tisserand.store.sqlite.connection import Database

MAPPING = """
id: essai
title: {fr: Annuaire d'essai}
things:
  - local: actor
    kind: Association
    name: nom
    place: {commune: ville}
    properties:
      description: objet
"""
STEPS = 50
TOWNS = ("Cholet", "Saumur", "Angers", "Laval", "Nantes")
SYLLABLES = ("ba", "cor", "du", "fel", "gri", "mon", "pa", "rou", "tis", "val", "zé")
CHANGED = 10


class Counter:
    """Steps that SQLite takes, in all the connections opened meanwhile."""

    def __init__(self) -> None:
        self.steps = 0

    def count(self) -> int:
        self.steps += STEPS
        return 0


@pytest.fixture
def counter(monkeypatch: pytest.MonkeyPatch) -> Iterator[Counter]:
    counter, tune = Counter(), Database.tune

    def counted(database: Any) -> Database:
        database._connection.set_progress_handler(counter.count, STEPS)
        return tune(database)

    monkeypatch.setattr(Database, "tune", counted)
    yield counter


def directory(folder: Path, name: str, numbers: range, said: str) -> Path:
    rows = ["numero;nom;ville;objet"]
    for number in numbers:
        word = "".join(SYLLABLES[number // 11**power % 11] for power in range(3))
        rows.append(f"{number};{word.title()} {word[::-1]};{TOWNS[number % 5]};{said} {word}")
    path = folder / name
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return path


def cost_of_update(folder: Path, rows: int, counter: Counter) -> int:
    """Steps of an update of a few rows, search and projection included."""
    folder.mkdir()
    mapping = folder / "essai.yaml"
    mapping.write_text(MAPPING, encoding="utf-8")
    store = open_sqlite(folder / "graph.sqlite", "https://example.org/")
    ingest_file(store, directory(folder, "tous.csv", range(rows), "peint"), mapping=mapping)
    said = range(0, rows, rows // CHANGED)
    ingest_file(store, directory(folder, "eux.csv", said, "peint"), mapping=mapping)
    with store.read(View(Visibility.AGENT)) as reader:
        load_projection(reader, folder / "cache")
    counter.steps = 0
    ingest_file(store, directory(folder, "eux.csv", said, "sculpte"), mapping=mapping)
    with store.read(View(Visibility.AGENT)) as reader:
        assert len(reader.find("sculpte", limit=100)) == CHANGED
        followed = load_projection(reader, folder / "cache")
    assert isinstance(followed, FollowedProjection)
    assert CHANGED <= followed.changes <= 2 * CHANGED
    store.close()
    return counter.steps


def test_update_takes_as_many_steps_in_a_workspace_ten_times_as_large(
    tmp_path: Path, counter: Counter
) -> None:
    small = cost_of_update(tmp_path / "small", 100, counter)
    assert 1_000 < cost_of_update(tmp_path / "large", 1_000, counter) < 1.3 * small
