"""`funding` and `similar`, on the demonstration."""

from pathlib import Path

import pytest

from .conftest import Command

OVEN = "restaurer un four à pain à Craon, budget 14 000 €"


def test_funding_is_told_in_french_with_sentences_rows_and_precedents(
    tisserand: Command, demo: Path
) -> None:
    told = tisserand("funding", OVEN, "--date", "2024-03-15", "--workspace", demo).out.decode()
    first = told.index("Petit patrimoine de Brécelle · subvention · Région Pays de la Loire")
    assert first < told.index("« Restauration de fours, lavoirs")
    assert "[annuaire-ess.xlsx, Financements, ligne 2]" in told
    assert "Déjà financé :" in told and "a financé «" in told


def test_all_that_is_closed_is_left_out(tisserand: Command, demo: Path) -> None:
    asked = ("funding", OVEN, "--date", "2025-02-01", "--json", "--workspace", demo)
    answer = tisserand(*asked).json
    names = [scheme["name"] for scheme in [*answer["schemes"], *answer["nearly"]]]
    assert names[0] == "Mécénat du patrimoine de Brécelle"
    assert {"Prêt d'honneur de Brécelle", "Brécelle en commun"} < set(names)
    assert answer["closed"] == 9


def test_a_project_is_known_by_its_name_in_spite_of_its_grants(
    tisserand: Command, demo: Path
) -> None:
    answer = tisserand("funding", "Fours en fête", "--json", "--workspace", demo).json
    assert answer["project"]["name"] == "Fours en fête"
    assert answer["understood"]["leaders"][0]["nature"] == "association"


@pytest.mark.parametrize("day", ["hier", "2024-02-30", "20240315"])
def test_a_day_that_does_not_exist_is_refused(tisserand: Command, demo: Path, day: str) -> None:
    done = tisserand("funding", OVEN, "--date", day, "--workspace", demo)
    assert done.code == 2
    assert "Date attendue" in done.err


def test_similar_projects_tell_what_came_of_them(tisserand: Command, demo: Path) -> None:
    told = tisserand("similar", OVEN, "--limit", "3", "--workspace", demo).out.decode()
    assert told.startswith(" 1. Fours en fête · Ballots")
    assert "mêmes compétences : Maçonnerie de four à bois" in told
    assert "le projet est terminé, 2020–2021" in told


def test_themes_of_a_sentence_are_those_of_what_it_is_about(tisserand: Command, demo: Path) -> None:
    sentence = "Nous voulons planter des haies pour 12 000 euros, portés par une commune"
    options = ("--date", "2024-03-15", "--json", "--workspace", demo)
    themes = tisserand("funding", sentence, *options).json["understood"]["themes"]
    assert "Agriculture" in {theme["label"] for theme in themes}
    assert "Culture" not in {theme["label"] for theme in themes}
    like = tisserand("similar", sentence, "--json", "--workspace", demo).json["similar"]
    assert "Bocage vivant" in {project["name"] for project in like}
