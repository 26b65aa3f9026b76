"""Places named in a sentence are found, and common words are not taken for places."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tisserand.reference.place_mentions import PlaceMention, find_in_text
from tisserand.reference.places import Gazetteer, load_gazetteer


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return load_gazetteer()


def named(gazetteer: Gazetteer, text: str, *departements: str) -> list[tuple[str, str]]:
    mentions = find_in_text(gazetteer, text, departements=departements)
    return [(text[mention.start : mention.end], mention.place.code) for mention in mentions]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Qui peut aider à Cholet ?", [("Cholet", "49099")]),
        ("quelqu'un a cholet", [("cholet", "49099")]),
        ("un atelier pres de beaupreau", [("beaupreau", "49023")]),
        ("au Mans et aux Herbiers", [("Mans", "72181"), ("Herbiers", "85109")]),
        ("St Sébastien sur Loire", [("St Sébastien sur Loire", "44190")]),
        ("dans tout le Maine-et-Loire", [("Maine-et-Loire", "49")]),
        ("les ateliers de Cholet Agglomération", [("Cholet Agglomération", "200071678")]),
        ("la région Pays de la Loire", [("Pays de la Loire", "52")]),
        ("Un local à Paris 12e", [("Paris 12e", "75112")]),
        ("à Saint-Nazaire", [("Saint-Nazaire", "44184")]),
    ],
)
def test_place_is_found_as_written(
    gazetteer: Gazetteer, text: str, expected: list[tuple[str, str]]
) -> None:
    assert named(gazetteer, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Fours à pain et sens du travail, au cours de la fête",
        "un texte à lire à titre gratuit, à l'échelle du pays",
        "Marie Martin et Jean Aubin cherchent un savoir-faire",
        "Tours de main et vie de village",
    ],
)
def test_common_words_and_people_are_no_places(gazetteer: Gazetteer, text: str) -> None:
    assert find_in_text(gazetteer, text, ambiguous=True) == []


def test_homonyms_are_told_apart_by_the_territory(gazetteer: Gazetteer) -> None:
    text = "un four à pain près de Saint-Aubin"
    assert named(gazetteer, text) == []
    assert named(gazetteer, text, "59") == [("Saint-Aubin", "59529")]
    assert named(gazetteer, text + ", dans le Nord")[0] == ("Saint-Aubin", "59529")


def test_ambiguous_name_comes_with_its_alternatives(gazetteer: Gazetteer) -> None:
    (mention,) = find_in_text(gazetteer, "près de Saint-Aubin", ambiguous=True)
    assert len(mention.alternatives) > 3
    assert all(place.name == "Saint-Aubin" for place in mention.alternatives)


@given(st.text())
def test_any_text_is_searched(text: str) -> None:
    mentions: list[PlaceMention] = find_in_text(load_gazetteer(), text, ambiguous=True)
    assert all(0 <= mention.start < mention.end <= len(text) for mention in mentions)
