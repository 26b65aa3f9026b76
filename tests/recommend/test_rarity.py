"""Rare skills: what few master in a territory."""

from tisserand.recommend.projection import build_projection
from tisserand.recommend.rarity import rare_skills
from tisserand.reference.places import load_gazetteer
from tisserand.reference.thesaurus import load_thesaurus

from .conftest import BASE, OVEN


def rare(reader, commune: str | None = None, **options):
    gazetteer = load_gazetteer()
    return rare_skills(
        build_projection(reader),
        gazetteer.commune(commune) if commune else None,
        thesaurus=load_thesaurus(),
        gazetteer=gazetteer,
        base_iri=BASE,
        **options,
    )


def test_rare_skill_names_its_holders(reader) -> None:
    (skill,) = rare(reader)
    assert skill["skill"] == {"iri": OVEN, "label": "Maçonnerie de four à bois"}
    assert [h["name"] for h in skill["holders"]] == ["Fours du Thouet", "Fournil des Deux Rives"]


def test_skill_held_by_more_is_not_rare(reader) -> None:
    assert rare(reader, most=1) == []


def test_holders_are_counted_around_the_place(reader) -> None:
    assert rare(reader, "44109") == []
    assert len(rare(reader, "49007")[0]["holders"]) == 2
