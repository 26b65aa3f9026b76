"""What a new version of a directory would change, told without writing."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from cli.conftest import Command
from fixtures.grants import GRANTS, grant, write_grants

from tisserand.demo.territory import FILES

PLACES = next(file for file in FILES if file.source == "mediation-numerique")
Rows = list[dict[str, Any]]


def edited(tmp_path: Path, edit: Callable[[Rows], Rows]) -> Path:
    """A new version of the directory of digital mediation."""
    rows: Rows = json.loads(PLACES.path.read_text(encoding="utf-8"))
    file = tmp_path / "nouvelle.json"
    file.write_text(json.dumps(edit(rows), ensure_ascii=False), encoding="utf-8")
    return file


def names(things: list[dict[str, Any]]) -> list[str]:
    return [thing["name"] for thing in things]


def changed(rows: Rows) -> Rows:
    """One renamed, one moved to another town, one gone, one new."""
    renamed, moved, _, *rest = (row for row in rows if row["COMMUNE"] and row["NOM_STRUCTURE"])
    renamed["NOM_STRUCTURE"] = "La Nouvelle Enseigne"
    moved |= {"COMMUNE": "Angers", "CP": 49000, "ADRESSE": "rue Neuve", "x": "", "y": ""}
    new = rest[0] | {"ID_LieuMed": "LMN999", "NOM_STRUCTURE": "Le Tout Nouveau Lieu"}
    return [renamed, moved, *rest, new]


def test_the_same_file_changes_nothing(tisserand: Command, demo: Path) -> None:
    done = tisserand("diff", PLACES.source, PLACES.path, "--json", "--workspace", demo)
    assert done.code == 0, done.err
    assert done.json == {"appeared": [], "left": [], "renamed": [], "moved": []}


def test_each_change_is_told_once_and_where_it_is(
    tisserand: Command, demo: Path, tmp_path: Path
) -> None:
    before: Rows = json.loads(PLACES.path.read_text(encoding="utf-8"))
    file = edited(tmp_path, changed)
    answer = tisserand("diff", PLACES.source, file, "--json", "--workspace", demo).json
    assert list(answer) == ["appeared", "left", "renamed", "moved"]
    assert names(answer["appeared"]) == ["Le Tout Nouveau Lieu"]
    assert names(answer["left"]) == [before[2]["NOM_STRUCTURE"]]
    (renamed,) = answer["renamed"]
    assert (renamed["before"], renamed["after"]) == (
        before[0]["NOM_STRUCTURE"],
        "La Nouvelle Enseigne",
    )
    (moved,) = answer["moved"]
    assert moved["after"]["name"] == "Angers"
    assert moved["before"]["name"] != "Angers"
    for thing in (renamed, moved, *answer["appeared"]):
        assert thing["records"][0]["file"] == "nouvelle.json"


def test_nothing_is_written(tisserand: Command, demo_copy: Path, tmp_path: Path) -> None:
    export = ("export", "graph", "--format", "nquads", "--workspace", demo_copy)
    before = tisserand(*export).out
    file = edited(tmp_path, changed)
    assert tisserand("diff", PLACES.source, file, "--workspace", demo_copy).code == 0
    assert tisserand(*export).out == before


def test_what_diff_tells_is_what_ingest_does(
    tisserand: Command, demo_copy: Path, tmp_path: Path
) -> None:
    file = edited(tmp_path, changed)
    named = ("--as", PLACES.source, "--mapping", PLACES.mapping, "--workspace", demo_copy)
    assert tisserand("ingest", file, *named).code == 0
    done = tisserand("diff", PLACES.source, file, "--json", "--workspace", demo_copy).json
    assert not any(done.values())
    back = tisserand("diff", PLACES.source, PLACES.path, "--json", "--workspace", demo_copy).json
    assert names(back["left"]) == ["Le Tout Nouveau Lieu"]


def test_without_a_key_of_its_own_a_thing_is_found_by_resolution(
    tisserand: Command, workspace: Path, tmp_path: Path
) -> None:
    file = write_grants(tmp_path / "subventions.csv")
    assert tisserand("ingest", file, "--workspace", workspace).code == 0
    newer = write_grants(
        tmp_path / "nouvelles.csv",
        [grant("FOURNIL DE LA BASSE-HAIE", 9), *GRANTS[1:], grant("Atelier des Trois Ponts", 8)],
    )
    answer = tisserand("diff", "subventions", newer, "--json", "--workspace", workspace).json
    actors = {
        change: [one["name"] for one in things if one["kind"] != "Grant"]
        for change, things in answer.items()
    }
    assert actors["appeared"] == ["Atelier des Trois Ponts"]
    assert actors["left"] == actors["renamed"] == []


def test_the_summary_is_in_french(tisserand: Command, demo: Path, tmp_path: Path) -> None:
    told = tisserand("diff", PLACES.source, edited(tmp_path, changed), "--workspace", demo)
    text = told.out.decode()
    assert "apparus 1, partis 1, renommés 1, déplacés 1" in text
    assert "Rien n'a été écrit." in text
    assert "→ La Nouvelle Enseigne" in text


@pytest.mark.parametrize(("source", "code"), [("inconnue", 1), (PLACES.source, 2)])
def test_an_unknown_source_or_an_unreadable_file_is_refused(
    tisserand: Command, demo: Path, tmp_path: Path, source: str, code: int
) -> None:
    empty = tmp_path / "vide.json"
    empty.write_bytes(b"")
    assert tisserand("diff", source, empty, "--workspace", demo).code == code
