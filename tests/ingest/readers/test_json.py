"""JSON and GeoJSON: elements, flattening, and files made to do harm."""

import json
from pathlib import Path
from typing import Any

import pytest

from tisserand.errors import InputError
from tisserand.ingest.readers import read_table


def write(folder: Path, content: Any, name: str = "a.csv") -> Path:
    path = folder / name
    text = content if isinstance(content, str) else json.dumps(content, ensure_ascii=False)
    path.write_text(text, encoding="utf-8")
    return path


def test_elements_are_numbered_from_one_and_flattened(tmp_path: Path) -> None:
    elements = [
        {
            "nom": "Le Fournil",
            "cp": 49650,
            "adresse": {"ville": "Angers"},
            "tags": ["pain", "four"],
        },
        {"nom": "La Ruche", "x": "475198,12", "actif": True, "rien": None},
    ]
    table = read_table(write(tmp_path, elements))
    first, second = table.rows()
    assert table.columns == ["nom", "cp", "adresse.ville", "tags", "x", "actif", "rien"]
    assert (first[0], first[1]["adresse.ville"], first[1]["tags"]) == (1, "Angers", "pain\nfour")
    assert (second[0], second[1]["cp"], second[1]["actif"]) == (2, "", "true")


def test_numbers_keep_their_digits(tmp_path: Path) -> None:
    text = '[{"a": 46.10, "b": 39500000000000, "c": 1E400}]'
    cells = next(read_table(write(tmp_path, text)).rows())[1]
    assert cells == {"a": "46.10", "b": "39500000000000", "c": "1E+400"}


def test_list_inside_an_object_is_found_and_said(tmp_path: Path) -> None:
    table = read_table(write(tmp_path, {"total": 1, "data": {"items": [{"nom": "A"}]}}))
    assert [cells for _, cells in table.rows()] == [{"nom": "A"}]
    assert ("readers.json_path", {"path": "data.items"}) in table.findings


def test_geojson_points_give_their_coordinates(tmp_path: Path) -> None:
    feature = {
        "type": "Feature",
        "properties": {"nom": "Le Fournil"},
        "geometry": {"type": "Point", "coordinates": [-0.55, 47.47]},
    }
    whole = {"type": "FeatureCollection", "name": "x", "features": [feature]}
    table = read_table(write(tmp_path, whole))
    assert table.format == "geojson"
    assert next(table.rows())[1] == {"nom": "Le Fournil", "longitude": "-0.55", "latitude": "47.47"}


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16", "cp1252"])
def test_json_in_another_encoding_is_read(tmp_path: Path, codec: str) -> None:
    path = tmp_path / "a.json"
    path.write_bytes('[{"nom": "L\'été à Évron, préféré"}]'.encode(codec))
    assert next(read_table(path).rows())[1] == {"nom": "L'été à Évron, préféré"}


@pytest.mark.parametrize(
    "text",
    [
        '[{"a": ' + "[" * 200_000,
        '{"a":' * 100_000,
        '[{"nom": "A"}',
        "[1, 2, 3]",
        '{"a": 1}',
        "[]",
        '[{"a": ' + "9" * 10_000 + "}]",
        "{nom: 1}",
        "[" + ",".join(f'{{"k{n}": 1}}' for n in range(3_000)) + "]",
    ],
    ids=lambda text: text[:12],
)
def test_hostile_or_broken_json_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(InputError) as caught:
        read_table(write(tmp_path, text))
    assert "a.csv" in caught.value.text("fr")


def test_control_characters_and_bidirectional_marks_are_stripped(tmp_path: Path) -> None:
    text = '[{"nom": "AB\\u0000\\u0007\\u202eC"}]'
    assert next(read_table(write(tmp_path, text)).rows())[1] == {"nom": "ABC"}


def test_half_a_character_can_still_be_stored(tmp_path: Path) -> None:
    cells = next(read_table(write(tmp_path, '[{"nom": "A\\ud800B"}]')).rows())[1]
    assert cells["nom"].encode("utf-8").decode("utf-8").startswith("A")


def test_very_long_cell_rejects_its_row(tmp_path: Path) -> None:
    table = read_table(write(tmp_path, [{"a": "x" * 200_000}, {"a": "y"}]))
    assert [row.fault is None for row in table.all_rows()] == [False, True]
