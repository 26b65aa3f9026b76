"""`tisserand lesson`: what agents correct, and what accepted introductions teach."""

from pathlib import Path

from cli.conftest import Command

NEED = "les crapauds de la mare ont disparu sous la mousse verte"
ACTORS = (
    "Nom;Commune;Code postal;Savoir-faire\n"
    "La Verrerie des Prés;Craon;53400;Vitrerie\n"
    "Les Faucheurs;Craon;53400;Fauchage\n"
)


def prepare(tisserand: Command, workspace: Path, tmp_path: Path) -> tuple[object, ...]:
    (tmp_path / "acteurs.csv").write_text(ACTORS, encoding="utf-8")
    where = ("--workspace", workspace, "--json")
    assert tisserand("ingest", tmp_path / "acteurs.csv", *where).code == 0
    return where


def first(tisserand: Command, where: tuple[object, ...], need: str) -> str:
    skills = tisserand("ask", need, *where).json["understood"]["skills"]
    return str(skills[0]["label"]) if skills else ""


def test_a_correction_changes_what_is_understood_and_can_be_forgotten(
    tisserand: Command, workspace: Path, tmp_path: Path
) -> None:
    where = prepare(tisserand, workspace, tmp_path)
    before = first(tisserand, where, NEED)
    told = tisserand("lesson", "add", NEED, "--skill", "vitrerie", "--not", before, *where).json
    assert [skill["label"] for skill in told["skills"]] == ["Vitrerie"]
    assert first(tisserand, where, NEED) == "Vitrerie"
    assert tisserand("lesson", "list", *where).json == [told]
    assert tisserand("lesson", "remove", "1", *where).json == told
    assert first(tisserand, where, NEED) == before


def test_a_correction_holds_even_where_the_sentence_names_the_skill(
    tisserand: Command, workspace: Path, tmp_path: Path
) -> None:
    where = prepare(tisserand, workspace, tmp_path)
    need = "un apiculteur pour récupérer un essaim d'abeilles dans la ruche, miel et apiculture"
    assert first(tisserand, where, need) == "Apiculture"
    tisserand("lesson", "add", need, "--not", "Apiculture", *where)
    assert first(tisserand, where, need) != "Apiculture"


def test_lesson_without_a_known_skill_is_refused(
    tisserand: Command, workspace: Path, tmp_path: Path
) -> None:
    where = prepare(tisserand, workspace, tmp_path)
    assert tisserand("lesson", "add", NEED, "--skill", "zorglubage", *where).code == 2
    assert tisserand("lesson", "add", NEED, *where).code == 2
    assert tisserand("lesson", "add", "06 12 34 56 78", "--skill", "vitrerie", *where).code == 2
    assert tisserand("lesson", "remove", "1", *where).code == 1
    assert tisserand("lesson", "list", *where, "--role", "public").code == 1


def test_accepted_introduction_teaches_the_words_of_its_need(
    tisserand: Command, workspace: Path, tmp_path: Path
) -> None:
    where = prepare(tisserand, workspace, tmp_path)
    pair = ("Les Faucheurs", "La Verrerie des Prés")
    need = "un carreau de la serre est fendu, M. Odet s'est coupé"
    number = tisserand("introduce", *pair, "--need", need, *where).json["id"]
    assert tisserand("lesson", "list", *where).json == []
    tisserand("introductions", "accept", number, *where)
    (lesson,) = tisserand("lesson", "list", *where).json
    assert [skill["label"] for skill in lesson["skills"]] == ["Vitrerie"]
    assert "odet" not in lesson["sentence"]


def test_lessons_of_an_erased_person_go(
    tisserand: Command, workspace: Path, tmp_path: Path
) -> None:
    where = prepare(tisserand, workspace, tmp_path)
    (tmp_path / "personnes.csv").write_text(
        "Prénom;Nom;Commune;Code postal\nOdette;Marin;Craon;53400\n", encoding="utf-8"
    )
    tisserand("ingest", tmp_path / "personnes.csv", *where)
    tisserand("lesson", "add", "odette marin a cassé un carreau", "--skill", "vitrerie", *where)
    tisserand("lesson", "add", "le carreau est cassé", "--skill", "vitrerie", *where)
    assert tisserand("erase", "Odette Marin", *where, "--yes", "--role", "steward").code == 0
    kept = tisserand("lesson", "list", *where).json
    assert [lesson["sentence"] for lesson in kept] == ["le carreau est cassé"]
