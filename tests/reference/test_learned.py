"""What agents taught is kept in one file, without what may name somebody."""

from multiprocessing import get_context
from pathlib import Path

import pytest

from tisserand.reference.learned import LearnedWords, Lesson, bare_sentence

GLASS = "https://w3id.org/tisserand/skills/reemploi-verre"
ROOF = "https://w3id.org/tisserand/skills/couverture"


@pytest.mark.parametrize(
    ("told", "kept"),
    [
        (
            "Nos bouteilles cassées coûtent cher",
            "nos bouteilles cassées coûtent cher",
        ),
        ("Mme Odette Marin, de Segré, cherche un plombier", "mme de cherche un plombier"),
        ("Appelez le 06 12 34 56 78 ou a.b@c.example : la cave fuit", "appelez le ou la cave fuit"),
        ("L'école a froid. Les radiateurs ont 40 ans", "l'école a froid les radiateurs ont ans"),
    ],
)
def test_sentence_is_kept_without_names_and_numbers(told: str, kept: str) -> None:
    assert sorted(bare_sentence(told).split()) == sorted(kept.split())


def test_lesson_replaces_the_one_of_its_sentence(tmp_path: Path) -> None:
    words = LearnedWords(tmp_path / "learned.json")
    words.add(Lesson("nos bouteilles cassent", (ROOF,)))
    words.add(Lesson("le toit fuit", (ROOF,)))
    words.add(Lesson("Nos bouteilles cassent", (GLASS,), (ROOF,)))
    assert [one.skills for one in words.lessons()] == [(ROOF,), (GLASS,)]


def test_lesson_is_seen_by_who_read_before(tmp_path: Path) -> None:
    file = tmp_path / "learned.json"
    reader = LearnedWords(file)
    assert reader.lessons() == ()
    LearnedWords(file).add(Lesson("le toit fuit", (ROOF,)))
    assert reader.lessons() == (Lesson("le toit fuit", (ROOF,)),)


def test_lesson_is_removed_by_its_rank(tmp_path: Path) -> None:
    words = LearnedWords(tmp_path / "learned.json")
    words.add(Lesson("le toit fuit", (ROOF,)))
    assert words.remove(2) is None
    assert words.remove(1) == Lesson("le toit fuit", (ROOF,))
    assert words.lessons() == ()


def test_lessons_that_tell_of_somebody_are_forgotten(tmp_path: Path) -> None:
    words = LearnedWords(tmp_path / "learned.json")
    words.add(Lesson("odette marin cherche un four", (ROOF,)))
    words.add(Lesson("le toit fuit", (ROOF,)))
    assert words.forget(lambda sentence: "marin" in sentence) == 1
    assert [one.sentence for one in words.lessons()] == ["le toit fuit"]


def _teach(file: Path, first: int) -> None:
    for number in range(first, first + 20):
        LearnedWords(file).add(Lesson(f"phrase {'a' * number}", (ROOF,)))


def test_lessons_of_several_processes_are_all_kept(tmp_path: Path) -> None:
    file, context = tmp_path / "learned.json", get_context("fork")
    processes = [context.Process(target=_teach, args=(file, first)) for first in (1, 21)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    assert len(LearnedWords(file).lessons()) == 40
