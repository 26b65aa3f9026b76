"""`tisserand vocabulary`, and what an imported vocabulary changes for who asks."""

from pathlib import Path

from cli.conftest import Command

SKOS = """
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
<https://exemple.org/m/pipes> a skos:Concept ; skos:prefLabel "Façonnage de pipes"@fr .
"""


def test_a_skill_of_an_imported_vocabulary_is_held_and_asked_for(
    tisserand: Command, workspace: Path, tmp_path: Path
) -> None:
    (tmp_path / "metiers.ttl").write_text(SKOS, encoding="utf-8")
    (tmp_path / "artisans.csv").write_text(
        "Nom;Commune;Code postal;Savoir-faire\n"
        "L'Atelier des Brandes;Craon;53400;Façonnage de pipes\n"
        "Le Fournil;Craon;53400;Boulangerie\n",
        encoding="utf-8",
    )
    where = ("--workspace", workspace, "--json")
    told = tisserand("vocabulary", "import", tmp_path / "metiers.ttl", "--as", "metiers", *where)
    assert told.json == [{"name": "metiers", "concepts": 1, "aligned": 0}]
    assert tisserand("ingest", tmp_path / "artisans.csv", *where).code == 0
    answer = tisserand("ask", "qui connaît le façonnage de pipes ?", *where).json
    assert answer["helpers"][0]["name"] == "L'Atelier des Brandes"
    assert tisserand("vocabulary", "remove", "metiers", *where).json == {"removed": "metiers"}
    assert tisserand("vocabulary", "remove", "metiers", *where).code == 1


def test_a_need_in_everyday_words_finds_a_skill_of_an_imported_vocabulary(
    tisserand: Command, workspace: Path, tmp_path: Path
) -> None:
    (tmp_path / "metiers.ttl").write_text(
        SKOS.replace("Façonnage de pipes", "Cannage et paillage de sièges"), encoding="utf-8"
    )
    (tmp_path / "artisans.csv").write_text(
        "Nom;Commune;Code postal;Savoir-faire\n"
        "L'Atelier des Brandes;Craon;53400;Cannage et paillage de sièges\n"
        "Le Fournil;Craon;53400;Boulangerie\n",
        encoding="utf-8",
    )
    where = ("--workspace", workspace, "--json")
    tisserand("vocabulary", "import", tmp_path / "metiers.ttl", "--as", "metiers", *where)
    tisserand("ingest", tmp_path / "artisans.csv", *where)
    helpers = tisserand("ask", "les chaises de l'église sont trouées", *where).json["helpers"]
    assert [actor["name"] for actor in helpers] == ["L'Atelier des Brandes"]
    assert "cannage et paillage de sièges" in helpers[0]["reasons"][0]["text"]
