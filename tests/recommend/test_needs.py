"""A French sentence is read as skills, themes, place and kind of help."""

import pytest

from tisserand.errors import InputError
from tisserand.recommend.expertise import FUNDERS
from tisserand.recommend.needs import understand
from tisserand.reference.places import load_gazetteer
from tisserand.reference.thesaurus import load_thesaurus

OVEN = "https://w3id.org/tisserand/skills/maconnerie-four-a-bois"


def read(need: str, near: str | None = None):
    return understand(need, load_thesaurus(), load_gazetteer(), near)


def test_everyday_words_give_the_skill() -> None:
    understood = read("Nous cherchons quelqu'un pour remettre en état le four à pain communal")
    assert next(iter(understood.skills)) == OVEN
    assert understood.kind == "skill"


def test_place_is_read_in_the_sentence() -> None:
    understood = read("refaire un four à pain à Angers")
    assert understood.place is not None
    assert understood.place.code == "49007"


def test_near_wins_over_the_sentence() -> None:
    understood = read("refaire un four à pain à Angers", near="Cholet")
    assert understood.place is not None
    assert understood.place.name == "Cholet"


@pytest.mark.parametrize(
    ("need", "kind"),
    [
        ("besoin d'un financement pour l'école", "money"),
        ("nous cherchons un local", "premises"),
        ("qui peut prêter du matériel de sonorisation", "equipment"),
        ("nous voulons des partenaires", "partner"),
        ("il nous faut des données sur la mobilité", "data"),
        ("il nous manque 20 000 euros pour rénover le toit", "money"),
        ("trouver 8 000 € pour acheter un camion", "money"),
        ("nous cherchons un prêt de 10 000 euros", "money"),
        ("il nous faudrait le prêt de tables et de chaises", "equipment"),
        ("nous cherchons le prêt d'une salle", "premises"),
        ("qui sait réparer une chaudière à moins de 300 euros", "skill"),
    ],
)
def test_kind_of_help_is_told_by_a_word(need: str, kind: str) -> None:
    assert read(need).kind == kind


def test_money_is_looked_for_among_funders() -> None:
    understood = read("besoin d'un financement pour la rénovation énergétique")
    assert FUNDERS in understood.weights
    assert any(iri.startswith(f"{FUNDERS}:") for iri in understood.weights)


def test_nothing_known_gives_nothing_to_rank_on() -> None:
    assert read("blurp zork").weights == {}


def test_unknown_commune_is_refused_by_name() -> None:
    with pytest.raises(InputError) as error:
        read("un four à pain", near="Trifouilly-les-Oies-sur-Mer")
    assert "Trifouilly-les-Oies-sur-Mer" in error.value.text()


def test_homonyms_are_listed() -> None:
    with pytest.raises(InputError) as error:
        read("un four à pain", near="Saint-Aubin")
    assert "Saint-Aubin (" in error.value.text()
