"""Past projects like one, and what came of them."""

from typing import Any

from tisserand.ontology.namespaces import SKILLS
from tisserand.ontology.records import Record, Visibility
from tisserand.recommend.projection import build_projection
from tisserand.recommend.similar import find_similar
from tisserand.reference.places import load_gazetteer
from tisserand.reference.thesaurus import load_thesaurus
from tisserand.store.port import View
from tisserand.store.sqlite import SqliteStore

from .conftest import BASE, OVEN, place, record, weave

HERITAGE = ("theme", f"{SKILLS}theme-patrimoine")
WORDS = {"gazetteer": load_gazetteer(), "thesaurus": load_thesaurus(), "base_iri": BASE}


def similar(store: SqliteStore, wanted: str = "", **options: Any) -> dict[str, Any]:
    with store.read(View(Visibility.AGENT)) as reader:
        return find_similar(reader, build_projection(reader), wanted, **options, **WORDS)


def oven(key: str, name: str, *facts: tuple[str, str], row: int = 5) -> Record:
    return record(key, "Project", name, HERITAGE, ("requiresSkill", OVEN), place("angers"), *facts,
                  links=[("ledBy", "asso")], row=row)  # fmt: skip


ASSO = record("asso", "Association", "Les Fours d'Angers", row=2)


def test_the_closest_comes_first_and_tells_what_it_shares(store: SqliteStore) -> None:
    far = record("velo", "Project", "Atelier de vélos", place("nantes"), row=7)
    weave(
        store, [ASSO, oven("a", "Restaurer le four à pain"), oven("b", "Four de la commune"), far]
    )
    found = similar(store, project="b")["similar"]
    assert [one["name"] for one in found] == ["Restaurer le four à pain"]
    told = [reason["text"] for reason in found[0]["alike"]]
    assert told[0].startswith("mêmes compétences") and told[-1] == "au même endroit : Angers"


def test_a_word_of_its_name_tells_a_project_from_others_of_its_theme(store: SqliteStore) -> None:
    others = [
        record(key, "Project", name, HERITAGE, row=row)
        for row, (key, name) in enumerate([("a", "Orgues du pays"), ("b", "Lavoirs retrouvés")], 3)
    ]
    weave(store, others)
    names = [one["name"] for one in similar(store, "restaurer un lavoir, patrimoine")["similar"]]
    assert names[0] == "Lavoirs retrouvés"


def test_phase_carrier_lesson_and_failure_are_told_with_their_rows(store: SqliteStore) -> None:
    told = "Four de 1890. Le chantier s'est arrêté faute de maçon."
    past = oven("a", "Restaurer le four à pain", ("phase", "abandoned"), ("startDate", "2018"),
                ("lesson", "Prévoir le bois sec"), ("description", told))  # fmt: skip
    weave(store, [ASSO, past])
    [one] = similar(store, "restaurer un four à pain à Angers")["similar"]
    assert [reason["text"] for reason in one["outcome"]] == [
        "le projet est abandonné, 2018",
        "porté par Les Fours d'Angers",
        "difficulté dite : Le chantier s'est arrêté faute de maçon.",
        "enseignement : Prévoir le bois sec",
    ]
    assert all(reason["records"][0]["row"] == 5 for reason in one["outcome"])


def test_studies_made_again_and_again_are_counted(store: SqliteStore) -> None:
    asked = oven("c", "Étude de faisabilité du four à pain", ("startDate", "2022"))
    weave(store, [ASSO, oven("a", "Étude du four à pain", ("startDate", "2015")),
                  oven("b", "Diagnostic du four à pain"), asked])  # fmt: skip
    assert similar(store, project="c")["studies"]["text"] == "3 études du même objet depuis 2015"


def test_one_study_is_no_repetition(store: SqliteStore) -> None:
    weave(store, [ASSO, oven("a", "Étude du four à pain"), oven("b", "Bâtir un four à pain")])
    assert similar(store, project="b")["studies"] is None


def test_nothing_like_it_is_said(store: SqliteStore) -> None:
    weave(store, [ASSO, oven("a", "Restaurer le four à pain")])
    answer = similar(store, "apprendre la programmation aux lycéens")
    assert answer["similar"] == [] and "Aucun projet" in answer["message"]
