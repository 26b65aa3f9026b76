"""What people read: every message exists in both languages, with the same fields."""

import string
from importlib.resources import files
from typing import get_args

import pytest

from tisserand.errors import TisserandError
from tisserand.messages import LANGUAGES, Language, catalogue, code_label, text
from tisserand.ontology.types import (
    FundingKind,
    HelpKind,
    IntroductionState,
    NeedGrade,
    ProjectPhase,
)

LOCALES = files("tisserand") / "locales"
AREAS = sorted(p.name.removesuffix(".yaml") for p in (LOCALES / "fr").iterdir())


def fields(template: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(template) if name}


@pytest.mark.parametrize("area", AREAS)
def test_both_languages_hold_the_same_messages(area: str) -> None:
    french, english = (catalogue(area, language) for language in LANGUAGES)
    assert french.keys() == english.keys()
    for name in french:
        assert fields(french[name]) == fields(english[name]), name


def test_no_area_exists_in_one_language_only() -> None:
    english = sorted(p.name.removesuffix(".yaml") for p in (LOCALES / "en").iterdir())
    assert english == AREAS


def test_an_error_speaks_french_then_english() -> None:
    error = TisserandError("cli.unknown_store", store="oracle")
    assert str(error) == f"{error.text('fr')} / {error.text('en')}"
    assert "oracle" in error.text("fr")


CODES: dict[str, object] = {
    "grade": NeedGrade,
    "helpKind": HelpKind,
    "fundingKind": FundingKind,
    "phase": ProjectPhase,
    "state": IntroductionState,
}


@pytest.mark.parametrize("property", CODES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_of_the_model_has_words(property: str, language: Language) -> None:
    labels = [code_label(property, code, language) for code in get_args(CODES[property])]
    assert None not in labels
    assert len(set(labels)) == len(labels)


def test_what_is_no_code_has_no_words_of_its_own() -> None:
    assert code_label("name", "expressed") is None


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Aide Rurale", "autour d'Aide Rurale"),
        ("Écoute", "autour d'Écoute"),
        ("La Ruche", "autour de La Ruche"),
    ],
)
def test_de_is_elided_before_a_vowel(name: str, said: str) -> None:
    assert text("recommend.community_around", "fr", name=name) == said
