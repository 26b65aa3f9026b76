"""Rare skills of territories: their holders, who seeks them, where the next holder is."""

from typing import Any

from tisserand.recommend.projection import build_projection
from tisserand.recommend.rarity import rare_skills
from tisserand.reference.places import load_gazetteer
from tisserand.reference.thesaurus import load_thesaurus
from tisserand.store.port import GraphReader

from .conftest import BASE, OVEN


def rare(reader: GraphReader, level: str = "departement", **options: Any) -> list[dict[str, Any]]:
    return rare_skills(
        reader,
        build_projection(reader),
        level=level,
        thesaurus=load_thesaurus(),
        gazetteer=load_gazetteer(),
        base_iri=BASE,
        **options,
    )


def names(rows: list[dict[str, Any]]) -> list[str]:
    return [row["name"] for row in rows]


def test_a_rare_skill_names_its_holders_with_records(reader: GraphReader) -> None:
    (row,) = rare(reader)
    assert row["skill"] == {"iri": OVEN, "label": "Maçonnerie de four à bois"}
    assert row["area"]["name"] == "Maine-et-Loire"
    assert names(row["holders"]) == ["Fours du Thouet", "Fournil des Deux Rives"]
    assert all(holder["reasons"][0]["records"] for holder in row["holders"])
    assert (row["single"], row["needs"], row["nearest"]) == (False, 1, None)


def test_a_skill_held_by_more_is_not_rare(reader: GraphReader) -> None:
    assert rare(reader, most=1) == []


def test_one_holder_in_a_commune_is_told_with_the_nearest_elsewhere(reader: GraphReader) -> None:
    rows = {row["area"]["name"]: row for row in rare(reader, "commune")}
    assert sorted(rows) == ["Avrillé", "Saumur"]
    saumur = rows["Saumur"]
    assert saumur["single"]
    assert saumur["nearest"]["name"] == "Fournil des Deux Rives"
    assert 35 < saumur["nearest"]["distance_km"] < 55


def test_only_the_territories_of_a_place_are_told(reader: GraphReader) -> None:
    loire_atlantique = "https://w3id.org/tisserand/place/departement/44"
    assert rare(reader, "commune", within=loire_atlantique) == []
